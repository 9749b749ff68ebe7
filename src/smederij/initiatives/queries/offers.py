"""What pages ask about needs and offers."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, Q

from smederij.initiatives.access import AREA_PEOPLE
from smederij.initiatives.models import Carrier, Initiative, Need, NeedKind, Offer, OfferState
from smederij.initiatives.queries.waiting import lies_in
from smederij.people.models import Actor, Hat
from smederij.places.models import Area

NEEDS_SHOWN = 5


@dataclass(frozen=True)
class Wanted:
    """One need of an initiative, and who met it when they may be thanked by name."""

    need: Need
    thanks: str

    @property
    def met(self) -> bool:
        return self.need.met_at is not None


@dataclass(frozen=True)
class NeedsPart:
    """What an initiative looks for and has found, and what this visitor can do with it."""

    initiative: Initiative
    wanted: list[Wanted]
    helpers: list[str]
    may_change: bool
    may_offer: bool


def needs_of(initiative: Initiative) -> list[Wanted]:
    """What is looked for first, then what was found. One query."""
    needs = initiative.needs.select_related("met_with__giver")
    wanted = [Wanted(need, _thanks(need.met_with)) for need in needs]
    return sorted(wanted, key=lambda one: (one.met, one.need.pk))


def _thanks(offer: Offer | None) -> str:
    return offer.giver.name if offer is not None and offer.may_name else ""


def helpers_of(initiative: Initiative) -> list[str]:
    """First names of who joined in general and may be named, in the order in which they came. One query."""
    joined = initiative.offers.filter(need=None, state=OfferState.AGREED, may_name=True)
    return [name for name in joined.values_list("giver__name", flat=True) if name]


def wanted_in(area: Area, *, most: int = NEEDS_SHOWN) -> list[Need]:
    """What ideas in an area, or in one inside it, look for now: the newest first, never money. One query."""
    inside = Q(initiative__area=area) | Q(initiative__area__parent=area)
    inside |= Q(initiative__area__parent__parent=area)
    needs = Need.objects.open().filter(
        inside, initiative__in=Initiative.objects.shown().filter(finished_at=None, stopped_at=None)
    )
    wanted = needs.exclude(kind=NeedKind.MONEY).select_related("initiative")
    return list(wanted.order_by("-initiative__posted_at", "pk")[:most])


def to_answer(actor_id: int, *, now: datetime) -> list[Offer]:
    """Offers that wait until this person called: of what they carry, and of the areas they help carry.

    The oldest first. Two queries.
    """
    worn = Hat.objects.worn(now=now).filter(actor_id=actor_id, kind__in=AREA_PEOPLE)
    mine = frozenset(worn.values_list("area_id", flat=True))
    waiting = Offer.objects.waiting().select_related("giver", "initiative__area__parent__parent__parent")
    carried = Carrier.objects.now().filter(actor=actor_id, initiative=OuterRef("initiative"))
    waiting = waiting.annotate(carried=Exists(carried)).exclude(giver_id=actor_id)
    if not mine:
        waiting = waiting.filter(Exists(carried))
    return [one for one in waiting if _carried(one) or lies_in(one.initiative.area, mine)]


def _carried(offer: Offer) -> bool:
    return bool(getattr(offer, "carried", False))


def offers_by(actor: Actor) -> list[Offer]:
    """With what someone offered to help, the newest first; what they took back left out. One query."""
    made = Offer.objects.filter(giver=actor, initiative__withdrawn_at=None)
    return list(
        made.exclude(state=OfferState.TAKEN_BACK).select_related("initiative").order_by("-at", "-pk")[:20]
    )
