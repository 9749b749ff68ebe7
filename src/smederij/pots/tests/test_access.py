"""Who may do what with money: role x state x verb."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import transaction

from smederij.base.money import euros
from smederij.base.refusals import Refusal
from smederij.people.actions import give_hat, meet
from smederij.people.models import Actor, HatKind
from smederij.pots import access, actions
from smederij.pots.models import Payment, SetAside, Transfer
from smederij.pots.testing import IBAN, Till

Verb = Callable[[Till, Payment, Actor], Any]

VERBS: dict[str, Verb] = {
    "open_pot": lambda t, p, by: actions.open_pot(
        t.cast.area, name="Nieuw", purpose="Voor", by=by, now=t.now
    ),
    "pledge": lambda t, p, by: actions.pledge(
        t.pot, funder=t.cast.library, amount=euros(1), by=by, now=t.now, key="another-key"
    ),
    "undo_pledge": lambda t, p, by: actions.undo_pledge(
        Transfer.objects.get(key="pledge:spare-pledge"), by=by, now=t.now
    ),
    "order": lambda t, p, by: actions.order_payment(
        t.grant, amount=euros(1), payee="X", iban=IBAN, by=by, now=t.now, key="another-key"
    ),
    "approve": lambda t, p, by: actions.approve(p, by=by, now=t.now),
    "refuse": lambda t, p, by: actions.refuse_payment(p, reason="Nee", by=by, now=t.now),
    "record_paid": lambda t, p, by: actions.record_paid(p, bank_reference="REF-9", by=by, now=t.now),
    "hold": lambda t, p, by: actions.hold(t.grant, reason="Bezwaar", by=by, now=t.now),
    "release": lambda t, p, by: actions.release(t.grant, by=by, now=t.now),
    "return_rest": lambda t, p, by: actions.return_rest(t.grant, by=by, now=t.now),
    "decline": lambda t, p, by: actions.decline(t.grant, by=by, now=t.now),
    "carry_over": lambda t, p, by: actions.carry_over(t.pot, by=by, now=t.now),
    "set_aside": lambda t, p, by: actions.set_aside(
        t.pot,
        purpose=actions.Purpose("Huis", "Later"),
        amount=euros(1),
        decided="Wij",
        by=by,
        now=t.now,
        key="aside-key",
    ),
    "lift": lambda t, p, by: actions.lift(
        SetAside.objects.get(), amount=euros(1), decided="Wij", by=by, now=t.now, key="lift-key"
    ),
    "use": lambda t, p, by: actions.use(
        SetAside.objects.get(),
        initiative=t.bench,
        amount=euros(1),
        decided="Wij",
        by=by,
        now=t.now,
        key="use-a-key",
    ),
    "give_back": lambda t, p, by: actions.give_back(
        t.pot, funder=t.cast.library, amount=euros(1), payee="X", iban=IBAN, by=by, now=t.now, key="back-key"
    ),
    "repay": lambda t, p, by: actions.repay(
        t.grant, amount=euros(1), bank_reference="IN-1", by=by, now=t.now, key="repay-key"
    ),
    "undo_repay": lambda t, p, by: actions.undo_repay(Transfer.objects.get(code="repay"), by=by, now=t.now),
    "read": lambda t, p, by: access.grant(t.grant.public_id, actor=by, now=t.now),
    "payment": lambda t, p, by: access.payment(p.public_id, actor=by, now=t.now),
}
# Per state of the payment: what is done by nobody, whatever their hat (the state says no: 409).
NEVER = {
    "ordered": {"record_paid", "return_rest", "decline"},
    "approved": {"approve", "return_rest", "decline"},
    "refused": {"approve", "refuse", "record_paid", "decline"},
    "paid": {"approve", "refuse", "record_paid", "decline"},
}
WROTE_IT_DOWN = ("finn", "undo_pledge")
KEEPER = {
    "open_pot", "order", "return_rest", "carry_over", "read", "set_aside", "lift", "use", "give_back",
    "decline",
}  # fmt: skip
FINANCE = {
    "open_pot", "pledge", "approve", "refuse", "record_paid",
    "hold", "release", "return_rest", "read", "payment", "repay", "undo_repay",
}  # fmt: skip
MAY: dict[str, set[str]] = {
    "amina": {"read", "decline"},
    "bram": set(),
    "chen": KEEPER,
    "dalia": set(),
    "els": {"open_pot"},
    "gita": FINANCE | {"undo_pledge"},
    "finn": FINANCE | {"undo_pledge"},
    "noor": set(),
    "ada": {"open_pot", "pledge", "undo_pledge", "hold", "release", "read"},
    "library": set(),
    "steering": {"hold", "release", "read"},
    "keeper elsewhere": set(),
    "finance of one area": {"open_pot", "pledge", "undo_pledge", "hold", "release", "return_rest", "read"},
    "former keeper": set(),
}


def _someone(till: Till, role: str) -> Actor:
    people = {**till.cast.people, "gita": till.gita}
    if role in people:
        return people[role]
    given = {
        "steering": (HatKind.STEERING, till.cast.root),
        "keeper elsewhere": (HatKind.KEEPER, till.cast.other_area),
        "finance of one area": (HatKind.FINANCE, till.cast.area),
        "former keeper": (HatKind.KEEPER, till.cast.area),
    }
    kind, area = given[role]
    actor = meet("Iemand", now=till.now)
    since = till.now.replace(year=till.now.year - 1) if role == "former keeper" else till.now
    until = till.now if role == "former keeper" else None
    give_hat(kind, to=actor, area=area, by=None, now=since, until=until)
    return actor


def _payment(till: Till, state: str) -> Payment:
    actions.pledge(
        till.pot,
        funder=till.cast.library,
        amount=euros(2),
        by=till.cast.finn,
        now=till.now,
        key="spare-pledge",
    )
    actions.set_aside(
        till.pot,
        purpose=actions.Purpose("Buurthuis", "Later"),
        amount=euros(9),
        decided="Wij",
        by=till.cast.chen,
        now=till.now,
        key="first-aside",
    )
    till.paid(euros(20), key="paid-before")
    actions.repay(
        till.grant, amount=euros(2), bank_reference="IN-0", by=_third(till), now=till.now, key="first-repay"
    )
    if state == "refused":
        return actions.refuse_payment(till.order(euros(50)), reason="Eerder", by=till.gita, now=till.now)
    if state == "approved":
        return actions.approve(till.order(euros(50)), by=_third(till), now=till.now)
    return {"ordered": till.order, "paid": till.paid}[state](euros(50))


def _third(till: Till) -> Actor:
    """Someone of finance who is in none of the rows below, so that no answer is a repetition."""
    hans = meet("Hans", now=till.now)
    give_hat(HatKind.FINANCE, to=hans, area=till.cast.root, by=None, now=till.now)
    return hans


@pytest.mark.parametrize("state", list(NEVER))
@pytest.mark.parametrize("role", list(MAY))
def test_role_state_verb(till: Till, role: str, state: str) -> None:
    payment, actor = _payment(till, state), _someone(till, role)
    wrong = []
    for name, verb in VERBS.items():
        expected = "yes" if name in MAY[role] else "no"
        if expected == "yes" and (name in NEVER[state] or (role, name) == WROTE_IT_DOWN):
            expected = "not now"
        sid = transaction.savepoint()
        try:
            verb(till, payment, actor)
            got = "yes"
        except Refusal as refusal:
            got = "not now" if refusal.status == 409 else "no"
        transaction.savepoint_rollback(sid)
        if got != expected:
            wrong.append((name, expected, got))
    assert wrong == []


def test_that_a_grant_exists_is_private(till: Till) -> None:
    with pytest.raises(Refusal) as refused:
        access.grant(till.grant.public_id, actor=till.cast.bram, now=till.now)
    assert refused.value.status == 404
    with pytest.raises(Refusal) as unknown:
        access.grant("0000000000", actor=till.cast.bram, now=till.now)
    assert unknown.value.reason == refused.value.reason
