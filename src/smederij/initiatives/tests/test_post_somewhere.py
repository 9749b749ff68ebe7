"""Whoever has an idea and no neighbourhood in hand says where they live, and goes on."""

import pytest
from django.test import Client
from tests.support.markup import faults

from smederij.people.testing import Cast
from smederij.places.actions import set_postcodes
from smederij.places.rules import Range


@pytest.fixture
def here(cast: Cast, now):
    set_postcodes(cast.area, ranges=[Range("7901AA", "7901AZ")], by_id=None, now=now)


def test_by_postcode_to_the_form(here, cast: Cast, client: Client):
    page = client.get("/idee/")
    assert not faults(page.content)
    assert f'href="/gebieden/{cast.area.slug}/idee/"' in page.content.decode()
    answer = client.post("/idee/", {"postcode": "7901 ab", "number": "3"})
    assert (answer.status_code, answer["Location"]) == (302, f"/gebieden/{cast.area.slug}/idee/")


def test_an_unknown_postcode_asks_to_choose(here, client: Client):
    answer = client.post("/idee/", {"postcode": "9999 ZZ", "number": "3"})
    assert answer.context["page"].unknown
