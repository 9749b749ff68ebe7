"""Amounts, dates and lists as people say them."""

from datetime import date, datetime

import pytest
from django.template import Context, Template
from django.test import RequestFactory
from django.utils.translation import override

from smederij.base import clock, rooms
from smederij.base.money import Money
from smederij.base.templatetags import words


def at(hour: int, minute: int = 0, day: date = date(2026, 3, 12)) -> datetime:
    return clock.at(day, hour=hour, minute=minute)


@pytest.mark.parametrize(
    ("hour", "minute", "said"),
    [
        (19, 30, "half acht"),
        (20, 0, "acht uur 's avonds"),
        (21, 15, "kwart over negen"),
        (11, 45, "kwart voor twaalf 's ochtends"),
        (8, 0, "acht uur 's ochtends"),
        (12, 0, "twaalf uur"),
        (12, 30, "half een"),
        (0, 0, "middernacht"),
        (0, 30, "half een 's nachts"),
        (6, 0, "zes uur 's ochtends"),
        (10, 7, "10.07 uur"),
        (23, 59, "23.59 uur"),
    ],
)
def test_the_clock_as_people_say_it(hour: int, minute: int, said: str) -> None:
    with override("nl"):
        assert words.clock(at(hour, minute)) == said


def test_other_languages_get_digits() -> None:
    with override("en"):
        assert words.clock(at(19, 30)) == "19:30"


def test_days_have_a_year_only_when_it_is_another() -> None:
    with override("nl"):
        this_year = clock.now().year
        assert words.day(date(2019, 3, 12)) == "dinsdag 12 maart 2019"
        assert str(this_year) not in words.day(date(this_year, 3, 12))
        assert words.moment(at(19, 30, date(2019, 3, 12))) == "dinsdag 12 maart 2019, half acht"


def test_a_moment_belongs_to_the_day_in_the_village() -> None:
    with override("nl"):
        assert words.day(datetime.fromisoformat("2019-03-12T23:30:00+00:00")) == "woensdag 13 maart 2019"


def test_amounts_do_not_break_over_lines() -> None:
    assert words.money(Money(150_000)) == "€\u00a01.500"
    assert words.money(150_050) == "€\u00a01.500,50"
    assert words.money(None) == ""


@pytest.mark.parametrize(
    ("items", "said"),
    [([], ""), (["Amina"], "Amina"), (["Amina", "Bram"], "Amina and Bram"), (["A", "B", "C"], "A, B and C")],
)
def test_lists(items: list[str], said: str) -> None:
    with override("en"):
        assert words.and_list(items) == said


def test_a_slot_shows_what_the_rooms_have_and_nothing_without_a_request(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    room = rooms.Room(name="x", slots={"here": lambda request, context: f"<b>{context['who']}</b>"})
    monkeypatch.setattr(rooms, "_open", {"x": room})
    page = Template('{% slot "here" who="Els" %}')
    assert page.render(Context({"request": RequestFactory().get("/")})) == "<b>Els</b>"
    assert page.render(Context()) == ""
