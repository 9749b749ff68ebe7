"""The seals over the urn: one when voting opens, one a night, one at the closing."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.utils.timezone import localdate

from smederij.rounds import papers, urn
from smederij.rounds.actions.telling import tell_seal
from smederij.rounds.heads import covered
from smederij.rounds.models import Head, Result, Round
from smederij_tally.published import CLOSING, NIGHT, OPENING, head_of, leaf_of, root_of

SMALLEST_BATCH = 20  # fewer new ballots wait for a next night: a night would say too much of who voted


def seal_opening(round: Round, *, now: datetime) -> Head:
    """Seal what people are going to vote on: the ideas, their amounts, the budget and how it is counted.

    Inside the transaction that opens the vote, after the ballot got its numbers.
    """
    method = papers.method(round)
    on_ballot = [
        {"id": papers.project_id(entry), "name": entry.title, "asked": entry.asked.cents}
        for entry in papers.on_ballot(round)
    ]
    says = {
        "budget": round.budget.cents,
        "entries": on_ballot,
        "method": method.name,
        "options": method.options(),
    }
    return _seal(round, OPENING, says, now=now)


def seal_night(round: Round, *, now: datetime) -> Head | None:
    """Seal the ballots that no earlier seal covers, and tell who follows the round.

    None while there are fewer than SMALLEST_BATCH of them. Needs the round's lock, alone.
    """
    before = covered(round)
    new = [paper for paper in urn.papers(round.pk) if paper.id not in before]
    if len(new) < SMALLEST_BATCH:
        return None
    says = {
        "night": f"{localdate(now):%Y-%m-%d}",
        "batch": len(new),
        "ballots": len(before) + len(new),
        "root": root_of([leaf_of(paper.id, paper.salt, paper.body) for paper in new]),
    }
    head = _seal(round, NIGHT, says, covers=[paper.id for paper in new], now=now)
    tell_seal(round, head, now=now)
    return head


def seal_closing(result: Result, *, sheet: Sequence[Mapping[str, Any]], now: datetime) -> Head:
    """Seal the result, the count sheet and the whole urn. Inside the transaction that counted."""
    says = {
        "ballots": result.ballots,
        "blank": result.blank,
        "outcome_sha256": result.outcome_sha256,
        "sheet": list(sheet),
        "urn_root": result.urn_root,
    }
    return _seal(result.round, CLOSING, says, now=now)


def _seal(
    round: Round, kind: str, says: Mapping[str, Any], *, covers: Sequence[bytes] = (), now: datetime
) -> Head:
    before = Head.objects.filter(round=round).last()
    number = before.number + 1 if before else 0
    said = {
        "kind": kind,
        "number": number,
        "round": round.pk,
        "previous": before.head if before else "",
        **says,
    }
    return Head.objects.create(
        round=round, number=number, says=said, head=head_of(said), covers=b"".join(covers), at=now
    )
