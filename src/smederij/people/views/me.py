"""My page, and what is known of me."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth import logout
from django.http import HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from smederij.base import clock
from smederij.base.refusals import Refusal, refuse
from smederij.base.rooms import Asks, Waiting
from smederij.people import access, actions, kept, queries
from smederij.people.forms import AboutMeForm, ForgetForm
from smederij.people.kept import Kept
from smederij.people.models import Actor, Hat, Login
from smederij.people.requests import ActingRequest, SignedInRequest
from smederij.people.views.methods import read_or_send
from smederij.people.ways import spoken
from smederij.places.models import Area


@dataclass(frozen=True)
class Heap:
    """What waits and takes the same: a call, a decision, a story."""

    title: str
    waiting: list[Waiting]


@dataclass(frozen=True)
class Other:
    """Somebody else who comes in this way, and whether they may turn out to be the same person."""

    actor: Actor
    same: bool


@dataclass(frozen=True)
class MyPage:
    """What stands on someone's own page."""

    actor: Actor
    ways: list[str]
    waiting: list[Heap]
    hats: list[Hat]
    others: list[Other]
    people_areas: list[Area]
    door_areas: list[Area]


@dataclass(frozen=True)
class AboutMePage:
    form: AboutMeForm
    new: bool
    next_url: str


@dataclass(frozen=True)
class ForgetPage:
    form: ForgetForm


@dataclass(frozen=True)
class GoOnPage:
    kept: Kept


@require_GET
@never_cache
@access.signed_in
def my_page(request: SignedInRequest) -> HttpResponseBase:
    """What waits for me, what I am here, and what you know of me."""
    now = clock.now()
    login = _login(request)
    others = [
        Other(actor, same=bool(access.may_join(login, request.actor, actor)))
        for actor in queries.actors_of(login)
        if actor.pk != request.actor.pk
    ]
    hats = queries.worn_by(request.actor, now=now)
    page = MyPage(
        request.actor,
        [spoken(way) for way in queries.ways_of(request.actor)],
        _heap(request.actor, now=now),
        hats,
        others,
        _areas(hats, access.GIVERS),
        _areas(hats, access.VOUCHERS),
    )
    return render(request, "people/my_page.html", {"page": page})


def _login(request: SignedInRequest) -> Login:
    assert isinstance(request.user, Login)
    return request.user


def _heap(actor: Actor, *, now: datetime) -> list[Heap]:
    """What waits, by what it takes: to call first, because somebody sits beside a phone."""
    waiting = queries.waiting_for(actor, now=now)
    titles = {
        Asks.CALL: _("To call"),
        Asks.DECIDE: _("To decide"),
        Asks.TELL: _("To tell"),
        Asks.ARRANGE: _("To arrange"),
    }
    heaps = [Heap(title, [one for one in waiting if one.asks is asks]) for asks, title in titles.items()]
    return [heap for heap in heaps if heap.waiting]


@require_GET
@never_cache
def how_much(request: ActingRequest) -> HttpResponse:
    """For the header of every page: how much waits for me, in two words; nothing when nothing does."""
    waiting = queries.waiting_for(request.actor, now=clock.now()) if request.actor else []
    if not waiting:
        return HttpResponse(status=204)
    n = len(waiting)
    return HttpResponse(ngettext("%(n)d for you", "%(n)d for you", n) % {"n": n}, content_type="text/plain")


def _areas(hats: list[Hat], kinds: Collection[str]) -> list[Area]:
    """The areas in which they wear one of these."""
    return list({hat.area_id: hat.area for hat in hats if hat.kind in kinds}.values())


@read_or_send
@never_cache
@access.signed_in
def about_me(request: SignedInRequest, *, new: bool = False) -> HttpResponseBase:
    """How others see and find me. Somebody new comes here first."""
    me = request.actor
    form = AboutMeForm(request.POST or None, initial={"name": me.name, "phone": me.phone, "where": me.where})
    next_url = safe_next(request)
    if form.is_valid():
        for name, value in form.cleaned_data.items():
            setattr(me, name, value)
        me.save(update_fields=list(form.cleaned_data))
        return redirect(next_url or "my_page")
    return render(request, "people/about_me.html", {"page": AboutMePage(form, new, next_url)})


def safe_next(request: ActingRequest) -> str:
    """Where somebody wanted to go, when that is a page of ours."""
    url = request.POST.get("next", request.GET.get("next", ""))
    return url if url_has_allowed_host_and_scheme(url, allowed_hosts={request.get_host()}) else ""


@require_POST
@access.signed_in
def act_as(request: SignedInRequest, public_id: str) -> HttpResponseBase:
    """Go on as somebody else this login acts for."""
    chosen = get_object_or_404(_login(request).actors.filter(forgotten_at=None), public_id=public_id)
    request.session[queries.ACTING_AS] = chosen.pk
    return redirect("my_page")


@require_GET
@never_cache
@access.signed_in
def my_data(request: SignedInRequest) -> HttpResponseBase:
    """Everything the house knows of me, to take along."""
    login = _login(request)
    known = [actions.export(actor) for actor in queries.actors_of(login)]
    data = {"at": clock.now(), "login": login.ways, "known_as": known}
    response = JsonResponse(data, json_dumps_params={"ensure_ascii": False, "indent": 2})
    response["Content-Disposition"] = 'attachment; filename="mijn-gegevens.json"'
    return response


@read_or_send
@never_cache
@access.signed_in
def forget_me(request: SignedInRequest) -> HttpResponseBase:
    """Say what goes and what stays, ask once more, and then do it."""
    form = ForgetForm(request.POST or None)
    if form.is_valid():
        try:
            actions.be_forgotten(_login(request), now=clock.now())
            logout(request)
            return redirect("forgotten")
        except Refusal as refusal:
            form.add_error(None, str(refusal.reason))
    return render(request, "people/forget_me.html", {"page": ForgetPage(form)})


@require_GET
@never_cache
@access.signed_in
def go_on(request: SignedInRequest, key: str) -> HttpResponseBase:
    """Signed in again: what they typed before stands ready to be sent."""
    found = kept.find(request, key, now=clock.now())
    if found is None:
        refuse(_("What you wrote is no longer here. Fill in the form once more, or call us."), status=410)
    return render(request, "people/go_on.html", {"page": GoOnPage(found)})


@require_GET
def forgotten(request: ActingRequest) -> HttpResponse:
    """Goodbye."""
    return render(request, "people/forgotten.html")
