"""Terms in working days, and the clock in the village hall."""

from datetime import UTC, date, datetime

import pytest

from smederij.base import clock


@pytest.mark.parametrize(
    ("day", "working"),
    [
        (date(2026, 3, 12), True),  # Thursday
        (date(2026, 3, 14), False),  # Saturday
        (date(2026, 4, 6), False),  # Easter Monday
        (date(2026, 4, 27), False),  # King's Day
        (date(2026, 12, 25), False),
        (date(2026, 12, 24), True),
    ],
)
def test_working_days(day: date, working: bool) -> None:
    assert clock.is_working_day(day) is working


@pytest.mark.parametrize(
    ("asked", "days", "due"),
    [
        (date(2026, 3, 12), 0, date(2026, 3, 12)),
        (date(2026, 3, 12), 1, date(2026, 3, 13)),
        (date(2026, 3, 12), 2, date(2026, 3, 16)),
        (date(2026, 3, 14), 1, date(2026, 3, 16)),
        (date(2026, 4, 2), 2, date(2026, 4, 8)),  # over Good Friday, the weekend and Easter Monday
        (date(2026, 12, 31), 1, date(2027, 1, 4)),
    ],
)
def test_terms_step_over_weekends_and_holidays(asked: date, days: int, due: date) -> None:
    later = clock.working_days_later(clock.at(asked, hour=9), days=days)
    assert later == clock.at(due, hour=9)


def test_a_term_keeps_its_hour_when_the_clock_changes() -> None:
    friday = clock.at(date(2026, 3, 27), hour=17)  # summer time begins on Sunday
    later = clock.working_days_later(friday, days=1)
    assert (later.hour, later.utcoffset()) == (17, clock.at(date(2026, 3, 30), hour=17).utcoffset())
    assert later.astimezone(UTC).hour == 15


def test_late_at_night_counts_from_the_day_in_the_village() -> None:
    late = datetime(2026, 3, 12, 23, 30, tzinfo=UTC)  # already Friday here
    assert clock.working_days_later(late, days=1) == clock.at(date(2026, 3, 16), hour=0, minute=30)


def test_now_is_aware() -> None:
    assert clock.now().utcoffset() is not None
