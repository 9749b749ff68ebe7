"""The year of all areas: which evening is whose, and the dates around it. Plain Python, no database."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import islice

from smederij.base.clock import AMSTERDAM, at, is_working_day
from smederij.rounds.models_year import Season, Year
from smederij.rounds.rules import Timetable

THURSDAY = 3
MORNING, CLOSING = 9, 20  # o'clock


@dataclass(frozen=True)
class Dates:
    """What is suggested to one area for one season: the moments, and when people meet."""

    timetable: Timetable
    evening: datetime


def evenings(first: date) -> Iterator[date]:
    """The evenings on which areas can meet: Monday to Thursday, and never on a public holiday."""
    day = first
    while True:
        if is_working_day(day) and day.weekday() <= THURSDAY:
            yield day
        day += timedelta(days=1)


def working_day(day: date) -> date:
    """The day itself, or the first working day after it."""
    while not is_working_day(day):
        day += timedelta(days=1)
    return day


def dates(season: Season, *, turn: int, year: Year) -> Dates:
    """The suggestion for the area whose turn it is (0 is the first); `a_night` areas share an evening."""
    day = next(islice(evenings(season.first_evening), turn // year.a_night, None))
    evening = datetime.combine(day, year.evening, tzinfo=AMSTERDAM)
    look = min(working_day(day - timedelta(days=year.look_days)), day)
    vote = day + timedelta(days=year.vote_after)
    timetable = Timetable(
        collect_at=at(day - timedelta(days=year.ideas_days), hour=MORNING),
        check_at=at(look, hour=MORNING),
        present_at=evening,
        vote_at=at(vote, hour=MORNING),
        closes_at=at(working_day(vote + timedelta(days=year.vote_days)), hour=CLOSING),
    )
    return Dates(timetable, evening)


def busiest(plans: list[Dates]) -> int:
    """The most areas that meet on one evening."""
    days = [plan.evening.date() for plan in plans]
    return max((days.count(day) for day in set(days)), default=0)
