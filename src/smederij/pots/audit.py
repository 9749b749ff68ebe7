"""Replaying the whole ledger and comparing: what is wrong stops every payment until it is right again."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db import connection, transaction
from django.utils.translation import gettext as _

from smederij.base import sql
from smederij.pots import ledger, queries, tracing
from smederij.pots.models import (
    Account,
    AccountKind,
    Audit,
    Code,
    Grant,
    Payment,
    PaymentState,
    SetAside,
    Transfer,
)

EVERY = timedelta(hours=20)
RECENT = timedelta(minutes=10)
MOST_PROBLEMS = 100
MOVED_BY_PAYMENTS = {Code.ORDER, Code.PAID, Code.BACK, Code.HOME}
UNDOABLE = {Code.PLEDGE, Code.ORDER, Code.REPAY, Code.BACK}
MONEY_TABLES = ("pots_account", "pots_transfer", "pots_grant", "pots_payment", "pots_setaside", "pots_audit")


@dataclass
class Replay:
    """What the transfers say, read once from the first to the last."""

    count: int = 0
    head: str = ledger.GENESIS
    debits: Counter[int] = field(default_factory=Counter)
    credits: Counter[int] = field(default_factory=Counter)
    by_key: dict[str, Transfer] = field(default_factory=dict)
    by_id: dict[int, Transfer] = field(default_factory=dict)
    undone: dict[int, Transfer] = field(default_factory=dict)
    heads: dict[int, str] = field(default_factory=dict)
    broken_at: int | None = None


@transaction.atomic
def run(*, now: datetime, lifted_by: str = "") -> Audit:
    """Replay everything under the ledger's lock, so that nothing moves meanwhile, and keep the outcome.

    A finding stops orders, approvals and payments. They go on after an audit that found nothing and that
    somebody, by name, ran to lift the stop; a name with an audit that did find something lifts nothing.
    """
    ledger.lock()
    replay = _replay()
    found = list(_problems(replay))
    kept = found[:MOST_PROBLEMS]
    if len(found) > MOST_PROBLEMS:
        kept.append(_("And %(n)s more.") % {"n": len(found) - MOST_PROBLEMS})
    return Audit.objects.create(
        at=now,
        transfers=replay.count,
        head=replay.head,
        problems=kept,
        lifted_by="" if kept else lifted_by,
    )


def be_recent(*, now: datetime) -> None:
    """Before money leaves: run the audit when the last sound one is older than RECENT. Keeps what it finds.

    A transaction of its own, so that a finding stays when what comes after it is refused.
    """
    sound = Audit.objects.filter(problems=[], at__gt=now - RECENT, at__lte=now)
    if not queries.stopped() and not sound.exists():
        run(now=now)


def nightly(now: datetime) -> int:
    """Once a day, when the clock comes by."""
    if Audit.objects.filter(at__gt=now - EVERY).exists():
        return 0
    run(now=now)
    return 1


def _replay() -> Replay:
    replay = Replay()
    for transfer in Transfer.objects.order_by("pk").iterator(chunk_size=2000):
        if replay.broken_at is None and ledger.link(transfer, previous=replay.head) != transfer.chain:
            replay.broken_at = transfer.pk
        replay.count += 1
        replay.head = transfer.chain
        replay.heads[replay.count] = transfer.chain
        replay.debits[transfer.debit_id] += transfer.cents
        replay.credits[transfer.credit_id] += transfer.cents
        replay.by_key[transfer.key] = transfer
        replay.by_id[transfer.pk] = transfer
        if transfer.reverses_id is not None:
            replay.undone[transfer.reverses_id] = transfer
    return replay


def _problems(replay: Replay) -> Iterator[str]:
    accounts = {account.pk: account for account in Account.objects.all()}
    yield from _guards()
    yield from _chain(replay)
    yield from _sums(replay, accounts)
    yield from _mirrors(replay)
    yield from _grants(replay, accounts)
    yield from _payments(replay, accounts)
    yield from _asides(replay, accounts)
    yield from _owners(replay, accounts)


def _guards() -> Iterator[str]:
    """The triggers that keep the ledger must be there, in every database their own."""
    wanted = set(ledger.TRIGGERS)
    if connection.vendor == "postgresql":
        wanted |= {f"{table}_no_truncate" for table in MONEY_TABLES}
    for name in sorted(wanted - sql.present_triggers()):
        yield _("The guard %(name)s is gone.") % {"name": name}


def _chain(replay: Replay) -> Iterator[str]:
    if replay.broken_at is not None:
        yield _("The chain breaks at transfer %(id)s: it, or one before it, was changed.") % {
            "id": replay.broken_at
        }
    for earlier in Audit.objects.filter(problems=[], transfers__gt=0).order_by("pk"):
        if replay.heads.get(earlier.transfers) != earlier.head:
            words = {"n": earlier.transfers, "at": f"{earlier.at:%Y-%m-%d %H:%M}"}
            yield _("Of the %(n)s transfers that the audit of %(at)s saw, some changed or went away.") % words


def _sums(replay: Replay, accounts: dict[int, Account]) -> Iterator[str]:
    for account in accounts.values():
        said = (account.debits, account.credits)
        if said != (replay.debits[account.pk], replay.credits[account.pk]):
            yield _("Account %(id)s says something else than its transfers.") % {"id": account.pk}
        if not account.may_go_negative and account.credits < account.debits:
            yield _("Account %(id)s is below nothing.") % {"id": account.pk}
    for stray in sorted((set(replay.debits) | set(replay.credits)) - set(accounts)):
        yield _("Account %(id)s is gone.") % {"id": stray}
    if sum(account.credits - account.debits for account in accounts.values()):
        yield _("All accounts together are not nothing.")


def _mirrors(replay: Replay) -> Iterator[str]:
    for reversed_id, undo in replay.undone.items():
        was = replay.by_id.get(reversed_id)
        mirror = (undo.credit_id, undo.debit_id, undo.cents)
        if was is None or mirror != (was.debit_id, was.credit_id, was.cents) or undo.by == was.by:
            yield _("Transfer %(id)s does not mirror what it undoes.") % {"id": undo.pk}
        elif was.code not in UNDOABLE:
            yield _("Transfer %(id)s undoes what cannot be undone.") % {"id": undo.pk}


def _grants(replay: Replay, accounts: dict[int, Account]) -> Iterator[str]:
    """Every grant has one reservation, out of its own pot, of its own amount."""
    awards = {key: one for key, one in replay.by_key.items() if one.code == Code.AWARD}
    for grant in Grant.objects.all():
        award = awards.pop(f"award-{grant.public_id}", None)
        if award is None or not _reserves(award, grant, accounts):
            yield _("Grant %(id)s has no reservation of its own.") % {"id": grant.public_id}
    for stray in awards.values():
        yield _("Transfer %(id)s reserves money for a grant that is not there.") % {"id": stray.pk}


def _reserves(award: Transfer, grant: Grant, accounts: dict[int, Account]) -> bool:
    debit, credit = accounts.get(award.debit_id), accounts.get(award.credit_id)
    if debit is None or credit is None:
        return False
    return (debit.pot_id, credit.grant_id, credit.kind, award.cents) == (
        grant.pot_id,
        grant.pk,
        AccountKind.RESERVED,
        grant.amount.cents,
    )


def _payments(replay: Replay, accounts: dict[int, Account]) -> Iterator[str]:
    """Every payment has its order, its undo when refused, its paid transfer when paid; and no others."""
    flows = {key: one for key, one in replay.by_key.items() if one.code in MOVED_BY_PAYMENTS}
    paid: Counter[int] = Counter()
    for payment in Payment.objects.select_related("grant"):
        order = flows.pop(f"order-{payment.public_id}", None)
        out = flows.pop(f"paid-{payment.public_id}", None)
        if not _agrees(payment, order, out, replay=replay, accounts=accounts):
            yield _("Payment %(id)s does not fit its transfers.") % {"id": payment.public_id}
        if payment.state == PaymentState.PAID and payment.grant_id is not None:
            paid[payment.grant_id] += payment.amount.cents
    for stray in flows.values():
        yield _("Transfer %(id)s belongs to no payment.") % {"id": stray.pk}
    for grant in Grant.objects.filter(pk__in=paid):
        if paid[grant.pk] > grant.amount.cents:
            yield _("More was paid than granted to %(id)s.") % {"id": grant.public_id}


def _agrees(
    payment: Payment,
    order: Transfer | None,
    out: Transfer | None,
    *,
    replay: Replay,
    accounts: dict[int, Account],
) -> bool:
    if order is None or (order.cents, order.by) != (payment.amount.cents, payment.ordered_by_id):
        return False
    if payment.decided_by_id == payment.ordered_by_id:
        return False
    wanted = _sides(payment)
    own = _between(order, wanted[:2], accounts) and (out is None or _between(out, wanted[1:], accounts))
    refused, paid = order.pk in replay.undone, out is not None and out.cents == payment.amount.cents
    return own and (refused, paid, out is not None) == (
        payment.state == PaymentState.REFUSED,
        payment.state == PaymentState.PAID,
        payment.state == PaymentState.PAID,
    )


Side = tuple[str, int | None, int | None, int | None]


def _sides(payment: Payment) -> list[Side]:
    """Kind, grant, pot and funder of the accounts it goes through, in order."""
    grant, pot, funder = payment.grant_id, payment.pot_id, payment.funder_id
    if grant is not None:
        return [
            (kind, grant, None, None)
            for kind in (AccountKind.RESERVED, AccountKind.PAYABLE, AccountKind.PAID)
        ]
    return [
        (AccountKind.POT, None, pot, None),
        (AccountKind.LEAVING, None, pot, funder),
        (AccountKind.FUNDER, None, None, funder),
    ]


def _between(transfer: Transfer, wanted: list[Side], accounts: dict[int, Account]) -> bool:
    found = [accounts.get(transfer.debit_id), accounts.get(transfer.credit_id)]
    return [one and (one.kind, one.grant_id, one.pot_id, one.funder_id) for one in found] == wanted


def _asides(replay: Replay, accounts: dict[int, Account]) -> Iterator[str]:
    """What is set aside stays with its own pot, and somebody decided on each amount."""
    pots = dict(SetAside.objects.values_list("pk", "pot"))
    for account in accounts.values():
        if account.aside_id is not None and pots.get(account.aside_id) != account.pot_id:
            yield _("Account %(id)s sets money aside for another pot.") % {"id": account.pk}
    for transfer in replay.by_id.values():
        if transfer.code in {Code.ASIDE, Code.LIFT, Code.REPAY} and not transfer.note:
            yield _("Transfer %(id)s does not say who decided it.") % {"id": transfer.pk}


def _owners(replay: Replay, accounts: dict[int, Account]) -> Iterator[str]:
    """Every cent on an account of a pot came from a funder of that pot, and from one only."""
    grants = dict(Grant.objects.values_list("pk", "pot"))
    homes = {one.pk: one.pot_id or grants.get(one.grant_id or 0) for one in accounts.values()}
    moves: dict[int, list[Transfer]] = {}
    for transfer in replay.by_id.values():
        sides = [accounts.get(transfer.debit_id), accounts.get(transfer.credit_id)]
        if (home := homes.get(transfer.debit_id) or homes.get(transfer.credit_id)) and all(sides):
            transfer.debit, transfer.credit = sides  # type: ignore[assignment]
            transfer.reverses = replay.by_id.get(transfer.reverses_id or 0)
            moves.setdefault(home, []).append(transfer)
    for pot, transfers in sorted(moves.items()):
        yield from _owners_of(
            pot, transfers, accounts=[one for pk, one in accounts.items() if homes[pk] == pot]
        )


def _owners_of(pot: int, transfers: list[Transfer], *, accounts: list[Account]) -> Iterator[str]:
    try:
        purse = tracing.purse(transfers)
    except (ValueError, AssertionError):
        yield _("In pot %(id)s more was moved than its funders put in.") % {"id": pot}
        return
    for account in accounts:
        held = purse.at(account.pk)
        if sum(held.values()) != account.credits - account.debits or min(held.values(), default=0) < 0:
            yield _("Of account %(id)s it is not clear whose euros it holds.") % {"id": account.pk}
