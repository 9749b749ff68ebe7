"""A pot's transfers, read once, and whose euros they moved."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from django.db.models import Q

from smederij.base.money import Money
from smederij.people.models import Actor
from smederij.pots.models import Account, AccountKind, Code, Pot, Transfer
from smederij.pots.shares import Move, Purse


@dataclass(frozen=True)
class Trace:
    """Every transfer of one pot, oldest first, with the purse they left."""

    pot: Pot
    transfers: list[Transfer]
    accounts: dict[int, Account]
    purse: Purse

    def held(self, kind: AccountKind) -> list[tuple[Account, dict[int, Money]]]:
        """Per account of this kind whose euros lie there, by actor."""
        return [
            (one, {funder: Money(cents) for funder, cents in self.purse.at(one.pk).items() if cents})
            for one in self.accounts.values()
            if one.kind == kind
        ]


def trace(pots: Sequence[Pot]) -> list[Trace]:
    """Several pots with two queries, whatever their number."""
    own = Q(pot__in=pots) | Q(grant__pot__in=pots)
    accounts = list(
        Account.objects.filter(own).select_related("grant__initiative", "aside", "funder").order_by("pk")
    )
    home = {one.pk: one.pot_id or (one.grant.pot_id if one.grant else None) for one in accounts}
    transfers: dict[int | None, list[Transfer]] = {}
    for transfer in _transfers(accounts):
        transfers.setdefault(home.get(transfer.debit_id) or home.get(transfer.credit_id), []).append(transfer)
    return [
        _trace(pot, transfers.get(pot.pk, []), [one for one in accounts if home[one.pk] == pot.pk])
        for pot in pots
    ]


def _transfers(accounts: Sequence[Account]) -> list[Transfer]:
    ids = [one.pk for one in accounts]
    moved = Transfer.objects.filter(Q(debit__in=ids) | Q(credit__in=ids))
    return list(moved.select_related("debit__funder", "credit__funder", "reverses").order_by("pk"))


def _trace(pot: Pot, transfers: list[Transfer], accounts: list[Account]) -> Trace:
    known = {one.pk: one for one in accounts}
    return Trace(pot=pot, transfers=transfers, accounts=known, purse=purse(transfers))


def purse(transfers: Sequence[Transfer]) -> Purse:
    """Whose euros lie where after a pot's transfers, oldest first, whose two accounts are at hand."""
    sides = {side.pk: side for one in transfers for side in (one.debit, one.credit)}
    gone = {pk for pk, one in sides.items() if one.kind in {AccountKind.FUNDER, AccountKind.LEAVING}}
    return Purse(gone=frozenset(gone)).take(move(one) for one in transfers)


def move(transfer: Transfer) -> Move:
    """What the shares need to know of a transfer whose two accounts are at hand."""
    undoes = transfer.reverses.code if transfer.reverses else ""
    funder = None
    if transfer.code == Code.PLEDGE:
        funder = transfer.debit.funder_id
    elif transfer.code == Code.BACK or undoes == Code.PLEDGE:
        funder = transfer.credit.funder_id
    return Move(
        id=transfer.pk,
        debit=transfer.debit_id,
        credit=transfer.credit_id,
        cents=transfer.cents,
        code=str(transfer.code),
        undoes=str(undoes),
        funder=funder,
    )


@dataclass(frozen=True)
class Funding:
    """What a funder put in, which part of the pot was its at the start and is now, and what is left of it."""

    funder: Actor
    put_in: Money
    left: Money
    share: Fraction

    @property
    def can_go_back(self) -> bool:
        return bool(self.left)


def funding(pot: Pot) -> list[Funding]:
    """Who put in, the largest first."""
    (found,) = trace([pot])
    put_in: dict[int, int] = {}
    funders: dict[int, Actor] = {}
    for one in found.transfers:
        side = one.debit if one.code == Code.PLEDGE else one.credit
        if side.funder is not None and Code.PLEDGE in (one.code, one.reverses.code if one.reverses else ""):
            funders[side.funder.pk] = side.funder
            put_in[side.funder.pk] = put_in.get(side.funder.pk, 0) + (
                one.cents if one.code == Code.PLEDGE else -one.cents
            )
    left = next((parts for _account, parts in found.held(AccountKind.POT)), {})
    whole = sum(put_in.values())
    lines = [
        Funding(funders[pk], Money(cents), left.get(pk, Money(0)), Fraction(cents, whole))
        for pk, cents in put_in.items()
        if cents
    ]
    return sorted(lines, key=lambda one: (-one.put_in.cents, one.funder.name))


def own_left(pot: Pot, funder: Actor) -> Money:
    """What of a funder's own euros is free in a pot."""
    (found,) = trace([pot])
    held = [parts for _account, parts in found.held(AccountKind.POT)]
    return held[0].get(funder.pk, Money(0)) if held else Money(0)


def own_within(pledge: Transfer) -> Money:
    """What a funder has in a pot and in what came of it: not what went back to it, or is going."""
    pot, funder = pledge.credit.pot, pledge.debit.funder_id
    assert pot is not None
    assert funder is not None
    (found,) = trace([pot])
    return Money(found.purse.within(funder))
