"""What lies with somebody of a vote: the table, then the box; and complaints about it."""

from collections.abc import Collection, Iterator
from datetime import datetime

from django.db.models import Min
from django.urls import reverse
from django.utils.translation import gettext as _

from smederij.base.rooms import Asks, Waiting
from smederij.people.access import wherever
from smederij.people.models import Actor, HatKind
from smederij.rounds import access
from smederij.rounds.models import Phase, Round


def waiting(actor: Actor, *, now: datetime) -> Iterator[Waiting]:
    """For counters, where the table is; for all who count, a round that waits for the box."""
    voting = Round.objects.filter(phase=Phase.VOTE).select_related("pot__area").order_by("pk")
    counters = wherever(actor, HatKind.COUNTER, now=now)
    for round in voting.filter(pot__area__in=counters, closes_at__gt=now):
        words = _("You count votes in %(area)s: here is the table in the hall.")
        told = {"area": round.pot.area}
        yield Waiting(words % told, reverse("round_table", args=[round.pk]), round.vote_at)
    all_who_count = wherever(actor, *access.COUNTS, now=now)
    yield from _complaints(all_who_count)
    over = voting.filter(pot__area__in=all_who_count, closes_at__lte=now)
    for round in over.exclude(table__second_by=None):
        words = _("Voting in %(area)s is over: count the box, and close with two people.")
        told = {"area": round.pot.area}
        yield Waiting(words % told, reverse("round_box", args=[round.pk]), round.closes_at, Asks.DECIDE)


def _complaints(areas: Collection[int]) -> Iterator[Waiting]:
    here = Round.objects.filter(pot__area__in=areas)
    waits = here.filter(phase__in=[Phase.VOTE, Phase.COUNT, Phase.RESULT], complaints__answer="")
    for round in waits.annotate(first=Min("complaints__at")).select_related("pot__area").order_by("pk"):
        words = _("Somebody in %(area)s told that something is wrong with their vote. It is not solved yet.")
        told = {"area": round.pot.area}
        url = reverse("round_complaints", args=[round.pk])
        yield Waiting(words % told, url, round.first, Asks.DECIDE)
