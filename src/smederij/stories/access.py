"""Who may tell, and take a story back; reading is for everyone."""

from datetime import datetime

from django.utils.translation import gettext as _

from smederij.base.refusals import Allowed, Answer, Refused, insist, refuse
from smederij.initiatives import queries as initiatives
from smederij.initiatives.models import Initiative
from smederij.initiatives.queries import carries
from smederij.people.access import hats, wears
from smederij.people.models import Actor, HatKind
from smederij.places import queries as places
from smederij.places.models import Area
from smederij.stories.models import Story

AREA_PEOPLE = (HatKind.AREA_WORKER, HatKind.GROUP, HatKind.KEEPER)


def may_tell(actor: Actor | None, initiative: Initiative, *, now: datetime) -> Answer:
    """Whoever carries it; the area's people write it down for them."""
    if carries(actor, initiative):
        return Allowed()
    return wears(actor, *AREA_PEOPLE, area=initiative.area, now=now)


def may_tell_of(actor: Actor | None, area: Area, *, now: datetime) -> Answer:
    """Of an area: everybody who wears a hat there, as a neighbour does."""
    if hats(actor, area, now=now):
        return Allowed()
    return Refused(
        _("Stories of this area are told by who lives or works here. Call one of the people below.")
    )


def may_change(actor: Actor | None, story: Story, *, now: datetime) -> Answer:
    """Whoever told it, and who wrote it down for them."""
    if actor is not None and actor.pk in {story.teller_id, story.written_by_id}:
        return Allowed()
    return Refused(_("A story is changed by who told it. Call them if something is not right."))


def may_withdraw(actor: Actor | None, story: Story, *, now: datetime) -> Answer:
    """Whoever told it; the area's people when the teller asks them to."""
    if actor is not None and story.teller_id == actor.pk:
        return Allowed()
    return wears(actor, *AREA_PEOPLE, area=story.area, now=now)


def to_tell(public_id: str, *, actor: Actor | None, now: datetime) -> Initiative:
    """The initiative, for who may tell about it."""
    found = initiatives.shown(public_id, actor=actor, now=now)
    insist(may_tell(actor, found, now=now))
    return found


def to_read(public_id: str) -> Story:
    """A story with its people and pictures at hand. Refusal 404, or 410 when it was taken back."""
    with_all = Story.objects.select_related(
        "area__parent__parent__parent",
        "initiative__picture",
        "teller",
        "written_by",
        "picture",
    )
    with_all = with_all.prefetch_related("pictures__picture")
    found = with_all.filter(public_id=public_id).first()
    if found is None:
        refuse(_("We can't find this story."), status=404)
    if found.withdrawn_at is not None:
        refuse(_("This story was taken back by the person who told it."), status=410)
    return found


def to_tell_of(slug: str, *, actor: Actor | None, now: datetime) -> Area:
    """The area, for who may tell about it."""
    area = places.area(slug)
    insist(may_tell_of(actor, area, now=now))
    return area


def to_change(public_id: str, *, actor: Actor | None, now: datetime) -> Story:
    """The story, for who may change it."""
    found = to_read(public_id)
    insist(may_change(actor, found, now=now))
    return found


def to_withdraw(public_id: str, *, actor: Actor | None, now: datetime) -> Story:
    """The story, for who may take it back."""
    found = to_read(public_id)
    insist(may_withdraw(actor, found, now=now))
    return found
