"""An evening is moved, and afterwards written down; an area's evenings can be followed in a calendar."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from icalendar import Calendar
from pytest_django import DjangoAssertNumQueries
from tests.support.markup import faults
from tests.support.visitor import Visitor

from smederij.base import clock
from smederij.base.models import Event
from smederij.base.refusals import Refusal
from smederij.gatherings import access
from smederij.gatherings.actions import call, call_off, move, note_down
from smederij.gatherings.models import Gathering
from smederij.gatherings.room import export_me
from smederij.people.actions import follow
from smederij.people.models import Notice
from smederij.people.testing import Cast

DAY = timedelta(days=1)
ALL = "/gebieden/krakeel/bijeenkomsten/"


def evening(cast: Cast, *, starts_at: datetime, title: str = "Praatavond", now: datetime) -> Gathering:
    """An evening in the school."""
    return call(cast.area, title=title, starts_at=starts_at, place="School", by=cast.chen, now=now)


def test_it_moves_and_says_when_it_was(cast: Cast, now: datetime) -> None:
    one = evening(cast, starts_at=now + 7 * DAY, now=now)
    moved = move(one, starts_at=now + 9 * DAY, place="Kerk", by=cast.els, now=now)
    assert (moved.starts_at, moved.moved_from, moved.place, moved.moves) == (
        now + 9 * DAY,
        now + 7 * DAY,
        "Kerk",
        1,
    )
    assert move(one, starts_at=now + 9 * DAY, place="Kerk", by=cast.els, now=now).moves == 1
    assert Event.objects.filter(kind="gathering.moved").count() == 1
    again = move(one, starts_at=now + 9 * DAY, place="School", by=cast.els, now=now)
    assert (again.moved_from, again.moves) == (now + 7 * DAY, 2)


def test_it_does_not_move_into_the_past_or_onto_another(cast: Cast, now: datetime) -> None:
    one = evening(cast, starts_at=now + 7 * DAY, now=now)
    evening(cast, starts_at=now + 8 * DAY, now=now)
    for moment in (now - DAY, now + 8 * DAY):
        with pytest.raises(Refusal):
            move(one, starts_at=moment, place="School", by=cast.chen, now=now)
    call_off(one, by=cast.chen, now=now)
    with pytest.raises(Refusal, match="gaat niet door"):
        move(one, starts_at=now + 9 * DAY, place="School", by=cast.chen, now=now)
    assert Gathering.objects.get(pk=one.pk).moves == 0


def test_what_was_said_is_written_down_afterwards(cast: Cast, now: datetime) -> None:
    one = evening(cast, starts_at=now + DAY, now=now)
    with pytest.raises(Refusal):
        note_down(one, attended=40, minutes="Soep.", by=cast.chen, now=now)
    noted = note_down(one, attended=40, minutes=" Soep. ", by=cast.chen, now=now + 2 * DAY)
    assert (noted.attended, noted.minutes, noted.minuted_by) == (40, "Soep.", cast.chen)
    with pytest.raises(Refusal):
        note_down(one, attended=-1, minutes="", by=cast.chen, now=now + 2 * DAY)
    assert export_me(cast.chen.pk)["noted_down"] == [{"title": "Praatavond", "minutes": "Soep."}]
    empty = note_down(one, attended=None, minutes="", by=cast.els, now=now + 2 * DAY)
    assert (empty.attended, empty.minuted_by) == (None, None)


@pytest.mark.parametrize(
    ("who", "may"),
    [("amina", False), ("bram", False), ("chen", True), ("dalia", False), ("els", True), ("noor", False)],
)
def test_who_may(cast: Cast, now: datetime, who: str, may: bool) -> None:
    one = evening(cast, starts_at=now + DAY, now=now)
    assert bool(access.may_move(cast.people[who], one, now=now)) is may
    assert bool(access.may_note_down(cast.people[who], one, now=now)) is may
    if not may:
        with pytest.raises(Refusal):
            move(one, starts_at=now + 2 * DAY, place="School", by=cast.people[who], now=now)
        with pytest.raises(Refusal):
            note_down(one, attended=1, minutes="", by=cast.people[who], now=now + 2 * DAY)


def test_who_follows_the_area_hears_of_it_once(cast: Cast, now: datetime) -> None:
    follow(cast.area, by=cast.bram, now=now)
    one = evening(cast, starts_at=now + 7 * DAY, now=now)
    evening(cast, starts_at=now + 7 * DAY, now=now)
    move(one, starts_at=now + 9 * DAY, place="Kerk", by=cast.els, now=now)
    call_off(one, by=cast.els, now=now)
    assert [notice.sentence.split(" ")[0] for notice in Notice.objects.filter(actor=cast.bram)] == [
        "Praatavond:",
        "Praatavond",
        "Praatavond",
    ]


def test_two_moves_at_once_are_both_counted(
    fresh_db: Any, run_in_threads: Callable[..., list[Any]], cast: Cast, now: datetime
) -> None:
    one = evening(cast, starts_at=now + 7 * DAY, now=now)
    made = run_in_threads(
        [
            lambda days=days: move(one, starts_at=now + days * DAY, place="Kerk", by=cast.els, now=now)
            for days in (8, 9)
        ]
    )
    assert {type(each) for each in made} == {Gathering}, made
    assert Gathering.objects.get().moves == 2


def test_a_calendar_follows_an_area(cast: Cast, client: Client) -> None:
    now = clock.now()
    one, off = (evening(cast, starts_at=now + day * DAY, title=f"Avond {day}", now=now) for day in (5, 6))
    move(one, starts_at=now + 8 * DAY, place="Kerk", by=cast.els, now=now)
    call_off(off, by=cast.els, now=now)
    response = client.get("/gebieden/krakeel/bijeenkomsten.ics")
    assert response["Content-Type"].startswith("text/calendar")
    events = {str(event["summary"]): event for event in Calendar.from_ical(response.content).walk("VEVENT")}
    assert {name: (event["sequence"], str(event["status"])) for name, event in events.items()} == {
        "Avond 5": (1, "CONFIRMED"),
        "Avond 6": (1, "CANCELLED"),
    }
    assert str(events["Avond 5"]["location"]) == "Kerk"
    assert client.get("/gebieden/nergens/bijeenkomsten.ics").status_code == 404


def test_els_moves_it_on_the_page(cast: Cast) -> None:
    now = clock.now()
    one = evening(cast, starts_at=now + 7 * DAY, now=now)
    day = (now + 9 * DAY).date()
    visitor = Visitor(cast.els).open(one.get_absolute_url()).follow("Verzet de avond")
    assert faults(visitor.body) == []
    assert visitor.value_of("Waar?") == "School"
    visitor.fill("Waar?", "").press("Verzet de avond").sees("Zeg waar mensen naartoe kunnen komen.")
    visitor.fill("Op welke dag?", day.isoformat()).fill("Hoe laat?", "20:00").fill("Waar?", "Kerk")
    visitor.press("Verzet de avond").sees("Deze avond is verzet.", "Eerst was het", "Kerk")
    assert faults(visitor.body) == []
    Visitor(cast.bram).open(one.get_absolute_url()).sees_not("Verzet de avond")
    assert Visitor(cast.bram).open(f"{one.get_absolute_url()}verzetten/").status == 403


def test_chen_writes_down_how_it_was(cast: Cast) -> None:
    now = clock.now()
    one = evening(cast, starts_at=now - 2 * DAY, now=now - 9 * DAY)
    visitor = Visitor(cast.chen).open(one.get_absolute_url()).follow("Schrijf op hoe het was")
    visitor.fill("Hoeveel mensen waren er?", "veel").fill("Wat is er gezegd", "We gaan door.")
    visitor.press("Bewaar dit").sees("Vul een aantal mensen in").fill("Hoeveel mensen waren er?", "41")
    visitor.press("Bewaar dit").sees("41 mensen", "We gaan door.", "Chen schreef dit op.")
    assert faults(visitor.body) == []
    visitor.follow("Alle avonden in Krakeel").sees("Avonden die zijn geweest", "41 mensen", "We gaan door.")
    assert faults(visitor.body) == []
    assert Visitor(cast.amina).open(f"{one.get_absolute_url()}verslag/").status == 403


@pytest.mark.parametrize("number", [3, 300])
def test_many_evenings_take_as_many_questions(
    cast: Cast,
    client: Client,
    number: int,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    now = clock.now()
    Gathering.objects.bulk_create(
        Gathering(
            area=cast.area, title=str(one), starts_at=now + one * DAY / 9, place="x", called_by=cast.chen
        )
        for one in range(number)
    )
    with django_assert_max_num_queries(6):
        response = client.get(ALL)
    assert len(response.context["page"].coming) == number
