"""Receipts, only where the neighbourhood agreed to them: a photo, or to whom they were given on paper."""

from datetime import datetime
from functools import partial

from django.db import transaction
from django.utils.translation import gettext as _

from smederij.base import vault
from smederij.base.events import record
from smederij.base.refusals import insist, refuse
from smederij.people.models import Actor
from smederij.pots import access, rules
from smederij.pots.actions.grants import fresh
from smederij.pots.models import Grant, Receipt

ROOM = "receipts"
MOST = 40


@transaction.atomic
def hand_in(
    grant: Grant, *, file: str = "", given_to: str = "", by: Actor, now: datetime, key: str
) -> Receipt:
    """One photo (a name in the vault) or the name of who got them on paper, once per key.

    Nobody asks what was bought: a receipt has no amount and no lines here.
    """
    grant = fresh(grant)
    insist(access.may_hand_in(by, grant, now=now))
    rules.stop_unless(rules.asks_receipts(grant))
    own_key, given_to = rules.own_key("receipt", key), given_to.strip()
    if known := Receipt.objects.filter(key=own_key).first():
        return (
            known
            if known.grant_id == grant.pk
            else refuse(_("This was sent before, with something else in it."))
        )
    if bool(file) == bool(given_to):
        refuse(_("Choose a photo, or fill in to whom you gave them."))
    if grant.receipts.count() >= MOST:
        refuse(_("That is plenty. Is there more? Give it on paper to the keeper of the pot."))
    receipt = Receipt.objects.create(
        grant=grant, file=file, given_to=given_to, handed_by=by, handed_at=now, key=own_key
    )
    record("receipt.handed_in", at=now, actor_id=by.pk, subject=grant)
    return receipt


@transaction.atomic
def take_back_receipt(receipt: Receipt, *, by: Actor, now: datetime) -> None:
    """The wrong photo: gone, file and all, by who handed it in."""
    receipt = Receipt.objects.select_for_update(of=("self",)).select_related("grant").get(pk=receipt.pk)
    if receipt.handed_by_id != by.pk:
        refuse(_("Only who handed this in can take it back."), status=403)
    if receipt.file:
        transaction.on_commit(partial(vault.discard, ROOM, receipt.file))
    receipt.delete()
    record("receipt.taken_back", at=now, actor_id=by.pk, subject=receipt.grant)
