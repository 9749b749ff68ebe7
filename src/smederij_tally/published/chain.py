"""The heads of a round: one at the opening, one a night, one at the closing, each naming the one before."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from smederij_tally.published.seals import head_of, root_of
from smederij_tally.totals import Totals

OPENING, NIGHT, CLOSING = "opening", "night", "closing"


def differences_in_heads(
    heads: Sequence[Mapping[str, Any]],
    *,
    batches: Mapping[str, Sequence[bytes]],
    manifest: Mapping[str, Any],
    votes: Totals,
) -> Iterator[str]:
    """What does not fit. `batches`: the leaves that each night's head covers, by its number."""
    yield from _links(heads, number=manifest["round"]["number"])
    for one in heads:
        says = one["says"]
        if says["kind"] == OPENING:
            yield from _opening(says, manifest=manifest, votes=votes)
        elif says["kind"] == NIGHT:
            yield from _night(says, leaves=batches.get(str(says["number"]), ()))
        else:
            yield from _closing(says, manifest=manifest)
    known = {str(one["says"]["number"]) for one in heads if one["says"]["kind"] == NIGHT}
    if strays := sorted(set(batches) - known - {""}):
        yield f"ballots are said to be covered by a head that is not there: {', '.join(strays)}"


def _links(heads: Sequence[Mapping[str, Any]], *, number: int) -> Iterator[str]:
    if not heads or heads[-1]["says"]["kind"] != CLOSING:
        yield "the head of the closing is missing"
    before, seen = "", -1
    for place, one in enumerate(heads):
        says, called = one["says"], _called(one["says"])
        if head_of(says) != one["head"]:
            yield f"{called} was changed after it was made"
        if says["previous"] != before:
            yield f"{called} does not follow the one before it"
        if says["number"] != place + (heads[0]["says"]["number"]) or says["round"] != number:
            yield f"{called} is out of place"
        if (ballots := says.get("ballots", 0)) < seen:
            yield f"{called} counts fewer ballots than the night before"
        before, seen = one["head"], max(seen, ballots)


def _opening(says: Mapping[str, Any], *, manifest: Mapping[str, Any], votes: Totals) -> Iterator[str]:
    asked = {one["id"]: (one["name"], one["asked"]) for one in says["entries"]}
    if asked != {project.id: (project.name, project.cost) for project in votes.projects}:
        yield "the ideas, their names or amounts are not those that stood on the ballot when voting opened"
    if says["budget"] != votes.budget:
        yield "the amount to decide on is not the one when voting opened"
    if (says["method"], says["options"]) != (manifest["method"], manifest["options"]):
        yield "the rules of the count are not those when voting opened"


def _night(says: Mapping[str, Any], *, leaves: Sequence[bytes]) -> Iterator[str]:
    if len(leaves) != says["batch"]:
        yield f"{_called(says)} covers {says['batch']} ballots; the files give {len(leaves)}"
    elif says["root"] != (root_of(leaves) if leaves else ""):
        yield f"ballots that {_called(says)} covers were changed after that night"


def _closing(says: Mapping[str, Any], *, manifest: Mapping[str, Any]) -> Iterator[str]:
    for name, what in (
        ("ballots", "the number of ballots"),
        ("blank", "the number of blank ballots"),
        ("outcome_sha256", "the result"),
        ("sheet", "the count sheet"),
        ("urn_root", "the seal of the urn"),
    ):
        if says[name] != manifest[name]:
            yield f"{what} is not the one in the head of the closing"


def _called(says: Mapping[str, Any]) -> str:
    return f"head {says['number']} ({says.get('night') or says['kind']})"
