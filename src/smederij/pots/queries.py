"""What pages and other rooms ask about money; every answer comes from the ledger."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from fractions import Fraction

from django.conf import settings
from django.db.models import F, Min, Q, QuerySet, Sum
from django.utils.translation import gettext as _

from smederij.base import rooms
from smederij.base.look import Part
from smederij.base.money import ZERO, Money
from smederij.base.rooms import Promise
from smederij.initiatives.models import Initiative
from smederij.people.models import Actor, ActorKind, Hat, HatKind
from smederij.places.models import Area
from smederij.pots.drawing import Flow, draw
from smederij.pots.models import (
    Account,
    AccountKind,
    Audit,
    Code,
    Grant,
    Payment,
    PaymentState,
    Pot,
    SetAside,
    Transfer,
)


@dataclass(frozen=True)
class Share:
    """What one funder put in, and which part of all that came in that is, exactly."""

    funder: str
    amount: Money
    part: Fraction = Fraction(1)

    @property
    def part_words(self) -> str:
        """Exactly, in the smallest numbers: 3 of 5."""
        return _("%(part)d of %(whole)d") % {"part": self.part.numerator, "whole": self.part.denominator}


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
            Part(_("no, thank you") if self.grant.declined_at else _("not needed"), self.returned),
        ]
        return [part for part in parts if part.cents]

    @property
    def says_more(self) -> bool:
        """Whether the sentence tells what the bar with its words does not."""
        return bool(self.grant.held_reason) or self.grant.declined_at is not None

    @property
    def sentence(self) -> str:
        """How it stands, in words for everybody."""
        if self.grant.declined_at:
            return _("“no, thank you”; the money is in the pot again")
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
class AsideLine:
    """What stands apart for a later purpose."""

    aside: SetAside
    amount: Money


@dataclass(frozen=True)
class Statement:
    """Every euro of a pot, from who gave it to where it is now."""

    pot: Pot
    shares: list[Share]
    available: Money
    surplus: Money
    grants: list[GrantLine]
    asides: list[AsideLine] = field(default_factory=list)
    promises: list[Promise] = field(default_factory=list)
    leaving: Money = ZERO
    returned: Money = ZERO

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
    def set_aside(self) -> Money:
        return sum((line.amount for line in self.asides), ZERO)

    @property
    def promised(self) -> Money:
        """What running rounds may count on, as far as it is there."""
        return min(sum((one.amount for one in self.promises), ZERO), self.available)

    @property
    def free(self) -> Money:
        """What nobody counts on yet."""
        return self.available - self.promised

    @property
    def total(self) -> Money:
        return sum((share.amount for share in self.shares), ZERO)

    @property
    def came_from(self) -> list[Part]:
        """The pot by who filled it."""
        return [Part(share.funder, share.amount) for share in self.shares]

    @property
    def flow(self) -> Flow | None:
        """The same as a drawing."""
        return draw(self.came_from, self.went_to)

    @property
    def went_to(self) -> list[Part]:
        """The same euros by where they are now; what is nothing is left out."""
        parts = [
            Part(_("paid"), self.paid),
            Part(_("being paid"), self.ordered),
            Part(_("promised to an initiative"), self.reserved),
            *(
                Part(_("set aside: %(name)s") % {"name": line.aside.name}, line.amount)
                for line in self.asides
            ),
            Part(_("promised to a round"), self.promised),
            Part(_("left over"), self.surplus),
            Part(_("going back to who put it in"), self.leaving),
            Part(_("back with who put it in"), self.returned),
            Part(_("still free"), self.free),
        ]
        return [part for part in parts if part.cents]


def statement(pot: Pot) -> Statement:
    """One pot, whole."""
    return statements([pot])[0]


def statements(pots: Sequence[Pot]) -> list[Statement]:
    """Several pots with a fixed number of queries, whatever their number."""
    lines = lines_where(Grant.objects.filter(pot__in=pots))
    own = list(Account.objects.filter(pot__in=pots).select_related("aside").order_by("pk"))
    left: Counter[tuple[int | None, str]] = Counter()
    for one in own:
        left[one.pot_id, one.kind] += one.credits - one.debits
    shares, returned = _shares(pots), _returned(pots)
    promised = rooms.promised([pot.pk for pot in pots])
    return [
        Statement(
            pot=pot,
            shares=shares.get(pot.pk, []),
            available=Money(left[pot.pk, AccountKind.POT]),
            surplus=Money(left[pot.pk, AccountKind.SURPLUS]),
            grants=[line for line in lines if line.grant.pot_id == pot.pk],
            asides=_asides([one for one in own if one.pot_id == pot.pk]),
            promises=[one for one in promised if one.pot_id == pot.pk],
            leaving=Money(left[pot.pk, AccountKind.LEAVING]),
            returned=returned.get(pot.pk, ZERO),
        )
        for pot in pots
    ]


def _asides(own: Sequence[Account]) -> list[AsideLine]:
    """What stands apart now; what was used or went back is left out."""
    lines = [AsideLine(one.aside, Money(one.credits - one.debits)) for one in own if one.aside]
    return [line for line in lines if line.amount]


def _returned(pots: Sequence[Pot]) -> dict[int | None, Money]:
    """Per pot what its funders got back."""
    sums = Transfer.objects.filter(debit__pot__in=pots, code=Code.HOME).values_list("debit__pot")
    return {pot: Money(cents) for pot, cents in sums.annotate(cents=Sum("cents"))}


def pots_of(area: Area) -> list[Pot]:
    """The pots this area decides over, newest first."""
    return list(Pot.objects.filter(area=area).select_related("area"))


def available(pot: Pot) -> Money:
    """What can still be divided."""
    return available_in([pot.pk]).get(pot.pk, ZERO)


def available_in(pot_ids: Collection[int]) -> dict[int, Money]:
    """The same for several pots by number, in one query; a pot that never had money is left out."""
    accounts = Account.objects.filter(pot__in=pot_ids, kind=AccountKind.POT)
    sums = accounts.values_list("pot_id", "credits", "debits")
    return {pot: Money(credits - debits) for pot, credits, debits in sums if pot is not None}


def grants_of(initiative: Initiative) -> list[GrantLine]:
    """What an initiative got, newest first, with where that money is."""
    return lines_where(Grant.objects.filter(initiative=initiative))


def has_open_grant(initiative_id: int) -> bool:
    """Whether money for this initiative is still reserved or on its way."""
    open_kinds = [AccountKind.RESERVED, AccountKind.PAYABLE]
    held = Account.objects.filter(grant__initiative=initiative_id, kind__in=open_kinds)
    return held.filter(credits__gt=F("debits")).exists()


def areas_within(hats: QuerySet[Hat]) -> set[int]:
    """The areas these hats count in: their own and all that lie in those."""
    return _inside(set(hats.values_list("area", flat=True)))


def _inside(areas: set[int]) -> set[int]:
    found = set(areas)
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


def who_does_finance(*, now: datetime) -> list[str]:
    """The first names of who looks at payments."""
    worn = Hat.objects.worn(now=now).filter(kind=HatKind.FINANCE, area__parent=None)
    return list(worn.order_by("pk").values_list("actor__name", flat=True).distinct()) or [settings.HELP_NAME]


def counted_on_sentence() -> str:
    """Why a pledge can't be undone while people decide over it, what comes then, and whom to call."""
    words = {"name": settings.HELP_NAME, "phone": settings.HELP_PHONE}
    return (
        _(
            "People are voting on this money now, so it stays in the pot until that is over. Did it never "
            "come in? Call %(name)s: %(phone)s. Then the funders put it in, or decide together what now."
        )
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


def _shares(pots: Sequence[Pot]) -> dict[int | None, list[Share]]:
    """Per pot what each funder put in, the largest first; what was undone no longer counts."""
    rows = (
        Transfer.objects.filter(credit__pot__in=pots, code=Code.PLEDGE, reversed_by=None)
        .values_list("credit__pot", "debit__funder")
        .annotate(cents=Sum("cents"))
        .order_by("-cents", "debit__funder__name", "debit__funder")
    )
    sums = list(rows)
    funders = Actor.objects.in_bulk({funder for _pot, funder, _cents in sums if funder})
    whole: Counter[int | None] = Counter()
    for pot, _funder, cents in sums:
        whole[pot] += cents
    shares: dict[int | None, list[Share]] = {}
    for pot, funder, cents in sums:
        name = public_name(funders.get(funder or 0))
        shares.setdefault(pot, []).append(Share(name, Money(cents), Fraction(cents, whole[pot])))
    return shares


def public_name(actor: Actor | None) -> str:
    """An organisation or group by its name; people are not named beside money."""
    if actor is None or not actor.name:
        return _("someone")
    return _("a neighbour") if actor.kind == ActorKind.PERSON else actor.name


def aside_left(aside: SetAside) -> Money:
    """What still stands apart under this name."""
    account = Account.objects.filter(aside=aside).first()
    return Money(account.credits - account.debits) if account else ZERO


def initiatives_for(pot: Pot) -> QuerySet[Initiative]:
    """What money of this pot may go to: shown, in its area or in one that lies in it."""
    return Initiative.objects.shown().filter(area__in=_inside({pot.area_id})).order_by("title", "pk")


def repaid(grant: Grant) -> QuerySet[Transfer]:
    """What was paid back of a grant and still counts, newest first."""
    back = Transfer.objects.filter(debit__grant=grant, code=Code.REPAY, reversed_by=None)
    return back.order_by("-pk")


def report_due(grants: Sequence[Grant]) -> dict[int, datetime]:
    """By grant, before when people would like to hear how it went: counted from its first payment.

    Nothing while nothing was paid, or where nothing was agreed. One query.
    """
    paid = Payment.objects.filter(grant__in=[one.pk for one in grants], state=PaymentState.PAID)
    first = dict(paid.values_list("grant").annotate(first=Min("paid_at")).values_list("grant", "first"))
    return {
        one.pk: first[one.pk] + timedelta(weeks=one.report_weeks)
        for one in grants
        if one.report_weeks is not None and one.pk in first
    }


def lines_of(grants: Sequence[Grant]) -> list[GrantLine]:
    """The same grants with where their money is; two queries."""
    return lines_where(Grant.objects.filter(pk__in=[grant.pk for grant in grants]))


def lines_where(grants: QuerySet[Grant]) -> list[GrantLine]:
    """Those grants with where their money is; two queries."""
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
