"""Money for later: apart, out of reach of rounds, back to the pot or to what it was meant for."""

from collections.abc import Callable
from typing import Any

import pytest
from tests.support.databases import FreshDatabase

from smederij.base.models import Event
from smederij.base.money import ZERO, Money, euros
from smederij.base.refusals import Refusal
from smederij.people.actions import give_hat
from smederij.people.models import HatKind
from smederij.pots import actions, audit, queries
from smederij.pots.actions import Purpose
from smederij.pots.models import SetAside, Transfer
from smederij.pots.testing import Till, idea

HOUSE = Purpose("Buurthuis", "Een plek voor iedereen")
SIXTY = euros(60)
TALK = "Dorpsgesprek van 3 maart"


def put(till: Till, amount: Money = SIXTY, *, key: str = "aside-key", **changed: Any) -> SetAside:
    facts: dict[str, Any] = {"purpose": HOUSE, "decided": TALK, "by": till.cast.chen} | changed
    return actions.set_aside(till.pot, amount=amount, now=till.now, key=key, **facts)


def test_what_is_set_aside_is_not_divided(till: Till) -> None:
    aside = put(till)
    statement = queries.statement(till.pot)
    assert (statement.set_aside, statement.available) == (euros(60), euros(40))
    assert statement.total == sum((Money(part.cents) for part in statement.went_to), ZERO)
    transfer = Transfer.objects.get(code="aside")
    assert (transfer.note, transfer.by) == (TALK, till.cast.chen.pk)
    assert Event.objects.get(kind="pot.set_aside").subject_id == aside.pk
    with pytest.raises(Refusal):
        actions.award(
            till.pot,
            [actions.Award(till.bench, euros(41))],
            key_prefix="round-2",
            report_weeks=None,
            by=None,
            now=till.now,
        )


def test_sent_twice_is_once_and_more_goes_to_the_same_name(till: Till) -> None:
    assert put(till) == put(till) == put(till, euros(10), key="another-key")
    assert queries.statement(till.pot).set_aside == euros(70)
    assert Event.objects.filter(kind="pot.set_aside").count() == 2


@pytest.mark.parametrize(
    "wrong",
    [
        {"amount": euros(101)},
        {"amount": ZERO},
        {"decided": " "},
        {"decided": "x" * 201},
        {"purpose": Purpose("", "x")},
        {"purpose": Purpose("x", " ")},
        {"key": "short"},
    ],
)
def test_it_refuses_what_is_not_there_or_nobody_decided(till: Till, wrong: dict[str, Any]) -> None:
    with pytest.raises(Refusal):
        put(till, **wrong)
    assert not SetAside.objects.exists()
    assert queries.available(till.pot) == euros(100)


def test_another_purpose_takes_another_name_and_another_key(till: Till) -> None:
    put(till)
    for changed in (
        {"purpose": Purpose("Buurthuis", "Iets anders"), "key": "other-key"},
        {"amount": euros(1)},
        {"decided": "Iemand anders"},
    ):
        with pytest.raises(Refusal):
            put(till, **changed)


def test_it_goes_back_to_the_pot_once(till: Till) -> None:
    aside = put(till)
    for _ in range(2):
        actions.lift(aside, amount=euros(25), decided=TALK, by=till.cast.chen, now=till.now, key="lift-key")
    assert queries.statement(till.pot).set_aside == euros(35)
    with pytest.raises(Refusal):
        actions.lift(aside, amount=euros(36), decided=TALK, by=till.cast.chen, now=till.now, key="lift-key-2")


def test_it_goes_to_what_it_was_meant_for_and_is_paid_by_two(till: Till) -> None:
    aside, house = put(till), idea(till.cast, "Een buurthuis", now=till.now)
    facts: dict[str, Any] = {
        "initiative": house,
        "amount": euros(50),
        "decided": TALK,
        "now": till.now,
        "key": "use-key-1",
    }
    one, two = (actions.use(aside, by=till.cast.chen, **facts) for _ in range(2))
    assert one == two
    assert (one.amount, one.pot, one.receipts_from) == (euros(50), till.pot, None)
    assert queries.statement(till.pot).set_aside == euros(10)
    with pytest.raises(Refusal):
        actions.use(aside, by=till.cast.chen, **facts | {"amount": euros(51)})
    with pytest.raises(Refusal):
        actions.use(aside, by=till.cast.chen, **facts | {"amount": euros(11), "key": "use-key-2"})
    assert audit.run(now=till.now).problems == []


def test_only_what_neighbours_can_see_and_only_here(till: Till) -> None:
    aside, gone = put(till), idea(till.cast, "Weg", now=till.now)
    elsewhere = idea(till.cast, "Elders", now=till.now)
    type(gone).objects.filter(pk=gone.pk).update(withdrawn_at=till.now)
    type(gone).objects.filter(pk=elsewhere.pk).update(area=till.cast.other_area)
    for one in (gone, elsewhere):
        one.refresh_from_db()
        with pytest.raises(Refusal):
            actions.use(
                aside,
                initiative=one,
                amount=euros(1),
                decided=TALK,
                by=till.cast.chen,
                now=till.now,
                key=f"use-{one.pk}-key",
            )


def test_sixteen_at_once_set_aside_no_more_than_there_is(
    fresh_db: FreshDatabase, till: Till, run_in_threads: Callable[..., list[Any]]
) -> None:
    answers = run_in_threads([lambda n=n: put(till, euros(30), key=f"aside-{n:02}") for n in range(16)])
    assert [type(answer) for answer in answers].count(SetAside) == 3
    assert SetAside.objects.count() == 1
    statement = queries.statement(till.pot)
    assert (statement.set_aside, statement.available) == (euros(90), euros(10))
    assert audit.run(now=till.now).problems == []


def test_one_form_sent_sixteen_times_at_once_is_one(
    fresh_db: FreshDatabase, till: Till, run_in_threads: Callable[..., list[Any]]
) -> None:
    answers = run_in_threads([lambda: put(till, euros(5))] * 16)
    assert {type(answer) for answer in answers} == {SetAside}, answers
    assert queries.statement(till.pot).set_aside == euros(5)


def test_nobody_gives_what_is_set_aside_to_their_own_idea(till: Till) -> None:
    give_hat(HatKind.KEEPER, to=till.cast.amina, area=till.cast.area, by=till.cast.els, now=till.now)
    facts: dict[str, Any] = {"amount": SIXTY, "decided": TALK, "now": till.now, "key": "own-key-1"}
    aside = put(till)
    with pytest.raises(Refusal):
        actions.use(aside, initiative=till.bench, by=till.cast.amina, **facts)
    assert actions.use(aside, initiative=till.bench, by=till.cast.chen, **facts).amount == SIXTY
