"""What a round knows of a person with a name on this site. The roll and the urn know nobody here."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from smederij.base.rooms import Waiting
from smederij.people.access import wears
from smederij.people.models import Actor, HatKind
from smederij.rounds import rules, winnings
from smederij.rounds.models import Entry, Look, Origin, Phase, Round
from smederij.rounds.readiness import readiness


def export_me(actor_id: int) -> Mapping[str, Any]:
    """Rounds someone planned, ideas they entered or put on a ballot, and what they said looking along.

    Who was on the roll, and who voted what, is not tied to anyone's account and so can't stand here.
    """
    return {
        "planned": list(Round.objects.filter(planned_by=actor_id).values_list("title", flat=True)),
        "entered": list(Entry.objects.filter(entered_by=actor_id).values_list("title", flat=True)),
        "nominated": list(Entry.objects.filter(nominated_by=actor_id).values_list("title", flat=True)),
        "looked": [
            {"idea": look.entry.title, "aspect": look.aspect, "free": look.free, "reason": look.reason}
            for look in Look.objects.filter(looked_by=actor_id).select_related("entry")
        ],
        "works_on": list(Look.objects.filter(owner=actor_id).values_list("next_step", flat=True)),
    }


def forget_me(actor_id: int, now: datetime) -> None:
    """Nothing: what was decided stays, and the actor it points at loses its name."""


def waiting_for(actor_id: int, now: datetime) -> Iterator[Waiting]:
    """For those who run it: a round whose voting should open and can't, or whose winners wait for money.

    For whoever works on an obstacle: that.
    """
    actor = Actor.objects.get(pk=actor_id)
    for look in Look.objects.filter(owner=actor, free=False).select_related("entry__round"):
        if look.entry.round.phase in rules.BEFORE_VOTE and not look.entry.round.called_off_at:
            words = _("You work on an obstacle of “%(title)s”: %(step)s")
            sentence = words % {"title": look.entry.title, "step": look.next_step}
            yield Waiting(sentence, look.entry.round.get_absolute_url(), look.looked_at)
    late = [*rules.BEFORE_VOTE, Phase.RESULT]
    own = Round.objects.filter(origin=Origin.OWN, called_off_at=None, phase__in=late, vote_at__lte=now)
    for round in own.select_related("pot__area", "result"):
        hats = (HatKind.GROUP, HatKind.KEEPER, HatKind.AREA_WORKER)
        if wears(actor, *hats, area=round.pot.area, now=now):
            yield from _short(round) if round.phase == Phase.RESULT else _stuck(round)


def _short(round: Round) -> Iterator[Waiting]:
    for sentence in winnings.obstacles(round.result):
        words = {"title": round.title, "sentence": sentence}
        yield Waiting(
            _("“%(title)s”: %(sentence)s") % words, round.get_absolute_url(), round.result.counted_at
        )


def _stuck(round: Round) -> Iterator[Waiting]:
    for obstacle in rules.obstacles(readiness(round)):
        words = _("Voting in “%(title)s” should have opened. %(obstacle)s")
        sentence = words % {"title": round.title, "obstacle": obstacle}
        yield Waiting(sentence, round.get_absolute_url(), round.vote_at)
