"""Moving the big screen of an evening along."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from smederij.base.refusals import insist, refuse
from smederij.people.models import Actor
from smederij.rounds import access, stage
from smederij.rounds.models import Round, Shows, Stage
from smederij.rounds.stage import Evening

MINUTES = (1, 2, 3, 5, 10)


def show(round: Round, key: str, *, version: int, by: Actor, now: datetime) -> Stage:
    """Show another slide. Refusal 409, and nothing moves, when somebody did since `version`."""
    with transaction.atomic():
        evening = stage.evening(round, now=now)
        held = _held(evening, version=version, by=by, now=now)
        found = next((one for one in evening.slides if one.key == key), None)
        if found is None:
            refuse(_("This can't be shown any more. The page shows what can."))
        held.shows, held.number = Shows(found.shows), found.number
        return _moved(held, rings_at=None, minutes=0)


def ring(round: Round, minutes: int, *, version: int, by: Actor, now: datetime) -> Stage:
    """Give so many minutes for telling, from now; 0 takes the time away."""
    if minutes not in (0, *MINUTES):
        refuse(_("Choose how many minutes there are."))
    with transaction.atomic():
        held = _held(stage.evening(round, now=now), version=version, by=by, now=now)
        rings_at = now + timedelta(minutes=minutes) if minutes else None
        return _moved(held, rings_at=rings_at, minutes=minutes)


def _held(evening: Evening, *, version: int, by: Actor, now: datetime) -> Stage:
    insist(access.may_lead(by, evening.round, now=now))
    shown = {"shows": evening.now.shows, "number": evening.now.number}
    Stage.objects.get_or_create(round=evening.round, defaults=shown)
    held = Stage.objects.select_for_update().get(round=evening.round)
    if held.version != version:
        refuse(_("Somebody else moved the screen at the same moment. This is what it shows now."))
    return held


def _moved(held: Stage, *, rings_at: datetime | None, minutes: int) -> Stage:
    held.rings_at, held.minutes = rings_at, minutes
    held.version += 1
    held.save()
    return held
