"""Calling people together, moving it, calling it off, and writing down what was said."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from smederij.base.events import record
from smederij.base.refusals import insist, refuse
from smederij.base.templatetags.words import moment
from smederij.gatherings import access
from smederij.gatherings.models import Gathering, GatheringKind
from smederij.people import actions as people
from smederij.people.models import Actor
from smederij.places.models import Area

MOST_PEOPLE = 5000
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
            _tell(called, _("%(title)s: %(when)s, %(place)s."), by=by, now=now)
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
    if any(len(text) > LONGEST[name] for name, text in words.items()):
        refuse(_("Make the invitation a bit shorter."))
    if starts_at <= now:
        refuse(_("This moment has passed. Choose a day that is still to come."))


def move(gathering: Gathering, *, starts_at: datetime, place: str, by: Actor, now: datetime) -> Gathering:
    """Another moment or place; the page and the calendars of who subscribed say so. Twice is once."""
    place = " ".join(place.split())
    try:
        with transaction.atomic():
            gathering = _locked(gathering)
            insist(access.may_move(by, gathering, now=now))
            if (gathering.starts_at, gathering.place) == (starts_at, place):
                return gathering
            _insist_movable(gathering, now=now)
            _insist_on_fit({"title": gathering.title, "place": place}, starts_at=starts_at, now=now)
            _shift(gathering, starts_at=starts_at, place=place)
            record("gathering.moved", at=now, actor_id=by.pk, subject=gathering)
            _tell(gathering, _("%(title)s was moved: %(when)s, %(place)s."), by=by, now=now)
    except IntegrityError:
        refuse(_("There is an evening of that name at that moment already."))
    return gathering


def _shift(gathering: Gathering, *, starts_at: datetime, place: str) -> None:
    if gathering.ends_at is not None:
        gathering.ends_at += starts_at - gathering.starts_at
    if gathering.starts_at != starts_at:
        gathering.moved_from = gathering.starts_at
    gathering.starts_at, gathering.place = starts_at, place
    gathering.moves += 1
    gathering.save()


def _insist_movable(gathering: Gathering, *, now: datetime) -> None:
    if gathering.called_off_at is not None:
        refuse(_("This evening was called off. Call people together anew."))
    if gathering.is_over(now=now):
        refuse(_("This evening has been."))


@transaction.atomic
def note_down(
    gathering: Gathering, *, attended: int | None, minutes: str, by: Actor, now: datetime
) -> Gathering:
    """Afterwards: how many came and, in a few words, what was said. Later words replace earlier ones."""
    gathering = _locked(gathering)
    insist(access.may_note_down(by, gathering, now=now))
    if now < gathering.starts_at or gathering.called_off_at is not None:
        refuse(_("This evening was not held (yet), so there is nothing to write down."))
    minutes = minutes.strip()
    if len(minutes) > LONGEST["text"] or (attended is not None and not 0 <= attended <= MOST_PEOPLE):
        refuse(_("Keep it short: how many people came, and what was said in a few sentences."))
    gathering.attended, gathering.minutes = attended, minutes
    gathering.minuted_by = by if minutes else None
    gathering.save(update_fields=["attended", "minutes", "minuted_by"])
    record("gathering.noted_down", at=now, actor_id=by.pk, subject=gathering)
    return gathering


def _locked(gathering: Gathering) -> Gathering:
    return Gathering.objects.select_for_update(of=("self",)).select_related("area").get(pk=gathering.pk)


@transaction.atomic
def call_off(gathering: Gathering, *, by: Actor, now: datetime) -> Gathering:
    """It will not happen; its page says so, so that nobody stands before a closed door. Twice is once."""
    gathering = _locked(gathering)
    insist(access.may_call_off(by, gathering, now=now))
    if gathering.called_off_at is None:
        gathering.called_off_at = now
        gathering.save(update_fields=["called_off_at"])
        record("gathering.called_off", at=now, actor_id=by.pk, subject=gathering)
        _tell(gathering, _("%(title)s (%(when)s) is called off."), by=by, now=now)
    return gathering


def _tell(gathering: Gathering, sentence: str, *, by: Actor, now: datetime) -> None:
    """Who follows the area, hears it."""
    words = {"title": gathering.title, "when": moment(gathering.starts_at), "place": gathering.place}
    people.tell(gathering.area, sentence=sentence % words, url=gathering.get_absolute_url(), by=by, now=now)
