"""Meeting people, and the ways in by which they are known."""

from datetime import datetime

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password
from django.db import transaction

from smederij.base.events import record
from smederij.people.models import Actor, ActorKind, Login


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
