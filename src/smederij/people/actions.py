"""Meeting people, giving and taking hats, calling back, forgetting."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from allauth.account.models import EmailAddress
from django.db import transaction
from django.utils.translation import gettext as _

from smederij.base import rooms
from smederij.base.events import record
from smederij.base.refusals import insist, refuse
from smederij.people import access
from smederij.people.models import Actor, ActorKind, Hat, HatKind, Login
from smederij.places.models import Area


@transaction.atomic
def meet(
    name: str,
    *,
    phone: str = "",
    email: str = "",
    full_name: str = "",
    kind: str = ActorKind.PERSON,
    now: datetime,
) -> Actor:
    """Someone new: a person unless said otherwise. Says nothing about who they really are."""
    actor = Actor.objects.create(
        kind=kind, name=name, full_name=full_name, phone=phone, email=email.lower(), known_since=now
    )
    record("actor.met", at=now, actor_id=actor.pk, subject=actor)
    return actor


@transaction.atomic
def give_hat(
    kind: str, *, to: Actor, area: Area, by: Actor | None, now: datetime, until: datetime | None = None
) -> Hat:
    """Let someone be something in an area. Giving it again changes nothing.

    `by` is None only for the installation itself: its commands, and the example municipality.
    """
    to = Actor.objects.select_for_update().get(pk=to.pk)
    if by is not None:
        insist(access.may_give(by, kind, area=area, now=now))
    if to.forgotten_at is not None:
        refuse(_("This person asked to be forgotten."))
    worn = Hat.objects.filter(actor=to, area=area, kind=kind, until=None).first()
    if worn is not None:
        return worn
    hat = Hat.objects.create(actor=to, area=area, kind=kind, since=now, until=until, given_by=by)
    record("hat.given", at=now, actor_id=by.pk if by else None, subject=hat)
    return hat


@transaction.atomic
def take_hat(hat: Hat, *, by: Actor, now: datetime) -> None:
    """End a hat now. Refuses to take the last administrator's: nobody could give it back."""
    hat = Hat.objects.select_for_update().select_related("area").get(pk=hat.pk)
    insist(access.may_take(by, hat, now=now))
    if hat.until is not None and hat.until <= now:
        return
    if hat.kind == HatKind.ADMIN and _is_last_admin(hat, now=now):
        refuse(_("This is the last administrator. Make somebody else administrator first."))
    record("hat.taken", at=now, actor_id=by.pk, subject=hat)
    _end(hat, now=now)


def _end(hat: Hat, *, now: datetime) -> None:
    """A hat that was never worn leaves no trace: it cannot end before it began."""
    if hat.since >= now:
        hat.delete()
    else:
        hat.until = now
        hat.save(update_fields=["until"])


def _is_last_admin(hat: Hat, *, now: datetime) -> bool:
    others = Hat.objects.worn(now=now).filter(kind=HatKind.ADMIN, area__parent=None)
    return hat.area.parent_id is None and not others.exclude(actor=hat.actor_id).exists()


@transaction.atomic
def open_login(email: str, *, now: datetime) -> Login:
    """A login for an address that is known to be theirs: no code has to be mailed to prove it.

    Only for commands and examples; on the pages an address is proven by the code sent to it.
    """
    login = Login.objects.filter(email__iexact=email).first() or Login.objects.create_user(email.lower())
    EmailAddress.objects.get_or_create(
        user=login, email=login.email, defaults={"verified": True, "primary": True}
    )
    recognise(login, now=now)
    return login


@transaction.atomic
def recognise(login: Login, *, now: datetime) -> list[Actor]:
    """Tie a login, whose address is shown to be theirs, to the people known by that address.

    Nobody known by it: then this is someone new.
    """
    known = Actor.objects.filter(email__iexact=login.email, forgotten_at=None)
    if not known.exists() and not login.actors.filter(forgotten_at=None).exists():
        known = Actor.objects.filter(pk=meet(login.email.split("@")[0][:80], email=login.email, now=now).pk)
    login.actors.add(*known)
    return list(known)


def export(actor: Actor) -> dict[str, Mapping[str, Any]]:
    """All that the house knows of someone, room by room, ready for JSON."""
    return {room.name: room.export_me(actor.pk) for room in rooms.every() if room.export_me}
