"""Who may offer help, answer an offer, and take it back; and the loaders that views use."""

from datetime import datetime

from django.utils.translation import gettext as _

from smederij.base.refusals import Allowed, Answer, Refused, insist, refuse
from smederij.initiatives.access.ideas import carries, find, may_change, may_enter_for_others, may_see
from smederij.initiatives.models import Initiative, Need, Offer
from smederij.people.models import Actor


def may_offer(actor: Actor | None, initiative: Initiative) -> Answer:
    """Everybody may help with what everybody sees; nobody offers help to themselves."""
    if initiative.confirmed_at is None:
        return Refused(_("We can't find this idea. Perhaps it was taken back."), hidden=True)
    if initiative.finished_at is not None or initiative.stopped_at is not None:
        return Refused(_("This has come to its end. Thank you for wanting to help."))
    if carries(actor, initiative):
        return Refused(_("This is your own idea. Neighbours who can help find it here."))
    return Allowed()


def may_answer(actor: Actor | None, offer: Offer, *, now: datetime) -> Answer:
    """Whoever carries the initiative, and the area's people. To others the offer does not exist."""
    allowed = may_change(actor, offer.initiative, now=now)
    return allowed if isinstance(allowed, Allowed) else Refused(_gone(), hidden=True)


def may_take_back(actor: Actor | None, offer: Offer) -> Answer:
    """The giver, always."""
    if actor is not None and offer.giver_id == actor.pk:
        return Allowed()
    return Refused(_gone(), hidden=True)


def may_meet(actor: Actor | None, need: Need, *, now: datetime) -> Answer:
    """Say that a need is met, or is looked for again: like every change of the idea."""
    return may_change(actor, need.initiative, now=now)


def _gone() -> str:
    return _("We can't find this offer. Perhaps it was taken back.")


def to_help(public_id: str, *, actor: Actor | None, now: datetime) -> Initiative:
    """An idea that one may offer help to."""
    found = find(public_id)
    insist(may_see(actor, found, now=now))
    insist(may_offer(actor, found))
    return found


def to_help_for(public_id: str, *, actor: Actor | None, now: datetime) -> Initiative:
    """The same, for one of the area's people who writes it down for somebody else."""
    found = find(public_id)
    insist(may_see(actor, found, now=now))
    insist(may_enter_for_others(actor, found.area, now=now))
    insist(may_offer(None, found))
    return found


def offer(public_id: str, *, actor: Actor | None, now: datetime) -> Offer:
    """An offer, for who may answer it and for the giver. Refusal 404 otherwise."""
    path = "initiative__area__parent__parent__parent"
    found = Offer.objects.select_related(path, "giver", "need", "answered_by").filter(public_id=public_id)
    offered = found.filter(initiative__withdrawn_at=None).first()
    if offered is None:
        refuse(_gone(), status=404)
    insist(may_take_back(actor, offered) or may_answer(actor, offered, now=now))
    return offered


def need(public_id: str, number: int, *, actor: Actor | None, now: datetime) -> Need:
    """A need of this idea, for who may say whether it is met."""
    path = "initiative__area__parent__parent__parent"
    found = Need.objects.select_related(path).filter(pk=number, initiative__public_id=public_id).first()
    if found is None or found.initiative.withdrawn_at is not None:
        refuse(_("We can't find this any more. Perhaps it was changed."), status=404)
    insist(may_meet(actor, found, now=now))
    return found
