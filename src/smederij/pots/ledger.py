"""The ledger: the only place where money moves, and the chain that ties every transfer to the one before.

Lock order in this room: first the ledger (`lock`), then rows. A room above takes its own locks first.
"""

import hashlib
import json
from dataclasses import dataclass
from datetime import UTC, datetime

from django.db import connection
from django.utils.translation import gettext as _

from smederij.base import sql
from smederij.base.money import Money
from smederij.base.refusals import refuse
from smederij.people.models import Actor
from smederij.people.queries import same_person
from smederij.pots import rules
from smederij.pots.models import Account, AccountKind, Code, Grant, Pot, SetAside, Transfer

LOCK = 0x706F7473
GENESIS = "0" * 64
TRIGGERS = (
    "pots_transfer_new",
    "pots_transfer_moves",
    "pots_transfer_no_update",
    "pots_transfer_no_delete",
    "pots_account_new",
    "pots_account_sums",
    "pots_account_no_delete",
    "pots_grant_fixed",
    "pots_grant_no_delete",
    "pots_payment_new",
    "pots_payment_fixed",
    "pots_payment_no_delete",
    "pots_audit_no_update",
    "pots_audit_no_delete",
    "pots_setaside_no_update",
    "pots_setaside_no_delete",
)


@dataclass(frozen=True)
class Posting:
    """An amount that should move: from the debit account to the credit account, once per key."""

    debit: Account
    credit: Account
    amount: Money
    code: Code
    key: str
    note: str = ""


def lock() -> None:
    """Be the only one who moves money until this transaction ends. Takes a moment of its own."""
    if not connection.in_atomic_block:
        raise RuntimeError("Money moves only inside a transaction.")
    sql.advisory_lock(LOCK)


def funder_account(funder: Actor) -> Account:
    """Where a funder's money comes from; made when needed, under the lock."""
    return Account.objects.get_or_create(
        kind=AccountKind.FUNDER,
        funder=funder,
        defaults={"may_go_negative": True, "debits": 0, "credits": 0},
    )[0]


def pot_account(pot: Pot, *, kind: AccountKind = AccountKind.POT) -> Account:
    """A pot's own account, or its surplus; made when needed, under the lock."""
    return Account.objects.get_or_create(
        kind=kind, pot=pot, defaults={"may_go_negative": False, "debits": 0, "credits": 0}
    )[0]


def grant_account(grant: Grant, kind: AccountKind) -> Account:
    """What is reserved, payable or paid of a grant; made when needed, under the lock."""
    return Account.objects.get_or_create(
        kind=kind, grant=grant, defaults={"may_go_negative": False, "debits": 0, "credits": 0}
    )[0]


def aside_account(aside: SetAside) -> Account:
    """What is set aside under one name; made when needed, under the lock."""
    return Account.objects.get_or_create(
        kind=AccountKind.ASIDE,
        pot=aside.pot,
        aside=aside,
        defaults={"may_go_negative": False, "debits": 0, "credits": 0},
    )[0]


def leaving_account(pot: Pot, funder: Actor) -> Account:
    """What is on its way from a pot back to a funder; made when needed, under the lock."""
    return Account.objects.get_or_create(
        kind=AccountKind.LEAVING,
        pot=pot,
        funder=funder,
        defaults={"may_go_negative": False, "debits": 0, "credits": 0},
    )[0]


def balance(account: Account) -> Money:
    """What stands on an account, as last read."""
    return Money(account.credits - account.debits)


def post(posting: Posting, *, by: Actor | None, now: datetime) -> Transfer:
    """Move money. The same key with the same content is the same transfer; with other content a Refusal.

    Refuses too when the debit account has not enough. The database refuses again by itself.
    """
    lock()
    rules.stop_unless(rules.is_amount(posting.amount))
    if known := posted(posting):
        return known
    debit = Account.objects.get(pk=posting.debit.pk)
    if not debit.may_go_negative and balance(debit) < posting.amount:
        refuse(_("There is not enough: %(left)s is left.") % {"left": balance(debit)})
    return _append(
        Transfer(
            key=posting.key,
            debit=posting.debit,
            credit=posting.credit,
            cents=posting.amount.cents,
            code=posting.code,
            note=posting.note,
            by=by.pk if by else None,
            at=now,
        )
    )


def posted(posting: Posting) -> Transfer | None:
    """The transfer this posting made before, if it did. Refuses when its key was used for something else."""
    known = Transfer.objects.filter(key=posting.key).first()
    if known is not None and not _is(known, posting):
        refuse(_("This was sent before, with something else in it."))
    return known


def undo(transfer: Transfer, *, by: Actor, now: datetime, note: str = "") -> Transfer:
    """Put a transfer right by its mirror, once, by somebody else than who made it."""
    lock()
    if done := Transfer.objects.filter(reverses=transfer).first():
        return done
    if transfer.by in same_person(by.pk):
        refuse(_("Somebody else has to undo this: money takes two people."))
    left = balance(Account.objects.get(pk=transfer.credit_id))
    if left.cents < transfer.cents:
        refuse(_("This can't be undone: the money has already gone on."))
    return _append(
        Transfer(
            key=f"undo-{transfer.pk}",
            debit_id=transfer.credit_id,
            credit_id=transfer.debit_id,
            cents=transfer.cents,
            code=Code.UNDO,
            reverses=transfer,
            note=note,
            by=by.pk,
            at=now,
        )
    )


def head() -> str:
    """The chain as far as it goes now."""
    last = Transfer.objects.order_by("-pk").values_list("chain", flat=True).first()
    return last or GENESIS


def link(transfer: Transfer, *, previous: str) -> str:
    """SHA-256, in hex, over the previous link and every field of this row that says something."""
    at = transfer.at.astimezone(UTC).isoformat(timespec="microseconds")
    fields = [
        previous,
        transfer.key,
        transfer.debit_id,
        transfer.credit_id,
        transfer.cents,
        str(transfer.code),
        transfer.reverses_id,
        transfer.note,
        transfer.by,
        at,
    ]
    return hashlib.sha256(json.dumps(fields, separators=(",", ":")).encode()).hexdigest()


def _append(transfer: Transfer) -> Transfer:
    transfer.chain = link(transfer, previous=head())
    transfer.save(force_insert=True)
    return transfer


def _is(known: Transfer, posting: Posting) -> bool:
    return (known.debit_id, known.credit_id, known.cents, known.code, known.note) == (
        posting.debit.pk,
        posting.credit.pk,
        posting.amount.cents,
        posting.code,
        posting.note,
    )
