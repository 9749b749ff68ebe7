"""Opening a pot, and what comes into it."""

from datetime import datetime

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from smederij.base import rooms
from smederij.base.events import record
from smederij.base.money import Money
from smederij.base.refusals import insist, refuse
from smederij.people.models import Actor
from smederij.places.models import Area
from smederij.pots import access, ledger, queries, rules, tracing
from smederij.pots.ledger import Posting
from smederij.pots.models import AccountKind, Code, Pot, Transfer


@transaction.atomic
def open_pot(area: Area, *, name: str, purpose: str, by: Actor, now: datetime) -> Pot:
    """A new, empty pot. The same name and purpose again gives the same pot."""
    ledger.lock()
    insist(access.may_open(by, area, now=now))
    slug = slugify(name)[:60] or "pot"
    if known := Pot.objects.filter(area=area, slug=slug).first():
        return known if known.purpose == purpose else refuse(_("There is a pot with this name already."))
    pot = Pot.objects.create(area=area, slug=slug, name=name, purpose=purpose, opened_at=now)
    record("pot.opened", at=now, actor_id=by.pk, subject=pot)
    return pot


@transaction.atomic
def pledge(pot: Pot, *, funder: Actor, amount: Money, by: Actor, now: datetime, key: str) -> Transfer:
    """A funder's money comes into the pot, once per key."""
    ledger.lock()
    insist(access.may_fill(by, pot.area, now=now))
    posting = Posting(
        debit=ledger.funder_account(funder),
        credit=ledger.pot_account(pot),
        amount=amount,
        code=Code.PLEDGE,
        key=rules.own_key("pledge", key),
    )
    if known := ledger.posted(posting):
        return known
    transfer = ledger.post(posting, by=by, now=now)
    record("pot.pledged", at=now, actor_id=by.pk, subject=transfer)
    return transfer


@transaction.atomic
def undo_pledge(transfer: Transfer, *, by: Actor, now: datetime) -> Transfer:
    """Take a pledge back that was written down wrongly: by another person, while the pot still has it.

    Refuses while people decide over that money, and when the funder got it back already.
    """
    ledger.lock()
    transfer = Transfer.objects.select_related("credit__pot__area").get(pk=transfer.pk)
    if transfer.code != Code.PLEDGE or transfer.credit.pot is None:
        refuse(_("Only what a funder put in can be undone here."))
    insist(access.may_fill(by, transfer.credit.pot.area, now=now))
    if known := Transfer.objects.filter(reverses=transfer).first():
        return known
    left = ledger.balance(transfer.credit) - Money(transfer.cents)
    rules.stop_unless(rules.can_undo(transfer, within=tracing.own_within(transfer)))
    if not rules.can_take_out(left=left, claimed=rooms.claimed(transfer.credit.pot.pk)):
        refuse(queries.counted_on_sentence())
    undone = ledger.undo(transfer, by=by, now=now)
    record("pot.pledge_undone", at=now, actor_id=by.pk, subject=undone)
    return undone


@transaction.atomic
def carry_over(pot: Pot, *, by: Actor, now: datetime) -> Money:
    """What was left over can be divided again. Gives how much; nothing left over moves nothing."""
    ledger.lock()
    insist(access.may_carry(by, pot.area, now=now))
    surplus = ledger.pot_account(pot, kind=AccountKind.SURPLUS)
    amount = ledger.balance(surplus)
    if not amount:
        return amount
    posting = Posting(
        debit=surplus,
        credit=ledger.pot_account(pot),
        amount=amount,
        code=Code.CARRY,
        key=f"carry-{pot.pk}-{surplus.credits}",
    )
    ledger.post(posting, by=by, now=now)
    record("pot.carried_over", at=now, actor_id=by.pk, subject=pot)
    return amount
