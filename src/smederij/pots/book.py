"""The book of a pot, for everybody: every movement in plain words, whose euros it took, and year by year.

Organisations are named; people never are.
"""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from smederij.base.clock import AMSTERDAM
from smederij.base.money import ZERO, Money
from smederij.base.sheets import plain_cell
from smederij.pots.models import Account, AccountKind, Code, Pot, Transfer
from smederij.pots.queries import public_name
from smederij.pots.tracing import Trace, trace


@dataclass(frozen=True)
class Movement:
    """One transfer in words; `of` says whose euros it took."""

    at: datetime
    words: str
    decided: str
    amount: Money
    of: list[tuple[str, Money]]
    url: str = ""


@dataclass(frozen=True)
class Year:
    """A calendar year of a pot: what was there, what came, what went, what goes along to the next."""

    year: int
    start: Money
    came: Money
    paid: Money
    back: Money

    @property
    def end(self) -> Money:
        return self.start + self.came - self.paid - self.back


@dataclass(frozen=True)
class Origin:
    """Where the euros are that one funder put in."""

    funder: str
    put_in: Money
    where: list[tuple[str, Money]]


@dataclass(frozen=True)
class Book:
    """The whole book of a pot, newest movement first."""

    pot: Pot
    movements: list[Movement]
    years: list[Year]
    origins: list[Origin]


def books(pots: Sequence[Pot]) -> list[Book]:
    """Several books with two queries, whatever the number of pots and movements."""
    return [_book(found) for found in trace(pots)]


def _book(found: Trace) -> Book:
    names = _names(found)
    by_day = sorted(found.transfers, key=lambda one: (one.at, one.pk))  # some are written down afterwards
    movements = [_movement(one, found, names=names) for one in by_day]
    return Book(
        pot=found.pot, movements=movements[::-1], years=_years(found.transfers), origins=_origins(found)
    )


def _names(found: Trace) -> dict[int, str]:
    pledged = [one.debit.funder for one in found.transfers if one.code == Code.PLEDGE]
    return {actor.pk: public_name(actor) for actor in pledged if actor is not None}


def _movement(transfer: Transfer, found: Trace, *, names: dict[int, str]) -> Movement:
    parts = found.purse.parts[transfer.pk]
    shown = found.accounts.get(transfer.credit_id) or found.accounts.get(transfer.debit_id)
    about = shown.grant.initiative if shown and shown.grant else None
    decides = transfer.code in {Code.ASIDE, Code.LIFT, Code.AWARD}
    return Movement(
        at=transfer.at,
        words=_sentence(transfer, found),
        decided=transfer.note if decides else "",
        amount=Money(transfer.cents),
        of=[(names[one], Money(cents)) for one, cents in parts.items() if cents],
        url=about.get_absolute_url() if about and about.confirmed_at and not about.withdrawn_at else "",
    )


def _sentence(transfer: Transfer, found: Trace) -> str:
    code = str(transfer.reverses.code if transfer.reverses else transfer.code)
    key = f"undo-{code}" if transfer.reverses else code
    return _sentences()[key] % _words(transfer, found)


def _sentences() -> dict[str, str]:
    return {
        "pledge": _("%(amount)s from %(funder)s came into the pot"),
        "award": _("%(amount)s was promised to “%(title)s”"),
        "order": _("a payment of %(amount)s for “%(title)s” was asked for"),
        "paid": _("%(amount)s was paid for “%(title)s”"),
        "rest": _("“%(title)s” did not need %(amount)s"),
        "carry": _("%(amount)s that was left over came into the pot again"),
        "aside": _("%(amount)s was set aside for “%(aside)s”"),
        "lift": _("%(amount)s that was set aside for “%(aside)s” came into the pot again"),
        "repay": _("“%(title)s” paid %(amount)s back"),
        "back": _("%(amount)s is going back to %(funder)s"),
        "home": _("%(amount)s is back with %(funder)s"),
        "undo-pledge": _("put right: %(amount)s from %(funder)s did not come in"),
        "undo-order": _("put right: a payment of %(amount)s for “%(title)s” did not go on"),
        "undo-repay": _("put right: %(amount)s from “%(title)s” did not come back"),
        "undo-back": _("put right: %(amount)s does not go back to %(funder)s yet"),
    }


