"""Adding a way in that was shown to be theirs, taking one away, and two ways in that are of one person."""

from datetime import datetime

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from smederij.base import phones
from smederij.base.events import record
from smederij.base.refusals import refuse
from smederij.people import queries
from smederij.people.actions.joining import join
from smederij.people.actions.meeting import recognise
from smederij.people.models import Actor, Login
from smederij.people.sessions import close_sessions

TAKEN = gettext_lazy("Somebody comes in with this already. Is that you too? Then say so first.")


def add_way(reach: str, *, login: Login, by: Actor, now: datetime) -> Login:
    """From now on a code sent there lets them in too. The caller saw the code that was sent to it.

    One address and one number each: another takes the place of the first. Where several people share a login,
    only they come in by it. Refusal 409 when somebody comes in by it already: see `join_ways`.
    """
    try:
        with transaction.atomic():
            return _add(reach, login=login, by=by, now=now)
    except IntegrityError:
        refuse(TAKEN)


def _add(reach: str, *, login: Login, by: Actor, now: datetime) -> Login:
    if queries.comes_in_by(reach, but=by) is not None:
        refuse(TAKEN)
    own = _own(by, login, now=now)
    _empty(reach, into=own)
    _take(own, reach, by)
    record("login.way_added", at=now, actor_id=by.pk, subject=own)
    recognise(own, now=now)
    return own


@transaction.atomic
def join_ways(reach: str, *, login: Login, by: Actor, now: datetime) -> Actor:
    """Both ways in were shown to be theirs, and they say it is one person: gives who that is.

    Refused where more than one person comes in by either: then it is not plain who becomes whom.
    """
    for one in Login.objects.select_for_update().filter(pk__in=[login.pk, *_pks(reach)]).order_by("pk"):
        if len(queries.persons_of(one)) > 1:
            names = {"names": ", ".join(str(who) for who in queries.persons_of(one))}
            refuse(_("More people come in this way: %(names)s. Then it stays as it is. Call us.") % names)
    other = queries.logins_by(reach).exclude(pk=login.pk).first()
    if other is None:
        return by
    persons, ways = queries.persons_of(other), other.ways
    _empty(reach, into=login)
    login = Login.objects.get(pk=login.pk)
    for way in [reach, *(way for way in ways if way != reach and not _has_such(login, way))]:
        _take(login, way, by)
    kept = by if persons in ([], [by]) else join(by, persons[0], login=login, now=now)
    record("login.ways_joined", at=now, actor_id=kept.pk, subject=login)
    return kept


@transaction.atomic
def drop_way(reach: str, *, by: Actor, now: datetime, session: str | None = None) -> None:
    """Nobody comes in as them by this any more, nor stays in by it on another device than this `session`.

    Refused for the last one: they would never come in again.
    """
    login = Login.objects.select_for_update().filter(pk__in=_pks(reach), actors=by).first()
    if login is None:
        return
    if queries.ways_of(by) == [reach]:
        refuse(_("This is the only way in you have. Add another one first."))
    if len(queries.persons_of(login)) > 1:
        login.actors.remove(by)
    else:
        close_sessions(login, but=session)
        _give_up(login, reach)
    if by.email.lower() == reach:
        by.email = ""
        by.save(update_fields=["email"])
    record("login.way_dropped", at=now, actor_id=by.pk)


def _give_up(login: Login, reach: str) -> None:
    """A login nothing leads to any more goes."""
    if "@" in reach:
        login.email = None
        EmailAddress.objects.filter(user=login).delete()
    else:
        login.phone = None
    if login.ways:
        login.save(update_fields=["email", "phone"])
    else:
        login.delete()


def _empty(reach: str, *, into: Login) -> None:
    """What came in by it comes in by this login from now on, and has to do so once more on every device."""
    for other in queries.logins_by(reach).exclude(pk=into.pk):
        into.actors.add(*other.actors.all())
        close_sessions(other)
        other.delete()


def _has_such(login: Login, way: str) -> bool:
    return bool(login.email if "@" in way else login.phone)


def _pks(reach: str) -> list[int]:
    return list(queries.logins_by(reach).values_list("pk", flat=True))


def _own(by: Actor, login: Login, *, now: datetime) -> Login:
    """The login by which nobody else comes in; a new one when they share all they have."""
    mine = sorted(by.logins.select_for_update(), key=lambda one: (one.pk != login.pk, one.pk))
    alone = next((one for one in mine if len(queries.persons_of(one)) == 1), None)
    if alone is not None:
        return alone
    made = Login.objects.create(password=make_password(None), asked_at=now, last_login=now)
    made.actors.add(by)
    return made


def _take(login: Login, reach: str, by: Actor) -> None:
    if "@" in reach:
        by.email = reach if by.email in {"", login.email} else by.email
        EmailAddress.objects.filter(user=login).delete()
        login.email = reach
        login.save(update_fields=["email"])
        EmailAddress.objects.create(user=login, email=reach, primary=True, verified=True)
    else:
        by.phone = by.phone or phones.spoken(reach)
        login.phone = reach
        login.save(update_fields=["phone"])
    by.save(update_fields=["email", "phone"])
