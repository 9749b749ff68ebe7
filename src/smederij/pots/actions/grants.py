"""What winners get: reserved, held, let go, and what was left over."""

from collections.abc import Sequence
from datetime import datetime
from functools import partial

from django.db import transaction
from django.utils.translation import gettext as _

from smederij.base.events import record
from smederij.base.money import ZERO, Money
from smederij.base.refusals import insist, refuse
from smederij.people.models import Actor
from smederij.pots import access, ledger, rules
from smederij.pots.ledger import Posting
from smederij.pots.models import AccountKind, Code, Grant, PaymentState, Pot, Transfer
from smederij.pots.rules import Award


@transaction.atomic
def award(  # noqa: PLR0913 -- what the room above decided, and by which rules
    pot: Pot,
    awards: Sequence[Award],
    *,
    key_prefix: str,
    report_weeks: int | None,
    receipts_from: Money | None = None,
    by: Actor | None,
    now: datetime,
    decided: str = "",
) -> list[Grant]:
    """Reserve money for every winner, all or none, in the order given.

    The room that decided has asked who may; `by` is None when the clock did it. A second time gives
    the same grants. Refuses when the pot has not enough, or a key comes back with another amount.
    So many weeks after the first payment people tell how it went; None asks nothing.
    Receipts are asked from `receipts_from` on; None asks for none, ever. `decided` says in words who did.
    """
    ledger.lock()
    keys = [f"{key_prefix}:{one.initiative.public_id}" for one in awards]
    known = {grant.key: grant for grant in Grant.objects.filter(key__in=keys)}
    asked = [one.amount for one, key in zip(awards, keys, strict=True) if key not in known]
    available = ledger.balance(ledger.pot_account(pot))
    rules.stop_unless(rules.can_award(sum(asked, ZERO), available=available))
    new = partial(Grant, pot=pot, report_weeks=report_weeks, receipts_from=receipts_from)
    return [
        _granted_before(known[key], one, pot=pot)
        if key in known
        else _grant(new(amount=one.amount, key=key), one, decided=decided, by=by, now=now)
        for one, key in zip(awards, keys, strict=True)
    ]


def _granted_before(grant: Grant, one: Award, *, pot: Pot) -> Grant:
    if (grant.amount, grant.initiative_id, grant.pot_id) != (one.amount, one.initiative.pk, pot.pk):
        refuse(_("This was granted before, with another amount."))
    return grant


def _grant(grant: Grant, one: Award, *, decided: str, by: Actor | None, now: datetime) -> Grant:
    rules.stop_unless(rules.is_amount(one.amount))
    grant.initiative, grant.granted_at = one.initiative, now
    grant.save(force_insert=True)
    posting = Posting(
        debit=ledger.pot_account(grant.pot),
        credit=ledger.grant_account(grant, AccountKind.RESERVED),
        amount=one.amount,
        code=Code.AWARD,
        key=f"award-{grant.public_id}",
        note=decided,
    )
    ledger.post(posting, by=by, now=now)
    record("grant.awarded", at=now, actor_id=by.pk if by else None, subject=grant)
    return grant


@transaction.atomic
def hold(grant: Grant, *, reason: str, by: Actor, now: datetime) -> Grant:
    """Stop new orders and approvals of a grant, with a reason people can read. What is paid stays paid."""
    ledger.lock()
    grant = fresh(grant)
    insist(access.may_hold(by, grant, now=now))
    reason = reason.strip()
    if grant.declined_at is not None:
        refuse(_("Nobody uses this money any more: it went back."))
    if not reason:
        refuse(_("Say why this money has to wait."))
    if grant.held_reason == reason:
        return grant
    if grant.held_reason:
        refuse(_("This money waits already: %(reason)s") % {"reason": grant.held_reason})
    grant.held_reason, grant.held_by = reason, by
    grant.save(update_fields=["held_reason", "held_by"])
    record("grant.held", at=now, actor_id=by.pk, subject=grant)
    return grant


@transaction.atomic
def release(grant: Grant, *, by: Actor, now: datetime) -> Grant:
    """Let a held grant go on. Not held: nothing changes."""
    ledger.lock()
    grant = fresh(grant)
    insist(access.may_hold(by, grant, now=now))
    if grant.held_reason:
        grant.held_reason, grant.held_by = "", None
        grant.save(update_fields=["held_reason", "held_by"])
        record("grant.released", at=now, actor_id=by.pk, subject=grant)
    return grant


@transaction.atomic
def return_rest(grant: Grant, *, by: Actor, now: datetime) -> Money:
    """What was not needed goes to the pot's surplus. Gives how much; nothing left moves nothing.

    Refuses while the grant is held or a payment is on its way: that could still come back.
    """
    ledger.lock()
    grant = fresh(grant)
    insist(access.may_return(by, grant, now=now))
    under_way = grant.payments.filter(state__in=[PaymentState.ORDERED, PaymentState.APPROVED]).exists()
    rules.stop_unless(rules.can_return(under_way=under_way, held_reason=grant.held_reason))
    reserved = ledger.grant_account(grant, AccountKind.RESERVED)
    rest = ledger.balance(reserved)
    if rest:
        posting = Posting(
            debit=reserved,
            credit=ledger.pot_account(grant.pot, kind=AccountKind.SURPLUS),
            amount=rest,
            code=Code.REST,
            key=f"rest-{grant.public_id}-{reserved.debits}",
        )
        ledger.post(posting, by=by, now=now)
        record("grant.rest_returned", at=now, actor_id=by.pk, subject=grant)
    return rest


@transaction.atomic
def repay(
    grant: Grant, *, amount: Money, bank_reference: str, by: Actor, now: datetime, key: str
) -> Transfer:
    """Somebody paid back what turned out not to be needed: it is the pot's again, once per key.

    Finance sees it come in under this reference, which stands only once. Never more than was paid.
    """
    ledger.lock()
    grant = fresh(grant)
    insist(access.may_take_in(by, now=now))
    posting = Posting(
        debit=ledger.grant_account(grant, AccountKind.PAID),
        credit=ledger.pot_account(grant.pot, kind=AccountKind.SURPLUS),
        amount=amount,
        code=Code.REPAY,
        key=rules.own_key("repay", key),
        note=rules.reference(bank_reference),
    )
    if known := ledger.posted(posting):
        return known
    if Transfer.objects.filter(code=Code.REPAY, note=posting.note, reversed_by=None).exists():
        refuse(_("This reference stands with another payment already."))
    transfer = ledger.post(posting, by=by, now=now)
    record("grant.repaid", at=now, actor_id=by.pk, subject=grant)
    return transfer


@transaction.atomic
def undo_repay(transfer: Transfer, *, by: Actor, now: datetime) -> Transfer:
    """Take back what was written down wrongly: by another of finance, while it was not carried over yet."""
    ledger.lock()
    insist(access.may_take_in(by, now=now))
    if transfer.code != Code.REPAY:
        refuse(_("Only what came back from an initiative can be undone here."))
    if known := Transfer.objects.filter(reverses=transfer).first():
        return known
    undone = ledger.undo(transfer, by=by, now=now)
    record("grant.repay_undone", at=now, actor_id=by.pk, subject=undone)
    return undone


def fresh(grant: Grant) -> Grant:
    """The grant as it is now, under the ledger's lock and its own."""
    found = Grant.objects.select_for_update(of=("self",))
    return found.select_related("pot__area__parent__parent", "initiative").get(pk=grant.pk)
