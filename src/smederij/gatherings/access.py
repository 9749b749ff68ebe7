"""Who may call people together, and call it off; coming is for everyone."""

from datetime import datetime

from django.utils.translation import gettext as _

from smederij.base.refusals import Answer, insist, refuse
from smederij.gatherings.models import Gathering
from smederij.people.access import wears
from smederij.people.models import Actor, HatKind
from smederij.places import queries as places
from smederij.places.models import Area

CALLERS = (HatKind.GROUP, HatKind.KEEPER, HatKind.AREA_WORKER)


def may_call(actor: Actor | None, area: Area, *, now: datetime) -> Answer:
    """The area's own people: the group, the keeper of the pot, the area worker."""
    return wears(actor, *CALLERS, area=area, now=now)


def may_call_off(actor: Actor | None, gathering: Gathering, *, now: datetime) -> Answer:
    """Who may call one here, may call it off."""
    return may_call(actor, gathering.area, now=now)


may_move = may_note_down = may_call_off


def to_call(slug: str, *, actor: Actor | None, now: datetime) -> Area:
    """The area, for who may call people together there."""
    area = places.area(slug)
    insist(may_call(actor, area, now=now))
    return area


def to_see(public_id: str) -> Gathering:
    """A gathering with its area at hand, also when it was called off. Refusal 404."""
    with_all = Gathering.objects.select_related("area__parent__parent__parent", "called_by")
    found = with_all.filter(public_id=public_id).first()
    return found or refuse(_("We can't find this gathering."), status=404)


def to_call_off(public_id: str, *, actor: Actor | None, now: datetime) -> Gathering:
    """The gathering, for who may call it off."""
    found = to_see(public_id)
    insist(may_call_off(actor, found, now=now))
    return found


to_move = to_note_down = to_call_off
