"""Meeting people, giving and taking hats, calling back, forgetting."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils.translation import gettext as _

from smederij.base import clock, rooms
from smederij.base.events import record
from smederij.base.refusals import Allowed, Answer, Refused, insist, refuse
from smederij.people import access, queries
from smederij.people.models import Actor, ActorKind, CallBack, Hat, HatKind, Knock, Login
from smederij.places.models import Area

DAYS_TO_CALL = 2
MOST_KNOCKS = 30  # a whole hall of people may come by one address


@dataclass(frozen=True, slots=True)
class Invited:
    """Whom to give which hat; a name is needed only for someone who is new here."""

    email: str
    name: str
    kind: str


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
    """Someone new: a person unless said otherwise. Whether the address is theirs, only signing in shows."""
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

    `by` is None only for the installation itself: its commands, and the example municipality. Nobody else
    gives a hat to themselves, and nobody both orders payments and approves them.
    """
    to = Actor.objects.select_for_update().get(pk=to.pk)
    if by is not None:
        insist(access.may_give(by, kind, area=area, now=now))
        insist(_somebody_else(by, to))
    insist(_goes_together(kind, to, now=now))
    if to.forgotten_at is not None:
        refuse(_("This person asked to be forgotten."))
    worn = Hat.objects.filter(actor=to, area=area, kind=kind, until=None).first()
    if worn is not None:
        return worn
    hat = Hat.objects.create(actor=to, area=area, kind=kind, since=now, until=until, given_by=by)
    record("hat.given", at=now, actor_id=by.pk if by else None, subject=hat)
    return hat


def _somebody_else(by: Actor, to: Actor) -> Answer:
    if to.pk in _same_person(by):
        return Refused(_("Nobody gives this to themselves. Ask somebody else who may."))
    return Allowed()


def _goes_together(kind: str, to: Actor, *, now: datetime) -> Answer:
    """Ordering and approving payments take two people, so one person wears only one of these hats."""
    other = {HatKind.KEEPER: HatKind.FINANCE, HatKind.FINANCE: HatKind.KEEPER}.get(HatKind(kind))
    if other and Hat.objects.worn(now=now).filter(actor__in=_same_person(to), kind=other).exists():
        return Refused(
            _("Who keeps a pot can't do finance too: payments take two people. Choose somebody else.")
        )
    return Allowed()


def _same_person(actor: Actor) -> set[int]:
    """Whoever one of this person's logins acts for; themselves too."""
    return {actor.pk, *Actor.objects.filter(logins__actors=actor).values_list("pk", flat=True)}


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
def invite(invited: Invited, *, area: Area, by: Actor | None, now: datetime) -> Hat:
    """Give a hat to whoever signs in with this address; somebody unknown is met first.

    Whoever only wrote down that address, without ever signing in with it, is not taken for them.
    """
    if by is not None:
        insist(access.may_give(by, invited.kind, area=area, now=now))
    known = queries.known_by(invited.email)
    if known is None and not invited.name:
        refuse(_("We don't know this address yet. Fill in their first name too."))
    to = known or meet(invited.name, email=invited.email, now=now)
    return give_hat(invited.kind, to=to, area=area, by=by, now=now)


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


@transaction.atomic
def open_login(email: str, *, now: datetime) -> Login:
    """A login for an address that is known to be theirs: no code has to be mailed to prove it.

    Only for commands and examples; on the pages an address is proven by the code sent to it.
    """
    login = expect_login(email, now=now)
    EmailAddress.objects.filter(user=login, email=login.email).update(verified=True)
    recognise(login, now=now)
    return login


@transaction.atomic
def expect_login(email: str, *, now: datetime) -> Login:
    """The login of an address, made when it is not there yet; it opens nothing until a code proves it."""
    nothing = {"password": make_password(None), "asked_at": now}
    login, _made = Login.objects.get_or_create(email=email.lower(), defaults=nothing)
    EmailAddress.objects.get_or_create(user=login, email=login.email, defaults={"primary": True})
    return login


@transaction.atomic
def recognise(login: Login, *, now: datetime) -> list[Actor]:
    """Tie a login, whose address is shown to be theirs, to the people known by that address.

    Nobody known by it: then this is someone new, who has no name yet.
    """
    login = Login.objects.select_for_update().get(pk=login.pk)
    known = list(Actor.objects.filter(email__iexact=login.email, forgotten_at=None))
    if not known and not login.actors.filter(forgotten_at=None).exists():
        known = [meet("", email=login.email, now=now)]
    login.actors.add(*known)
    return known


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
        if any(_is_last_admin(hat, now=now) for hat in actor.hats.worn(now=now).filter(kind=HatKind.ADMIN)):
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
