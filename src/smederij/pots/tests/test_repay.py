"""An initiative pays back what it did not need after all."""

from collections.abc import Callable
from typing import Any

import pytest
from tests.support.databases import FreshDatabase

from smederij.base.models import Event
from smederij.base.money import ZERO, Money, euros
from smederij.base.refusals import Refusal
from smederij.pots import actions, audit, queries
from smederij.pots.models import Transfer
from smederij.pots.testing import Till

FORTY = euros(40)


def back(till: Till, amount: Money = FORTY, **changed: Any) -> Transfer:
    facts: dict[str, Any] = {"bank_reference": "IN-7", "key": "repay-key", "by": till.cast.finn} | changed
    return actions.repay(till.grant, amount=amount, now=till.now, **facts)


def test_it_comes_back_as_left_over_and_can_be_divided_again(till: Till) -> None:
    till.paid(euros(500))
    assert back(till) == back(till)
    statement = queries.statement(till.pot)
    assert (statement.paid, statement.surplus) == (euros(460), euros(40))
    assert actions.carry_over(till.pot, by=till.cast.chen, now=till.now) == euros(40)
    assert Event.objects.filter(kind="grant.repaid").count() == 1
    assert audit.run(now=till.now).problems == []


@pytest.mark.parametrize(
    "wrong",
    [
        {"amount": Money(50_001)},
        {"amount": ZERO},
        {"bank_reference": ""},
        {"bank_reference": "x" * 36},
        {"key": "x"},
    ],
)
def test_never_more_than_was_paid_nor_without_a_reference(till: Till, wrong: dict[str, Any]) -> None:
    till.paid(euros(500))
    with pytest.raises(Refusal):
        back(till, **wrong)
    assert queries.statement(till.pot).surplus == ZERO


def test_a_reference_stands_once_until_it_is_undone(till: Till) -> None:
    till.paid(euros(500))
    wrong = back(till)
    with pytest.raises(Refusal):
        back(till, euros(50), key="another-key")
    with pytest.raises(Refusal):  # by the same person
        actions.undo_repay(wrong, by=till.cast.finn, now=till.now)
    assert len({actions.undo_repay(wrong, by=till.gita, now=till.now).pk for _ in range(2)}) == 1
    back(till, euros(50), key="another-key")
    assert queries.statement(till.pot).surplus == euros(50)


def test_what_was_carried_over_cannot_be_undone(till: Till) -> None:
    till.paid(euros(500))
    wrong = back(till)
    actions.carry_over(till.pot, by=till.cast.chen, now=till.now)
    with pytest.raises(Refusal):
        actions.undo_repay(wrong, by=till.gita, now=till.now)
    with pytest.raises(Refusal):
        actions.undo_repay(Transfer.objects.get(code="paid"), by=till.gita, now=till.now)


def test_sixteen_at_once_bring_back_no_more_than_was_paid(
    fresh_db: FreshDatabase, till: Till, run_in_threads: Callable[..., list[Any]]
) -> None:
    till.paid(euros(100))
    answers = run_in_threads(
        [lambda n=n: back(till, euros(30), key=f"repay-{n:02}", bank_reference=f"IN-{n}") for n in range(16)]
    )
    assert [type(answer) for answer in answers].count(Transfer) == 3
    assert queries.statement(till.pot).surplus == euros(90)


def test_one_reference_at_once_under_many_forms_is_one(
    fresh_db: FreshDatabase, till: Till, run_in_threads: Callable[..., list[Any]]
) -> None:
    till.paid(euros(100))
    answers = run_in_threads([lambda n=n: back(till, euros(1), key=f"repay-{n:02}") for n in range(16)])
    assert [type(answer) for answer in answers].count(Transfer) == 1


def test_another_name_of_the_same_login_is_no_second_person(till: Till) -> None:
    till.paid(euros(500))
    wrong = back(till)
    till.cast.finn.logins.get().actors.add(till.gita)
    with pytest.raises(Refusal):
        actions.undo_repay(wrong, by=till.gita, now=till.now)
    assert queries.statement(till.pot).surplus == euros(40)
