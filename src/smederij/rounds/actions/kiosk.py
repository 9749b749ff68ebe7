"""Coupling tablets in the hall, and letting them go."""

from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from smederij.base import events
from smederij.base.refusals import insist, refuse
from smederij.people.models import Actor
from smederij.rounds import access, codes
from smederij.rounds.models import Kiosk, Round

MOST_KIOSKS = 20


def couple(round: Round, typed: str, *, by: Actor, now: datetime) -> Kiosk:
    """Couple the tablet that shows this code. Twice is once; coupled elsewhere or too many: Refusal 409."""
    insist(access.may_run_table(by, round, now=now))
    pair = codes.read_code(typed)
    if pair is None:
        refuse(_("This is not the code of a tablet. It has 13 letters and digits, and stands on the tablet."))
    with transaction.atomic():
        if round.kiosks.filter(ended_at=None).exclude(pair=pair).count() >= MOST_KIOSKS:
            refuse(_("There are %(n)d tablets already. Uncouple one first.") % {"n": MOST_KIOSKS})
        kiosk, new = Kiosk.objects.get_or_create(pair=pair, defaults={"round": round, "paired_at": now})
        if kiosk.round_id != round.pk or kiosk.ended_at is not None:
            refuse(_("This tablet was used before. Open its page again for a new code."))
        if new:
            events.record("round.tablet", at=now, actor_id=by.pk, subject=round)
    return kiosk


def uncouple(kiosk: Kiosk, *, by: Actor, now: datetime) -> None:
    """Let a tablet go: from now on it is like any other."""
    insist(access.may_run_table(by, kiosk.round, now=now))
    Kiosk.objects.filter(pk=kiosk.pk, ended_at=None).update(ended_at=now)


def next_turn(kiosk: Kiosk) -> None:
    """The first page is shown: whoever stood there before has gone."""
    Kiosk.objects.filter(pk=kiosk.pk).update(turn=F("turn") + 1)
