"""Telling what happened, in a few sentences."""

from datetime import datetime
from functools import partial

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from smederij.base import pictures
from smederij.base.events import record
from smederij.base.models import Picture
from smederij.base.refusals import insist, refuse
from smederij.initiatives import access, rules
from smederij.initiatives.access import living
from smederij.initiatives.actions.steps import insist_on, locked, sealed
from smederij.initiatives.models import Initiative, Update
from smederij.people import actions as people
from smederij.people.models import Actor


def update(
    initiative: Initiative, *, text: str, picture: Picture | None, by: Actor, now: datetime, key: str = ""
) -> Update:
    """Tell what happened. One of the area's people may write it down for who carries it.

    The same `key` with the same words gives the one that is there: sending twice makes one.
    """
    text = text.replace("\r\n", "\n").strip()
    stored = sealed(key, text)
    try:
        with transaction.atomic():
            return _update(initiative, text=text, picture=picture, by=by, now=now, key=stored)
    except IntegrityError:
        twice = Update.objects.filter(key=stored).first() if stored else None
        if twice is None:
            raise
        return twice


def _update(
    initiative: Initiative, *, text: str, picture: Picture | None, by: Actor, now: datetime, key: str | None
) -> Update:
    initiative = locked(initiative)
    insist(access.may_change(by, initiative, now=now))
    if initiative.confirmed_at is None:
        refuse(_("This can be done once the idea is confirmed."))
    insist_on(rules.update_is_fit(text))
    known = Update.objects.filter(key=key).first() if key else None
    if known is not None:
        return known
    teller = teller_for(initiative, by=by)
    told = Update.objects.create(
        initiative=initiative,
        text=text,
        picture=picture,
        teller=teller,
        written_by=by if by != teller else None,
        at=now,
        key=key,
    )
    if picture is not None:
        picture.owner_id = teller.pk
        picture.save(update_fields=["owner_id"])
    record("initiative.updated", at=now, actor_id=by.pk, subject=initiative)
    sentence = _("%(name)s tells what happened: %(title)s") % {"name": teller, "title": initiative.title}
    people.tell(initiative, sentence=sentence, url=initiative.get_absolute_url(), by=by, now=now)
    return told


def teller_for(initiative: Initiative, *, by: Actor) -> Actor:
    """Who carries it tells; written down by another, it is told by the first who carries it."""
    carriers = [one.actor for one in initiative.carriers.now().select_related("actor")]
    return by if by in carriers or not carriers else carriers[0]


@transaction.atomic
def take_update_back(told: Update, *, by: Actor, now: datetime) -> None:
    """Nobody reads it any more, and the photo goes. Twice is once."""
    told = Update.objects.select_for_update(of=("self",)).select_related("initiative__area").get(pk=told.pk)
    insist(living.may_take_update_back(by, told, now=now))
    if told.withdrawn_at is not None:
        return
    if told.picture is not None:
        transaction.on_commit(partial(pictures.discard, told.picture))
    told.withdrawn_at, told.picture = now, None
    told.save(update_fields=["withdrawn_at", "picture"])
    record("initiative.update_taken_back", at=now, actor_id=by.pk, subject=told.initiative)
