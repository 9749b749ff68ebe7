"""Money for later, and money back to who put it in: the keeper writes down what was decided."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from smederij.base import clock
from smederij.base.money import Money
from smederij.base.refusals import Refusal, insist
from smederij.people.access import signed_in
from smederij.people.requests import SignedInRequest
from smederij.places import queries as places
from smederij.pots import access, actions, queries
from smederij.pots.forms import AsideForm, GiveBackForm, LiftForm, UseForm
from smederij.pots.models import Pot, SetAside
from smederij.pots.tracing import Funding, funding


@dataclass(frozen=True)
class AsidePage:
    """What stands apart under one name, and the two ways it can go."""

    aside: SetAside
    amount: Money
    lift_form: LiftForm
    use_form: UseForm


@dataclass(frozen=True)
class GiveBackPage:
    """Who put in, what is left of it, and the form to send it back."""

    pot: Pot
    fundings: list[Funding]
    form: GiveBackForm


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def set_money_aside(request: SignedInRequest, slug: str, number: int) -> HttpResponse:
    """Part of the pot waits for a later purpose."""
    area, now = places.area(slug), clock.now()
    pot = get_object_or_404(Pot, pk=number, area=area)
    insist(access.may_set_aside(request.actor, area, now=now))
    form = AsideForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.set_aside(pot, **form.facts(), by=request.actor, now=now)
            messages.success(request, _("It stands apart. No round divides it."))
            return redirect(pot)
        except Refusal as refusal:
            form.add_error(None, str(refusal.reason))
    context = {"form": form, "pot": pot, "left": queries.statement(pot).free, "area": area}
    return render(request, "pots/set_aside.html", context)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def aside(request: SignedInRequest, public_id: str) -> HttpResponse:
    """What stands apart goes back to the pot, or to an initiative."""
    now = clock.now()
    found = access.aside(public_id, actor=request.actor, now=now)
    shown = queries.initiatives_for(found.pot)
    wanted = request.POST.get("way") if request.method == "POST" else ""
    lift_form = LiftForm(request.POST if wanted == "lift" else None, auto_id="lift_%s")
    use_form = UseForm(request.POST if wanted == "use" else None, auto_id="use_%s", initiatives=shown)
    form = {"lift": lift_form, "use": use_form}.get(wanted or "")
    if form is not None and form.is_valid():
        act = actions.lift if wanted == "lift" else actions.use
        try:
            act(found, **form.cleaned_data, by=request.actor, now=now)
            messages.success(request, _("That is written down."))
            return redirect(found.pot)
        except Refusal as refusal:
            form.add_error(None, str(refusal.reason))
    page = AsidePage(found, queries.aside_left(found), lift_form, use_form)
    return render(request, "pots/aside.html", {"page": page, "area": found.pot.area})


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def give_back(request: SignedInRequest, slug: str, number: int) -> HttpResponse:
    """When a pot ends: each funder gets back what is left of its own."""
    area, now = places.area(slug), clock.now()
    pot = get_object_or_404(Pot, pk=number, area=area)
    insist(access.may_give_back(request.actor, pot, now=now))
    fundings = funding(pot)
    form = GiveBackForm(request.POST or None, fundings=fundings)
    if request.method == "POST" and form.is_valid():
        try:
            actions.give_back(pot, **form.cleaned_data, by=request.actor, now=now)
            messages.success(request, _("It is with finance now. You see here when it is paid."))
            return redirect("give_back", slug=area.slug, number=pot.pk)
        except Refusal as refusal:
            form.add_error(None, str(refusal.reason))
    page = GiveBackPage(pot=pot, fundings=fundings, form=form)
    return render(request, "pots/give_back.html", {"page": page, "area": area})


@signed_in
@require_POST
def undo_repay(request: SignedInRequest, public_id: str, number: int) -> HttpResponse:
    """Written down wrongly: taken back by another of finance."""
    now = clock.now()
    grant = access.grant(public_id, actor=request.actor, now=now)
    transfer = get_object_or_404(queries.repaid(grant), pk=number)
    try:
        actions.undo_repay(transfer, by=request.actor, now=now)
        messages.success(request, _("It was taken back."))
    except Refusal as refusal:
        messages.error(request, str(refusal.reason))
    return redirect(grant)
