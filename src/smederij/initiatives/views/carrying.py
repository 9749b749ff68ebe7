"""Answering to carry: a link that somebody sent, and offers of neighbours."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from smederij.base import clock
from smederij.initiatives import actions
from smederij.initiatives.access import carries, living
from smederij.initiatives.forms.living import OfferForm
from smederij.people.access import signed_in
from smederij.people.requests import SignedInRequest

BOTH = ["GET", "HEAD", "POST"]


@signed_in
@require_http_methods(BOTH)
def along(request: SignedInRequest, public_id: str) -> HttpResponse:
    """Somebody asks you along: yes, or simply nothing."""
    asked = living.invite(public_id)
    if request.method == "POST":
        actions.accept(asked, by=request.actor, now=clock.now())
        messages.success(request, _("You carry it too, from now on."))
        return redirect(asked.initiative)
    context = {"asked": asked, "initiative": asked.initiative, "area": asked.initiative.area}
    return render(request, "initiatives/life/along.html", context)


@signed_in
@require_http_methods(BOTH)
def take_over(request: SignedInRequest, public_id: str) -> HttpResponse:
    """Offer to carry it, or take the offer back."""
    now = clock.now()
    initiative = living.shown(public_id, actor=request.actor, now=now)
    offered = initiative.carrier_offers.filter(actor=request.actor, answered_at=None).first()
    form = OfferForm(request.POST or None)
    if request.method == "POST" and "back" in request.POST and offered is not None:
        actions.take_offer_back(offered, by=request.actor, now=now)
        messages.success(request, _("Your offer is taken back."))
        return redirect(initiative)
    if request.method == "POST" and form.is_valid():
        actions.offer_to_carry(initiative, words=form.cleaned_data["words"], by=request.actor, now=now)
        alone = not initiative.carriers.now().exists()
        together = _("Thank you. You hear soon whether you can go on with it together.")
        messages.success(request, _("Thank you. One of the area's people calls you.") if alone else together)
        return redirect(initiative)
    context = {
        "form": form,
        "offered": offered,
        "initiative": initiative,
        "alone": not initiative.carriers.now().exists(),
        "carries": carries(request.actor, initiative),
        "area": initiative.area,
    }
    return render(request, "initiatives/life/take_over.html", context)


@signed_in
@require_http_methods(BOTH)
def offer(request: SignedInRequest, public_id: str) -> HttpResponse:
    """Somebody offers to carry it: yes, or not now."""
    now = clock.now()
    offered = living.offer(public_id, actor=request.actor, now=now)
    if request.method == "POST":
        agrees = "yes" in request.POST
        answered = actions.answer_offer(offered, agrees=agrees, by=request.actor, now=now)
        alone = offered.initiative.carriers.now().count() == 1
        yes = _("%(name)s carries it, from now on.") if alone else _("%(name)s carries it too, from now on.")
        said = yes if answered.agreed else _("Your answer is kept.")
        messages.success(request, said % {"name": offered.actor})
        return redirect(offered.initiative)
    return render(
        request,
        "initiatives/life/offer.html",
        {"offer": offered, "initiative": offered.initiative, "area": offered.initiative.area},
    )
