"""Closing: the urn is shaken, the votes are counted, the grants are made, in one transaction.

The count never waits for the money: when the pot lacks some, the result stands and the grants come later.
"""

import logging
from collections.abc import Mapping
from datetime import datetime

from django.db import DatabaseError, transaction
from django.utils.translation import gettext as _

import smederij_tally
from smederij.agreements.queries import rule_book
from smederij.base import events
from smederij.base.refusals import Refusal, insist, refuse
from smederij.people.models import Actor
from smederij.people.queries import same_person
from smederij.pots import actions as pots
from smederij.rounds import access, hall, papers, urn, winnings
from smederij.rounds.actions.conditions import hold_where_needed
from smederij.rounds.actions.hall import put_papers_in
from smederij.rounds.actions.heads import seal_closing
from smederij.rounds.actions.locking import locked
from smederij.rounds.actions.telling import tell_result
from smederij.rounds.models import Closing, Origin, Phase, Result, Round
from smederij.rounds.sheet import CountSheet, sheet_lines, sheet_now

log = logging.getLogger(__name__)


class SheetDiffers(Exception):
    """Letters and ballots do not add up. Nothing is counted until someone knows why."""


def settle(round: Round, *, now: datetime) -> Result:
    """Close and count a round whose time is up. A second settling gives the same result.

    Refusal 409 while people can still vote. UrnChanged or SheetDiffers when votes are not as they should be.
    In these cases nothing is changed. When the pot lacks what was won, `grant_late` gives it later.
    """
    with transaction.atomic():
        round = locked(round)
        counted = Result.objects.filter(round=round).first()
        if counted is not None:
            return counted
        if round.phase != Phase.VOTE or now < round.closes_at:
            refuse(_("This round can't be counted: people were not able to vote yet, or still are."))
        if hall.has_table(round):
            refuse(_("A table stood in the hall, so two people close this round."))
        return _settle(round, now=now)


def close(round: Round, *, explanation: str = "", by: Actor, now: datetime) -> Closing:
    """Say that all adds up in a round with a table in the hall. The second person who says so closes it.

    Then the papers go into the urn and all is counted, in one transaction. `explanation`: why the box held
    more papers than were handed out. Refusal 409 while papers wait. Twice is once.
    """
    with transaction.atomic():
        round = locked(round)
        if done := Closing.objects.filter(round=round).exclude(second_by=None).first():
            return done
        insist(access.may_close(by, round, now=now))
        if not hall.has_table(round):
            refuse(_("No table stood in the hall: this round closes by itself."))
        if waiting := hall.waits(round):
            refuse(waiting[0])
        closing, new = Closing.objects.get_or_create(round=round, defaults={"first_by": by, "first_at": now})
        if not new and closing.first_by_id not in same_person(by.pk):
            closing.second_by, closing.second_at = by, now
            closing.save(update_fields=["second_by", "second_at"])
            put_papers_in(round, explanation=explanation, now=now)
            _settle(round, now=now)
        events.record("round.closing", at=now, actor_id=by.pk, subject=round)
    return closing


def _settle(round: Round, *, now: datetime) -> Result:
    root = urn.shake(round.pk)
    lying = urn.papers(round.pk)
    sheet = _checked_sheet(round)
    outcome = smederij_tally.count(papers.votes(round, lying), papers.method(round))
    result = Result.objects.create(
        round=round,
        ballots=outcome.cast,
        blank=outcome.blank,
        urn_root=root if lying else "",
        outcome=outcome.to_dict(),
        input_sha256=outcome.input_sha256,
        outcome_sha256=outcome.outcome_sha256,
        engine=outcome.engine,
        counted_at=now,
        **_letters(sheet),
    )
    if sheet is not None:
        seal_closing(result, sheet=sheet_lines(round, sheet), now=now)
        award_winners(result, now=now)
    round.phase = Phase.RESULT if round.origin == Origin.OWN else Phase.DO
    round.save(update_fields=["phase"])
    events.record("round.counted", at=now, actor_id=None, subject=round)
    if round.origin == Origin.OWN:
        tell_result(round, now=now)
    return result


def _checked_sheet(round: Round) -> CountSheet | None:
    if round.origin != Origin.OWN:
        return None
    sheet = sheet_now(round)
    if not sheet.adds_up:
        raise SheetDiffers(f"round {round.pk}: {sheet}")
    return sheet


def _letters(sheet: CountSheet | None) -> Mapping[str, int]:
    return {"issued": sheet.issued, "revoked": sheet.revoked, "left": sheet.left} if sheet else {}


def grant_late(round: Round, *, now: datetime) -> bool:
    """Give what was won and could not be given at the count. False when it still can't, or nothing waits."""
    with transaction.atomic():
        round = locked(round)
        waits = round.phase == Phase.RESULT and bool(winnings.not_granted(round.result))
        return waits and award_winners(round.result, now=now)


def award_winners(result: Result, *, now: datetime) -> bool:
    """Reserve what was won, all or none. False when the pot says no: that undoes nothing else."""
    round = result.round
    report = rule_book(round.pot.area, now=now).report.rule
    try:
        with transaction.atomic():
            granted = pots.award(
                round.pot,
                winnings.won(result),
                key_prefix=winnings.key_prefix(result),
                report_weeks=report.weeks,
                receipts_from=report.receipts_from,
                by=None,
                now=now,
                decided=round.title,
            )
            hold_where_needed(round, granted, now=now)
    except (Refusal, DatabaseError):
        log.exception("round %d: counted, but the pot could not give what was won", round.pk)
        return False
    return True
