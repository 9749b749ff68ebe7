"""Does a published round agree with itself, with a recount, and with the heads that people kept?"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from typing import Any

from smederij_tally.election import Election
from smederij_tally.errors import TallyError
from smederij_tally.outcome import seal
from smederij_tally.published import recount
from smederij_tally.published.chain import differences_in_heads
from smederij_tally.published.names import BALLOTS, HEADS, MANIFEST, OUTCOME, SEALS, TOTALS
from smederij_tally.published.packing import BadFile, manifest_of, read_json
from smederij_tally.published.seals import WITH_BALLOTS, WITHOUT, leaf_of, root_of
from smederij_tally.published.votes import read_votes, sealed_ballots
from smederij_tally.totals import Totals

HEAD = re.compile(r"(?<![0-9a-f])(?:[0-9a-f]{8}[ \t\r\n-]*){8}(?![0-9a-f])")


@dataclass(frozen=True)
class Check:
    """One thing that was looked at; `differences` are plain sentences, none when it agrees."""

    what: str
    differences: tuple[str, ...]


@dataclass(frozen=True)
class Report:
    """All that was looked at. `recountable` is False when the files alone don't allow a count."""

    round: Mapping[str, Any]
    checks: tuple[Check, ...]
    recountable: bool

    @property
    def differences(self) -> tuple[str, ...]:
        """Everything that does not agree."""
        return tuple(said for check in self.checks for said in check.differences)

    @property
    def exit_code(self) -> int:
        """0 all agrees; 1 something differs; 3 the seals agree, but this can't be counted from the files."""
        return 1 if self.differences else 0 if self.recountable else 3


