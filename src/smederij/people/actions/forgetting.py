"""Taking along what is known, and being forgotten."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from smederij.base import rooms
from smederij.base.events import record
from smederij.base.refusals import insist, refuse
from smederij.people import access, queries
from smederij.people.actions.hats import is_last_admin
from smederij.people.models import Actor, ActorKind, HatKind, Login


def export(actor: Actor) -> dict[str, Mapping[str, Any]]:
    """All that the house knows of someone, room by room, ready for JSON."""
    return {room.name: room.export_me(actor.pk) for room in rooms.every() if room.export_me}


def forget(actor: Actor, *, by: Actor, now: datetime) -> None:
    """Take someone out of every room. What stays: transfers and results, of someone without a name.

    One transaction over all rooms, highest floor first. Refuses anyone but themselves and administrators,
    and the last administrator.
    """
    with transaction.atomic():
        actor = Actor.objects.select_for_update().get(pk=actor.pk)
        insist(access.may_forget(by, actor, now=now))
        if any(is_last_admin(hat, now=now) for hat in actor.hats.worn(now=now).filter(kind=HatKind.ADMIN)):
            refuse(_("You are the last administrator. Make somebody else administrator first."))
        for room in reversed(rooms.every()):
            if room.forget_me:
                room.forget_me(actor.pk, now)
        record("actor.forgotten", at=now, actor_id=by.pk, subject=actor)


def be_forgotten(login: Login, *, now: datetime) -> None:
    """Forget every person a login acts for, or none; groups and organisations go on without them."""
    with transaction.atomic():
        for actor in queries.actors_of(login):
            if actor.kind == ActorKind.PERSON:
                forget(actor, by=actor, now=now)
            else:
                login.actors.remove(actor)
        Login.objects.filter(pk=login.pk).delete()
