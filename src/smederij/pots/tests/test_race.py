"""Many at once, on a database where everything commits."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import datetime
from random import Random
from typing import Any

import pytest
from tests.support.databases import FreshDatabase

from smederij.base.money import ZERO, euros
from smederij.base.refusals import Refusal
from smederij.people.testing import Cast
from smederij.pots import actions, audit, queries
from smederij.pots.models import Payment, PaymentState
from smederij.pots.testing import IBAN, Till, make_till

THREADS, EACH = 16, 40


def _count(answers: list[Any], kind: type) -> int:
    return sum(isinstance(answer, kind) for answer in answers)


def test_sixteen_threads_cannot_overspend(
    fresh_db: FreshDatabase, cast: Cast, now: datetime, run_in_threads: Callable[..., list[Any]]
) -> None:
    till = make_till(cast, now=now, grant=euros(400), pot=euros(400))

    def spend(thread: int) -> int:
        ordered = 0
        for turn in range(EACH):
            try:
                till.order(euros(1), key=f"thread-{thread}-{turn}")
                ordered += 1
            except Refusal:
                continue
        return ordered

    answers = run_in_threads([lambda n=n: spend(n) for n in range(THREADS)], seconds=120)
    assert sum(answers) == 400
    (line,) = queries.grants_of(till.bench)
    assert (line.reserved, line.ordered) == (ZERO, euros(400))
    assert audit.run(now=now).problems == []


def test_two_orders_at_once_for_all_that_is_left(
    fresh_db: FreshDatabase, till: Till, run_in_threads: Callable[..., list[Any]]
) -> None:
    answers = run_in_threads([lambda n=n: till.order(euros(900), key=f"order-nr-{n}") for n in range(8)])
    assert (_count(answers, Payment), _count(answers, Refusal)) == (1, 7)


def test_one_form_sent_many_times_is_one_order(
    fresh_db: FreshDatabase, till: Till, run_in_threads: Callable[..., list[Any]]
) -> None:
    answers = run_in_threads([lambda: till.order(euros(100)) for _ in range(8)])
    assert {answer.pk for answer in answers} == {Payment.objects.get().pk}


def test_two_of_finance_at_once(
    fresh_db: FreshDatabase, till: Till, run_in_threads: Callable[..., list[Any]]
) -> None:
    """One approves while the other refuses: one of them happens, whole."""
    payment = till.order(euros(900))
    answers = run_in_threads(
        [
            lambda: actions.approve(payment, by=till.cast.finn, now=till.now),
            lambda: actions.approve(payment, by=till.gita, now=till.now),
        ]
    )
    assert (_count(answers, Payment), _count(answers, Refusal)) == (1, 1)


def test_two_payouts_at_once_under_two_references(
    fresh_db: FreshDatabase, till: Till, run_in_threads: Callable[..., list[Any]]
) -> None:
    payment = till.approved(euros(900))
    answers = run_in_threads(
        [
            lambda n=n: actions.record_paid(payment, bank_reference=f"REF-{n}", by=till.gita, now=till.now)
            for n in range(4)
        ]
    )
    assert (_count(answers, Payment), _count(answers, Refusal)) == (1, 3)
    (line,) = queries.grants_of(till.bench)
    assert line.paid == euros(900)


def test_one_reference_for_two_payments_at_once(
    fresh_db: FreshDatabase, till: Till, run_in_threads: Callable[..., list[Any]]
) -> None:
    both = [till.approved(euros(100), key=f"payment-{n}") for n in range(2)]
    answers = run_in_threads(
        [
            lambda one=one: actions.record_paid(one, bank_reference="REF-1", by=till.gita, now=till.now)
            for one in both
        ]
    )
    assert (_count(answers, Payment), _count(answers, Refusal)) == (1, 1)


def test_paying_and_refusing_at_once(
    fresh_db: FreshDatabase, till: Till, run_in_threads: Callable[..., list[Any]]
) -> None:
    payment = till.approved(euros(900))
    answers = run_in_threads(
        [
            lambda: actions.record_paid(payment, bank_reference="REF-1", by=till.cast.finn, now=till.now),
            lambda: actions.refuse_payment(payment, reason="Nee", by=till.gita, now=till.now),
        ]
    )
    assert (_count(answers, Payment), _count(answers, Refusal)) == (1, 1)
    assert Payment.objects.get().state in {PaymentState.PAID, PaymentState.REFUSED}
    assert audit.run(now=till.now).problems == []


def test_the_same_award_at_once(
    fresh_db: FreshDatabase, till: Till, run_in_threads: Callable[..., list[Any]]
) -> None:
    awards = [actions.Award(till.bench, euros(100))]

    def give() -> list[int]:
        grants = actions.award(
            till.pot, awards, key_prefix="round-2", report_weeks=None, by=None, now=till.now
        )
        return [grant.pk for grant in grants]

    answers = run_in_threads([give] * 6)
    assert len({tuple(answer) for answer in answers}) == 1
    assert queries.available(till.pot) == ZERO


WRITER = f"""
import sys, django; django.setup()
from datetime import UTC, datetime
from smederij.base.money import Money
from smederij.people.models import Actor
from smederij.pots import actions
from smederij.pots.models import Grant
grant = Grant.objects.get()
chen, finn, library = (Actor.objects.get(name=name) for name in ("Chen", "Finn", "Library"))
for turn in range(100_000):
    now = datetime.now(UTC)
    key = f"{{sys.argv[1]}}-{{turn:06}}"
    one = actions.order_payment(grant, amount=Money(1), payee="X", iban="{IBAN}", by=chen, now=now, key=key)
    if turn % 3:
        actions.approve(one, by=finn, now=now)
    else:
        actions.refuse_payment(one, reason="Nee", by=finn, now=now)
    purpose, talk = actions.Purpose("Huis", "Later"), {{"decided": "Wij", "by": chen, "now": now}}
    aside = actions.set_aside(grant.pot, purpose=purpose, amount=Money(2), key=f"{{key}}-in", **talk)
    actions.lift(aside, amount=Money(1), key=f"{{key}}-uit", **talk)
    bank = {{"payee": "X", "iban": "{IBAN}", "by": chen, "now": now}}
    back = actions.give_back(grant.pot, funder=library, amount=Money(1), key=f"{{key}}-b", **bank)
    actions.approve(back, by=finn, now=now)
    print(key, flush=True)
