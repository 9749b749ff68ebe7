"""Asking to be called, and calling back; counting knocks of people unknown."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from smederij.base import clock
from smederij.base.events import record
from smederij.base.refusals import insist, refuse
from smederij.people import access
from smederij.people.models import Actor, CallBack, Knock
from smederij.places.models import Area

DAYS_TO_CALL = 2
MOST_KNOCKS = 30  # a whole hall of people may come by one address


@transaction.atomic
def knock(network: str, *, now: datetime) -> None:
    """Count a form sent by somebody unknown. Refusal 429 after MOST_KNOCKS an hour from one network."""
    since = now - timedelta(hours=1)
    if Knock.objects.filter(network=network, at__gt=since).count() >= MOST_KNOCKS:
        refuse(_("A lot came in from here at once. Wait an hour, or simply call us."), status=429)
    Knock.objects.create(network=network, at=now)


@transaction.atomic
def ask_call(area: Area, *, name: str, phone: str, about: str, by: Actor | None, now: datetime) -> CallBack:
    """Ask the people of an area to call. The same question twice within ten minutes is one question."""
    area = Area.objects.select_for_update().get(pk=area.pk)
    same = area.callbacks.filter(phone=phone, about=about, called_at=None)
    if (asked := same.filter(asked_at__gt=now - timedelta(minutes=10)).first()) is not None:
        return asked
    due = clock.working_days_later(now, days=DAYS_TO_CALL)
    asked = CallBack.objects.create(
        area=area, name=name, phone=phone, about=about, asked_at=now, asked_by=by, due=due
    )
    record("callback.asked", at=now, actor_id=by.pk if by else None, subject=asked)
    return asked


@transaction.atomic
def return_call(callback: CallBack, *, by: Actor, now: datetime) -> None:
    """Tick off: somebody called. A second tick changes nothing."""
    callback = CallBack.objects.select_for_update().get(pk=callback.pk)
    insist(access.may_return(by, callback, now=now))
    if callback.called_at is not None:
        return
    callback.called_at, callback.called_by = now, by
    callback.save(update_fields=["called_at", "called_by"])
    record("callback.returned", at=now, actor_id=by.pk, subject=callback)
