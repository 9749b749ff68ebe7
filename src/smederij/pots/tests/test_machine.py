"""The ledger against a model in plain Python: any order of things that people may try.

One database transaction per example, taken back at the end. SMEDERIJ_LEDGER_EXAMPLES sets how many
examples of 40 steps there are; a failure prints how to play it again.
"""

import os
from collections import Counter
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
from smederij.people.actions import give_hat, meet
from smederij.people.models import Actor, HatKind
from smederij.people.testing import Cast, make_cast
from smederij.pots import actions, audit, queries, tracing
from smederij.pots.models import Account, Grant, Payment, SetAside, Transfer
from smederij.pots.testing import IBAN, idea
from smederij.pots.tests.test_guards import HOSTILE

EXAMPLES = int(os.environ.get("SMEDERIJ_LEDGER_EXAMPLES", "12"))
START = datetime(2025, 3, 13, 12, tzinfo=clock.AMSTERDAM)
NAMES = ("library", "noor", "ada")
FUNDERS = st.sampled_from(NAMES)
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
    gita: Actor
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
        self.apart: dict[str, int] = {}
        self.put_in: Counter[str] = Counter()
        self.leaving: Counter[str] = Counter()
        self.home: Counter[str] = Counter()
        self.backs: list[list[Any]] = []
        self.repaid: list[list[Any]] = []
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

    def _funder(self, name: str) -> Actor:
        return self.cast.people[name]

    @rule(amount=cents, who=FUNDERS)
    def pledge(self, amount: int, who: str) -> None:
        key = self._next()

        def put_in(cents: int) -> Transfer:
            funder, by, money = self._funder(who), self.cast.finn, Money(cents)
            return actions.pledge(self.pot, funder=funder, amount=money, by=by, now=self._now, key=key)

        if done := self._tried(expected=amount > 0, act=lambda: put_in(amount)):
            self.free += amount
            self.given += amount
            self.put_in[who] += amount
            self.pledges.append([done, amount, who])
            assert put_in(amount) == done
            self._tried(expected=False, act=lambda: put_in(amount + 1))

    @precondition(lambda self: self.pledges)
    @rule(which=pick)
    def undo_pledge(self, which: int) -> None:
        transfer, amount, who = one = self.pledges[which % len(self.pledges)]
        undo = lambda: actions.undo_pledge(transfer, by=self.cast.ada, now=self._now)  # noqa: E731
        within = self.put_in[who] - self.leaving[who] - self.home[who]
        if self._tried(expected=self.free >= amount and within >= amount, act=undo):
            self.put_in[who] -= amount
            self.pledges.remove(one)
            self.free -= amount
            self.given -= amount

    @rule(amounts=st.lists(cents, min_size=1, max_size=3))
    def award(self, amounts: list[int]) -> None:
        prefix = self._next()
        awards = [actions.Award(one, Money(n)) for one, n in zip(self.ideas, amounts, strict=False)]
        give = lambda: actions.award(  # noqa: E731
            self.pot, awards, key_prefix=prefix, report_weeks=None, by=None, now=self._now
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

    @rule(amount=cents, name=st.sampled_from(["Buurthuis", "Speeltuin"]))
    def set_aside(self, amount: int, name: str) -> None:
        key, purpose = self._next(), actions.Purpose(name, "Voor later")
        facts: dict[str, Any] = {"decided": "Dorp", "by": self.cast.chen, "now": self._now, "key": key}
        put = lambda: actions.set_aside(self.pot, purpose=purpose, amount=Money(amount), **facts)  # noqa: E731
        if self._tried(expected=0 < amount <= self.free, act=put):
            assert put().name == name
            self.free -= amount
            self.apart[name] = self.apart.get(name, 0) + amount

    @precondition(lambda self: self.apart)
    @rule(which=pick, amount=cents, all_of_it=st.booleans(), use=st.booleans())
    def lift_or_use(self, which: int, amount: int, all_of_it: bool, use: bool) -> None:
        name = sorted(self.apart)[which % len(self.apart)]
        aside, key = SetAside.objects.get(name=name), self._next()
        wanted = self.apart[name] if all_of_it else amount
        facts: dict[str, Any] = {
            "amount": Money(wanted),
            "decided": "Dorpsgesprek",
            "by": self.cast.chen,
            "key": key,
        }

        def move() -> Any:
            if use:
                return actions.use(aside, initiative=self.ideas[0], now=self._now, **facts)
            return actions.lift(aside, now=self._now, **facts)

        if done := self._tried(expected=0 < wanted <= self.apart[name], act=move):
            assert move() == done
            self.apart[name] -= wanted
            if use:
                self.grants.append(done)
                self.promised[done.pk] = Promised(wanted)
            else:
                self.free += wanted

    def _own(self, who: str) -> int:
        return tracing.own_left(self.pot, self._funder(who)).cents

    @rule(who=FUNDERS, amount=cents, all_of_it=st.booleans())
    def give_back(self, who: str, amount: int, all_of_it: bool) -> None:
        own, key = self._own(who), self._next()
        wanted = own if all_of_it else amount
        facts: dict[str, Any] = {
            "funder": self._funder(who),
            "payee": "X",
            "iban": IBAN,
            "by": self.cast.chen,
        }
        facts |= {"now": self._now, "key": key}
        order = lambda: actions.give_back(self.pot, amount=Money(wanted), **facts)  # noqa: E731
        if payment := self._tried(expected=0 < wanted <= own, act=order):
            assert order() == payment
            self.free -= wanted
            self.leaving[who] += wanted
            self.backs.append([payment, who, wanted])

    @precondition(lambda self: self.backs)
    @rule(which=pick, refuse=st.booleans())
    def bring_home_or_refuse(self, which: int, refuse: bool) -> None:
        payment, who, amount = self.backs.pop(which % len(self.backs))
        if refuse:
            actions.refuse_payment(payment, reason="Nee", by=self.cast.finn, now=self._now)
            self.free += amount
        else:
            actions.approve(payment, by=self.cast.finn, now=self._now)
            actions.record_paid(
                payment, bank_reference=f"HOME-{payment.pk}", by=self.cast.finn, now=self._now
            )
            self.home[who] += amount
        self.leaving[who] -= amount

    @precondition(lambda self: self.grants)
    @rule(which=pick, amount=cents, all_of_it=st.booleans())
    def repay(self, which: int, amount: int, all_of_it: bool) -> None:
        grant = self.grants[which % len(self.grants)]
        known, key = self.promised[grant.pk], self._next()
        wanted = known.paid if all_of_it else amount
        facts: dict[str, Any] = {"bank_reference": f"IN-{key}", "by": self.cast.finn, "now": self._now}
        back = lambda: actions.repay(grant, amount=Money(wanted), key=key, **facts)  # noqa: E731
        if done := self._tried(expected=0 < wanted <= known.paid, act=back):
            assert back() == done
            known.paid -= wanted
            self.surplus += wanted
            self.repaid.append([done, known, wanted])

    @precondition(lambda self: self.repaid)
    @rule(which=pick)
    def undo_repay(self, which: int) -> None:
        transfer, known, amount = one = self.repaid[which % len(self.repaid)]
        undo = lambda: actions.undo_repay(transfer, by=self.gita, now=self._now)  # noqa: E731
        if self._tried(expected=self.surplus >= amount, act=undo):
            self.repaid.remove(one)
            self.surplus -= amount
            known.paid += amount

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
            list(model.objects.order_by("pk").values_list())
            for model in (Account, Transfer, Grant, Payment, SetAside)
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
        inside = said.available + said.surplus + said.reserved + said.ordered + said.paid
        assert inside + said.set_aside + said.leaving + said.returned == said.total
        assert sum(part.cents for part in said.went_to) == said.total.cents
        assert {line.aside.name: line.amount.cents for line in said.asides} == {
            name: cents for name, cents in self.apart.items() if cents
        }
        assert (said.leaving.cents, said.returned.cents) == (self.leaving.total(), self.home.total())

    @invariant()
    def every_cent_is_of_one_funder(self) -> None:
        if not hasattr(self, "pot"):
            return
        (found,) = tracing.trace([self.pot])
        for account in found.accounts.values():
            held = found.purse.at(account.pk)
            assert min(held.values(), default=0) >= 0
            assert held.total() == account.credits - account.debits
        for name in NAMES:
            funder = self._funder(name).pk
            whole = self.put_in[name] - self.home[name] - self.leaving[name]
            assert found.purse.within(funder) == whole


@pytest.mark.django_db
def test_any_order_of_things_keeps_the_books_right() -> None:
    LedgerMachine.cast = make_cast(START)
    LedgerMachine.gita = meet("Gita", now=START)
    give_hat(HatKind.FINANCE, to=LedgerMachine.gita, area=LedgerMachine.cast.root, by=None, now=START)
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
