"""What neighbours say of it, and hiding with a reason."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from smederij.base.events import record
from smederij.base.refusals import insist, refuse
from smederij.initiatives import access, rules
from smederij.initiatives.access import living
from smederij.initiatives.actions.steps import Reach, insist_on, locked, met, one_line, sealed
from smederij.initiatives.models import Initiative, Remark
from smederij.people.models import Actor


def remark(
    initiative: Initiative, *, text: str, by: Actor | None, reach: Reach | None, now: datetime, key: str = ""
) -> Remark:
    """Say something of it. Whoever is not signed in is called first; until then nobody reads it.

    The same `key` with the same words gives the one that is there: sending twice makes one.
    """
    text = text.replace("\r\n", "\n").strip()
    stored = sealed(key, text)
    try:
        with transaction.atomic():
            return _remark(initiative, text=text, by=by, reach=reach, now=now, key=stored)
    except IntegrityError:
        twice = Remark.objects.filter(key=stored).first() if stored else None
        if twice is None:
            raise
        return twice


def _remark(
    initiative: Initiative,
    *,
    text: str,
    by: Actor | None,
    reach: Reach | None,
    now: datetime,
    key: str | None,
) -> Remark:
    initiative = locked(initiative)
    insist(access.may_see(by, initiative, now=now))
    if initiative.confirmed_at is None:
        refuse(_("This can be done once the idea is confirmed."))
    insist_on(rules.remark_is_fit(text))
    known = Remark.objects.filter(key=key).first() if key else None
    if known is not None:
        return known
    writer = by or met(reach, now=now)
    said = Remark.objects.create(
        initiative=initiative,
        text=text,
        writer=writer,
        at=now,
        confirmed_at=now if by else None,
        confirmed_by=by,
        key=key,
    )
    record("remark.made", at=now, actor_id=writer.pk, subject=initiative)
    return said


@transaction.atomic
def confirm_remark(said: Remark, *, by: Actor, now: datetime) -> Remark:
    """After a call by one of the area's people: everybody reads it. Twice is once."""
    said = _held(said)
    insist(access.may_confirm(by, said.initiative, now=now))
    if said.confirmed_at is None:
        said.confirmed_at, said.confirmed_by = now, by
        said.save(update_fields=["confirmed_at", "confirmed_by"])
        record("remark.confirmed", at=now, actor_id=by.pk, subject=said.initiative)
    return said


@transaction.atomic
def hide_remark(said: Remark, *, why: str, by: Actor, now: datetime) -> Remark:
    """Nobody but its writer reads it any more, and its writer reads why. Twice is once."""
    said, why = _held(said), one_line(why)
    insist(living.may_hide(by, said, now=now))
    if said.hidden_at is None:
        insist_on(rules.reason_is_fit(why))
        said.hidden_at, said.hidden_by, said.hidden_why = now, by, why
        said.save(update_fields=["hidden_at", "hidden_by", "hidden_why"])
        record("remark.hidden", at=now, actor_id=by.pk, subject=said.initiative)
    return said


@transaction.atomic
def show_remark(said: Remark, *, by: Actor, now: datetime) -> Remark:
    """Not hidden after all: by who may hide."""
    said = _held(said)
    insist(living.may_hide(by, said, now=now))
    if said.hidden_at is not None:
        said.hidden_at, said.hidden_by, said.hidden_why = None, None, ""
        said.save(update_fields=["hidden_at", "hidden_by", "hidden_why"])
        record("remark.shown", at=now, actor_id=by.pk, subject=said.initiative)
    return said


@transaction.atomic
def take_remark_back(said: Remark, *, by: Actor, now: datetime) -> None:
    """Nobody reads it any more. Twice is once."""
    said = _held(said)
    insist(living.may_take_remark_back(by, said, now=now))
    if said.withdrawn_at is None:
        said.withdrawn_at = now
        said.save(update_fields=["withdrawn_at"])
        record("remark.taken_back", at=now, actor_id=by.pk, subject=said.initiative)


def _held(said: Remark) -> Remark:
    rows = Remark.objects.select_for_update(of=("self",))
    return rows.select_related("initiative__area__parent__parent__parent").get(pk=said.pk)
