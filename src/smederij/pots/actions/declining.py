"""No, thank you: a grant that nobody wants goes back whole to where it came from."""

from datetime import datetime

from django.db import transaction

from smederij.base.events import record
from smederij.base.refusals import insist
from smederij.people.models import Actor
from smederij.pots import access, ledger, rules
from smederij.pots.actions.grants import fresh
from smederij.pots.ledger import Posting
from smederij.pots.models import Account, AccountKind, Code, Grant, Transfer


@transaction.atomic
def decline(grant: Grant, *, by: Actor, now: datetime) -> Grant:
    """All of it can be divided again, or stands apart again when it came from what was set aside.

    Twice is once. A grant that waits may be declined too: then nothing waits any more. Refuses as soon as a
    payment was ordered.
    """
    ledger.lock()
    grant = fresh(grant)
    insist(access.may_decline(by, grant, now=now))
    if grant.declined_at is not None:
        return grant
    reserved = ledger.grant_account(grant, AccountKind.RESERVED)
    rules.stop_unless(rules.can_decline(grant, left=ledger.balance(reserved)))
    for posting in _way_back(grant, reserved):
        ledger.post(posting, by=by, now=now)
    grant.declined_by, grant.declined_at = by, now
    grant.held_reason, grant.held_by = "", None
    grant.save(update_fields=["declined_by", "declined_at", "held_reason", "held_by"])
    record("grant.declined", at=now, actor_id=by.pk, subject=grant)
    return grant


def _way_back(grant: Grant, reserved: Account) -> list[Posting]:
    """Left over, in the pot again, and apart again where it stood apart."""
    key, amount = f"{grant.public_id}-declined", grant.amount
    surplus, pot = ledger.pot_account(grant.pot, kind=AccountKind.SURPLUS), ledger.pot_account(grant.pot)
    back = [
        Posting(debit=reserved, credit=surplus, amount=amount, code=Code.REST, key=f"rest-{key}"),
        Posting(debit=surplus, credit=pot, amount=amount, code=Code.CARRY, key=f"carry-{key}"),
    ]
    award = Transfer.objects.select_related("debit").get(credit=reserved, code=Code.AWARD)
    if award.debit.kind == AccountKind.ASIDE:
        apart = Posting(
            debit=pot, credit=award.debit, amount=amount, code=Code.ASIDE, key=f"aside-{key}", note=award.note
        )
        back.append(apart)
    return back
