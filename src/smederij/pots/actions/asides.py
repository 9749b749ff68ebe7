"""What waits in a pot for a later purpose: out of reach of rounds until people decide again."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from smederij.base import rooms
from smederij.base.events import record
from smederij.base.money import Money
from smederij.base.refusals import insist, refuse
from smederij.initiatives.models import Initiative
from smederij.people.models import Actor
from smederij.pots import access, ledger, rules
from smederij.pots.ledger import Posting
from smederij.pots.models import AccountKind, Code, Grant, Pot, SetAside


@dataclass(frozen=True)
class Purpose:
    """What money is set aside for: a name of its own in the pot, and a sentence."""

    name: str
    sentence: str


@transaction.atomic
def set_aside(  # noqa: PLR0913 -- how much, for what, who decided, and who, when, once
    pot: Pot, *, purpose: Purpose, amount: Money, decided: str, by: Actor, now: datetime, key: str
) -> SetAside:
    """Put an amount apart under a name, or more under a name that is there, once per key.

    `decided` says in words which gathering or agreement decided so. Refuses what people vote on now.
    """
    ledger.lock()
    insist(access.may_set_aside(by, pot.area, now=now))
    aside = _named(pot, purpose, by=by, now=now)
    posting = Posting(
        debit=ledger.pot_account(pot),
        credit=ledger.aside_account(aside),
        amount=amount,
        code=Code.ASIDE,
        key=rules.own_key("aside", key),
        note=rules.decided(decided),
    )
    if not ledger.posted(posting):
        left = ledger.balance(posting.debit) - amount
        rules.stop_unless(rules.can_take_out(left=left, claimed=rooms.claimed(pot.pk)))
        ledger.post(posting, by=by, now=now)
        record("pot.set_aside", at=now, actor_id=by.pk, subject=aside)
    return aside


def _named(pot: Pot, purpose: Purpose, *, by: Actor, now: datetime) -> SetAside:
    name, sentence = purpose.name.strip(), purpose.sentence.strip()
    if not name or not sentence:
        refuse(_("Say what this money is set aside for."))
    known = SetAside.objects.filter(pot=pot, name=name).first()
    if known is None:
        return SetAside.objects.create(pot=pot, name=name, purpose=sentence, opened_by=by, opened_at=now)
    if known.purpose != sentence:
        refuse(_("Money is set aside under this name already, for something else. Choose another name."))
    return known


@transaction.atomic
def lift(aside: SetAside, *, amount: Money, decided: str, by: Actor, now: datetime, key: str) -> Money:
    """Let an amount go back to the pot, where rounds can divide it again, once per key."""
    ledger.lock()
    aside = _fresh(aside)
    insist(access.may_set_aside(by, aside.pot.area, now=now))
    posting = Posting(
        debit=ledger.aside_account(aside),
        credit=ledger.pot_account(aside.pot),
        amount=amount,
        code=Code.LIFT,
        key=rules.own_key("lift", key),
        note=rules.decided(decided),
    )
    if not ledger.posted(posting):
        ledger.post(posting, by=by, now=now)
        record("pot.lifted", at=now, actor_id=by.pk, subject=aside)
    return amount


@transaction.atomic
def use(  # noqa: PLR0913 -- to whom, how much, who decided, and who, when, once
    aside: SetAside,
    *,
    initiative: Initiative,
    amount: Money,
    decided: str,
    by: Actor,
    now: datetime,
    key: str,
) -> Grant:
    """What it was set aside for happens: an initiative gets a grant from it, once per key.

    What the area asks of who gets money holds here too, as it is agreed now.
    """
    ledger.lock()
    aside = _fresh(aside)
    insist(access.may_use(by, aside, initiative, now=now))
    own_key = rules.own_key("aside", key)
    if known := Grant.objects.filter(key=own_key).first():
        if (known.pot_id, known.initiative_id, known.amount) != (aside.pot_id, initiative.pk, amount):
            refuse(_("This was sent before, with something else in it."))
        return known
    rules.stop_unless(rules.is_amount(amount))
    rules.stop_unless(rules.can_get(initiative, pot=aside.pot))
    grant = Grant(pot=aside.pot, initiative=initiative, amount=amount, key=own_key, granted_at=now)
    if asks := rooms.reporting(aside.pot.area_id, now):
        grant.report_weeks, grant.receipts_from = asks.weeks, asks.receipts_from
    grant.save(force_insert=True)
    posting = Posting(
        debit=ledger.aside_account(aside),
        credit=ledger.grant_account(grant, AccountKind.RESERVED),
        amount=amount,
        code=Code.AWARD,
        key=f"award-{grant.public_id}",
        note=rules.decided(decided),
    )
    ledger.post(posting, by=by, now=now)
    record("grant.awarded", at=now, actor_id=by.pk, subject=grant)
    return grant


def _fresh(aside: SetAside) -> SetAside:
    return SetAside.objects.select_related("pot__area__parent__parent").get(pk=aside.pk)
