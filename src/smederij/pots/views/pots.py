"""The pot of an area, for everybody; opening it and filling it, for who may."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from smederij.base import clock
from smederij.base.refusals import Refusal, insist
from smederij.people.access import signed_in
from smederij.people.requests import ActingRequest, SignedInRequest
from smederij.places import queries as places
from smederij.places.models import Area
from smederij.pots import access, actions, queries
from smederij.pots.book import Book, books
from smederij.pots.forms import PledgeForm, PotForm
from smederij.pots.models import Code, Pot, Transfer
from smederij.pots.queries import Statement


@dataclass(frozen=True)
class PotPage:
    """Every pot of an area, and what this person may do with it."""

    area: Area
    statements: list[tuple[Statement, Book]]
    may_open: bool
    may_pledge: bool
    may_carry: bool
    may_move: bool

    @property
    def alone(self) -> bool:
        """One pot: then its name is the name of the page."""
        return len(self.statements) == 1


@dataclass(frozen=True)
class PledgePage:
    """Writing down what a funder puts in, and what was written down before."""

    area: Area
    form: PledgeForm
    pledges: list[Transfer]


@require_safe
def pot(request: ActingRequest, slug: str) -> HttpResponse:
    """Where the money comes from and where it is now."""
    area, now = places.area(slug), clock.now()
    pots = queries.pots_of(area)
    page = PotPage(
        area=area,
        statements=list(zip(queries.statements(pots), books(pots), strict=True)),
        may_open=bool(access.may_open(request.actor, area, now=now)),
        may_pledge=bool(access.may_fill(request.actor, area, now=now)),
        may_carry=bool(access.may_carry(request.actor, area, now=now)),
        may_move=bool(access.may_set_aside(request.actor, area, now=now)),
    )
    return render(request, "pots/pot.html", {"page": page, "area": area})


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def open_pot(request: SignedInRequest, slug: str) -> HttpResponse:
    """A new pot: a name, and what it is for."""
    area, now = places.area(slug), clock.now()
    insist(access.may_open(request.actor, area, now=now))
    form = PotForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.open_pot(area, **form.cleaned_data, by=request.actor, now=now)
            words = _("The pot is open. Now it can be filled.")
            messages.success(request, words, extra_tags=f"pot-{area.slug}")
            return redirect("pot", slug=area.slug)
        except Refusal as refusal:
            form.add_error(None, str(refusal.reason))
    return render(request, "pots/open.html", {"form": form, "area": area})


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def pledge(request: SignedInRequest, slug: str) -> HttpResponse:
    """A funder's money comes in."""
    area, now = places.area(slug), clock.now()
    insist(access.may_fill(request.actor, area, now=now))
    pots = queries.pots_of(area)
    if not pots:
        return redirect("open_pot", slug=area.slug)
    form = PledgeForm(request.POST or None, pots=pots)
    if request.method == "POST" and form.is_valid():
        try:
            actions.pledge(**form.cleaned_data, by=request.actor, now=now)
            messages.success(request, _("It stands in the pot."))
            return redirect("pot", slug=area.slug)
        except Refusal as refusal:
            form.add_error(None, str(refusal.reason))
    page = PledgePage(area=area, form=form, pledges=queries.pledges(pots))
    return render(request, "pots/pledge.html", {"page": page, "form": form, "area": area})


@signed_in
@require_POST
def undo_pledge(request: SignedInRequest, slug: str, number: int) -> HttpResponse:
    """Written down wrongly: taken back by somebody else."""
    area, now = places.area(slug), clock.now()
    insist(access.may_fill(request.actor, area, now=now))
    transfer = get_object_or_404(Transfer, pk=number, code=Code.PLEDGE, credit__pot__area=area)
    try:
        actions.undo_pledge(transfer, by=request.actor, now=now)
        messages.success(request, _("It was taken back."))
    except Refusal as refusal:
        messages.error(request, str(refusal.reason))
    return redirect("pledge", slug=area.slug)


@signed_in
@require_POST
def carry_over(request: SignedInRequest, slug: str, number: int) -> HttpResponse:
    """What was left over can be divided again."""
    area, now = places.area(slug), clock.now()
    pot = get_object_or_404(Pot, pk=number, area=area)
    actions.carry_over(pot, by=request.actor, now=now)
    messages.success(request, _("What was left over is back in the pot."))
    return redirect("pot", slug=area.slug)
