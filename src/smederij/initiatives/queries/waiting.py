"""What waits for whom in the life of initiatives; a few queries a person, however much waits."""

from datetime import datetime

from django.db.models import Max, QuerySet

from smederij.initiatives.access import AREA_PEOPLE
from smederij.initiatives.models import Carrier, CarrierOffer, Initiative, Initiatives, Obstacle, Remark
from smederij.people.models import Hat, HatKind
from smederij.places.models import Area

WATCHERS = (HatKind.AREA_WORKER, HatKind.ADMIN)


def areas_of(actor_id: int, *kinds: str, now: datetime) -> frozenset[int]:
    """Where someone wears one of these hats."""
    worn = Hat.objects.worn(now=now).filter(actor_id=actor_id, kind__in=kinds)
    return frozenset(worn.values_list("area_id", flat=True))


def uncarried(actor_id: int, *, now: datetime) -> list[tuple[Initiative, datetime]]:
    """What nobody carries any more and since when, in the areas of this person: it waits with them."""
    mine = areas_of(actor_id, *AREA_PEOPLE, now=now)
    if not mine:
        return []
    alone = Initiative.objects.shown().filter(finished_at=None, stopped_at=None)
    alone = alone.exclude(carriers__in=Carrier.objects.now())
    found = [one for one in _with_area(alone) if lies_in(one.area, mine)]
    carried = Carrier.objects.filter(initiative__in=found).order_by().values_list("initiative")
    until = dict(carried.annotate(last=Max("until")))
    return [(one, until.get(one.pk) or one.posted_at) for one in found]


def unheard_remarks(actor_id: int, *, now: datetime) -> list[Remark]:
    """Remarks whose writer still has to be called, in the areas of this person."""
    mine = areas_of(actor_id, *AREA_PEOPLE, now=now)
    if not mine:
        return []
    waiting = Remark.objects.unconfirmed().filter(initiative__withdrawn_at=None)
    found = waiting.select_related("writer", "initiative__area__parent__parent__parent")
    return [one for one in found if lies_in(one.initiative.area, mine)]


def offers_for(actor_id: int, *, now: datetime) -> list[CarrierOffer]:
    """Offers to carry that this person can answer: of what they carry, and of what nobody carries."""
    mine = areas_of(actor_id, *AREA_PEOPLE, now=now)
    waiting = CarrierOffer.objects.filter(answered_at=None, initiative__withdrawn_at=None)
    open_now = Carrier.objects.now()
    carried = waiting.filter(initiative__carriers__in=open_now.filter(actor=actor_id))
    alone = waiting.exclude(initiative__carriers__in=open_now) if mine else waiting.none()
    path = "initiative__area__parent__parent__parent"
    found = list(carried.select_related("actor", path))
    found += [one for one in alone.select_related("actor", path) if lies_in(one.initiative.area, mine)]
    return [one for one in found if one.actor_id != actor_id]


def obstacles_of(actor_id: int) -> list[Obstacle]:
    """Open obstacles that this person works on."""
    return list(_open_obstacles().filter(owner_id=actor_id))


def overdue(actor_id: int, *, now: datetime) -> list[Obstacle]:
    """Obstacles past their date, for the area worker and above; whoever owns one sees it already."""
    mine = areas_of(actor_id, *WATCHERS, now=now)
    if not mine:
        return []
    late = _open_obstacles().filter(due__lte=now).exclude(owner_id=actor_id)
    return [one for one in late if lies_in(one.initiative.area, mine)]


def _open_obstacles() -> QuerySet[Obstacle]:
    live = Obstacle.objects.filter(solved_at=None, initiative__withdrawn_at=None)
    return live.select_related("owner", "initiative__area__parent__parent__parent").order_by("due", "id")


def _with_area(found: Initiatives) -> Initiatives:
    return found.select_related("area__parent__parent__parent").order_by("posted_at")


def lies_in(area: Area, areas: frozenset[int]) -> bool:
    """Whether an area is one of these or lies in one."""
    return any(place.pk in areas for place in area.lineage())
