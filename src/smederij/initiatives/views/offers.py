"""Helping: one tap for whom we know, a name and a number for others; answered after a call."""

from dataclasses import dataclass
from datetime import datetime

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from smederij.base import clock
from smederij.base.network import network_of
from smederij.base.refusals import Refusal
from smederij.initiatives import access, actions, queries
from smederij.initiatives.forms import DoorHelpForm, HelpForm, help_form_for
from smederij.initiatives.models import Initiative, Need, Offer
from smederij.initiatives.views.alike import was_counted
from smederij.people import queries as people
from smederij.people.access import signed_in
from smederij.people.actions import knock
from smederij.people.queries import Contact
from smederij.people.requests import ActingRequest, SignedInRequest
from smederij.places.models import Area

read_or_send = require_http_methods(["GET", "HEAD", "POST"])


@dataclass(frozen=True)
class HelpPage:
    area: Area
    initiative: Initiative
    need: Need | None
    others: list[Need]
    form: HelpForm


@dataclass(frozen=True)
class HelpedPage:
    area: Area
    initiative: Initiative
    contacts: list[Contact]

    @property
    def caller(self) -> Contact | None:
        return self.contacts[0] if self.contacts else None


@dataclass(frozen=True)
class OfferPage:
    area: Area
    offer: Offer
    mine: bool


@read_or_send
def help_with(request: ActingRequest, public_id: str) -> HttpResponse:
    """'Ik kan helpen' with one need (`?nodig=`), or 'Ik doe mee'; oneself, or who was written down."""
    now = clock.now()
    for_another = request.actor is not None and bool(request.POST.get("name"))
    find = access.to_help_for if for_another else access.to_help
    initiative = find(public_id, actor=request.actor, now=now)
    needs = list(initiative.needs.open())
    chosen = request.POST.get("nodig") or request.GET.get("nodig", "")
    need = next((one for one in needs if str(one.pk) == chosen), None)
    kind = DoorHelpForm if for_another else help_form_for(request.actor)
    form = kind(request.POST or None)
    if form.is_valid() and _offer(request, form, initiative=initiative, need=need, now=now):
        return redirect("helped", public_id=public_id)
    others = [one for one in needs if one != need]
    page = HelpPage(initiative.area, initiative, need, others, form)
    return render(request, "initiatives/help.html", {"page": page, "area": page.area})


def _offer(
    request: ActingRequest, form: HelpForm, *, initiative: Initiative, need: Need | None, now: datetime
) -> bool:
    actor, key = request.actor, form.cleaned_data["key"]
    try:
        if actor is None and not was_counted(request.POST.get("geteld", ""), key, str(initiative.pk)):
            knock(network_of(request), now=now)
        actions.offer(form.help(need), initiative=initiative, by=actor, reach=form.reach(), now=now, key=key)
    except Refusal as refusal:
        form.add_error(None, str(refusal.reason))
        return False
    if actor is not None and form.reach() is None and form.cleaned_data.get("phone"):
        actor.phone = form.cleaned_data["phone"]
        actor.save(update_fields=["phone"])
    return True


@require_safe
def helped(request: ActingRequest, public_id: str) -> HttpResponse:
    """Thank you: who calls."""
    now = clock.now()
    initiative = queries.shown(public_id, actor=request.actor, now=now)
    page = HelpedPage(initiative.area, initiative, people.contacts(initiative.area, now=now))
    return render(request, "initiatives/helped.html", {"page": page, "area": page.area})


@read_or_send
@never_cache
@signed_in
def answer_offer(request: SignedInRequest, public_id: str) -> HttpResponse:
    """Call first, then one button. The giver sees here how it stands, and can take it back."""
    now = clock.now()
    offer = access.offer(public_id, actor=request.actor, now=now)
    if request.method == "POST":
        messages.success(request, _answer(offer, request, now=now))
        return redirect("offer", public_id)
    page = OfferPage(offer.initiative.area, offer, mine=offer.giver_id == request.actor.pk)
    return render(request, "initiatives/offer.html", {"page": page, "area": page.area})


def _answer(offer: Offer, request: SignedInRequest, *, now: datetime) -> str:
    by, said = request.actor, request.POST.get("antwoord", "")
    if said == "toch-niet":
        actions.take_back(offer, by=by, now=now)
        return _("You took your offer back. Thank you for thinking along.")
    if said == "niet":
        actions.decline(offer, by=by, now=now)
        return _("Good that you called. This offer is answered.")
    actions.agree(offer, by=by, now=now, meets=said == "geregeld")
    return _("Good that you called. You do this together.")


@require_POST
@signed_in
def settle_need(request: SignedInRequest, public_id: str, number: int) -> HttpResponse:
    """This is settled; or it is looked for again."""
    now = clock.now()
    need = access.need(public_id, number, actor=request.actor, now=now)
    if request.POST.get("weer"):
        actions.ask_again(need, by=request.actor, now=now)
        messages.success(request, _("This is looked for again."))
    else:
        actions.meet_need(need, by=request.actor, now=now)
        messages.success(request, _("Good. This is settled."))
    return redirect(need.initiative)
