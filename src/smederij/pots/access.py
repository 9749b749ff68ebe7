"""Who may do what with money, and the only loaders that pages use."""

from datetime import datetime

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from smederij.base.refusals import Allowed, Answer, Refused, insist, refuse
from smederij.initiatives.models import Initiative
from smederij.initiatives.queries import carries
from smederij.people.access import hats, wears
from smederij.people.models import Actor, Hat, HatKind
from smederij.people.queries import same_person
from smederij.places import queries as places
from smederij.places.models import Area
from smederij.pots import queries
from smederij.pots.models import Grant, Payment, Pot, SetAside

OPENERS = (HatKind.KEEPER, HatKind.AREA_WORKER, HatKind.FINANCE, HatKind.ADMIN)
PLEDGERS = (HatKind.FINANCE, HatKind.ADMIN)
HOLDERS = (HatKind.STEERING, HatKind.FINANCE, HatKind.ADMIN)
REST_RETURNERS = (HatKind.KEEPER, HatKind.FINANCE)
READERS = frozenset({HatKind.KEEPER, HatKind.FINANCE, HatKind.STEERING, HatKind.ADMIN})


def may_open(actor: Actor | None, area: Area, *, now: datetime) -> Answer:
    """Those who look after the area or the money open a pot."""
    return wears(actor, *OPENERS, area=area, now=now)


def may_fill(actor: Actor | None, area: Area, *, now: datetime) -> Answer:
    """The municipality's finance writes down what a funder puts in: it sees the money come in."""
    return wears(actor, *PLEDGERS, area=area, now=now)


def may_order(actor: Actor | None, grant: Grant, *, now: datetime) -> Answer:
    """The keeper of the pot orders payments."""
    return wears(actor, HatKind.KEEPER, area=grant.pot.area, now=now)


def may_do_finance(actor: Actor | None, *, now: datetime) -> Answer:
    """Finance of the whole municipality, not of one area."""
    return wears(actor, HatKind.FINANCE, area=places.root(), now=now)


def does_finance(actor_id: int, *, now: datetime) -> bool:
    """The same for somebody known by number."""
    return Hat.objects.worn(now=now).filter(actor=actor_id, kind=HatKind.FINANCE, area__parent=None).exists()


def may_decide(actor: Actor | None, payment: Payment, *, now: datetime) -> Answer:
    """Finance decides, but never over what the same person ordered, under this name or another."""
    allowed = may_do_finance(actor, now=now)
    if not allowed or actor is None:
        return allowed
    if payment.ordered_by_id in same_person(actor.pk):
        return Refused(_("You ordered this payment yourself. Somebody else of finance has to look at it."))
    return Allowed()


def may_hold(actor: Actor | None, grant: Grant, *, now: datetime) -> Answer:
    """The steering group or finance stops payments of a grant, and lets them go on."""
    return wears(actor, *HOLDERS, area=grant.pot.area, now=now)


def may_return(actor: Actor | None, grant: Grant, *, now: datetime) -> Answer:
    """The keeper or finance closes a grant."""
    return wears(actor, *REST_RETURNERS, area=grant.pot.area, now=now)


def may_decline(actor: Actor | None, grant: Grant, *, now: datetime) -> Answer:
    """Who carries the initiative; the keeper for who says so on the phone."""
    if carries(actor, grant.initiative):
        return Allowed()
    return wears(actor, HatKind.KEEPER, area=grant.pot.area, now=now)


def may_set_aside(actor: Actor | None, area: Area, *, now: datetime) -> Answer:
    """The keeper writes down what a gathering decided about money for later."""
    return wears(actor, HatKind.KEEPER, area=area, now=now)


def may_use(actor: Actor | None, aside: SetAside, initiative: Initiative, *, now: datetime) -> Answer:
    """The keeper gives what was set aside to what it was meant for, but never to what is their own."""
    if actor is not None and (initiative.starter_id == actor.pk or carries(actor, initiative)):
        return Refused(_("This is about your own idea, so somebody else decides. Nothing is wrong."))
    return may_set_aside(actor, aside.pot.area, now=now)


def may_give_back(actor: Actor | None, pot: Pot, *, now: datetime) -> Answer:
    """The keeper orders what goes back to a funder, as other payments."""
    return wears(actor, HatKind.KEEPER, area=pot.area, now=now)


def may_take_in(actor: Actor | None, *, now: datetime) -> Answer:
    """Finance sees at the bank that somebody paid money back."""
    return may_do_finance(actor, now=now)


def may_hand_in(actor: Actor | None, grant: Grant, *, now: datetime) -> Answer:
    """Whose initiative it is; the keeper for who brings them on paper."""
    if actor is not None and grant.initiative.starter_id == actor.pk:
        return Allowed()
    return wears(actor, HatKind.KEEPER, area=grant.pot.area, now=now)


def may_carry(actor: Actor | None, area: Area, *, now: datetime) -> Answer:
    """The keeper decides that what was left over can be divided again."""
    return wears(actor, HatKind.KEEPER, area=area, now=now)


def may_read(actor: Actor | None, grant: Grant, *, now: datetime) -> Answer:
    """Who handles this money, and whose initiative it is; that it exists is nobody else's business."""
    if carries(actor, grant.initiative):
        return Allowed()
    if hats(actor, grant.pot.area, now=now) & READERS:
        return Allowed()
    return Refused(_("There is nothing here for you. Perhaps you are not signed in?"), hidden=True)


def sees_account_numbers(actor: Actor | None, grant: Grant, *, now: datetime) -> bool:
    """Only keeper and finance need a whole account number."""
    return bool(hats(actor, grant.pot.area, now=now) & {HatKind.KEEPER, HatKind.FINANCE})


def insist_books_are_right() -> None:
    """Refuse while the last audit found something wrong."""
    if queries.stopped():
        refuse(queries.stop_sentence())


def grant(public_id: str, *, actor: Actor | None, now: datetime) -> Grant:
    """A grant that this person may see, or a Refusal (404)."""
    found = _grants().filter(public_id=public_id).first()
    if found is None:
        refuse(_("There is nothing here for you. Perhaps you are not signed in?"), status=404)
    insist(may_read(actor, found, now=now))
    return found


def payment(public_id: str, *, actor: Actor | None, now: datetime) -> Payment:
    """A payment, for finance. Refusal 404 when there is none, 403 for others."""
    insist(may_do_finance(actor, now=now))
    found = Payment.objects.select_related(
        "grant__pot__area__parent__parent",
        "grant__initiative",
        "pot__area__parent__parent",
        "funder",
        "ordered_by",
        "decided_by",
    )
    return found.filter(public_id=public_id).first() or refuse(_("There is no such payment."), status=404)


def aside(public_id: str, *, actor: Actor | None, now: datetime) -> SetAside:
    """What is set aside, for who may move it. Refusal 404 when there is none, 403 for others."""
    found = SetAside.objects.select_related("pot__area__parent__parent").filter(public_id=public_id).first()
    if found is None:
        refuse(_("There is nothing here for you. Perhaps you are not signed in?"), status=404)
    insist(may_set_aside(actor, found.pot.area, now=now))
    return found


def _grants() -> QuerySet[Grant]:
    return Grant.objects.select_related(
        "pot__area__parent__parent", "initiative__starter", "held_by", "declined_by"
    )
