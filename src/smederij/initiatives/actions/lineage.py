"""What sprang from what."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from smederij.base.events import record
from smederij.base.refusals import insist, refuse
from smederij.initiatives import access
from smederij.initiatives.actions.steps import locked
from smederij.initiatives.models import Initiative, Origin
from smederij.people.models import Actor
from smederij.places.models import Area

DEEPEST = 50


@transaction.atomic
def sprang_from(initiative: Initiative, source: Initiative, *, by: Actor, now: datetime) -> Origin:
    """Say that this came out of something else. Twice is once; never in a circle.

    All of these take their turn at the root area, so that two of them can't close a circle together.
    """
    Area.objects.select_for_update(of=("self",)).get(parent=None)
    initiative = locked(initiative)
    insist(access.may_change(by, initiative, now=now))
    if source.confirmed_at is None or source.withdrawn_at is not None:
        refuse(_("We can't find this idea. Perhaps it was taken back."), status=404)
    if initiative.pk == source.pk or initiative.pk in _ancestors(source):
        refuse(_("That one came out of this one. It can't be both ways."))
    origin, is_new = Origin.objects.get_or_create(
        initiative=initiative, source=source, defaults={"said_by": by, "at": now}
    )
    if is_new:
        record("initiative.sprang", at=now, actor_id=by.pk, subject=initiative)
    return origin


def _ancestors(initiative: Initiative) -> set[int]:
    """All it came out of, however far back; a query a generation."""
    found: set[int] = set()
    layer = {initiative.pk}
    for _generation in range(DEEPEST):
        layer = set(Origin.objects.filter(initiative__in=layer).values_list("source", flat=True)) - found
        if not layer:
            return found
        found |= layer
    return refuse(_("This line is too long to follow."))


@transaction.atomic
def did_not_spring(origin: Origin, *, by: Actor, now: datetime) -> None:
    """Said by mistake: by who may say it."""
    initiative = locked(origin.initiative)
    insist(access.may_change(by, initiative, now=now))
    if Origin.objects.filter(pk=origin.pk).delete()[0]:
        record("initiative.did_not_spring", at=now, actor_id=by.pk, subject=initiative)
