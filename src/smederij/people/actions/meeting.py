"""Meeting people, and the ways in by which they are known."""

from datetime import datetime

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.db.models import Exists, OuterRef

from smederij.base import phones
from smederij.base.events import record
from smederij.people import queries
from smederij.people.actions.joining import join_namesakes
from smederij.people.models import Actor, ActorKind, Login
from smederij.people.sessions import close_sessions


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
def open_login(reach: str, *, now: datetime) -> Login:
    """A login for an address or number that is known to be theirs: no code has to be sent to prove it.

    Only for commands and examples; on the pages it is proven by the code sent to it.
    """
    login = expect_login(reach, now=now)
    EmailAddress.objects.filter(user=login).update(verified=True)
    recognise(login, now=now)
    return login


@transaction.atomic
def expect_login(reach: str, *, now: datetime) -> Login:
    """The login of an e-mail address or a number (E.164), made when it is not there yet.

    It opens nothing until a code proves it.
    """
    nothing = {"password": make_password(None), "asked_at": now}
    if "@" not in reach:
        return Login.objects.get_or_create(phone=reach, defaults=nothing)[0]
    login, _made = Login.objects.get_or_create(email=reach.lower(), defaults=nothing)
    EmailAddress.objects.get_or_create(user=login, email=login.email, defaults={"primary": True})
    return login


@transaction.atomic
def recognise(login: Login, *, now: datetime) -> list[Actor]:
    """Tie a login, whose address or number is shown to be theirs, to the people known by it.

    Nobody known by it: then this is someone new, who has no name yet. Who carries the same name is the same
    person. Returns for whom it acts.
    """
    login = Login.objects.select_for_update().get(pk=login.pk)
    known = _known_by(login)
    if not known and not login.actors.filter(forgotten_at=None).exists():
        known = [meet("", email=login.email or "", phone=phones.spoken(login.phone or ""), now=now)]
    for actor in known:
        _close_words(actor, login)
    login.actors.add(*known)
    join_namesakes(login, now=now)
    return queries.actors_of(login)


def _close_words(actor: Actor, login: Login) -> None:
    """Who shows a number or address to be theirs ends what was opened on somebody's word."""
    for other in actor.logins.filter(email=None, phone=None).exclude(pk=login.pk):
        close_sessions(other)
        other.delete()


def _known_by(login: Login) -> list[Actor]:
    """Who wrote this address or number down and enters in no other way that was shown to be theirs.

    It is written down by hand, perhaps of somebody else, and numbers go to other people when they lapse: it
    never opens what somebody enters already. They can add it themselves (`add_way`).
    """
    here = Actor.objects.filter(forgotten_at=None)
    known = queries.unproven(login.phone) if login.phone else []
    if login.email:
        others = (
            Login.objects.filter(actors=OuterRef("pk")).exclude(email=None, phone=None).exclude(pk=login.pk)
        )
        known += here.filter(~Exists(others), email__iexact=login.email)
    return known
