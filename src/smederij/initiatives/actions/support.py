"""Standing behind an initiative, and no longer."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from smederij.base.events import record
from smederij.base.refusals import insist, refuse
from smederij.initiatives import access
from smederij.initiatives.actions.steps import locked
from smederij.initiatives.models import Initiative, Support
from smederij.people.models import Actor


@transaction.atomic
def stand_behind(initiative: Initiative, *, named: bool, by: Actor, now: datetime) -> Support:
    """ "I stand behind this", once a person; again only changes whether the first name may be read."""
    initiative = locked(initiative)
    insist(access.may_see(by, initiative, now=now))
    if initiative.confirmed_at is None:
        refuse(_("This can be done once the idea is confirmed."))
    support, is_new = Support.objects.get_or_create(
        initiative=initiative, actor=by, defaults={"named": named, "at": now}
    )
    if is_new:
        record("support.given", at=now, actor_id=by.pk, subject=initiative)
    elif support.named != named:
        support.named = named
        support.save(update_fields=["named"])
    return support


@transaction.atomic
def stand_back(initiative: Initiative, *, by: Actor, now: datetime) -> None:
    """Taken back by the same tap; nothing of it stays. Twice is once."""
    if Support.objects.filter(initiative=initiative, actor=by).delete()[0]:
        record("support.taken_back", at=now, actor_id=by.pk, subject=initiative)
