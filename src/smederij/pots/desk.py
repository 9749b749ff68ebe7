"""What waits for who handles money: orders for finance, grants for keepers, how a payment went."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import F, QuerySet
from django.utils.translation import gettext as _

from smederij.people.models import Hat, HatKind
from smederij.pots import rules
from smederij.pots.models import Account, AccountKind, Grant, Payment, PaymentState
from smederij.pots.queries import GrantLine, areas_within, lines_where, stopped

LATEST_PAID = 20


@dataclass(frozen=True)
class Step:
    """One thing that happened to a grant's money, or that comes next (without a moment)."""

    words: str
    at: datetime | None
    more: str = ""
    done: bool = True


@dataclass(frozen=True)
class FinancePage:
    """What waits for finance, oldest first, and what was paid last."""

    ordered: list[Payment]
    approved: list[Payment]
    paid: list[Payment]
    stopped: bool


def steps(line: GrantLine, *, whole_numbers: bool) -> list[Step]:
    """How a grant's money went so far and what comes next, oldest first."""
    payments = line.grant.payments.select_related("decided_by").order_by("ordered_at", "pk")
    told = [Step(_("%(amount)s granted") % {"amount": line.amount}, line.grant.granted_at)]
    for payment in payments:
        told += _payment_steps(payment, whole_numbers=whole_numbers)
    if line.grant.declined_at:
        words = {"name": str(line.grant.declined_by or ""), "amount": line.returned}
        back = _("“No, thank you”: %(amount)s went back")
        told.append(Step(back % words, line.grant.declined_at, _("written down by %(name)s") % words))
    elif line.returned:
        told.append(Step(_("%(amount)s went back to the neighbourhood") % {"amount": line.returned}, None))
    return told


def _payment_steps(payment: Payment, *, whole_numbers: bool) -> list[Step]:
    number = rules.spaced(payment.iban) if whole_numbers else rules.masked(payment.iban)
    words = {"amount": payment.amount, "payee": payment.payee, "name": str(payment.decided_by or "")}
    ordered = Step(_("%(amount)s ordered for %(payee)s") % words, payment.ordered_at, number)
    after = {
        PaymentState.ORDERED: [Step(_("Finance looks at it"), None, done=False)],
        PaymentState.REFUSED: [Step(_("%(name)s sent it back") % words, payment.decided_at, payment.refusal)],
        PaymentState.APPROVED: [
            Step(_("%(name)s approved it") % words, payment.decided_at),
            Step(_("The bank pays it"), None, done=False),
        ],
        PaymentState.PAID: [
            Step(_("%(name)s approved it") % words, payment.decided_at),
            Step(_("%(amount)s paid") % words, payment.paid_at, payment.bank_reference or ""),
        ],
    }
    return [ordered, *after[PaymentState(payment.state)]]


def finance_page() -> FinancePage:
    """All payments that finance has to do something with, in the whole municipality."""
    found = _payments()
    waiting = list(
        found.filter(state__in=[PaymentState.ORDERED, PaymentState.APPROVED]).order_by("ordered_at")
    )
    return FinancePage(
        ordered=[one for one in waiting if one.state == PaymentState.ORDERED],
        approved=[one for one in waiting if one.state == PaymentState.APPROVED],
        paid=list(found.filter(state=PaymentState.PAID).order_by("-paid_at")[:LATEST_PAID]),
        stopped=stopped(),
    )


def to_order(actor_id: int, *, now: datetime) -> list[GrantLine]:
    """Grants of this keeper's pots with money left that nobody holds; a payment may be on its way."""
    kept = areas_within(Hat.objects.worn(now=now).filter(actor=actor_id, kind=HatKind.KEEPER))
    if not kept:
        return []
    reserved = Account.objects.filter(kind=AccountKind.RESERVED, credits__gt=F("debits"))
    waiting = Grant.objects.filter(pot__area__in=kept, held_reason="", pk__in=reserved.values("grant"))
    return lines_where(waiting.order_by("granted_at"))


def sent_back(lines: Sequence[GrantLine]) -> dict[int, Payment]:
    """Per grant its last payment, when finance sent that one back; one query."""
    payments = _payments().filter(grant__in=[line.grant for line in lines]).order_by("ordered_at", "pk")
    last = {payment.grant_id: payment for payment in payments}
    return {pk: one for pk, one in last.items() if pk and one.state == PaymentState.REFUSED}


def _payments() -> QuerySet[Payment]:
    return Payment.objects.select_related(
        "grant__pot__area", "grant__initiative", "pot__area", "funder", "ordered_by", "decided_by"
    )
