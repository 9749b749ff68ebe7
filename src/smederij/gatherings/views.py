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
from smederij.gatherings import access, actions
from smederij.gatherings.calendar import calendar_file
from smederij.gatherings.forms import GatheringForm
from smederij.gatherings.models import Gathering
from smederij.people.access import signed_in
from smederij.people.models import Actor
from smederij.people.requests import ActingRequest, SignedInRequest
from smederij.places.models import Area


@dataclass(frozen=True)
class GatheringPage:
    """When and where; `over` when it has been; `mine` when the reader may call it off."""

    gathering: Gathering
    over: bool
    mine: bool


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
        mine=bool(request.actor and access.may_call_off(request.actor, found, now=now)),
    )
    return render(request, "gatherings/gathering.html", {"page": page, "area": found.area})


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
