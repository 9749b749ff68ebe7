"""Calling people together, and calling it off."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from smederij.base.events import record
from smederij.base.refusals import insist, refuse
from smederij.gatherings import access
from smederij.gatherings.models import Gathering, GatheringKind
from smederij.people.models import Actor
from smederij.places.models import Area

LONGEST = {"title": 140, "place": 160, "text": 2000}


def call(  # noqa: PLR0913 -- a line of the invitation each
    area: Area,
    *,
    title: str,
    starts_at: datetime,
    place: str,
    text: str = "",
    by: Actor,
    now: datetime,
    kind: str = GatheringKind.PRESENTATION,
) -> Gathering:
    """Call people together. The same title at the same moment again is the one that is there."""
    words = {"title": " ".join(title.split()), "place": " ".join(place.split()), "text": text.strip()}
    with transaction.atomic():
        insist(access.may_call(by, area, now=now))
        _insist_on_fit(words, starts_at=starts_at, now=now)
    try:
        with transaction.atomic():
            called = Gathering.objects.create(
                area=area, starts_at=starts_at, kind=GatheringKind(kind), called_by=by, **words
            )
            record("gathering.called", at=now, actor_id=by.pk, subject=called)
            return called
    except IntegrityError:
        twice = Gathering.objects.filter(
            area=area, title=words["title"], starts_at=starts_at, called_off_at=None
        ).first()
        if twice is None:
            raise
        return twice


def _insist_on_fit(words: dict[str, str], *, starts_at: datetime, now: datetime) -> None:
    if not words["title"] or not words["place"]:
        refuse(_("Say what the evening is called, and where people can come."))
    if any(len(words[name]) > most for name, most in LONGEST.items()):
        refuse(_("Make the invitation a bit shorter."))
    if starts_at <= now:
        refuse(_("This moment has passed. Choose a day that is still to come."))


@transaction.atomic
def call_off(gathering: Gathering, *, by: Actor, now: datetime) -> Gathering:
    """It will not happen; its page says so, so that nobody stands before a closed door. Twice is once."""
    gathering = Gathering.objects.select_for_update(of=("self",)).get(pk=gathering.pk)
    insist(access.may_call_off(by, gathering, now=now))
    if gathering.called_off_at is None:
        gathering.called_off_at = now
        gathering.save(update_fields=["called_off_at"])
        record("gathering.called_off", at=now, actor_id=by.pk, subject=gathering)
    return gathering
