"""Money out, of a grant or back to a funder: the keeper orders, finance decides, the bank pays."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from smederij.base import rooms
from smederij.base.events import record
from smederij.base.money import Money
from smederij.base.refusals import insist, refuse
from smederij.people.models import Actor
from smederij.pots import access, audit, ledger, rules, tracing
from smederij.pots.actions.grants import fresh
from smederij.pots.ledger import Posting
from smederij.pots.models import Account, AccountKind, Code, Grant, Payment, PaymentState, Pot, Transfer


@dataclass(frozen=True)
class _Order:
    """What a keeper filled in, checked."""

    amount: Money
    payee: str
    iban: str
    key: str

    def of(self, by: Actor, now: datetime, **source: Any) -> Payment:
        """The payment as it would be kept: of a grant, or of a pot to its funder."""
        facts = {"payee": self.payee, "iban": self.iban, "key": self.key}
        return Payment(**facts, **source, amount=self.amount, ordered_by=by, ordered_at=now)


@transaction.atomic
def order_payment(  # noqa: PLR0913 -- what a bank needs, and who, when, once
    grant: Grant, *, amount: Money, payee: str, iban: str, by: Actor, now: datetime, key: str
) -> Payment:
    """The keeper asks finance to pay (a part of) a grant, once per key. The money is set aside at once."""
    ledger.lock()
    grant = fresh(grant)
    insist(access.may_order(by, grant, now=now))
    order = _checked(amount=amount, payee=payee, iban=iban, key=key).of(by, now, grant=grant)
    if known := Payment.objects.filter(key=order.key).first():
        return _ordered_before(known, order)
    access.insist_books_are_right()
    left = ledger.balance(ledger.grant_account(grant, AccountKind.RESERVED))
    rules.stop_unless(rules.can_order(amount, left=left, held_reason=grant.held_reason))
    return _ordered(order, now=now)


@transaction.atomic
def give_back(  # noqa: PLR0913 -- what a bank needs, and who, when, once
    pot: Pot, *, funder: Actor, amount: Money, payee: str, iban: str, by: Actor, now: datetime, key: str
) -> Payment:
    """The keeper asks finance to pay a funder what is left of its own euros, or a part, once per key.

    Only what is free in the pot, and never what people vote on now.
    """
    ledger.lock()
    insist(access.may_give_back(by, pot, now=now))
    order = _checked(amount=amount, payee=payee, iban=iban, key=key).of(by, now, pot=pot, funder=funder)
    if known := Payment.objects.filter(key=order.key).first():
        return _ordered_before(known, order)
    access.insist_books_are_right()
    left = ledger.balance(ledger.pot_account(pot)) - amount
    own = tracing.own_left(pot, funder)
    claimed = rooms.claimed(pot.pk)
    rules.stop_unless(rules.can_give_back(amount, own=own, left=left, claimed=claimed))
    return _ordered(order, now=now)


def _checked(*, amount: Money, payee: str, iban: str, key: str) -> _Order:
    try:
        number = rules.read_iban(iban)
    except rules.NotAnIban:
        refuse(_("This account number is not right. Look at the bank card or the invoice once more."))
    payee = payee.strip()
    if not 1 <= len(payee) <= 70:
        refuse(_("Fill in whose account it is, in at most 70 letters."))
    return _Order(amount, payee, number, rules.own_key("order", key))


def _ordered_before(known: Payment, wanted: Payment) -> Payment:
    same = ("grant_id", "pot_id", "funder_id", "amount", "payee", "iban", "ordered_by_id")
    if any(getattr(known, name) != getattr(wanted, name) for name in same):
        refuse(_("This was sent before, with something else in it."))
    return known


def _ordered(payment: Payment, *, now: datetime) -> Payment:
    """Keep the order, and let its money wait where nobody else can use it."""
    payment.save(force_insert=True)
    grant = payment.grant
    if grant is not None:
        debit = ledger.grant_account(grant, AccountKind.RESERVED)
        credit = ledger.grant_account(grant, AccountKind.PAYABLE)
    else:
        debit, credit = ledger.pot_account(payment.source), _leaving(payment)
    posting = Posting(
        debit=debit,
        credit=credit,
        amount=payment.amount,
        code=Code.ORDER if grant else Code.BACK,
        key=f"order-{payment.public_id}",
    )
    ledger.post(posting, by=payment.ordered_by, now=now)
    record("payment.ordered", at=now, actor_id=payment.ordered_by_id, subject=payment)
    return payment


def _leaving(payment: Payment) -> Account:
    assert payment.funder is not None
    return ledger.leaving_account(payment.source, payment.funder)


def approve(payment: Payment, *, by: Actor, now: datetime) -> Payment:
    """Finance lets a payment go to the bank: never who ordered it, and not while anything is wrong.

    Looks at the whole books first, unless that was done just now.
    """
    insist(access.may_do_finance(by, now=now))
    audit.be_recent(now=now)
    return _approve(payment, by=by, now=now)


@transaction.atomic
def _approve(payment: Payment, *, by: Actor, now: datetime) -> Payment:
    ledger.lock()
    payment = _fresh(payment)
    insist(access.may_decide(by, payment, now=now))
    if payment.state == PaymentState.APPROVED and payment.decided_by_id == by.pk:
        return payment
    _insist_state(payment, PaymentState.ORDERED)
    access.insist_books_are_right()
    rules.stop_unless(rules.is_free(payment.held_reason))
    payment.state, payment.decided_by, payment.decided_at = PaymentState.APPROVED, by, now
    payment.save(update_fields=["state", "decided_by", "decided_at"])
    record("payment.approved", at=now, actor_id=by.pk, subject=payment)
    return payment


@transaction.atomic
def refuse_payment(payment: Payment, *, reason: str, by: Actor, now: datetime) -> Payment:
    """Finance sends an order back, or writes down that the bank did; the money is reserved again."""
    ledger.lock()
    payment = _fresh(payment)
    insist(access.may_decide(by, payment, now=now))
    reason = reason.strip()
    if not reason:
        refuse(_("Say why, so that the keeper knows what to do."))
    if payment.state == PaymentState.REFUSED and payment.refusal == reason:
        return payment
    _insist_state(payment, PaymentState.ORDERED, PaymentState.APPROVED)
    order = Transfer.objects.get(key=f"order-{payment.public_id}")
    ledger.undo(order, by=by, now=now)
    payment.state, payment.refusal = PaymentState.REFUSED, reason
    payment.decided_by, payment.decided_at = by, now
    payment.save(update_fields=["state", "refusal", "decided_by", "decided_at"])
    record("payment.refused", at=now, actor_id=by.pk, subject=payment)
    return payment


def record_paid(payment: Payment, *, bank_reference: str, by: Actor, now: datetime) -> Payment:
    """The bank paid, under this reference, which belongs to one payment only.

    A grant held after approval does not stop this: the money has left already, and the books must say so.
    Looks at the whole books first, unless that was done just now.
    """
    insist(access.may_do_finance(by, now=now))
    audit.be_recent(now=now)
    return _record_paid(payment, bank_reference, by=by, now=now)


@transaction.atomic
def _record_paid(payment: Payment, reference: str, *, by: Actor, now: datetime) -> Payment:
    ledger.lock()
    payment = _fresh(payment)
    insist(access.may_decide(by, payment, now=now))
    reference = rules.reference(reference)
    if payment.state == PaymentState.PAID and payment.bank_reference == reference:
        return payment
    _insist_state(payment, PaymentState.APPROVED)
    access.insist_books_are_right()
    if Payment.objects.filter(bank_reference=reference).exists():
        refuse(_("This reference stands with another payment already."))
    return _paid(payment, reference, by=by, now=now)


def _paid(payment: Payment, reference: str, *, by: Actor, now: datetime) -> Payment:
    if payment.grant is not None:
        debit = ledger.grant_account(payment.grant, AccountKind.PAYABLE)
        credit = ledger.grant_account(payment.grant, AccountKind.PAID)
    else:
        assert payment.funder is not None
        debit, credit = _leaving(payment), ledger.funder_account(payment.funder)
    posting = Posting(
        debit=debit,
        credit=credit,
        amount=payment.amount,
        code=Code.PAID if payment.grant else Code.HOME,
        key=f"paid-{payment.public_id}",
    )
    ledger.post(posting, by=by, now=now)
    payment.state, payment.bank_reference, payment.paid_at = PaymentState.PAID, reference, now
    payment.save(update_fields=["state", "bank_reference", "paid_at"])
    record("payment.paid", at=now, actor_id=by.pk, subject=payment)
    return payment


def _insist_state(payment: Payment, *states: str) -> None:
    """Refuse with what happened instead, and by whom."""
    if payment.state in states:
        return
    words = {"name": str(payment.decided_by or "")}
    said = {
        PaymentState.ORDERED: _("Nobody has approved this payment yet."),
        PaymentState.APPROVED: _("%(name)s has approved this payment already.") % words,
        PaymentState.REFUSED: _("%(name)s has refused this payment already.") % words,
        PaymentState.PAID: _("This payment has been paid already."),
    }
    refuse(said[PaymentState(payment.state)])


def _fresh(payment: Payment) -> Payment:
    found = Payment.objects.select_for_update(of=("self",))
    return found.select_related(
        "grant__pot__area__parent__parent", "pot__area", "funder", "ordered_by", "decided_by"
    ).get(pk=payment.pk)
