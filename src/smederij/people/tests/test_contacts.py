"""Whom to call, and the footer that says so on every page."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import pytest
from django.test import Client, RequestFactory
from pytest_django import DjangoAssertNumQueries

from smederij.people import actions, queries, room
from smederij.people.models import HatKind
from smederij.people.testing import Cast


def names(contacts: list[queries.Contact]) -> list[str]:
    return [one.name for one in contacts]


def test_nearest_area_first_then_area_worker_before_keeper(cast: Cast, now: datetime) -> None:
    actions.give_hat(HatKind.AREA_WORKER, to=cast.dalia, area=cast.root, by=None, now=now)
    assert names(queries.contacts(cast.area, now=now)) == ["Els", "Chen", "Dalia"]
    assert names(queries.contacts(cast.other_area, now=now)) == ["Dalia"]


def test_only_who_can_be_called_and_only_what_others_may_see(cast: Cast, now: datetime) -> None:
    actions.give_hat(HatKind.KEEPER, to=cast.bram, area=cast.area, by=None, now=now)  # has no number
    actions.give_hat(HatKind.FUNDER, to=cast.amina, area=cast.area, by=None, now=now)  # is not for calling
    shown = queries.contacts(cast.area, now=now)
    assert names(shown) == ["Els", "Chen"]
    assert "example.org" not in str(shown)


def test_who_wears_two_hats_stands_there_once(cast: Cast, now: datetime) -> None:
    assert names(queries.contacts(cast.area, now=now)).count("Chen") == 1


def footer(context: Mapping[str, Any]) -> str:
    return room.contact(RequestFactory().get("/"), context)


def test_the_footer_takes_the_area_of_the_page(cast: Cast) -> None:
    class Page:
        area = cast.area

    contexts: list[dict[str, Any]] = [{"area": cast.area}, {"page": Page()}]
    for context in contexts:
        said = footer(context)
        assert 'href="tel:0610000005"' in said
        assert "/gebieden/krakeel/bel-mij/" in said


def test_without_people_it_gives_the_general_number(cast: Cast, settings: Any) -> None:
    settings.HELP_NAME, settings.HELP_PHONE = "Het gemeentehuis", "14 0599"
    said = footer({})
    assert "Het gemeentehuis" in said
    assert "tel:140599" in said
    assert "/gebieden/smeedrecht/bel-mij/" in said


@pytest.mark.django_db
def test_before_there_is_a_municipality_the_footer_still_helps() -> None:
    assert "tel:" in footer({})


def test_the_footer_asks_the_same_for_three_and_for_thirty(
    cast: Cast, now: datetime, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(1):
        footer({"area": cast.area})
    for number in range(30):
        actor = actions.meet(f"P{number}", phone="06 1000 0009", now=now)
        actions.give_hat(HatKind.GROUP, to=actor, area=cast.area, by=None, now=now)
    with django_assert_num_queries(1):
        said = footer({"area": cast.area})
    assert said.count('class="person"') == room.SHOWN_IN_FOOTER


def test_a_name_with_markup_stays_text(cast: Cast, now: datetime) -> None:
    actor = actions.meet("<script>alert(1)</script>", phone="06 1000 0009", now=now)
    actions.give_hat(HatKind.AREA_WORKER, to=actor, area=cast.other_area, by=None, now=now)
    assert "<script>" not in footer({"area": cast.other_area})


def test_the_footer_stands_on_every_page(cast: Cast, client: Client) -> None:
    assert b"tel:0610000005" in client.get("/gebieden/krakeel/bel-mij/").content
    assert b"tel:" in client.get("/inloggen/").content