"""
ROUNDS = int(os.environ.get("SMEDERIJ_KILLS", "3"))


@pytest.mark.parametrize("round_number", range(ROUNDS))
def test_a_writer_killed_in_the_middle_leaves_right_books(
    fresh_db: FreshDatabase, till: Till, round_number: int
) -> None:
    """Everything that was acknowledged stands, and what was half done is not there at all."""
    random = Random(round_number)
    writers = [
        subprocess.Popen(
            [sys.executable, "-c", WRITER, f"writer-{n}"],
            env=fresh_db.environ,
            stdout=subprocess.PIPE,
            text=True,
        )
        for n in range(2)
    ]
    first = [writer.stdout.readline().strip() for writer in writers if writer.stdout]
    time.sleep(random.uniform(0.01, 0.15))
    for writer in writers:
        writer.send_signal(signal.SIGKILL)
    rest = [line for writer in writers for line in writer.communicate()[0].splitlines()]
    acknowledged = {f"order:{key}" for key in (*first, *rest) if len(key) == len("writer-0-000000")}
    stored = Payment.objects.filter(state__in=[PaymentState.APPROVED, PaymentState.REFUSED])
    assert acknowledged <= set(stored.values_list("key", flat=True))
    assert len(acknowledged) >= 2
    assert audit.run(now=till.now).problems == []
