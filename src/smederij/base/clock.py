"""Time: UTC stored, Amsterdam shown, terms in working days."""

from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

import holidays

AMSTERDAM = ZoneInfo("Europe/Amsterdam")


def now() -> datetime:
    """The moment, aware, in UTC. Only views and commands ask; everything else is told."""
    return datetime.now(UTC)


def at(day: date, *, hour: int, minute: int = 0) -> datetime:
    """A moment on the clock in the village hall."""
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=AMSTERDAM)


@lru_cache(maxsize=64)
def _holidays(year: int) -> frozenset[date]:
    return frozenset(holidays.country_holidays("NL", years=year))


def is_working_day(day: date) -> bool:
    """Monday to Friday, without Dutch public holidays."""
    return day.weekday() < 5 and day not in _holidays(day.year)


def working_days_later(moment: datetime, *, days: int) -> datetime:
    """The same time of day, that many working days later."""
    local = moment.astimezone(AMSTERDAM)
    while days > 0:
        local += timedelta(days=1)
        days -= is_working_day(local.date())
    return local
