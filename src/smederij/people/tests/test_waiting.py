"""What waits for me: by what it takes, late first, and how much in the header of every page."""

from datetime import datetime, timedelta

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.support.markup import faults

from smederij.base import clock
from smederij.base.rooms import Asks
from smederij.people import access, actions, queries
from smederij.people.models import CallBack, HatKind
from smederij.people.testing import Cast, sign_in


def ask(cast: Cast, at: datetime, name: str = "Piet") -> CallBack:
    return actions.ask_call(cast.area, name=name, phone="06 1234 5678", about=name, by=None, now=at)


def test_what_is_late_comes_first_and_then_what_waits_longest(cast: Cast, now: datetime) -> None:
    for days, name in ((1, "Riet"), (0, "Piet"), (6, "Sien")):
        ask(cast, now + timedelta(days=days), name)
    later = now + timedelta(days=7)
    waiting = queries.waiting_for(cast.chen, now=later)
    assert [(one.sentence.split()[0], one.late) for one in waiting] == [
        ("Piet", True),
        ("Riet", True),
        ("Sien", False),
    ]
    assert {one.asks for one in waiting} == {Asks.CALL}


def test_my_page_has_a_heap_for_what_it_takes(cast: Cast, client: Client) -> None:
    ask(cast, clock.now() - timedelta(days=30))
    sign_in(client, cast.chen)
    page = client.get("/mijn/")
    [heap] = page.context["page"].waiting
    assert heap.title == "Bellen"
    assert "Piet" in page.content.decode()
    assert faults(page.content.decode()) == []


def test_nothing_waits_and_that_is_said_kindly(cast: Cast, client: Client) -> None:
    sign_in(client, cast.bram)
    page = client.get("/mijn/")
    assert page.context["page"].waiting == []
    assert "Kijk rond" in page.content.decode()


def test_the_header_counts_only_for_who_has_something(cast: Cast, client: Client) -> None:
    assert client.get("/mijn/hoeveel/").status_code == 204
    ask(cast, clock.now())
    assert b"data-waits" not in client.get("/inloggen/").content
    for actor, status in ((cast.amina, 204), (cast.chen, 200)):
        sign_in(client, actor)
        answer = client.get("/mijn/hoeveel/")
        assert answer.status_code == status
        assert "no-store" in answer["Cache-Control"]
        assert 'data-waits="/mijn/hoeveel/"' in client.get("/mijn/volgen/").content.decode()
    assert answer.content.decode() == "1 voor jou"


def test_as_many_questions_for_three_as_for_three_hundred(cast: Cast, now: datetime, client: Client) -> None:
    sign_in(client, cast.chen)

    def questions() -> int:
        with CaptureQueriesContext(connection) as asked:
            assert client.get("/mijn/").status_code == 200
        return len(asked)

    for number in range(3):
        ask(cast, now, f"P{number}")
    few = questions()
    for number in range(300):
        ask(cast, now, f"Q{number}")
    assert questions() == few


def test_wherever_reaches_down_and_not_up(cast: Cast, now: datetime) -> None:
    everywhere = {cast.root.pk, cast.area.pk, cast.other_area.pk}
    assert access.wherever(cast.ada, HatKind.ADMIN, now=now) == everywhere
    assert access.wherever(cast.chen, HatKind.GROUP, HatKind.KEEPER, now=now) == {cast.area.pk}
    assert access.wherever(cast.chen, HatKind.ADMIN, now=now) == frozenset()
    assert access.wherever(None, HatKind.ADMIN, now=now) == frozenset()
    for name, actor in cast.people.items():
        for area in (cast.root, cast.area, cast.other_area):
            may = bool(access.wears(actor, HatKind.GROUP, HatKind.STAFF, area=area, now=now))
            reached = area.pk in access.wherever(actor, HatKind.GROUP, HatKind.STAFF, now=now)
            assert may == reached, (name, area)