def _words(transfer: Transfer, found: Trace) -> dict[str, object]:
    sides = [found.accounts.get(pk) for pk in (transfer.debit_id, transfer.credit_id)]
    grant = next((one.grant for one in sides if one and one.grant), None)
    aside = next((one.aside for one in sides if one and one.aside), None)
    funder = transfer.debit.funder or transfer.credit.funder
    return {
        "amount": Money(transfer.cents),
        "title": grant.initiative.title if grant else "",
        "aside": aside.name if aside else "",
        "funder": public_name(funder),
    }


def _years(transfers: Sequence[Transfer]) -> list[Year]:
    """From the first movement to the last, no year left out; what was put right counts in its own year."""
    sums: dict[int, list[int]] = {}
    for one in transfers:
        came, paid, back = sums.setdefault(one.at.astimezone(AMSTERDAM).year, [0, 0, 0])
        came += _flow(one, AccountKind.FUNDER, Code.PLEDGE)
        paid -= _flow(one, AccountKind.PAID, Code.PAID, Code.REPAY)
        back -= _flow(one, AccountKind.FUNDER, Code.HOME)
        sums[one.at.astimezone(AMSTERDAM).year] = [came, paid, back]
    years, start = [], ZERO
    for number in range(min(sums, default=0), max(sums, default=-1) + 1):
        came, paid, back = sums.get(number, [0, 0, 0])
        years.append(Year(number, start, Money(came), Money(paid), Money(back)))
        start = years[-1].end
    return years[::-1]


def _flow(transfer: Transfer, kind: str, *codes: str) -> int:
    """What left accounts of this kind by these codes or by undoing them; negative when it came there."""
    code = transfer.reverses.code if transfer.reverses else transfer.code
    if code not in codes:
        return 0
    return transfer.cents if transfer.debit.kind == kind else -transfer.cents


def _origins(found: Trace) -> list[Origin]:
    """Per funder where its euros are, to the cent."""
    names, put_in = _names(found), _put_in(found)
    places = [(one, _place(one)) for one in found.accounts.values()]
    origins = []
    for funder, name in names.items():
        where: dict[str, Money] = {}
        for account, words in places:
            if cents := found.purse.at(account.pk)[funder]:
                where[words] = where.get(words, ZERO) + Money(cents)
        if home := sum(held[funder] for pk, held in found.purse.places.items() if pk not in found.accounts):
            where[_("back with who put it in")] = Money(home)
        if put_in.get(funder):
            origins.append(Origin(name, put_in[funder], sorted(where.items(), key=lambda one: -one[1].cents)))
    return sorted(origins, key=lambda one: (-one.put_in.cents, one.funder))


def _put_in(found: Trace) -> dict[int, Money]:
    sums: dict[int, Money] = {}
    for one in found.transfers:
        undone = one.reverses is not None and one.reverses.code == Code.PLEDGE
        funder = one.debit.funder_id if one.code == Code.PLEDGE else one.credit.funder_id if undone else None
        if funder is not None:
            sums[funder] = sums.get(funder, ZERO) + Money(-one.cents if undone else one.cents)
    return sums


def _place(account: Account) -> str:
    """Where money is, in words for everybody."""
    title = account.grant.initiative.title if account.grant else ""
    words = {
        AccountKind.POT: _("still in the pot"),
        AccountKind.SURPLUS: _("left over"),
        AccountKind.ASIDE: _("set aside: %(name)s") % {"name": account.aside},
        AccountKind.LEAVING: _("going back to who put it in"),
        AccountKind.RESERVED: _("promised: %(title)s") % {"title": title},
        AccountKind.PAYABLE: _("being paid: %(title)s") % {"title": title},
        AccountKind.PAID: _("paid: %(title)s") % {"title": title},
    }
    return words[AccountKind(account.kind)]


def as_csv(book: Book) -> str:
    """Every movement, oldest first, as a spreadsheet in Dutch reads it; a column per funder, in euros."""
    funders = sorted({name for one in book.movements for name, _amount in one.of})
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow([_("date"), _("what happened"), _("who decided"), _("amount"), *map(plain_cell, funders)])
    for one in reversed(book.movements):
        shares: dict[str, int] = {}
        for name, amount in one.of:
            shares[name] = shares.get(name, 0) + amount.cents
        sums = [_euros(shares[name]) if name in shares else "" for name in funders]
        day = one.at.astimezone(AMSTERDAM).date().isoformat()
        writer.writerow(
            [day, plain_cell(one.words), plain_cell(one.decided), _euros(one.amount.cents), *sums]
        )
    return out.getvalue()


def _euros(cents: int) -> str:
    return f"{cents // 100},{cents % 100:02}"
