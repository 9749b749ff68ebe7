"""Who carries an area stands on its page, with every hat that residents should know of."""

from datetime import datetime, timedelta

from pytest_django import DjangoAssertNumQueries

from smederij.people import actions, queries
from smederij.people.models import HatKind
from smederij.people.testing import Cast


def test_everyone_with_a_hat_here_is_named_in_the_order_of_calling(cast: Cast, now: datetime) -> None:
    anna = actions.meet("Anna", now=now)
    actions.give_hat(HatKind.AREA_WORKER, to=anna, area=cast.root, by=None, now=now)
    said = [(one.name, one.roles) for one in queries.declared(cast.area, now=now)]
    assert said == [
        ("Els", "gebiedsregisseur"),
        ("Chen", "bewaarder van de pot en lid van de smederijgroep"),
        ("Anna", "gebiedsregisseur"),
    ]
    assert [one.name for one in queries.declared(cast.other_area, now=now)] == ["Anna"]


def test_who_wears_several_hats_says_so(cast: Cast, now: datetime) -> None:
    actions.give_hat(HatKind.COUNCIL, to=cast.chen, area=cast.root, by=None, now=now)
    actions.give_hat(HatKind.STAFF, to=cast.chen, area=cast.other_area, by=None, now=now)
    chen = next(one for one in queries.declared(cast.area, now=now) if one.name == "Chen")
    assert chen.roles.endswith("en ook raadslid en medewerker van de gemeente")
    els = next(one for one in queries.declared(cast.area, now=now) if one.name == "Els")
    assert els.also == ""


def test_only_hats_that_are_worn_now_and_people_we_still_know(cast: Cast, now: datetime) -> None:
    assert queries.declared(cast.area, now=now - timedelta(days=1)) == []
    actions.forget(cast.chen, by=cast.chen, now=now)
    assert [one.name for one in queries.declared(cast.area, now=now + timedelta(days=1))] == ["Els"]


def test_a_resident_and_a_counter_are_not_named(cast: Cast, now: datetime) -> None:
    actions.give_hat(HatKind.COUNTER, to=cast.bram, area=cast.area, by=None, now=now)
    assert "Bram" not in [one.name for one in queries.declared(cast.area, now=now)]


def test_it_is_one_question_for_three_and_for_thirty(
    cast: Cast, now: datetime, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(30):
        actor = actions.meet(f"P{number}", phone="06 1000 0009", now=now)
        actions.give_hat(HatKind.GROUP, to=actor, area=cast.area, by=None, now=now)
    with django_assert_num_queries(1):
        assert len(queries.declared(cast.area, now=now)) == 32
