"""When a pot ends, each funder gets back what is left of its own euros; two people, as with every payment."""

from collections.abc import Callable
from typing import Any

import pytest
from tests.support.databases import FreshDatabase

from smederij.base.money import ZERO, Money, euros
from smederij.base.refusals import Refusal
from smederij.people.models import Actor
from smederij.pots import actions, audit, queries, tracing
from smederij.pots.models import Payment, Transfer
from smederij.pots.testing import IBAN, Till


def back(till: Till, funder: Actor, amount: Money, *, key: str = "back-key", **changed: Any) -> Payment:
    facts: dict[str, Any] = {"payee": "X", "iban": IBAN, "by": till.cast.chen} | changed
    return actions.give_back(till.pot, funder=funder, amount=amount, now=till.now, key=key, **facts)


@pytest.fixture
def shared(till: Till) -> Till:
    """€ 100 of the library is left of € 1.000; Noor puts in € 50 afterwards."""
    actions.pledge(
        till.pot, funder=till.cast.noor, amount=euros(50), by=till.cast.finn, now=till.now, key="noors-pledge"
    )
    return till


def test_each_gets_its_own(shared: Till) -> None:
    till = shared
    owns = {one: tracing.own_left(till.pot, one) for one in (till.cast.library, till.cast.noor)}
    assert list(owns.values()) == [euros(100), euros(50)]
    for n, (funder, own) in enumerate(owns.items()):
        payment = back(till, funder, own, key=f"back-key-{n}")
        actions.approve(payment, by=till.cast.finn, now=till.now)
        actions.record_paid(payment, bank_reference=f"UIT-{n}", by=till.cast.finn, now=till.now)
    statement = queries.statement(till.pot)
    assert (statement.available, statement.returned, statement.leaving) == (ZERO, euros(150), ZERO)
    assert statement.total == euros(1050)
    assert audit.run(now=till.now).problems == []


def test_never_more_than_its_own(shared: Till) -> None:
    for funder, amount in (
        (shared.cast.library, Money(10_001)),
        (shared.cast.noor, Money(5_001)),
        (shared.cast.ada, Money(1)),
        (shared.cast.noor, ZERO),
    ):
        with pytest.raises(Refusal):
            back(shared, funder, amount)
    assert not Payment.objects.exists()


def test_refused_it_is_in_the_pot_again_and_its_own(shared: Till) -> None:
    payment = back(shared, shared.cast.noor, euros(50))
    assert back(shared, shared.cast.noor, euros(50)) == payment
    with pytest.raises(Refusal):
        back(shared, shared.cast.noor, euros(49))
    assert queries.statement(shared.pot).leaving == euros(50)
    assert tracing.own_left(shared.pot, shared.cast.library) == euros(100)
    actions.refuse_payment(payment, reason="Nee", by=shared.cast.finn, now=shared.now)
    assert tracing.own_left(shared.pot, shared.cast.noor) == euros(50)
    assert queries.available(shared.pot) == euros(150)
    assert audit.run(now=shared.now).problems == []


def test_it_takes_two_people(shared: Till) -> None:
    payment = back(shared, shared.cast.noor, euros(50))
    with pytest.raises(Refusal):
        actions.approve(payment, by=shared.cast.chen, now=shared.now)
    for by in (shared.cast.finn, shared.cast.els):
        with pytest.raises(Refusal):
            back(shared, shared.cast.noor, euros(1), key="other-key", by=by)


def test_what_went_back_did_come_in(shared: Till) -> None:
    """Undoing the pledge now would pay it twice, out of the library's money."""
    payment = back(shared, shared.cast.noor, euros(50))
    pledge = Transfer.objects.get(key="pledge:noors-pledge")
    for _ in range(2):
        with pytest.raises(Refusal):
            actions.undo_pledge(pledge, by=shared.cast.ada, now=shared.now)
        if payment.state == "ordered":
            payment = actions.approve(payment, by=shared.cast.finn, now=shared.now)
    assert queries.statement(shared.pot).leaving == euros(50)


def test_sixteen_at_once_get_no_more_than_there_is(
    fresh_db: FreshDatabase, till: Till, run_in_threads: Callable[..., list[Any]]
) -> None:
    answers = run_in_threads(
        [lambda n=n: back(till, till.cast.library, euros(30), key=f"back-{n:04}") for n in range(16)]
    )
    assert [type(answer) for answer in answers].count(Payment) == 3
    assert queries.statement(till.pot).leaving == euros(90)
    assert audit.run(now=till.now).problems == []


def test_paying_back_and_awarding_at_once(
    fresh_db: FreshDatabase, till: Till, run_in_threads: Callable[..., list[Any]]
) -> None:
    awards = [actions.Award(till.bench, euros(100))]
    answers = run_in_threads(
        [
            lambda: back(till, till.cast.library, euros(100)),
            lambda: actions.award(
                till.pot, awards, key_prefix="round-2", report_weeks=None, by=None, now=till.now
            ),
        ]
    )
    assert sum(isinstance(answer, Refusal) for answer in answers) == 1
    assert queries.available(till.pot) == ZERO
