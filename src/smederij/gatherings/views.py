"""Calling people together, and the page of a gathering."""

from dataclasses import dataclass
from datetime import datetime

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from smederij.base import clock
from smederij.base.refusals import Refusal
from smederij.gatherings import access, actions, queries
from smederij.gatherings.calendar import calendar_file, calendar_of
from smederij.gatherings.forms import GatheringForm, MoveForm, NotesForm
from smederij.gatherings.models import Gathering
from smederij.people.access import signed_in
from smederij.people.models import Actor
from smederij.people.requests import ActingRequest, SignedInRequest
from smederij.places import queries as places
from smederij.places.models import Area


@dataclass(frozen=True)
class GatheringPage:
    """When and where; `over` when it has been; `mine` when the reader may call it off."""

    gathering: Gathering
    over: bool
    begun: bool
    mine: bool


@dataclass(frozen=True)
class GatheringsPage:
    """When people of an area meet, and when they met."""

    coming: list[Gathering]
    been: list[Gathering]
    may_call: bool


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def call_gathering(request: SignedInRequest, slug: str) -> HttpResponse:
    """Call people together."""
    now = clock.now()
    area = access.to_call(slug, actor=request.actor, now=now)
    form = GatheringForm(request.POST or None)
    if request.method == "POST":
        called = _call(form, area, by=request.actor, now=now)
        if called is not None:
            messages.success(request, _("The evening is announced. Tell your neighbours."))
            return redirect(called)
    return render(request, "gatherings/call.html", {"form": form, "area": area})


def _call(form: GatheringForm, area: Area, *, by: Actor, now: datetime) -> Gathering | None:
    if not form.is_valid():
        return None
    words = {name: form.cleaned_data[name] for name in ("title", "place", "text", "kind")}
    try:
        return actions.call(area, starts_at=form.starts_at(), by=by, now=now, **words)
    except Refusal as refusal:
        form.add_error(None, str(refusal.reason))
        return None


@require_safe
def gathering(request: ActingRequest, public_id: str) -> HttpResponse:
    """When, where, and what stands there that evening."""
    now = clock.now()
    found = access.to_see(public_id)
    page = GatheringPage(
        gathering=found,
        over=found.is_over(now=now),
        begun=found.starts_at <= now,
        mine=bool(request.actor and access.may_call_off(request.actor, found, now=now)),
    )
    return render(request, "gatherings/gathering.html", {"page": page, "area": found.area})


@require_safe
def gatherings(request: ActingRequest, slug: str) -> HttpResponse:
    """All gatherings of an area, and how to follow them in one's own calendar."""
    now, area = clock.now(), places.area(slug)
    page = GatheringsPage(
        coming=list(queries.coming(area, now=now)),
        been=[one for one in queries.been(area, now=now) if one.is_over(now=now)],
        may_call=bool(request.actor and access.may_call(request.actor, area, now=now)),
    )
    return render(request, "gatherings/gatherings.html", {"page": page, "area": area})


@require_safe
def gatherings_ics(request: HttpRequest, slug: str) -> HttpResponse:
    """All gatherings of an area, for a calendar that asks again by itself."""
    now, area = clock.now(), places.area(slug)
    content = calendar_of(
        queries.to_follow(area, now=now),
        url_of=lambda one: request.build_absolute_uri(one.get_absolute_url()),
        now=now,
        name=area.name,
    )
    return HttpResponse(content, content_type="text/calendar; charset=utf-8")


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def move_gathering(request: SignedInRequest, public_id: str) -> HttpResponse:
    """Another day, time or place."""
    now = clock.now()
    found = access.to_move(public_id, actor=request.actor, now=now)
    form = MoveForm(request.POST or None, initial=MoveForm.initial_of(found))
    if request.method == "POST" and form.is_valid():
        try:
            actions.move(
                found, starts_at=form.starts_at(), place=form.cleaned_data["place"], by=request.actor, now=now
            )
        except Refusal as refusal:
            form.add_error(None, str(refusal.reason))
        else:
            messages.success(request, _("The evening was moved. Tell your neighbours."))
            return redirect(found)
    return render(request, "gatherings/move.html", {"form": form, "gathering": found, "area": found.area})


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def note_down(request: SignedInRequest, public_id: str) -> HttpResponse:
    """How many came, and what was said."""
    now = clock.now()
    found = access.to_note_down(public_id, actor=request.actor, now=now)
    form = NotesForm(request.POST or None, initial={"attended": found.attended, "minutes": found.minutes})
    if request.method == "POST" and form.is_valid():
        try:
            actions.note_down(found, **form.cleaned_data, by=request.actor, now=now)
        except Refusal as refusal:
            form.add_error(None, str(refusal.reason))
        else:
            messages.success(request, _("Everyone can read it now."), extra_tags=f"notes-{found.public_id}")
            return redirect(found)
    return render(request, "gatherings/notes.html", {"form": form, "gathering": found, "area": found.area})


@require_safe
def gathering_ics(request: HttpRequest, public_id: str) -> HttpResponse:
    """The evening in one's own calendar."""
    found = access.to_see(public_id)
    url = request.build_absolute_uri(found.get_absolute_url())
    response = HttpResponse(
        calendar_file(found, url=url, now=clock.now()), content_type="text/calendar; charset=utf-8"
    )
    response["Content-Disposition"] = f'attachment; filename="{found.public_id}.ics"'
    return response


@signed_in
@require_POST
def call_off_gathering(request: SignedInRequest, public_id: str) -> HttpResponse:
    """It will not happen."""
    now = clock.now()
    found = access.to_call_off(public_id, actor=request.actor, now=now)
    actions.call_off(found, by=request.actor, now=now)
    return redirect(found)
