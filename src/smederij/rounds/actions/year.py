"""The year: writing the suggestion for all areas, and an area saying yes to it, as it is or changed."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime, time

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from smederij.base import events
from smederij.base.money import Money
from smederij.base.refusals import insist, refuse
from smederij.gatherings import actions as gatherings
from smederij.gatherings.models import Gathering
from smederij.people.models import Actor
from smederij.places.models import Area
from smederij.pots.models import Pot
from smederij.rounds import access
from smederij.rounds.actions.planning import Plan, plan
from smederij.rounds.models import SEASONS, Acceptance, Round, Season, Year
from smederij.rounds.rules import Timetable

MOST_DAYS = 120


@dataclass(frozen=True, kw_only=True)
class Pattern:
    """The days of a round around its evening, the same for all areas."""

    evening: time = time(19, 30)
    ideas_days: int = 42
    look_days: int = 14
    vote_after: int = 1
    vote_days: int = 10
    a_night: int = 2


@dataclass(frozen=True, kw_only=True)
class Choice:
    """What an area makes of a suggestion. Without a place there is no evening to call people to yet."""

    title: str
    pot: Pot
    budget: Money
    timetable: Timetable
    evening: datetime | None
    where: str = ""


def write_year(
    number: int, pattern: Pattern, seasons: Sequence[tuple[str, date]], *, by: Actor, now: datetime
) -> Year:
    """Write or change the suggestion for a year. Rounds that areas planned stay as they are."""
    with transaction.atomic():
        insist(access.may_write_year(by, now=now))
        _insist_sound(number, pattern, seasons)
        who = {"written_by": by, "written_at": now}
        year, _new = Year.objects.update_or_create(year=number, defaults=asdict(pattern) | who)
        for place, (title, evening) in enumerate(seasons, start=1):
            facts = {"title": " ".join(title.split()), "first_evening": evening}
            Season.objects.update_or_create(of=year, place=place, defaults=facts)
        events.record("year.written", at=now, actor_id=by.pk, subject=year)
    return year


def _insist_sound(number: int, pattern: Pattern, seasons: Sequence[tuple[str, date]]) -> None:
    evenings = [evening for _title, evening in seasons]
    if len(seasons) != SEASONS or not all(title.strip() for title, _evening in seasons):
        refuse(_("Give four rounds, each with a name."))
    if evenings != sorted(evenings) or any(evening.year != number for evening in evenings):
        refuse(_("The four first evenings follow one another, and fall in %(year)s.") % {"year": number})
    days = [pattern.ideas_days, pattern.look_days, pattern.vote_after, pattern.vote_days, pattern.a_night]
    if not all(1 <= one <= MOST_DAYS for one in days):
        refuse(_("Fill in numbers from 1 to %(most)d.") % {"most": MOST_DAYS})
    if pattern.look_days > pattern.ideas_days:
        refuse(_("Ideas come in first; looking along begins later."))


def accept(season: Season, area: Area, choice: Choice, *, by: Actor, now: datetime) -> Round:
    """Make a round of a suggestion: the round, its pot and amount, and the evening, in one go.

    A second time (or by somebody else, at the same moment) gives the round that is there. A round that
    was called off makes room for another.
    """
    insist(access.may_plan(by, area, now=now))
    if choice.pot.area not in area.lineage():
        refuse(_("This pot is from another area. Choose one of your own."))
    try:
        with transaction.atomic():
            return _accepted(season, area) or _accept(season, area, choice, by=by, now=now)
    except IntegrityError:
        with transaction.atomic():
            if twice := _accepted(season, area):
                return twice
        raise


def _accepted(season: Season, area: Area) -> Round | None:
    """The round that is there, held so that a second one waits; one that was called off does not count."""
    held = Acceptance.objects.select_for_update(of=("self",)).filter(season=season, area=area)
    found = held.select_related("round").first()
    return found.round if found and found.round.called_off_at is None else None


def _accept(season: Season, area: Area, choice: Choice, *, by: Actor, now: datetime) -> Round:
    words = Plan(
        title=choice.title,
        budget=choice.budget,
        timetable=choice.timetable,
        gathering=_evening(area, choice, by=by, now=now),
    )
    round = plan(choice.pot, words, by=by, now=now)
    free = Acceptance.objects.filter(season=season, area=area, round__called_off_at__isnull=False)
    if not free.update(round=round):
        Acceptance.objects.create(season=season, area=area, round=round)
    return round


def _evening(area: Area, choice: Choice, *, by: Actor, now: datetime) -> Gathering | None:
    if choice.evening is None or not choice.where.strip():
        return None
    return gatherings.call(
        area, title=choice.title, starts_at=choice.evening, place=choice.where, by=by, now=now
    )
