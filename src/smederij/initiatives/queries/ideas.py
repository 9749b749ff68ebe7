"""What pages ask about ideas."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Q

from smederij.base.refusals import insist
from smederij.initiatives import access
from smederij.initiatives.models import Initiative, Initiatives
from smederij.people.models import Actor, Hat
from smederij.places.models import Area

MOST_OF_ONE = 30


def shown_in(area: Area) -> Initiatives:
    """The ideas of an area that everyone may see, newest first, with starter and picture."""
    return Initiative.objects.shown().filter(area=area).select_related("starter", "picture")


def shown(public_id: str, *, actor: Actor | None, now: datetime) -> Initiative:
    """One idea for who may see it. Refusal 404 while it waits for a call, 410 when it was taken back."""
    found = access.find(public_id)
    insist(access.may_see(actor, found, now=now))
    return found


def ideas_of(actor: Actor) -> list[Initiative]:
    """What someone started or carries and was not taken back, the newest first. One query."""
    theirs = Q(starter=actor) | Q(carriers__actor=actor, carriers__until=None)
    found = Initiative.objects.filter(theirs, withdrawn_at=None).select_related("area").distinct()
    return list(found.order_by("-posted_at", "-pk")[:MOST_OF_ONE])


def to_call(actor_id: int, *, now: datetime) -> list[Initiative]:
    """Ideas that wait for this person to call their starter, the oldest first. Two queries."""
    worn = Hat.objects.worn(now=now).filter(actor_id=actor_id, kind__in=access.AREA_PEOPLE)
    mine = frozenset(worn.values_list("area_id", flat=True))
    if not mine:
        return []
    waiting = Initiative.objects.unconfirmed().select_related("starter", "area__parent__parent__parent")
    return [one for one in waiting.order_by("posted_at") if _lies_in(one.area.lineage(), mine)]


def _lies_in(lineage: Iterable[Area], areas: frozenset[int]) -> bool:
    return any(area.pk in areas for area in lineage)
