"""Who carries an initiative: asking along, offering, handing over and laying down."""

import secrets
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from smederij.base.events import record
from smederij.base.refusals import insist, refuse
from smederij.initiatives import access
from smederij.initiatives.access import living
from smederij.initiatives.actions.steps import locked, one_line
from smederij.initiatives.models import Carrier, CarrierInvite, CarrierOffer, Initiative
from smederij.people import actions as people
from smederij.people.models import Actor

LONGEST_WORDS = 300
MOST_INVITES = 10


@transaction.atomic
def invite(initiative: Initiative, *, name: str, by: Actor, now: datetime) -> CarrierInvite:
    """Ask somebody along: a link for one person, to send yourself. The same name again is the same link."""
    initiative, name = locked(initiative), one_line(name)[:80]
    insist(living.may_invite(by, initiative))
    if not name:
        refuse(_("Whom do you ask? A first name is enough."))
    waiting = initiative.invites.filter(accepted_at=None, dropped_at=None)
    known = waiting.filter(asked_by=by, name=name).first()
    if known is not None:
        return known
    if waiting.count() >= MOST_INVITES:
        refuse(_("Many people were asked already. Take one question back first."))
    asked = CarrierInvite.objects.create(
        public_id=secrets.token_urlsafe(16)[:24], initiative=initiative, name=name, asked_by=by, at=now
    )
    record("carrier.asked", at=now, actor_id=by.pk, subject=initiative)
    return asked


@transaction.atomic
def drop_invite(asked: CarrierInvite, *, by: Actor, now: datetime) -> None:
    """Take a question back. Too late when it was answered."""
    initiative = locked(asked.initiative)
    insist(living.may_invite(by, initiative))
    asked = CarrierInvite.objects.get(pk=asked.pk)
    if asked.accepted_at is None and asked.dropped_at is None:
        asked.dropped_at = now
        asked.save(update_fields=["dropped_at"])


@transaction.atomic
def accept(asked: CarrierInvite, *, by: Actor, now: datetime) -> Carrier:
    """Say yes to a carrier who asked. A link is good for one person; the same person twice is once."""
    initiative = locked(asked.initiative)
    asked = CarrierInvite.objects.select_related("asked_by").get(pk=asked.pk)
    if asked.dropped_at is not None or not access.carries(asked.asked_by, initiative):
        refuse(_("This question was taken back."), status=410)
    if asked.accepted_by_id not in {None, by.pk}:
        refuse(_("Somebody else said yes with this link already. Ask for a link of your own."))
    if asked.accepted_at is None:
        asked.accepted_at, asked.accepted_by = now, by
        asked.save(update_fields=["accepted_at", "accepted_by"])
    return _carry(initiative, actor=by, by=by, now=now)


@transaction.atomic
def offer_to_carry(initiative: Initiative, *, words: str = "", by: Actor, now: datetime) -> CarrierOffer:
    """Offer to carry it. Whoever carries it, or one of the area's people, answers. Twice is once."""
    initiative = locked(initiative)
    insist(access.may_see(by, initiative, now=now))
    if access.carries(by, initiative):
        refuse(_("You carry this already."))
    known = initiative.carrier_offers.filter(actor=by, answered_at=None).first()
    if known is not None:
        return known
    offer = CarrierOffer.objects.create(
        initiative=initiative, actor=by, words=one_line(words)[:LONGEST_WORDS], at=now
    )
    record("carrier.offered", at=now, actor_id=by.pk, subject=initiative)
    return offer


@transaction.atomic
def take_offer_back(offer: CarrierOffer, *, by: Actor, now: datetime) -> None:
    """Whoever offered may change their mind until there is an answer."""
    initiative = locked(offer.initiative)
    initiative.carrier_offers.filter(pk=offer.pk, actor=by, answered_at=None).delete()


@transaction.atomic
def answer_offer(offer: CarrierOffer, *, agrees: bool, by: Actor, now: datetime) -> CarrierOffer:
    """Yes or not now, by a present carrier or one of the area's people; nobody answers their own."""
    initiative = locked(offer.initiative)
    insist(access.may_change(by, initiative, now=now))
    offer = CarrierOffer.objects.select_related("actor").get(pk=offer.pk)
    if offer.actor_id == by.pk:
        refuse(_("Somebody else says yes to this. Call one of the area's people."))
    if offer.answered_at is not None:
        return offer
    offer.answered_at, offer.answered_by, offer.agreed = now, by, agrees
    offer.save(update_fields=["answered_at", "answered_by", "agreed"])
    if agrees:
        _carry(initiative, actor=offer.actor, by=by, now=now)
    return offer


def _carry(initiative: Initiative, *, actor: Actor, by: Actor, now: datetime) -> Carrier:
    if actor.forgotten_at is not None:
        refuse(_("This person asked to be forgotten."))
    known = initiative.carriers.now().filter(actor=actor).first()
    if known is not None:
        return known
    carrier = Carrier.objects.create(initiative=initiative, actor=actor, since=now)
    record("carrier.joined", at=now, actor_id=by.pk, subject=initiative)
    sentence = _("%(name)s now carries it too: %(title)s") % {"name": actor, "title": initiative.title}
    people.tell(initiative, sentence=sentence, url=initiative.get_absolute_url(), by=actor, now=now)
    return carrier


@transaction.atomic
def lay_down(initiative: Initiative, *, by: Actor, now: datetime) -> None:
    """ "I can't carry it any more". When nobody is left, it waits with the area's people. Twice is once."""
    initiative = locked(initiative)
    if initiative.carriers.now().filter(actor=by).update(until=now):
        initiative.invites.filter(asked_by=by, accepted_at=None, dropped_at=None).update(dropped_at=now)
        record("carrier.left", at=now, actor_id=by.pk, subject=initiative)
    elif not initiative.carriers.filter(actor=by).exists():
        refuse(_("You don't carry this any more."))


@transaction.atomic
def be_reachable(initiative: Initiative, *, shown: bool, by: Actor, now: datetime) -> None:
    """Let your own number stand on the page, or not."""
    initiative = locked(initiative)
    if not initiative.carriers.now().filter(actor=by).update(reachable=shown):
        refuse(_("You don't carry this any more."))
    record("carrier.reachable", at=now, actor_id=by.pk, subject=initiative)
