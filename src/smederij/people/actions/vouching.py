"""Letting somebody in on the word of a neighbour who knows them."""

import secrets
from datetime import datetime, timedelta
from typing import NoReturn

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from smederij.base import phones
from smederij.base.events import record
from smederij.base.refusals import insist, refuse
from smederij.people import access, queries
from smederij.people.actions.hats import give_hat
from smederij.people.actions.meeting import meet
from smederij.people.models import Actor, HatKind, Login, Vouch
from smederij.people.sessions import close_sessions
from smederij.places.models import Area

WORKS_FOR = timedelta(minutes=15)
MOST_A_DAY = 30  # an evening in the hall
SIGNS = "BCDFGHJKLMNPQRSTVWXZ"  # no vowels, so that no word comes of it


@transaction.atomic
def vouch(area: Area, *, name: str, phone: str = "", by: Actor, now: datetime) -> tuple[Vouch, str]:
    """'I know this person': gives the vouch and its code, of which only a keyed hash is kept.

    Nobody is met yet; that happens when it is used. Refuses more than MOST_A_DAY from one person.
    """
    by = Actor.objects.select_for_update().get(pk=by.pk)
    insist(access.may_vouch(by, area, now=now))
    if by.vouches.filter(at__gt=now - timedelta(days=1)).count() >= MOST_A_DAY:
        refuse(_("You let in a lot of people today. Ask somebody else of the group to go on."), status=429)
    code = "".join(secrets.choice(SIGNS) for _sign in range(8))
    vouched = Vouch.objects.create(
        area=area, by=by, name=name, phone=phone, code_hash=_hash(code), at=now, until=now + WORKS_FOR
    )
    record("vouch.given", at=now, actor_id=by.pk, subject=vouched)
    return vouched, f"{code[:4]}-{code[4:]}"


def open_vouch(code: str, *, now: datetime) -> Vouch:
    """What a code opens. Refusal 410 when it was used, is older than a quarter of an hour, or never was."""
    found = Vouch.objects.filter(code_hash=_hash(code), used_at=None, until__gt=now)
    return found.select_related("area__parent__parent__parent", "by").first() or _over()


def _over() -> NoReturn:
    refuse(
        _("This link works once, for a quarter of an hour, and that is over. Ask for a new one."), status=410
    )


@transaction.atomic
def come_in(code: str, *, now: datetime) -> Login:
    """Use a vouch, once: a login of its own for a resident of that area, and for nothing more.

    Somebody known is met again only when they came in before on a word from this same area, and never showed
    an address or number of their own; their earlier way in is closed. Anybody else is someone new.
    """
    opened = open_vouch(code, now=now)
    vouched = Vouch.objects.select_for_update(of=("self",)).select_related("area", "by").get(pk=opened.pk)
    if vouched.used_at is not None:
        _over()
    insist(access.may_vouch(vouched.by, vouched.area, now=now))
    actor = _known(vouched) or _new(vouched, now=now)
    for old in actor.logins.all():
        close_sessions(old)
        old.delete()
    login = Login.objects.create(password=make_password(None), asked_at=now)
    login.actors.add(actor)
    vouched.actor, vouched.used_at, vouched.name, vouched.phone = actor, now, "", ""
    vouched.save(update_fields=["actor", "used_at", "name", "phone"])
    record("vouch.used", at=now, actor_id=actor.pk, subject=vouched)
    return login


def _known(vouched: Vouch) -> Actor | None:
    """Only by a number, only of this area, only who is nothing more than a resident."""
    number = phones.e164(vouched.phone)
    for actor in queries.unproven(number) if number else []:
        here = actor.vouched_in.filter(area=vouched.area).exists()
        if here and not actor.hats.exclude(kind=HatKind.RESIDENT).exists():
            return Actor.objects.select_for_update().get(pk=actor.pk)
    return None


def _new(vouched: Vouch, *, now: datetime) -> Actor:
    actor = meet(vouched.name, phone=vouched.phone, now=now)
    actor.vouched_by = vouched.by
    actor.save(update_fields=["vouched_by"])
    hat = give_hat(HatKind.RESIDENT, to=actor, area=vouched.area, by=None, now=now)
    hat.given_by = vouched.by
    hat.save(update_fields=["given_by"])
    return actor


def _hash(code: str) -> str:
    plain = "".join(sign for sign in code.upper() if sign.isalnum())
    return salted_hmac("people.vouch", plain, algorithm="sha256").hexdigest()
