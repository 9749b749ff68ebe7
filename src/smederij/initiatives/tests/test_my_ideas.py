"""On my own page I find back what I started, what I carry, and nothing of anybody else."""

from datetime import datetime

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.support.markup import faults

from smederij.initiatives.actions import Draft, begin, post, withdraw
from smederij.initiatives.models import Carrier, Initiative
from smederij.people.testing import Cast, sign_in


def _page(actor: object) -> str:
    client = Client()
    sign_in(client, actor)  # type: ignore[arg-type]
    body = client.get("/mijn/").content.decode()
    assert faults(body) == []
    return body


def test_what_i_started_stands_on_my_page(cast: Cast, idea: Initiative, waiting: Initiative) -> None:
    page = _page(cast.amina)
    assert "Jouw ideeën" in page
    assert idea.title in page
    assert waiting.title not in page
    assert "Jouw ideeën" not in _page(cast.bram)


def test_it_says_how_far_it_is(cast: Cast, idea: Initiative, now: datetime) -> None:
    begin(idea, by=cast.amina, now=now)
    assert "begonnen" in _page(cast.amina)


def test_what_i_carry_for_another_stands_there_until_i_stop(
    cast: Cast, idea: Initiative, now: datetime
) -> None:
    carried = Carrier.objects.create(initiative=idea, actor=cast.bram, since=now)
    assert idea.title in _page(cast.bram)
    Carrier.objects.filter(pk=carried.pk).update(until=now)
    assert idea.title not in _page(cast.bram)


def test_what_was_taken_back_is_gone(cast: Cast, now: datetime) -> None:
    gone = post(Draft("Een zwembad op het plein"), area=cast.area, by=cast.amina, reach=None, now=now)
    withdraw(gone, by=cast.amina, now=now)
    assert gone.title not in _page(cast.amina)


def test_thirty_ideas_take_as_many_queries_as_one(cast: Cast, idea: Initiative, now: datetime) -> None:
    client = Client()
    sign_in(client, cast.amina)
    taken = []
    for number in range(30):
        with CaptureQueriesContext(connection) as asked:
            client.get("/mijn/")
        taken.append(len(asked))
        post(Draft(f"Idee {number}"), area=cast.area, by=cast.amina, reach=None, now=now)
    assert taken[1] == taken[-1]
