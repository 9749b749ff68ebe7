"""One-click sign-in: only in the example municipality, and only as people who do not exist."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoAssertNumQueries

from smederij.people import actions
from smederij.people.models import Actor
from smederij.people.testing import Cast


@pytest.fixture
def demo(settings: Any) -> None:
    settings.DEMO = True


def become(client: Client, actor: Actor) -> int:
    return client.post(f"/demo/wees/{actor.public_id}/").status_code


def test_anywhere_else_it_does_not_exist(cast: Cast, client: Client, settings: Any) -> None:
    settings.DEMO = False
    assert client.get("/demo/").status_code == 404
    assert become(client, cast.ada) == 404
    assert client.get("/mijn/").status_code == 302
    assert b"/demo/" not in client.get("/inloggen/").content


def test_everybody_of_the_cast_is_one_click_away(cast: Cast, client: Client, demo: None) -> None:
    page = client.get("/demo/")
    assert [actor.name for actor in page.context["page"].people] == [who.name for who in cast.people.values()]
    for actor in cast.people.values():
        assert become(client, actor) == 302
        mine = client.get("/mijn/")
        assert mine.wsgi_request.actor == actor  # type: ignore[attr-defined]
        assert f"<strong>{actor.name}</strong>" in mine.content.decode()


def test_a_link_is_not_enough(cast: Cast, client: Client, demo: None) -> None:
    assert client.get(f"/demo/wees/{cast.ada.public_id}/").status_code == 405


def test_real_people_are_never_offered(cast: Cast, client: Client, demo: None, now: Any) -> None:
    real = actions.meet("Real", email="real@hoogeveen.nl", now=now)
    actions.open_login("real@hoogeveen.nl", now=now)
    assert "Real" not in client.get("/demo/").content.decode()
    assert become(client, real) == 404


def test_the_ribbon_shows_the_way(cast: Cast, client: Client, demo: None) -> None:
    assert 'href="/demo/"' in client.get("/inloggen/").content.decode()


def test_the_page_asks_the_same_for_three_and_for_thirty(
    cast: Cast, client: Client, demo: None, django_assert_num_queries: DjangoAssertNumQueries, now: object
) -> None:
    with CaptureQueriesContext(connection) as few:
        client.get("/demo/")
    for number in range(20):
        actions.open_login(f"p{number}@example.org", now=now)  # type: ignore[arg-type]
    with django_assert_num_queries(len(few)):
        client.get("/demo/")
