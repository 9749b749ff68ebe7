"""What pages and other rooms ask about money; every answer comes from the ledger."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db.models import F, Q, QuerySet, Sum
from django.utils.translation import gettext as _

from smederij.base.look import Part
from smederij.base.money import ZERO, Money
from smederij.initiatives.models import Initiative
from smederij.people.models import Actor, ActorKind, Hat, HatKind
from smederij.places.models import Area
from smederij.pots import rules
from smederij.pots.models import (
    Account,
    AccountKind,
    Audit,
    Code,
    Grant,
    Payment,
    PaymentState,
    Pot,
    Transfer,
)

LATEST_PAID = 20


@dataclass(frozen=True)
class Share:
    """What one funder put in."""

    funder: str
    amount: Money


@dataclass(frozen=True)
class GrantLine:
    """Where the money of one grant is: still reserved, ordered, paid, or given back."""

    grant: Grant
    reserved: Money
    ordered: Money
    paid: Money

    @property
    def title(self) -> str:
        return self.grant.initiative.title

    @property
    def by(self) -> str:
        return self.grant.initiative.starter.name

    @property
    def amount(self) -> Money:
        amount: Money = self.grant.amount
        return amount

    @property
    def returned(self) -> Money:
        return self.amount - self.reserved - self.ordered - self.paid

    @property
    def went_to(self) -> list[Part]:
        """The grant by where its money is now; what is nothing is left out."""
        parts = [
            Part(_("paid"), self.paid),
            Part(_("being paid"), self.ordered),
            Part(_("ready to be used"), self.reserved),
            Part(_("not needed"), self.returned),
        ]
        return [part for part in parts if part.cents]

    @property
    def sentence(self) -> str:
        """How it stands, in words for everybody."""
        if self.grant.held_reason:
            return _("waits: %(reason)s") % {"reason": self.grant.held_reason.rstrip(" .")}
        if self.ordered:
            return _("a payment is on its way")
        if self.paid and not self.reserved:
            return _("paid")
        if self.paid:
            return _("partly paid")
        return _("ready to be used") if self.reserved else _("not needed after all")


@dataclass(frozen=True)
class Statement:
    """Every euro of a pot, from who gave it to where it is now."""

    pot: Pot
    shares: list[Share]
    available: Money
    surplus: Money
    grants: list[GrantLine]

    @property
    def reserved(self) -> Money:
        return sum((line.reserved for line in self.grants), ZERO)

    @property
    def ordered(self) -> Money:
        return sum((line.ordered for line in self.grants), ZERO)

    @property
    def paid(self) -> Money:
        return sum((line.paid for line in self.grants), ZERO)

    @property
    def total(self) -> Money:
        return sum((share.amount for share in self.shares), ZERO)

    @property
    def came_from(self) -> list[Part]:
        """The pot by who filled it."""
        return [Part(share.funder, share.amount) for share in self.shares]

    @property
    def went_to(self) -> list[Part]:
        """The same euros by where they are now; what is nothing is left out."""
        parts = [
            Part(_("paid"), self.paid),
            Part(_("being paid"), self.ordered),
            Part(_("promised"), self.reserved),
            Part(_("left over"), self.surplus),
            Part(_("still to divide"), self.available),
        ]
        return [part for part in parts if part.cents]


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


def statement(pot: Pot) -> Statement:
    """One pot, whole."""
    return statements([pot])[0]


def statements(pots: Sequence[Pot]) -> list[Statement]:
    """Several pots with three queries, whatever their number."""
    lines = _lines(Grant.objects.filter(pot__in=pots))
    own = Account.objects.filter(pot__in=pots)
    left = {(one.pot_id, one.kind): Money(one.credits - one.debits) for one in own}
    shares = _shares(pots)
    return [
        Statement(
            pot=pot,
            shares=shares.get(pot.pk, []),
            available=left.get((pot.pk, AccountKind.POT), ZERO),
            surplus=left.get((pot.pk, AccountKind.SURPLUS), ZERO),
            grants=[line for line in lines if line.grant.pot_id == pot.pk],
        )
        for pot in pots
    ]


def pots_of(area: Area) -> list[Pot]:
    """The pots this area decides over, newest first."""
    return list(Pot.objects.filter(area=area).select_related("area"))


def available(pot: Pot) -> Money:
    """What can still be divided."""
    account = Account.objects.filter(pot=pot, kind=AccountKind.POT).first()
    return Money(account.credits - account.debits) if account else ZERO


def grants_of(initiative: Initiative) -> list[GrantLine]:
    """What an initiative got, newest first, with where that money is."""
    return _lines(Grant.objects.filter(initiative=initiative))


def has_open_grant(initiative_id: int) -> bool:
    """Whether money for this initiative is still reserved or on its way."""
    open_kinds = [AccountKind.RESERVED, AccountKind.PAYABLE]
    held = Account.objects.filter(grant__initiative=initiative_id, kind__in=open_kinds)
    return held.filter(credits__gt=F("debits")).exists()


def steps(line: GrantLine, *, whole_numbers: bool) -> list[Step]:
    """How a grant's money went so far and what comes next, oldest first."""
    payments = line.grant.payments.select_related("decided_by").order_by("ordered_at", "pk")
    told = [Step(_("%(amount)s granted") % {"amount": line.amount}, line.grant.granted_at)]
    for payment in payments:
        told += _payment_steps(payment, whole_numbers=whole_numbers)
    if line.returned:
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
    return _lines(waiting.order_by("granted_at"))


