"""Offering help, answering after a call, and saying that a need is met."""

from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from smederij.base.events import record
from smederij.base.refusals import insist, refuse
from smederij.initiatives import access, rules
from smederij.initiatives.actions.steps import Reach, insist_on, locked, met, one_line, sealed
from smederij.initiatives.models import Initiative, Need, Offer, OfferState
from smederij.people.models import Actor


@dataclass(frozen=True)
class Help:
    """What someone offers: with one need or in general, in words or none, thanked by name or not."""

    need: Need | None = None
    words: str = ""
    may_name: bool = False


def offer(
    what: Help, *, initiative: Initiative, by: Actor | None, reach: Reach | None, now: datetime, key: str = ""
) -> Offer:
    """Offer to help. Whoever is not signed in leaves a name and a number; somebody calls all the same.

    `by` with `reach`: one of the area's people writes it down for someone. The same `key` gives the offer
    that is there already, and so does a second one for the same need by somebody signed in while it waits.
    """
    stored = sealed(key, str(initiative.pk))
    try:
        with transaction.atomic():
            return _offer(what, initiative=initiative, by=by, reach=reach, now=now, key=stored)
    except IntegrityError:
        twice = Offer.objects.filter(key=stored).first() if stored else None
        if twice is None:
            raise
        return twice


def _offer(
    what: Help,
    *,
    initiative: Initiative,
    by: Actor | None,
    reach: Reach | None,
    now: datetime,
    key: str | None,
) -> Offer:
    known = Offer.objects.filter(key=key).first() if key else None
    initiative = locked(initiative)
    itself = by if reach is None else None
    insist(access.may_offer(itself, initiative))
    if by is not None and reach is not None:
        insist(access.may_enter_for_others(by, initiative.area, now=now))
    known = known or _waiting_already(what, initiative=initiative, by=itself)
    if known is not None:
        return known
    words = one_line(what.words)
    insist_on(rules.offer_is_fit(words))
    need = _open_need(what.need, initiative)
    offered = Offer.objects.create(
        initiative=initiative,
        need=need,
        about=need.words if need else "",
        giver=itself or met(reach, now=now),
        words=words,
        may_name=what.may_name,
        at=now,
        key=key,
    )
    record("offer.made", at=now, actor_id=by.pk if by else offered.giver_id, subject=offered)
    return offered


def _waiting_already(what: Help, *, initiative: Initiative, by: Actor | None) -> Offer | None:
    if by is None:
        return None
    return Offer.objects.waiting().filter(initiative=initiative, need=what.need, giver=by).first()


def _open_need(need: Need | None, initiative: Initiative) -> Need | None:
    """The need as it is now; when it was met or taken off meanwhile, help is welcome in general."""
    return initiative.needs.open().filter(pk=need.pk).first() if need else None


@transaction.atomic
def agree(offered: Offer, *, by: Actor, now: datetime, meets: bool = False) -> Offer:
    """Somebody called, and the help is welcome. `meets`: with this the need is met. Twice is once.

    Refusal 409 when it was answered otherwise meanwhile.
    """
    offered = _answer(offered, OfferState.AGREED, by=by, now=now)
    if meets and offered.need_id:
        _settle(Need.objects.get(pk=offered.need_id), by=by, now=now, offered=offered)
    return offered


@transaction.atomic
def decline(offered: Offer, *, by: Actor, now: datetime) -> Offer:
    """Somebody called, and it is not needed this time. Twice is once."""
    return _answer(offered, OfferState.DECLINED, by=by, now=now)


def _answer(offered: Offer, state: OfferState, *, by: Actor, now: datetime) -> Offer:
    offered = _locked(offered)
    insist(access.may_answer(by, offered, now=now))
    return _become(offered, state, by=by, now=now)


@transaction.atomic
def take_back(offered: Offer, *, by: Actor, now: datetime) -> Offer:
    """The giver can't help after all, answered or not. What it met is looked for again."""
    offered = _locked(offered)
    insist(access.may_take_back(by, offered))
    for need in Need.objects.select_for_update().filter(met_with=offered):
        _ask_again(need, by=by, now=now)
    if offered.state == OfferState.AGREED:
        offered.state, offered.answered_at, offered.answered_by = OfferState.OFFERED, None, None
    return _become(offered, OfferState.TAKEN_BACK, by=by, now=now)


def _become(offered: Offer, state: OfferState, *, by: Actor, now: datetime) -> Offer:
    if offered.state == state:
        return offered
    if offered.state != OfferState.OFFERED:
        refuse(_("This offer was answered already: %(state)s.") % {"state": offered.get_state_display()})
    offered.state, offered.answered_at, offered.answered_by = state, now, by
    offered.save(update_fields=["state", "answered_at", "answered_by"])
    record(f"offer.{state}", at=now, actor_id=by.pk, subject=offered)
    return offered


def _locked(offered: Offer) -> Offer:
    """The initiative first, then the offer: the order in which everything here is locked."""
    locked(offered.initiative)
    with_all = Offer.objects.select_related("initiative__area__parent__parent__parent", "giver")
    return with_all.select_for_update(of=("self",)).get(pk=offered.pk)


@transaction.atomic
def meet_need(need: Need, *, by: Actor, now: datetime) -> Need:
    """This is settled, by whatever means. Twice is once."""
    locked(need.initiative)
    insist(access.may_meet(by, need, now=now))
    return _settle(Need.objects.select_for_update().get(pk=need.pk), by=by, now=now, offered=None)


@transaction.atomic
def ask_again(need: Need, *, by: Actor, now: datetime) -> Need:
    """It fell through: looked for again. Twice is once."""
    locked(need.initiative)
    insist(access.may_meet(by, need, now=now))
    return _ask_again(Need.objects.select_for_update().get(pk=need.pk), by=by, now=now)


def _settle(need: Need, *, by: Actor, now: datetime, offered: Offer | None) -> Need:
    if need.met_at is None:
        need.met_at, need.met_with = now, offered
        need.save(update_fields=["met_at", "met_with"])
        record("need.met", at=now, actor_id=by.pk, subject=need)
    return need


def _ask_again(need: Need, *, by: Actor, now: datetime) -> Need:
    if need.met_at is not None:
        need.met_at, need.met_with = None, None
        need.save(update_fields=["met_at", "met_with"])
        record("need.asked_again", at=now, actor_id=by.pk, subject=need)
    return need
