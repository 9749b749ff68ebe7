"""The ledger against a model in plain Python: any order of things that people may try.

One database transaction per example, taken back at the end. SMEDERIJ_LEDGER_EXAMPLES sets how many
examples of 40 steps there are; a failure prints how to play it again.
"""

import os
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from smederij.base import clock
from smederij.base.money import Money
from smederij.base.refusals import Refusal
from smederij.initiatives.models import Initiative
from smederij.people.testing import Cast, make_cast
from smederij.pots import actions, audit, queries
from smederij.pots.models import Account, Grant, Payment, Transfer
from smederij.pots.testing import IBAN, idea
from smederij.pots.tests.test_guards import HOSTILE

EXAMPLES = int(os.environ.get("SMEDERIJ_LEDGER_EXAMPLES", "12"))
START = datetime(2025, 3, 13, 12, tzinfo=clock.AMSTERDAM)
cents = st.one_of(st.integers(0, 50), st.integers(1, 200_000))
pick = st.integers(0, 1_000)


@dataclass
class Promised:
    """What the model knows of one grant."""

    reserved: int
    payable: int = 0
    paid: int = 0
    held: bool = False
    payments: list[list[Any]] = field(default_factory=list)


class LedgerMachine(RuleBasedStateMachine):
    """Real actions on one side, five integers on the other."""

    cast: Cast
    ideas: list[Initiative]

    def __init__(self) -> None:
        super().__init__()
        self.atomic = transaction.atomic()
        self.atomic.__enter__()
        self.turn = 0

    def teardown(self) -> None:
        found = audit.run(now=START).problems if hasattr(self, "pot") else []
        transaction.set_rollback(True)
        self.atomic.__exit__(None, None, None)
        assert found == []

    @initialize()
    def begin(self) -> None:
        self.pot = actions.open_pot(self.cast.area, name="Pot", purpose="Voor", by=self.cast.els, now=START)
        self.free = self.surplus = self.given = 0
        self.promised: dict[int, Promised] = {}
        self.grants: list[Grant] = []
        self.pledges: list[list[Any]] = []

    def _next(self) -> str:
        self.turn += 1
        return f"turn-number-{self.turn}"

    @property
    def _now(self) -> datetime:
        return START + timedelta(minutes=self.turn)

    def _tried(self, *, expected: bool, act: Any) -> Any:
        """Do it; it must work exactly when the model says so."""
        try:
            with transaction.atomic():
                answer = act()
        except Refusal:
            assert not expected, "refused, but the model says yes"
            return None
        assert expected, "done, but the model says no"
        return answer

    @rule(amount=cents)
    def pledge(self, amount: int) -> None:
        key = self._next()

        def put_in(cents: int) -> Transfer:
            funder, by, money = self.cast.library, self.cast.finn, Money(cents)
            return actions.pledge(self.pot, funder=funder, amount=money, by=by, now=self._now, key=key)

        if done := self._tried(expected=amount > 0, act=lambda: put_in(amount)):
            self.free += amount
            self.given += amount
            self.pledges.append([done, amount])
            assert put_in(amount) == done
            self._tried(expected=False, act=lambda: put_in(amount + 1))

    @precondition(lambda self: self.pledges)
    @rule(which=pick)
    def undo_pledge(self, which: int) -> None:
        transfer, amount = one = self.pledges[which % len(self.pledges)]
        undo = lambda: actions.undo_pledge(transfer, by=self.cast.ada, now=self._now)  # noqa: E731
        if self._tried(expected=self.free >= amount, act=undo):
            self.pledges.remove(one)
            self.free -= amount
            self.given -= amount

    @rule(amounts=st.lists(cents, min_size=1, max_size=3))
    def award(self, amounts: list[int]) -> None:
        prefix = self._next()
        awards = [actions.Award(one, Money(n)) for one, n in zip(self.ideas, amounts, strict=False)]
        give = lambda: actions.award(  # noqa: E731
            self.pot, awards, key_prefix=prefix, report_due=None, by=None, now=self._now
        )
        if grants := self._tried(expected=all(amounts) and sum(amounts) <= self.free, act=give):
            assert give() == grants
            self.free -= sum(amounts)
            self.grants += grants
            self.promised |= {one.pk: Promised(one.amount.cents) for one in grants}

    @precondition(lambda self: self.grants)
    @rule(which=pick, amount=cents, rest=st.booleans())
    def order(self, which: int, amount: int, rest: bool) -> None:
        grant = self.grants[which % len(self.grants)]
        known, key = self.promised[grant.pk], self._next()
        wanted = known.reserved if rest else amount
        order = lambda: actions.order_payment(  # noqa: E731
            grant, amount=Money(wanted), payee="X", iban=IBAN, by=self.cast.chen, now=self._now, key=key
        )
        if payment := self._tried(expected=0 < wanted <= known.reserved and not known.held, act=order):
            assert order() == payment
            known.reserved -= wanted
            known.payable += wanted
            known.payments.append([payment, "ordered"])

    def _some_payment(self, which: int) -> tuple[Promised, list[Any]]:
        every = [(known, one) for known in self.promised.values() for one in known.payments]
        return every[which % len(every)]

    @precondition(lambda self: any(known.payments for known in self.promised.values()))
    @rule(which=pick, by_keeper=st.booleans())
    def approve(self, which: int, by_keeper: bool) -> None:
        known, one = self._some_payment(which)
        by = self.cast.chen if by_keeper else self.cast.finn
        may = not by_keeper and (one[1] == "approved" or (one[1] == "ordered" and not known.held))
        if self._tried(expected=may, act=lambda: actions.approve(one[0], by=by, now=self._now)):
            one[1] = "approved"

    @precondition(lambda self: any(known.payments for known in self.promised.values()))
    @rule(which=pick)
    def refuse(self, which: int) -> None:
        known, one = self._some_payment(which)
        expected = one[1] in {"ordered", "approved", "refused"}
        refuse = lambda: actions.refuse_payment(one[0], reason="Nee", by=self.cast.finn, now=self._now)  # noqa: E731
        if self._tried(expected=expected, act=refuse) and one[1] != "refused":
            one[1] = "refused"
            known.payable -= one[0].amount.cents
            known.reserved += one[0].amount.cents

    @precondition(lambda self: any(known.payments for known in self.promised.values()))
    @rule(which=pick)
    def record_paid(self, which: int) -> None:
        known, one = self._some_payment(which)
        paid = lambda: actions.record_paid(  # noqa: E731
            one[0], bank_reference=f"REF-{one[0].pk}", by=self.cast.finn, now=self._now
        )
        if self._tried(expected=one[1] in {"approved", "paid"}, act=paid) and one[1] != "paid":
            one[1] = "paid"
            known.payable -= one[0].amount.cents
            known.paid += one[0].amount.cents

    @precondition(lambda self: self.grants)
    @rule(which=pick, hold=st.booleans())
    def hold_or_release(self, which: int, hold: bool) -> None:
        grant = self.grants[which % len(self.grants)]
        if hold:
            actions.hold(grant, reason="Bezwaar", by=self.cast.finn, now=self._now)
        else:
            actions.release(grant, by=self.cast.finn, now=self._now)
        self.promised[grant.pk].held = hold

    @precondition(lambda self: self.grants)
    @rule(which=pick)
    def return_rest(self, which: int) -> None:
        grant = self.grants[which % len(self.grants)]
        known = self.promised[grant.pk]
        give_back = lambda: actions.return_rest(grant, by=self.cast.chen, now=self._now)  # noqa: E731
        if self._tried(expected=not known.payable and not known.held, act=give_back) is not None:
            self.surplus += known.reserved
            known.reserved = 0

    @rule()
    def carry_over(self) -> None:
        assert actions.carry_over(self.pot, by=self.cast.chen, now=self._now).cents == self.surplus
        self.free, self.surplus = self.free + self.surplus, 0

    @rule(which=pick)
    def hostile(self, which: int) -> None:
        """Whatever is tried past the actions, every row stays as it is."""
        before = self._rows()
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(HOSTILE[which % len(HOSTILE)])
        except DatabaseError:
            pass
        assert self._rows() == before

    def _rows(self) -> list[list[tuple[Any, ...]]]:
        return [
            list(model.objects.order_by("pk").values_list()) for model in (Account, Transfer, Grant, Payment)
        ]

    @invariant()
    def the_books_say_what_the_model_says(self) -> None:
        if not hasattr(self, "pot"):
            return
        said = queries.statement(self.pot)
        assert (said.available.cents, said.surplus.cents, said.total.cents) == (
            self.free,
            self.surplus,
            self.given,
        )
        for line in said.grants:
            known = self.promised[line.grant.pk]
            three = (line.reserved.cents, line.ordered.cents, line.paid.cents)
            assert three == (known.reserved, known.payable, known.paid)
        together = said.available + said.surplus + said.reserved + said.ordered + said.paid
        assert together == said.total
        assert Payment.objects.count() == sum(len(known.payments) for known in self.promised.values())


@pytest.mark.django_db
def test_any_order_of_things_keeps_the_books_right() -> None:
    LedgerMachine.cast = make_cast(START)
    LedgerMachine.ideas = [idea(LedgerMachine.cast, f"Idee {n}", now=START) for n in range(3)]
    run_state_machine_as_test(
        LedgerMachine,
        settings=settings(
            max_examples=EXAMPLES,
            stateful_step_count=40,
            deadline=None,
            print_blob=True,
            # Finding the shortest example takes minutes; what is printed can be played again as it is.
            phases=[Phase.explicit, Phase.reuse, Phase.generate],
            suppress_health_check=list(HealthCheck),
        ),
    )
