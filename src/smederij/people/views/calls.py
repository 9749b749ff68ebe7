"""'Bel mij', and calling back."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from smederij.base import clock
from smederij.base.network import network_of
from smederij.base.refusals import Refusal
from smederij.people import access, actions
from smederij.people.forms import CallMeForm
from smederij.people.models import Actor, CallBack
from smederij.people.requests import ActingRequest, SignedInRequest
from smederij.people.views.methods import read_or_send
from smederij.places import queries as places
from smederij.places.models import Area


@dataclass(frozen=True)
class CallMePage:
    area: Area
    form: CallMeForm


@dataclass(frozen=True)
class CalledPage:
    area: Area


@dataclass(frozen=True)
class CallBackPage:
    area: Area
    asked: CallBack


@read_or_send
def call_me(request: ActingRequest, slug: str) -> HttpResponse:
    """'Bel mij': anyone may ask."""
    area, now = places.area(slug), clock.now()
    form = CallMeForm(request.POST or None, initial=_about(request.actor))
    if form.is_valid():
        try:
            if request.actor is None:
                actions.knock(network_of(request), now=now)
            actions.ask_call(area, **form.cleaned_data, by=request.actor, now=now)
            return redirect("called_me", slug=area.slug)
        except Refusal as refusal:
            form.add_error(None, str(refusal.reason))
    return render(request, "people/call_me.html", {"page": CallMePage(area, form), "area": area})


def _about(actor: Actor | None) -> dict[str, str]:
    return {"name": actor.name, "phone": actor.phone} if actor else {}


@require_GET
def called_me(request: ActingRequest, slug: str) -> HttpResponse:
    """Thank you: who will call, and when at the latest."""
    area = places.area(slug)
    return render(request, "people/called_me.html", {"page": CalledPage(area), "area": area})


@read_or_send
@access.signed_in
def callback(request: SignedInRequest, public_id: str) -> HttpResponseBase:
    """Somebody waits for a call; tick off when it is done."""
    now = clock.now()
    asked = access.callback(public_id, actor=request.actor, now=now)
    if request.method == "POST":
        actions.return_call(asked, by=request.actor, now=now)
        messages.success(request, _("Good. You called %(name)s.") % {"name": asked.name})
        return redirect("my_page")
    return render(
        request, "people/callback.html", {"page": CallBackPage(asked.area, asked), "area": asked.area}
    )
