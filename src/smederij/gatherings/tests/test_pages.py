"""The pages of an evening."""

from datetime import timedelta

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries
from tests.support.markup import faults
from tests.support.visitor import Visitor

from smederij.base import clock
from smederij.gatherings.actions import call, call_off
from smederij.gatherings.models import Gathering
from smederij.people.testing import Cast, sign_in

CALL = "/gebieden/krakeel/bijeenkomst/"


@pytest.fixture
def evening(cast: Cast) -> Gathering:
    """Next week, half past seven. Pages look at the real clock."""
    now = clock.now()
    starts_at = clock.at((now + timedelta(days=7)).date(), hour=19, minute=30)
    return call(
        cast.area,
        title="Vertel je idee",
        starts_at=starts_at,
        place="Het oude schooltje",
        by=cast.chen,
        now=now,
    )


def test_chen_calls_everyone_together(cast: Cast) -> None:
    day = (clock.now() + timedelta(days=7)).date()
    visitor = Visitor(cast.chen).open(CALL)
    assert faults(visitor.body) == []
    visitor.fill("Hoe heet de avond?", "Vertel je idee").fill("Op welke dag?", day.isoformat())
    visitor.fill("Hoe laat?", "19:30").fill("Waar?", "Het oude schooltje").press("Maak het bekend")
    visitor.sees("Vertel je idee", "half acht", "Het oude schooltje", "Zet het in mijn agenda")
    assert Gathering.objects.get().starts_at == clock.at(day, hour=19, minute=30)
    assert faults(visitor.body) == []


@pytest.mark.parametrize(
    ("who", "status"),
    [("nobody", 302), ("amina", 403), ("dalia", 403), ("noor", 403), ("chen", 200), ("els", 200)],
)
def test_who_may_open_the_form(cast: Cast, client: Client, who: str, status: int) -> None:
    if who != "nobody":
        sign_in(client, cast.people[who])
    assert client.get(CALL).status_code == status


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"title": ""}, "Geef de avond een naam."),
        ({"title": "x" * 141}, "nu zijn het er 141"),
        ({"day": "volgende week"}, "Kies een dag."),
        ({"day": ""}, "Kies een dag."),
        ({"time": "half acht"}, "Vul een tijd in, bijvoorbeeld 19:30."),
        ({"place": ""}, "Zeg waar mensen naartoe kunnen komen."),
        ({"day": "2020-01-01"}, "Dit moment is al geweest."),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(
    cast: Cast, client: Client, wrong: dict[str, str], sentence: str
) -> None:
    sign_in(client, cast.chen)
    typed = {
        "title": "Avond",
        "day": "2099-03-12",
        "time": "19:30",
        "place": "School",
        "kind": "talk",
        "text": "Met soep",
    }
    html = client.post(CALL, {**typed, **wrong}).content.decode()
    assert sentence in html
    assert all(value in html for value in {**typed, **wrong}.values())
    assert faults(html) == []
    assert not Gathering.objects.exists()


def test_a_kind_nobody_knows_is_refused(cast: Cast, client: Client) -> None:
    sign_in(client, cast.chen)
    client.post(
        CALL, {"title": "Avond", "day": "2099-03-12", "time": "19:30", "place": "School", "kind": "borrel"}
    )
    assert not Gathering.objects.exists()


def test_everyone_can_see_it_and_put_it_in_a_calendar(cast: Cast, evening: Gathering, client: Client) -> None:
    assert client.get(evening.get_absolute_url()).status_code == 200
    response = client.get(f"/bijeenkomsten/{evening.public_id}.ics")
    assert response["Content-Type"].startswith("text/calendar")
    assert b"SUMMARY:Vertel je idee" in response.content
    assert client.get("/bijeenkomsten/nergens.ics").status_code == 404


def test_els_calls_it_off(cast: Cast, evening: Gathering, client: Client) -> None:
    visitor = Visitor(cast.els).open(evening.get_absolute_url()).press("Ja, het gaat niet door")
    visitor.sees("Deze avond gaat niet door.").sees_not("Zet het in mijn agenda")
    assert faults(visitor.body) == []


@pytest.mark.parametrize(("who", "status"), [("amina", 403), ("dalia", 403), ("chen", 302)])
def test_who_may_call_it_off(cast: Cast, evening: Gathering, client: Client, who: str, status: int) -> None:
    sign_in(client, cast.people[who])
    assert client.get(f"{evening.get_absolute_url()}gaat-niet-door/").status_code == 405
    assert client.post(f"{evening.get_absolute_url()}gaat-niet-door/").status_code == status


def test_neighbours_see_no_button_to_call_it_off(cast: Cast, evening: Gathering) -> None:
    Visitor(cast.bram).open(evening.get_absolute_url()).sees_not("Ja, het gaat niet door")


def test_it_takes_few_questions(
    cast: Cast, evening: Gathering, client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    call_off(evening, by=cast.els, now=clock.now())
    with django_assert_max_num_queries(5):
        client.get(evening.get_absolute_url())
