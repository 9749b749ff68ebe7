"""Who does what here, and giving and taking hats."""

from dataclasses import dataclass

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from smederij.base import clock
from smederij.base.refusals import Refusal, insist
from smederij.people import access, actions, queries
from smederij.people.forms import GiveHatForm
from smederij.people.models import Hat
from smederij.people.queries import WhoHere
from smederij.people.requests import ActingRequest, SignedInRequest
from smederij.people.views.methods import read_or_send
from smederij.places import queries as places
from smederij.places.models import Area

HATS_SHOWN = 50


@dataclass(frozen=True)
class PeoplePage:
    """Who does what here; manage when this reader gives and takes hats."""

    area: Area
    people: Page[WhoHere]
    manage: bool


@dataclass(frozen=True)
class HatsPage:
    """Who wears what, and what this person (`me`) gives and so may take back."""

    area: Area
    hats: Page[Hat]
    form: GiveHatForm
    me: int
    gives: frozenset[str]


@require_GET
def people(request: ActingRequest, slug: str) -> HttpResponse:
    """Who does what here: open to all, because hats are declared and not hidden."""
    area, now = places.area(slug), clock.now()
    everybody = Paginator(queries.who_does_what(area, now=now), HATS_SHOWN)
    manage = bool(access.may_see_people(request.actor, area, now=now)) if request.actor else False
    page = PeoplePage(area, everybody.get_page(request.GET.get("pagina")), manage)
    return render(request, "people/people.html", {"page": page})


@read_or_send
@access.fresh
def hats(request: SignedInRequest, slug: str) -> HttpResponseBase:
    """Giving somebody a hat, and taking it back."""
    area, now = places.area(slug), clock.now()
    insist(access.may_see_people(request.actor, area, now=now))
    gives = access.gives(request.actor, area=area, now=now)
    form = GiveHatForm(request.POST or None, kinds=gives)
    if form.is_valid():
        try:
            hat = actions.invite(actions.Invited(**form.cleaned_data), area=area, by=request.actor, now=now)
            words = {"name": hat.actor.name, "kind": hat.get_kind_display()}
            messages.success(request, _("%(name)s is now %(kind)s.") % words)
            return redirect("hats", slug=area.slug)
        except Refusal as refusal:
            form.add_error(None, str(refusal.reason))
    worn = Paginator(queries.worn_in(area, now=now), HATS_SHOWN).get_page(request.GET.get("pagina"))
    return render(
        request, "people/hats.html", {"page": HatsPage(area, worn, form, request.actor.pk, frozenset(gives))}
    )


@require_POST
@access.fresh
def take_hat(request: SignedInRequest, slug: str, pk: int) -> HttpResponseBase:
    """Take a hat back; the list shows what is left."""
    area, now = places.area(slug), clock.now()
    insist(access.may_see_people(request.actor, area, now=now))
    hat = get_object_or_404(Hat.objects.worn(now=now).select_related("actor"), pk=pk, area=area)
    try:
        actions.take_hat(hat, by=request.actor, now=now)
        words = {"name": hat.actor, "kind": hat.get_kind_display()}
        messages.success(request, _("%(name)s is no longer %(kind)s.") % words)
    except Refusal as refusal:
        messages.error(request, str(refusal.reason))
    return redirect("hats", slug=area.slug)
