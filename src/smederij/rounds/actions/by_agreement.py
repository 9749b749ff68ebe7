"""Where an area agreed how ideas get on the ballot, they get there by themselves, the same for everyone."""

from datetime import datetime

from django.db import transaction

from smederij.agreements.queries import RuleBook
from smederij.base.refusals import Refusal
from smederij.rounds import rules
from smederij.rounds.actions.locking import locked
from smederij.rounds.actions.planning import put_on_ballot
from smederij.rounds.bites import agreed, bites
from smederij.rounds.models import Entry, Phase, Round
from smederij.rounds.rules import Timetable

STILL_COMING = frozenset({Phase.COLLECT, Phase.CHECK})


def nominate_as_agreed(round: Round, now: datetime) -> int:
    """Put on the ballot what the agreement says, once no more ideas come in. Gives how many.

    All ideas, or those that enough neighbours support: whoever gets there later follows at the next turn of
    the clock, until letters are made. What a person has to decide about first waits for that person.
    """
    if not _is_time(round, now=now) or agreed(round).nomination.rule.by_group:
        return 0
    with transaction.atomic():
        round = locked(round)
        if not _is_time(round, now=now):
            return 0
        found = bites(round)
        waiting = round.entries.filter(nominated_at=None).select_related(
            "initiative__area", "round__pot__area"
        )
        return sum(_placed(entry, now=now) for entry in waiting.order_by("pk") if found[entry.pk].free)


def _is_time(round: Round, *, now: datetime) -> bool:
    """Before the vote, when no more ideas come in, and while no letter names the ideas."""
    if round.phase not in rules.BEFORE_VOTE or round.called_off_at or round.settling_at:
        return False
    timetable = Timetable.of(round)
    if rules.phase_at(timetable, now) in STILL_COMING - {rules.last_before_vote(timetable)}:
        return False
    return not round.batches.filter(revoked_at=None).exists()


def _placed(entry: Entry, *, now: datetime) -> int:
    """1 when it stands there now; 0 when it can't take part: taken back, without an amount, stepped back."""
    try:
        put_on_ballot(entry, by=None, now=now)
    except Refusal:
        return 0
    return 1


def keeps_on_ballot(entry: Entry) -> str:
    """Why nobody takes an idea off the ballot: the agreement that put it there, in words, or ""."""
    book: RuleBook = agreed(entry.round)
    cited = book.nomination.agreement
    by_itself = not book.nomination.rule.by_group and bites(entry.round)[entry.pk].free
    return cited.because if by_itself and cited else ""
