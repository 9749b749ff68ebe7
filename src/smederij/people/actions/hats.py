"""Giving and taking hats."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from smederij.base import phones
from smederij.base.events import record
from smederij.base.refusals import Allowed, Answer, Refused, insist, refuse
from smederij.people import access, queries
from smederij.people.actions.meeting import meet
from smederij.people.models import Actor, Hat, HatKind
from smederij.places.models import Area


@dataclass(frozen=True, slots=True)
class Invited:
    """Whom to give which hat, until when; a name is needed only for someone who is new here.

    `reach` is an e-mail address, or a number as E.164.
    """

    reach: str
    name: str
    kind: str
    until: datetime | None = None


@transaction.atomic
def give_hat(
    kind: str, *, to: Actor, area: Area, by: Actor | None, now: datetime, until: datetime | None = None
) -> Hat:
    """Let someone be something in an area. Giving it again changes only until when.

    `by` is None only for the installation itself: its commands, and the example municipality. Nobody else
    gives a hat to themselves, and nobody both orders payments and approves them.
    """
    to = Actor.objects.select_for_update().get(pk=to.pk)
    if by is not None:
        insist(access.may_give(by, kind, area=area, now=now))
        insist(_somebody_else(by, to))
    insist(_goes_together(kind, to, now=now))
    insist(_showed_who(kind, to))
    if to.forgotten_at is not None:
        refuse(_("This person asked to be forgotten."))
    worn = Hat.objects.worn(now=now).filter(actor=to, area=area, kind=kind).order_by("pk").first()
    if worn is not None and worn.until == until:
        return worn
    if worn is not None:
        worn.until, worn.given_by = until, by
        worn.save(update_fields=["until", "given_by"])
        hat = worn
    else:
        hat = Hat.objects.create(actor=to, area=area, kind=kind, since=now, until=until, given_by=by)
    record("hat.given", at=now, actor_id=by.pk if by else None, subject=hat)
    return hat


def _somebody_else(by: Actor, to: Actor) -> Answer:
    if to.pk in queries.same_person(by.pk):
        return Refused(_("Nobody gives this to themselves. Ask somebody else who may."))
    return Allowed()


def _goes_together(kind: str, to: Actor, *, now: datetime) -> Answer:
    """Ordering and approving payments take two people, so one person wears only one of these hats."""
    other = {HatKind.KEEPER: HatKind.FINANCE, HatKind.FINANCE: HatKind.KEEPER}.get(HatKind(kind))
    if other and Hat.objects.worn(now=now).filter(actor__in=queries.same_person(to.pk), kind=other).exists():
        return Refused(
            _("Who keeps a pot can't do finance too: payments take two people. Choose somebody else.")
        )
    return Allowed()


def _showed_who(kind: str, to: Actor) -> Answer:
    """On somebody's word one is a resident; for anything more one first comes in by a code of one's own."""
    if to.vouched_by_id is None or kind == HatKind.RESIDENT or queries.has_shown_who(to):
        return Allowed()
    words = {"name": to.name}
    return Refused(
        _("%(name)s came in on somebody's word. Let them first sign in with a number or address.") % words
    )


@transaction.atomic
def take_hat(hat: Hat, *, by: Actor, now: datetime) -> None:
    """End a hat now. Refuses to take the last administrator's: nobody could give it back."""
    hat = Hat.objects.select_for_update().select_related("area").get(pk=hat.pk)
    insist(access.may_take(by, hat, now=now))
    if hat.until is not None and hat.until <= now:
        return
    if hat.kind == HatKind.ADMIN and is_last_admin(hat, now=now):
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


def is_last_admin(hat: Hat, *, now: datetime) -> bool:
    others = Hat.objects.worn(now=now).filter(kind=HatKind.ADMIN, area__parent=None)
    return hat.area.parent_id is None and not others.exclude(actor=hat.actor_id).exists()


@transaction.atomic
def invite(invited: Invited, *, area: Area, by: Actor | None, now: datetime) -> Hat:
    """Give a hat to whoever signs in with this address or number; somebody unknown is met first.

    Whoever only wrote it down, without ever signing in with it, is not taken for them.
    """
    if by is not None:
        insist(access.may_give(by, invited.kind, area=area, now=now))
    to = queries.known_by(invited.reach) or _met(invited, now=now)
    return give_hat(invited.kind, to=to, area=area, by=by, now=now, until=invited.until)


def _met(invited: Invited, *, now: datetime) -> Actor:
    if not invited.name:
        refuse(_("We don't know this address or number yet. Fill in their first name too."))
    if "@" in invited.reach:
        return meet(invited.name, email=invited.reach, now=now)
    return meet(invited.name, phone=phones.spoken(invited.reach), now=now)