class _Files:
    """The files of one zip, each read when first asked for."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        self.files = files
        self.manifest = manifest_of(files)

    @cached_property
    def votes(self) -> Election | Totals:
        return read_votes(self.files)

    @cached_property
    def outcome(self) -> dict[str, Any]:
        return dict(read_json(self.files, OUTCOME))

    @cached_property
    def heads(self) -> list[dict[str, Any]]:
        return list(read_json(self.files, HEADS))

    @cached_property
    def seals(self) -> tuple[tuple[str, ...], list[list[str]]]:
        if SEALS not in self.files and not self.manifest["urn_root"]:
            return WITHOUT, []  # nobody voted
        rows = list(csv.reader(io.StringIO(self.files[SEALS].decode(), newline=""), delimiter=";"))
        return tuple(rows[0]), rows[1:]

    @cached_property
    def leaves(self) -> list[bytes]:
        header, rows = self.seals
        if header == WITHOUT:
            return [bytes.fromhex(row[0]) for row in rows]
        assert isinstance(self.votes, Election)
        ballots = sealed_ballots(self.votes)
        return [
            leaf_of(bytes.fromhex(id), bytes.fromhex(row[1]), body)
            for (id, body), row in zip(ballots, rows, strict=True)
        ]


def check(files: Mapping[str, bytes], *, kept: Sequence[str] = ()) -> Report:
    """Look at everything. `kept`: heads that somebody wrote down, or texts in which they stand.

    BadFile when it is not a published round at all.
    """
    at = _Files(files)
    looks: list[tuple[str, Callable[[_Files], Iterator[str]]]] = [
        ("the files are those that the manifest names", _files),
        ("ballots and blanks are as many as the manifest says", _numbers),
        ("the result bears its own seal", _outcome),
        ("counting again gives the same result", _recount),
        ("letters and ballots add up", _sheet),
        ("the ballots bear the seal of the urn", _urn),
        ("the nightly heads follow one another and fit the ballots", _heads),
    ]
    checks = [Check(what, _said(look, at)) for what, look in looks]
    if kept:
        checks.append(Check("the heads that were kept stand in this file", tuple(_kept(at, kept))))
    return Report(at.manifest.get("round", {}), tuple(checks), _recountable(at))


def _said(look: Callable[[_Files], Iterator[str]], at: _Files) -> tuple[str, ...]:
    """What a look finds; a file that is so damaged that looking fails is a difference too."""
    try:
        return tuple(look(at))
    except (BadFile, TallyError) as error:
        return (str(error),)
    except (KeyError, ValueError, TypeError, AttributeError, IndexError, AssertionError) as error:
        return (f"a file is not written as it should be ({type(error).__name__}: {error})",)


def _files(at: _Files) -> Iterator[str]:
    named = dict(at.manifest["files"])
    there = set(at.files) - {MANIFEST}
    yield from (f"{name} is missing" for name in sorted(set(named) - there))
    yield from (
        f"{name} stands in the zip, but the manifest does not name it" for name in sorted(there - set(named))
    )
    for name in sorted(there & set(named)):
        if sha256(at.files[name]).hexdigest() != named[name]:
            yield f"{name} is not the file of which the manifest gives the digest"


def _numbers(at: _Files) -> Iterator[str]:
    if (BALLOTS in at.files) == (TOTALS in at.files):
        yield f"there should be either {BALLOTS} or {TOTALS}"
        return
    totals = at.votes.totals()
    for what, said, found in (
        ("ballots", at.manifest["ballots"], totals.cast),
        ("blank ballots", at.manifest["blank"], totals.blank),
    ):
        if said != found:
            yield f"the manifest says {said} {what}; the votes hold {found}"


def _outcome(at: _Files) -> Iterator[str]:
    found = seal(at.outcome)
    if found != at.outcome["outcome_sha256"]:
        yield f"{OUTCOME} was changed after it was sealed"
    if at.outcome["outcome_sha256"] != at.manifest["outcome_sha256"]:
        yield f"the seal in {OUTCOME} is not the one in the manifest"
    for name in ("method", "options", "input_sha256"):
        if at.outcome[name] != at.manifest[name]:
            yield f"{name} in {OUTCOME} is not as the manifest says"


def _recount(at: _Files) -> Iterator[str]:
    if _recountable(at):
        method = recount.method_of(at.manifest["method"], at.manifest["options"])
        yield from recount.differences(at.votes, method, published=at.outcome)


def _recountable(at: _Files) -> bool:
    try:
        return recount.possible(at.votes, at.manifest.get("method", ""), at.manifest.get("options", {}))
    except BadFile:
        return True  # that the votes can't be read is a difference already


def _sheet(at: _Files) -> Iterator[str]:
    lines = at.manifest["sheet"]

    def total(column: str) -> int:
        return sum(line[column] or 0 for line in lines)

    if not lines:
        return
    out = total("issued") - total("revoked") - total("left")
    got = total("web") + total("handed_out")
    if out != got:
        yield f"letters made, taken back and not used leave {out} ballots; {got} were cast"
    read = total("valid") + total("blank")
    if read != total("entered") or read + total("invalid") != total("in_box"):
        invalid = total("invalid")
        yield f"{total('in_box')} papers lay in the box; {read} were counted and {invalid} could not be"
    counted = total("web") + total("entered")
    if counted != at.manifest["ballots"]:
        yield f"{counted} ballots came in, and {at.manifest['ballots']} were counted"


def _urn(at: _Files) -> Iterator[str]:
    root = at.manifest["urn_root"]
    if not root:
        return
    header, rows = at.seals
    if header != (WITH_BALLOTS if BALLOTS in at.files else WITHOUT):
        yield f"{SEALS} has other columns than it should"
        return
    if len(rows) != at.manifest["ballots"]:
        yield f"{SEALS} holds {len(rows)} seals; there are {at.manifest['ballots']} ballots"
        return
    if isinstance(at.votes, Election):
        ids = [id for id, _body in sealed_ballots(at.votes)]
        if ids != sorted(ids) or ids != [row[0] for row in rows]:
            yield f"{SEALS} and {BALLOTS} do not hold the same ballots in the same order"
            return
    if root_of(at.leaves) != root:
        yield "the ballots are not those that lay in the urn: their seal is another one"


def _heads(at: _Files) -> Iterator[str]:
    nights = [row[-1] for row in at.seals[1]]
    batches: dict[str, list[bytes]] = {}
    for night, leaf in zip(nights, at.leaves, strict=True):
        batches.setdefault(night, []).append(leaf)
    yield from differences_in_heads(at.heads, batches=batches, manifest=at.manifest, votes=at.votes.totals())


def _kept(at: _Files, kept: Sequence[str]) -> Iterator[str]:
    known = {str(one.get("head")) for one in at.heads if isinstance(one, dict)}
    for text in kept:
        found = [re.sub(r"[^0-9a-f]", "", match) for match in HEAD.findall(text.lower())]
        if not found:
            yield f"there is no head of 64 letters and digits in “{text.strip()[:40]}”"
        for head in found:
            if head not in known:
                yield f"the head {head[:8]}… that was kept does not stand in this file"
