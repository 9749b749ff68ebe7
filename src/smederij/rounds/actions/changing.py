"""Until voting opens: a round is corrected, called off, or an idea comes off the ballot."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from smederij.base import events
from smederij.base.money import Money
from smederij.base.refusals import insist, refuse
from smederij.gatherings.models import Gathering
from smederij.people.models import Actor
from smederij.rounds import access
from smederij.rounds.actions.by_agreement import keeps_on_ballot
from smederij.rounds.actions.locking import locked
from smederij.rounds.actions.planning import insist_on_words
from smederij.rounds.models import Entry, Round

LONGEST_REASON = 300


@dataclass(frozen=True, kw_only=True)
class Correction:
    """What stands in the letters besides the dates: the name, the money, the evening."""

    title: str
    budget: Money
    gathering: Gathering | None


def correct(round: Round, correction: Correction, *, by: Actor, now: datetime) -> Round:
    """Change name, amount or evening of a round, as long as no letters were made."""
    with transaction.atomic():
        round = locked(round)
        insist(access.may_correct(by, round, now=now))
        insist_on_words(correction.title, correction.budget, round.pot)
        round.title = " ".join(correction.title.split())
        round.budget, round.gathering = correction.budget, correction.gathering
        round.save(update_fields=["title", "budget", "gathering"])
        events.record("round.corrected", at=now, actor_id=by.pk, subject=round)
    return round


def call_off(round: Round, *, reason: str, by: Actor, now: datetime) -> Round:
    """This round does not go on, and everyone can read why and who said so. Twice is once.

    Its ideas are free for another round. The clock never opens it, and destroys names and codes.
    """
    with transaction.atomic():
        round = locked(round)
        insist(access.may_call_off(by, round, now=now))
        if round.called_off_at is None:
            reason = " ".join(reason.split())
            if not 1 <= len(reason) <= LONGEST_REASON:
                refuse(_("Say why this round does not go on: everyone can read it."))
            round.called_off_at, round.called_off_by, round.called_off_reason = now, by, reason
            round.save(update_fields=["called_off_at", "called_off_by", "called_off_reason"])
            events.record("round.called_off", at=now, actor_id=by.pk, subject=round)
    return round


def unnominate(entry: Entry, *, by: Actor, now: datetime) -> Entry:
    """Take an idea off the ballot again, as long as no letters were made. It stays in the round."""
    with transaction.atomic():
        round = locked(entry.round)
        insist(access.may_unnominate(by, round, now=now))
        entry = Entry.objects.select_related("initiative__area", "round__pot__area").get(pk=entry.pk)
        if entry.nominated_at is not None:
            if because := keeps_on_ballot(entry):
                refuse(_("This idea stands on the ballot by itself. %(because)s") % {"because": because})
            entry.nominated_by = entry.nominated_at = None
            entry.save(update_fields=["nominated_by", "nominated_at"])
            events.record("round.unnominated", at=now, actor_id=by.pk, subject=entry)
    return entry