def sent_back(lines: Sequence[GrantLine]) -> dict[int, Payment]:
    """Per grant its last payment, when finance sent that one back; one query."""
    payments = _payments().filter(grant__in=[line.grant for line in lines]).order_by("ordered_at", "pk")
    last = {payment.grant_id: payment for payment in payments}
    return {pk: payment for pk, payment in last.items() if payment.state == PaymentState.REFUSED}


def areas_within(hats: QuerySet[Hat]) -> set[int]:
    """The areas these hats count in: their own and all that lie in those."""
    found = set(hats.values_list("area", flat=True))
    parents = dict(Area.objects.values_list("pk", "parent")) if found else {}
    while inside := {pk for pk, parent in parents.items() if parent in found and pk not in found}:
        found |= inside
    return found


def stopped() -> bool:
    """Whether an audit found something wrong that nobody lifted since, so that nobody can pay."""
    lifted = Audit.objects.exclude(lifted_by="").filter(problems=[]).order_by("-pk").first()
    return Audit.objects.exclude(problems=[]).filter(pk__gt=lifted.pk if lifted else 0).exists()


def stop_sentence() -> str:
    """What people read while the books are not right, with whom to call."""
    words = {"name": settings.HELP_NAME, "phone": settings.HELP_PHONE}
    return (
        _("Something in the books is not right: paying is not possible now. Call %(name)s: %(phone)s.")
        % words
    )


def possible_funders() -> QuerySet[Actor]:
    """Organisations and groups, and whoever wears the hat of a funder."""
    kinds = Q(kind__in=[ActorKind.ORGANISATION, ActorKind.GROUP]) | Q(hats__kind=HatKind.FUNDER)
    return Actor.objects.filter(kinds, forgotten_at=None).distinct().order_by("name", "pk")


def pledges(pots: Iterable[Pot], *, since: datetime | None = None) -> list[Transfer]:
    """What came in and still counts, newest first."""
    found = Transfer.objects.filter(credit__pot__in=list(pots), code=Code.PLEDGE, reversed_by=None)
    if since is not None:
        found = found.filter(at__gte=since)
    return list(found.select_related("debit__funder", "credit__pot__area").order_by("-pk"))


def _shares(pots: Sequence[Pot]) -> dict[int, list[Share]]:
    """Per pot what each funder put in, the largest first; what was undone no longer counts."""
    rows = (
        Transfer.objects.filter(credit__pot__in=pots, code=Code.PLEDGE, reversed_by=None)
        .values(pot=F("credit__pot"), funder=F("debit__funder"), name=F("debit__funder__name"))
        .annotate(cents=Sum("cents"))
        .order_by("-cents", "name", "funder")
    )
    shares: dict[int, list[Share]] = {}
    for row in rows:
        share = Share(row["name"] or _("someone"), Money(row["cents"]))
        shares.setdefault(row["pot"], []).append(share)
    return shares


def lines_of(grants: Sequence[Grant]) -> list[GrantLine]:
    """The same grants with where their money is; two queries."""
    return _lines(Grant.objects.filter(pk__in=[grant.pk for grant in grants]))


def _lines(grants: QuerySet[Grant]) -> list[GrantLine]:
    found = list(grants.select_related("initiative__starter", "initiative__area", "pot__area"))
    sums: dict[tuple[int | None, str], Money] = {
        (one.grant_id, one.kind): Money(one.credits - one.debits)
        for one in Account.objects.filter(grant__in=found)
    }
    return [
        GrantLine(
            grant=grant,
            reserved=sums.get((grant.pk, AccountKind.RESERVED), ZERO),
            ordered=sums.get((grant.pk, AccountKind.PAYABLE), ZERO),
            paid=sums.get((grant.pk, AccountKind.PAID), ZERO),
        )
        for grant in found
    ]


def _payments() -> QuerySet[Payment]:
    return Payment.objects.select_related("grant__pot__area", "grant__initiative", "ordered_by", "decided_by")
