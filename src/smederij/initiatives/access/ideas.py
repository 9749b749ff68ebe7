"""Who may see, confirm, change and withdraw an idea; and the loaders that views use."""

from datetime import datetime

from django.utils.translation import gettext as _

from smederij.base.refusals import Allowed, Answer, Refused, insist, refuse
from smederij.initiatives.models import Initiative
from smederij.people.access import hats, wears
from smederij.people.models import Actor, HatKind
from smederij.places.models import Area

AREA_PEOPLE = (HatKind.AREA_WORKER, HatKind.GROUP, HatKind.KEEPER)


def is_area_person(actor: Actor | None, area: Area, *, now: datetime) -> bool:
    """Whether someone helps ideas along here: area worker, keeper or member of the group."""
    return bool(hats(actor, area, now=now) & frozenset(AREA_PEOPLE))


def may_enter_for_others(actor: Actor | None, area: Area, *, now: datetime) -> Answer:
    """At the door or on the phone, the area's people write an idea down for someone else."""
    return wears(actor, *AREA_PEOPLE, area=area, now=now)


def may_see(actor: Actor | None, initiative: Initiative, *, now: datetime) -> Answer:
    """Everyone sees confirmed ideas; before that only the starter and the area's people know of it."""
    if initiative.confirmed_at is not None or (actor is not None and initiative.starter_id == actor.pk):
        return Allowed()
    if is_area_person(actor, initiative.area, now=now):
        return Allowed()
    return Refused(_("We can't find this idea. Perhaps it was taken back."), hidden=True)


def may_confirm(actor: Actor | None, initiative: Initiative, *, now: datetime) -> Answer:
    """After a call: the area's people."""
    seen = may_see(actor, initiative, now=now)
    return seen and wears(actor, *AREA_PEOPLE, area=initiative.area, now=now)


def may_confirm_idea(actor: Actor | None, initiative: Initiative, *, now: datetime) -> Answer:
    """Who came in with a code on the number or address they left has shown that somebody stands behind it."""
    if actor is not None and initiative.starter_id == actor.pk:
        return Allowed()
    return may_confirm(actor, initiative, now=now)


def may_change(actor: Actor | None, initiative: Initiative, *, now: datetime) -> Answer:
    """Whoever carries it, and the area's people when the carriers ask them to."""
    if carries(actor, initiative):
        return Allowed()
    seen = may_see(actor, initiative, now=now)
    return seen and wears(actor, *AREA_PEOPLE, area=initiative.area, now=now)


may_withdraw = may_change


def carries(actor: Actor | None, initiative: Initiative) -> bool:
    """Whether someone carries this now; the starter is the first, and may have handed it over."""
    return actor is not None and initiative.carriers.now().filter(actor=actor).exists()


def find(public_id: str) -> Initiative:
    """An idea with all one shows of it at hand, whoever asks. Refusal 404, or 410 when taken back."""
    found = (
        Initiative.objects.select_related("area__parent__parent__parent", "starter", "picture")
        .filter(public_id=public_id)
        .first()
    )
    if found is None:
        refuse(_("We can't find this idea. Perhaps it was taken back."), status=404)
    if found.withdrawn_at is not None and found.confirmed_at is not None:
        refuse(_("This idea was taken back."), status=410)
    if found.withdrawn_at is not None:
        refuse(_("We can't find this idea. Perhaps it was taken back."), status=404)
    return found


def to_confirm(public_id: str, *, actor: Actor | None, now: datetime) -> Initiative:
    """The idea, for who may confirm it."""
    found = find(public_id)
    insist(may_confirm_idea(actor, found, now=now))
    return found


def to_change(public_id: str, *, actor: Actor | None, now: datetime) -> Initiative:
    """The idea, for who may change it."""
    found = find(public_id)
    insist(may_change(actor, found, now=now))
    return found
