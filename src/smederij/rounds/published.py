"""A counted round as one file that anyone can look over: votes, result, seals, and how to count again."""

import os
import tempfile
from collections.abc import Sequence
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from smederij.base.refusals import refuse
from smederij.rounds import papers, pb_meta, urn
from smederij.rounds.heads import ids_of, sealed
from smederij.rounds.minutes_pdf import minutes_pdf
from smederij.rounds.models import Head, Result, Round
from smederij.rounds.rules import PUBLISHES_BALLOTS
from smederij_tally import Election, Totals
from smederij_tally.published import (
    NIGHT,
    leaf_of,
    names,
    pack,
    plain_json,
    readme,
    script,
    seal_lines,
    votes_file,
)

DUTCH = "nl"
SEALED = ("ballots", "blank", "outcome_sha256", "sheet", "urn_root")


def result_zip(round: Round) -> Path:
    """The file, made once and kept beside the data. Refusal 404 when there is none."""
    if not sealed(round):
        refuse(_("There is no file of this round to look over."), status=404)
    closing = Head.objects.filter(round=round).last()
    assert closing is not None
    kept = Path(settings.DATA) / "published" / f"{round.pk}-{closing.head[:16]}.zip"
    if not kept.exists():
        with override(DUTCH):
            _keep(kept, packed(round))
    return kept


def packed(round: Round) -> bytes:
    """The bytes of the file; the same each time."""
    result = Result.objects.select_related("round__pot__area").get(round=round)
    lying = urn.papers(round.pk)
    heads = list(Head.objects.filter(round=round))
    told = {
        "round": {
            "number": round.pk,
            "title": round.title,
            "area": round.pot.area.name,
            "pot": round.pot.name,
            "from": round.vote_at.isoformat(),
            "until": round.closes_at.isoformat(),
        },
        "engine": result.engine,
        **{name: result.outcome[name] for name in ("method", "options", "input_sha256")},
        **{name: heads[-1].says[name] for name in SEALED},
    }
    return pack(_files(result, lying, heads), says=told)


def _files(result: Result, lying: list[urn.Paper], heads: Sequence[Head]) -> dict[str, bytes]:
    votes = _votes(result.round, lying)
    name, data = votes_file(votes)
    whole = isinstance(votes, Election)
    files = {name: data, names.OUTCOME: plain_json(result.outcome)}
    if lying:
        files[names.SEALS] = seal_lines(_seals(lying, heads, ballots=whole), ballots=whole)
    files[names.HEADS] = plain_json([{"says": one.says, "head": one.head} for one in heads])
    files[names.MINUTES] = minutes_pdf(result, heads)
    files[names.SCRIPT] = script()
    files[names.README] = readme()
    return files


def _votes(round: Round, lying: list[urn.Paper]) -> Election | Totals:
    if len(lying) < PUBLISHES_BALLOTS:
        return papers.votes(round, lying)
    head = pb_meta.meta(round, papers.on_ballot(round))
    return papers.election(round, lying, meta=head.items())


def _seals(lying: Sequence[urn.Paper], heads: Sequence[Head], *, ballots: bool) -> list[list[str]]:
    """Per ballot, in the order of the urn: what its seal is made of, and the night it lies under."""
    night = {id: str(head.number) for head in heads if head.says["kind"] == NIGHT for id in ids_of(head)}
    return [
        [
            *([paper.id.hex(), paper.salt.hex()] if ballots else [_leaf(paper)]),
            night.get(paper.id, ""),
        ]
        for paper in lying
    ]


def _leaf(paper: urn.Paper) -> str:
    return leaf_of(paper.id, paper.salt, paper.body).hex()


def _keep(path: Path, data: bytes) -> None:
    """Written whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, made = tempfile.mkstemp(dir=path.parent)
    with os.fdopen(handle, "wb") as out:
        out.write(data)
    os.replace(made, path)
