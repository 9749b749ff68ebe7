"""Who may write down what an area agreed; reading is for everyone."""

from datetime import datetime

from django.utils.translation import gettext as _

from smederij.agreements.models import Agreement
from smederij.base.refusals import Answer, insist, refuse
from smederij.people.access import wears
from smederij.people.models import Actor, HatKind
from smederij.places import queries as places
from smederij.places.models import Area

WRITERS = (HatKind.GROUP, HatKind.KEEPER, HatKind.AREA_WORKER)


def may_adopt(actor: Actor | None, area: Area, *, now: datetime) -> Answer:
    """The area's own people: the group, the keeper of the pot, the area worker."""
    return wears(actor, *WRITERS, area=area, now=now)


may_end = may_adopt


def to_adopt(slug: str, *, actor: Actor | None, now: datetime) -> Area:
    """The area, for who may write down what it agreed."""
    area = places.area(slug)
    insist(may_adopt(actor, area, now=now))
    return area


def to_end(slug: str, number: int, *, actor: Actor | None, now: datetime) -> Agreement:
    """An agreement of this area, for who may end it."""
    to_adopt(slug, actor=actor, now=now)
    return to_see(slug, number)


def to_see(slug: str, number: int) -> Agreement:
    """An agreement of this area, also when it no longer holds. Refusal 404."""
    area = places.area(slug)
    found = Agreement.objects.filter(area=area, pk=number).select_related("gathering", "adopted_by").first()
    if found is None:
        refuse(_("We can't find this agreement."), status=404)
    found.area = area
    return found
