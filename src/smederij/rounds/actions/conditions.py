"""Winning on a condition: an obstacle that was not solved at the count holds the grant until it is."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from smederij.base import events
from smederij.base.refusals import insist, refuse
from smederij.people.models import Actor
from smederij.pots import actions as pots
from smederij.pots.models import Grant
from smederij.rounds import access, winnings
from smederij.rounds.actions.locking import locked
from smederij.rounds.models import Entry, Look, Result, Round

LONGEST_CONDITION = 300  # as grants keep it


def unsolved(entry: Entry) -> list[Look]:
    """What still stands in the way of an idea, in a fixed order."""
    looks = entry.looks.filter(free=False, solved_at=None)
    return list(looks.select_related("owner").order_by("aspect"))


def condition(looks: Sequence[Look]) -> str:
    """What must happen before money goes out, as the grant says it; "" when nothing stands in the way."""
    told = " ".join(f"{look.reason} {look.owner}: {look.next_step}" for look in looks)
    return Truncator(told).chars(LONGEST_CONDITION)


def hold_where_needed(round: Round, granted: Sequence[Grant], *, now: datetime) -> None:
    """Let the grants of ideas with an obstacle wait, each under the name of who works on it."""
    ideas = {grant.initiative_id: grant for grant in granted}
    for entry in round.entries.filter(initiative__in=ideas):
        if looks := unsolved(entry):
            grant = ideas[entry.initiative_id or 0]
            pots.set_condition(grant, condition(looks), owner=looks[0].owner, now=now)


def solve(look: Look, *, how: str, by: Actor, now: datetime) -> Look:
    """Whoever works on an obstacle says how it was solved; a winner's money is free then. Twice is once."""
    with transaction.atomic():
        round = locked(look.entry.round)
        look = Look.objects.select_related("entry", "owner").get(pk=look.pk)
        insist(access.may_solve(by, look, now=now))
        if look.solved_at is not None:
            return look
        how = " ".join(how.split())[:LONGEST_CONDITION]
        if look.free or not how:
            refuse(_("Say how it was solved: everyone can read it."))
        before = condition(unsolved(look.entry))
        look.solved_at, look.solved_by, look.solution = now, by, how
        look.save(update_fields=["solved_at", "solved_by", "solution"])
        events.record("round.solved", at=now, actor_id=by.pk, subject=look.entry)
        _let_go(round, look.entry, was=before, by=by, now=now)
    return look


def _let_go(round: Round, entry: Entry, *, was: str, by: Actor, now: datetime) -> None:
    """The grant waits for what is left, or for nothing any more."""
    result = Result.objects.filter(round=round).first()
    if result is None or entry.initiative_id is None:
        return
    looks = unsolved(entry)
    won = Grant.objects.filter(key__startswith=f"{winnings.key_prefix(result)}:")
    for grant in won.filter(initiative=entry.initiative_id):
        pots.set_condition(grant, condition(looks), was=was, owner=looks[0].owner if looks else by, now=now)
