"""Letting somebody in on the word of a neighbour who knows them."""

import secrets
from datetime import datetime, timedelta
from typing import NoReturn

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from smederij.base.events import record
from smederij.base.refusals import insist, refuse
from smederij.people import access
from smederij.people.actions.hats import give_hat
from smederij.people.actions.meeting import meet
from smederij.people.models import Actor, HatKind, Login, Vouch
from smederij.places.models import Area

WORKS_FOR = timedelta(minutes=15)
MOST_A_DAY = 10  # whom one really knows; in a full hall the others of the group let in theirs
SIGNS = "BCDFGHJKLMNPQRSTVWXZ"  # no vowels, so that no word comes of it


@transaction.atomic
def vouch(area: Area, *, name: str, phone: str = "", by: Actor, now: datetime) -> tuple[Vouch, str]:
    """'I know this person': gives the vouch and its code, of which only a keyed hash is kept.

    Nobody is met yet; that happens when it is used. Refuses more than MOST_A_DAY from one person.
    """
    by = Actor.objects.select_for_update().get(pk=by.pk)
    insist(access.may_vouch(by, area, now=now))
    if by.vouches.filter(at__gt=now - timedelta(days=1)).count() >= MOST_A_DAY:
        words = {"most": MOST_A_DAY}
        refuse(
            _("You let in %(most)d people today: that is as many as go on one word. Let somebody else go on.")
            % words,
            status=429,
        )
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
    """Use a vouch, once: a login of its own for somebody new, a resident of that area, and for nothing more.

    A word never opens what is somebody's already, not even of who came in on a word before: they come in by
    a code on their number, and what is theirs then becomes one (`actions.join`).
    """
    opened = open_vouch(code, now=now)
    vouched = Vouch.objects.select_for_update(of=("self",)).select_related("area", "by").get(pk=opened.pk)
    if vouched.used_at is not None:
        _over()
    insist(access.may_vouch(vouched.by, vouched.area, now=now))
    actor = _new(vouched, now=now)
    login = Login.objects.create(password=make_password(None), asked_at=now)
    login.actors.add(actor)
    vouched.actor, vouched.used_at, vouched.name, vouched.phone = actor, now, "", ""
    vouched.save(update_fields=["actor", "used_at", "name", "phone"])
    record("vouch.used", at=now, actor_id=actor.pk, subject=vouched)
    return login


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
