"""What pages ask about the year: an area's own suggestions, and who votes when in all areas."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils.timezone import localdate

from smederij.base.clock import at
from smederij.base.money import ZERO, Money
from smederij.gatherings.models import Gathering
from smederij.places.models import Area
from smederij.pots.models import Pot
from smederij.pots.queries import available
from smederij.rounds import year as calendar
from smederij.rounds.models import Acceptance, Origin, Round, Season, Year
from smederij.rounds.readiness import open_rounds
from smederij.rounds.year import Dates

WHOLE = 1_000  # a suggested amount is whole tens of euros


@dataclass(frozen=True)
class Suggestion:
    """One round of the year for one area: what is suggested, and the round they made of it (if any).

    `missed`: its voting would have begun already.
    """

    season: Season
    dates: Dates
    round: Round | None
    missed: bool

    @property
    def is_open(self) -> bool:
        """Whether the area can still say yes to it."""
        return self.round is None and not self.missed


@dataclass(frozen=True)
class AreaYear:
    """The four suggestions of an area, and what fills in the rest: pot, amount, place."""

    area: Area
    year: Year
    suggestions: Sequence[Suggestion]
    pot: Pot | None
    budget: Money | None
    where: str


@dataclass(frozen=True)
class Line:
    """When one area meets and votes: planned by it (with its round), or only suggested."""

    area: Area
    title: str
    evening: datetime | None
    vote_at: datetime
    closes_at: datetime
    round: Round | None


def taking_part() -> list[Area]:
    """The areas that have rounds: those without areas in them. In a fixed order, newcomers last."""
    inner = Area.objects.exclude(parent=None).filter(parts=None)
    return list(inner.select_related("parent__parent__parent").order_by("pk"))


def year_of(year: int) -> Year | None:
    """What was suggested for a year."""
    return Year.objects.filter(year=year).prefetch_related("seasons").first()


def shown_year(asked: int | None, *, now: datetime) -> int:
    """The year to show: the one asked for, else this one, or the next when only that is written."""
    this = localdate(now).year
    if asked:
        return asked
    written = set(Year.objects.filter(year__in=[this, this + 1]).values_list("year", flat=True))
    return this + 1 if written == {this + 1} else this


def area_year(area: Area, year: Year, *, now: datetime) -> AreaYear:
    """What an area sees of its year."""
    found = Acceptance.objects.filter(area=area, season__of=year, round__called_off_at=None)
    made = {one.season_id: one.round for one in found.select_related("round__gathering")}
    turn = [one.pk for one in taking_part()].index(area.pk)
    suggestions = []
    for season in year.seasons.all():
        dates = calendar.dates(season, turn=turn, year=year)
        missed = dates.timetable.vote_at <= now or dates.evening <= now
        suggestions.append(Suggestion(season, dates, made.get(season.pk), missed))
    pot = Pot.objects.filter(area__in=[one.pk for one in area.lineage()]).order_by("-area", "pk").first()
    left = sum(one.is_open for one in suggestions)
    return AreaYear(area, year, suggestions, pot, _share(pot, left), _where(area))


def _share(pot: Pot | None, left: int) -> Money | None:
    """What is free in the pot, over the rounds that are left; None when that is nothing."""
    if pot is None or not left:
        return None
    going = open_rounds().filter(pot=pot).values_list("budget", flat=True)
    free = available(pot) - sum(going, ZERO)
    cents = free.cents // left
    cents -= cents % WHOLE if cents > WHOLE else 0
    return Money(cents) if cents > 0 else None


def _where(area: Area) -> str:
    """Where this area met the last time."""
    last = Gathering.objects.filter(area=area, called_off_at=None).order_by("-starts_at").first()
    return last.place if last else ""


def whole_year(number: int) -> list[Line]:
    """Who meets and votes when in a year, first evening first. Fixed queries."""
    begins, ends = at(date(number, 1, 1), hour=0), at(date(number + 1, 1, 1), hour=0)
    own = Round.objects.filter(origin=Origin.OWN, called_off_at=None, vote_at__gte=begins, vote_at__lt=ends)
    planned = list(own.select_related("pot__area", "gathering", "acceptance"))
    lines = [_planned(round) for round in planned]
    year = year_of(number)
    return sorted([*lines, *_suggested(year)] if year else lines, key=_first)


def _first(line: Line) -> tuple[datetime, str]:
    return (line.evening or line.vote_at, line.area.name)


def _planned(round: Round) -> Line:
    evening = round.gathering if round.gathering and round.gathering.called_off_at is None else None
    starts = evening.starts_at if evening else round.present_at
    return Line(round.pot.area, round.title, starts, round.vote_at, round.closes_at, round)


def _suggested(year: Year) -> Iterable[Line]:
    accepted = Acceptance.objects.filter(season__of=year, round__called_off_at=None)
    taken = set(accepted.values_list("season_id", "area_id"))
    areas = taking_part()
    for season in year.seasons.all():
        for turn, area in enumerate(areas):
            if (season.pk, area.pk) not in taken:
                dates = calendar.dates(season, turn=turn, year=year)
                times = dates.timetable
                yield Line(area, season.title, dates.evening, times.vote_at, times.closes_at, None)


def first_evenings(year: int) -> list[date]:
    """Four first evenings to begin with: a Monday in March, June, September and November."""
    return [_monday(date(year, month, day)) for month, day in ((3, 1), (5, 28), (9, 7), (11, 2))]


def _monday(day: date) -> date:
    return day + timedelta(days=-day.weekday() % 7)


def usual_evening() -> time:
    """When people meet, unless somebody says otherwise."""
    return time(19, 30)
