"""Who may do what while an initiative lives; and the loaders that views use."""

from datetime import datetime

from django.utils.translation import gettext as _

from smederij.base.refusals import Allowed, Answer, Refused, insist, refuse
from smederij.initiatives.access.ideas import AREA_PEOPLE, carries, find, may_change, may_see
from smederij.initiatives.models import CarrierInvite, CarrierOffer, Initiative, Obstacle, Remark, Update
from smederij.people.access import hats, wears
from smederij.people.models import Actor, HatKind

OFFICIALS = (*AREA_PEOPLE, HatKind.STAFF, HatKind.STEERING, HatKind.COUNCIL, HatKind.FUNDER)
RAISERS = (*AREA_PEOPLE, HatKind.STAFF)
WITH_ALL = "initiative__area__parent__parent__parent"

may_live = may_change  # begin, finish, stop, go on, tell what happened, take the page along
may_agree = may_change  # to somebody who offers to carry it
may_place = may_change  # what it sprang from


def may_invite(actor: Actor | None, initiative: Initiative) -> Answer:
    """Only who carries it asks others along: nobody is put forward by somebody else."""
    if carries(actor, initiative):
        return Allowed()
    return Refused(_("Only who carries this initiative can ask somebody along."))


def may_raise(actor: Actor | None, initiative: Initiative, *, now: datetime) -> Answer:
    """Whoever carries it, the area's people, and municipal staff who see something in the way."""
    if carries(actor, initiative):
        return Allowed()
    return wears(actor, *RAISERS, area=initiative.area, now=now)


def may_own(actor: Actor, initiative: Initiative, *, by: Actor, now: datetime) -> Answer:
    """Someone owns an obstacle when they say so themselves, or wear a hat here."""
    if actor == by or hats(actor, initiative.area, now=now) & frozenset(OFFICIALS):
        return Allowed()
    return Refused(_("Ask them first: they can take it on themselves, on this page."))


def may_solve(actor: Actor | None, obstacle: Obstacle, *, now: datetime) -> Answer:
    """Its owner, whoever carries the initiative, and the area's people."""
    if actor is not None and obstacle.owner_id == actor.pk:
        return Allowed()
    return may_change(actor, obstacle.initiative, now=now)


def may_work_on(actor: Actor | None, obstacle: Obstacle, *, now: datetime) -> Answer:
    """Whoever may solve it, and whoever may take it on."""
    return may_solve(actor, obstacle, now=now) or may_raise(actor, obstacle.initiative, now=now)


def may_hide(actor: Actor | None, remark: Remark, *, now: datetime) -> Answer:
    """Whoever carries the initiative, and the area's people, with a reason."""
    return may_change(actor, remark.initiative, now=now)


def may_take_remark_back(actor: Actor | None, remark: Remark, *, now: datetime) -> Answer:
    """Its writer; the area's people when the writer asks them to."""
    if actor is not None and remark.writer_id == actor.pk:
        return Allowed()
    return wears(actor, *AREA_PEOPLE, area=remark.initiative.area, now=now)


def may_take_update_back(actor: Actor | None, update: Update, *, now: datetime) -> Answer:
    """Who told it, and whoever may tell."""
    if actor is not None and update.teller_id == actor.pk:
        return Allowed()
    return may_change(actor, update.initiative, now=now)


def to_live(public_id: str, *, actor: Actor | None, now: datetime) -> Initiative:
    """A shown initiative, for who carries it and the area's people."""
    found = shown(public_id, actor=actor, now=now)
    insist(may_live(actor, found, now=now))
    return found


def to_raise(public_id: str, *, actor: Actor | None, now: datetime) -> Initiative:
    """A shown initiative, for who may say that something stands in the way."""
    found = shown(public_id, actor=actor, now=now)
    insist(may_raise(actor, found, now=now))
    return found


def shown(public_id: str, *, actor: Actor | None, now: datetime) -> Initiative:
    """What everybody sees. Refusal 404, also while it waits for a call: nothing lives on it yet."""
    found = find(public_id)
    insist(may_see(actor, found, now=now))
    if found.confirmed_at is None:
        refuse(_("This can be done once the idea is confirmed."))
    return found


def remark(public_id: str, *, actor: Actor | None, now: datetime) -> Remark:
    """A remark of an initiative that one may see."""
    found = Remark.objects.select_related(WITH_ALL, "writer").filter(public_id=public_id).first()
    if found is None or found.initiative.withdrawn_at is not None:
        refuse(_("We can't find this remark."), status=404)
    allowed = may_see(actor, found.initiative, now=now)
    insist(allowed)
    if found.confirmed_at is None:
        insist(_hidden(wears(actor, *AREA_PEOPLE, area=found.initiative.area, now=now)))
    return found


def _hidden(answer: Answer) -> Answer:
    return Refused(answer.reason, hidden=True) if isinstance(answer, Refused) else answer


def obstacle(public_id: str) -> Obstacle:
    """An obstacle of an initiative that everybody may see."""
    found = Obstacle.objects.select_related(WITH_ALL, "owner").filter(public_id=public_id).first()
    if found is None or found.initiative.withdrawn_at is not None:
        refuse(_("We can't find this obstacle."), status=404)
    return found


def update(public_id: str) -> Update:
    """What someone told, of an initiative that everybody may see."""
    found = Update.objects.select_related(WITH_ALL, "picture").filter(public_id=public_id).first()
    if found is None or found.initiative.withdrawn_at is not None:
        refuse(_("We can't find this any more."), status=404)
    return found


def invite(public_id: str) -> CarrierInvite:
    """A link that a carrier sent. Refusal 410 when it was used, or the carrier took it back."""
    with_all = CarrierInvite.objects.select_related(WITH_ALL, "initiative__picture", "asked_by")
    found = with_all.filter(public_id=public_id).first()
    if found is None or found.initiative.withdrawn_at is not None:
        refuse(_("We can't find this question. Perhaps it was taken back."), status=404)
    if found.dropped_at is not None or not carries(found.asked_by, found.initiative):
        refuse(_("This question was taken back."), status=410)
    return found


def offer(public_id: str, *, actor: Actor | None, now: datetime) -> CarrierOffer:
    """An offer to carry, for who may answer it."""
    found = CarrierOffer.objects.select_related(WITH_ALL, "actor").filter(public_id=public_id).first()
    if found is None or found.initiative.withdrawn_at is not None:
        refuse(_("We can't find this offer."), status=404)
    insist(may_agree(actor, found.initiative, now=now))
    return found


def may_take_along(actor: Actor | None, initiative: Initiative, *, now: datetime) -> Answer:
    """Who made it takes the page along: who carries or started it; the area's people for them."""
    if actor is not None and initiative.starter_id == actor.pk:
        return Allowed()
    return may_change(actor, initiative, now=now)
