"""Calling people together, and calling it off."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from icalendar import Calendar

from smederij.base.models import Event
from smederij.base.refusals import Answer, Refusal
from smederij.gatherings import access, queries
from smederij.gatherings.actions import call, call_off
from smederij.gatherings.calendar import calendar_file
from smederij.gatherings.models import Gathering, GatheringKind
from smederij.gatherings.room import export_me
from smederij.people.testing import Cast

WEEK = timedelta(days=7)
MAY: dict[str, Callable[..., Answer]] = {"call": access.may_call, "call_off": access.may_call_off}
ROLES = {
    "nobody": False,
    "amina": False,
    "bram": False,
    "chen": True,
    "els": True,
    "dalia": False,
    "noor": False,
    "finn": False,
    "ada": False,
}


@pytest.fixture
def evening(cast: Cast, now: datetime) -> Gathering:
    """Chen calls everyone together, a week from now."""
    return call(
        cast.area,
        title="Vertel je idee",
        starts_at=now + WEEK,
        place="Het oude schooltje",
        by=cast.chen,
        now=now,
    )


def test_it_is_called_and_recorded(cast: Cast, evening: Gathering, now: datetime) -> None:
    assert (evening.area, evening.called_by, evening.kind) == (
        cast.area,
        cast.chen,
        GatheringKind.PRESENTATION,
    )
    assert Event.objects.get(kind="gathering.called").subject_id == evening.pk
    assert list(queries.coming(cast.area, now=now)) == [evening]
    assert list(queries.coming(cast.other_area, now=now)) == []


@pytest.mark.parametrize(
    "wrong",
    [
        {"title": ""},
        {"place": "  "},
        {"title": "x" * 141},
        {"place": "x" * 161},
        {"text": "x" * 2001},
        {"starts_at": timedelta(0)},
        {"starts_at": -WEEK},
    ],
)
def test_it_refuses_what_cannot_be(cast: Cast, now: datetime, wrong: dict[str, Any]) -> None:
    starts_in = wrong.pop("starts_at", WEEK)
    words = {"title": "Avond", "place": "School", **wrong}
    with pytest.raises(Refusal):
        call(cast.area, starts_at=now + starts_in, by=cast.chen, now=now, **words)
    assert not Gathering.objects.exists()


@pytest.mark.parametrize("verb", MAY)
@pytest.mark.parametrize(("who", "allowed"), ROLES.items())
def test_who_may(cast: Cast, evening: Gathering, now: datetime, verb: str, who: str, allowed: bool) -> None:
    about = cast.area if verb == "call" else evening
    assert bool(MAY[verb](cast.people.get(who), about, now=now)) is allowed


def test_others_cannot_call(cast: Cast, now: datetime) -> None:
    with pytest.raises(Refusal, match=r"06 1000 0005"):
        call(cast.area, title="Avond", starts_at=now + WEEK, place="School", by=cast.bram, now=now)


def test_calling_twice_is_once_and_after_calling_off_again(
    cast: Cast, evening: Gathering, now: datetime
) -> None:
    again: dict[str, Any] = {
        "title": "Vertel je idee",
        "starts_at": now + WEEK,
        "place": "Het oude schooltje",
    }
    assert call(cast.area, by=cast.chen, now=now, **again) == evening
    call_off(evening, by=cast.els, now=now)
    call_off(evening, by=cast.els, now=now + WEEK)
    evening.refresh_from_db()
    assert evening.called_off_at == now
    assert Event.objects.filter(kind="gathering.called_off").count() == 1
    assert list(queries.coming(cast.area, now=now)) == []
    assert call(cast.area, by=cast.chen, now=now, **again) != evening


def test_it_stays_listed_until_the_evening_is_over(cast: Cast, evening: Gathering, now: datetime) -> None:
    start = evening.starts_at
    assert list(queries.coming(cast.area, now=start + timedelta(hours=2))) == [evening]
    assert list(queries.coming(cast.area, now=start + timedelta(hours=5))) == []
    assert not evening.is_over(now=start + timedelta(hours=2))
    assert evening.is_over(now=start + timedelta(hours=5))


def test_the_first_one_comes_first(cast: Cast, evening: Gathering, now: datetime) -> None:
    sooner = call(cast.area, title="Praatje", starts_at=now + WEEK / 2, place="School", by=cast.els, now=now)
    assert list(queries.coming(cast.area, now=now)) == [sooner, evening]


def test_the_calendar_file_says_when_and_where(cast: Cast, evening: Gathering, now: datetime) -> None:
    data = calendar_file(evening, url="https://voorbeeld.example/x/", now=now)
    [event] = Calendar.from_ical(data).walk("VEVENT")
    assert event.decoded("dtstart") == evening.starts_at
    assert event.decoded("dtend") == evening.starts_at + timedelta(hours=2)
    assert (str(event["summary"]), str(event["location"])) == ("Vertel je idee", "Het oude schooltje")
    assert str(event["status"]) == "CONFIRMED"
    off = call_off(evening, by=cast.els, now=now)
    assert b"STATUS:CANCELLED" in calendar_file(off, url="https://voorbeeld.example/x/", now=now)


def test_who_called_it_takes_it_along(cast: Cast, evening: Gathering) -> None:
    assert [one["title"] for one in export_me(cast.chen.pk)["called"]] == ["Vertel je idee"]
    assert export_me(cast.els.pk) == {"noted_down": [], "called": []}
