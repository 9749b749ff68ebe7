"""Who may tell, and take a story back; reading is for everyone."""

from datetime import datetime

from django.utils.translation import gettext as _

from smederij.base.refusals import Allowed, Answer, insist, refuse
from smederij.initiatives import queries as initiatives
from smederij.initiatives.models import Initiative
from smederij.initiatives.queries import carries
from smederij.people.access import wears
from smederij.people.models import Actor, HatKind
from smederij.stories.models import Story

AREA_PEOPLE = (HatKind.AREA_WORKER, HatKind.GROUP, HatKind.KEEPER)


def may_tell(actor: Actor | None, initiative: Initiative, *, now: datetime) -> Answer:
    """Whoever carries it; the area's people write it down for them."""
    if carries(actor, initiative):
        return Allowed()
    return wears(actor, *AREA_PEOPLE, area=initiative.area, now=now)


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
        "area__parent__parent__parent", "initiative__picture", "teller", "written_by", "picture"
    )
    found = with_all.filter(public_id=public_id).first()
    if found is None:
        refuse(_("We can't find this story."), status=404)
    if found.withdrawn_at is not None:
        refuse(_("This story was taken back by the person who told it."), status=410)
    return found


def to_withdraw(public_id: str, *, actor: Actor | None, now: datetime) -> Story:
    """The story, for who may take it back."""
    found = to_read(public_id)
    insist(may_withdraw(actor, found, now=now))
    return found
