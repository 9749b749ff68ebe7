"""Letting somebody in at the door or in the hall, who is known to a neighbour."""

from dataclasses import dataclass
from urllib.parse import urlsplit

import segno
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login as sign_in
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from smederij.base import clock
from smederij.base.network import network_of
from smederij.base.refusals import Refusal, insist, refuse
from smederij.people import access, actions
from smederij.people.actions.vouching import MOST_A_DAY, open_vouch
from smederij.people.forms import VouchForm
from smederij.people.models import Vouch
from smederij.people.requests import ActingRequest, SignedInRequest
from smederij.people.sessions import note_coming_in
from smederij.people.views.methods import read_or_send
from smederij.places import queries as places
from smederij.places.models import Area

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
CODES = "vouches"
MOST_KEPT = 5


@dataclass(frozen=True)
class VouchPage:
    area: Area
    form: VouchForm
    most: int = MOST_A_DAY


@dataclass(frozen=True)
class VouchedPage:
    """The square to scan, and the link to type: its host and the rest, between which a line may break."""

    area: Area
    vouched: Vouch
    host: str
    path: str
    square: str
    over: bool


@dataclass(frozen=True)
class ComeInPage:
    area: Area
    vouched: Vouch


@read_or_send
@never_cache
@access.signed_in
def vouch(request: SignedInRequest, slug: str) -> HttpResponseBase:
    """A first name, perhaps a number; then a link for their own phone."""
    area, now = places.area(slug), clock.now()
    insist(access.may_vouch(request.actor, area, now=now))
    form = VouchForm(request.POST or None)
    if form.is_valid():
        try:
            vouched, code = actions.vouch(area, **form.cleaned_data, by=request.actor, now=now)
            _keep(request, vouched, code)
            return redirect("vouched", slug=area.slug, public_id=vouched.public_id)
        except Refusal as refusal:
            form.add_error(None, str(refusal.reason))
    return render(request, "people/vouch.html", {"page": VouchPage(area, form)})


def _keep(request: SignedInRequest, vouched: Vouch, code: str) -> None:
    """The code stands nowhere but in the session of whoever vouches, and only the latest few."""
    kept = list(request.session.get(CODES, {}).items())[-(MOST_KEPT - 1) :]
    request.session[CODES] = {**dict(kept), vouched.public_id: code}


@require_GET
@never_cache
@access.signed_in
def vouched(request: SignedInRequest, slug: str, public_id: str) -> HttpResponseBase:
    """To be shown to the person: scan this, or type the link."""
    area = places.area(slug)
    found = get_object_or_404(Vouch, public_id=public_id, area=area, by=request.actor)
    code = request.session.get(CODES, {}).get(public_id)
    if code is None:
        refuse(_("This link can't be shown again. Make a new one."), status=410)
    path, host = reverse("come_in", args=[code]), urlsplit(settings.PUBLIC_URL).netloc
    made = segno.make(f"{settings.PUBLIC_URL}{path}", error="m", micro=False)
    square = made.svg_inline(scale=6, border=4, light="#fff")
    page = VouchedPage(area, found, host, path, square, found.until <= clock.now())
    return render(request, "people/vouched.html", {"page": page})


@read_or_send
@never_cache
def come_in(request: ActingRequest, code: str) -> HttpResponse:
    """Opened on their own phone. Only the button signs in, so that a preview uses nothing up."""
    now = clock.now()
    try:
        vouched = open_vouch(code, now=now)
    except Refusal:
        actions.knock(network_of(request), now=now)
        raise
    if request.actor is not None:
        refuse(
            _("On this device you are signed in as %(name)s. Open the link on the phone of %(other)s.")
            % {"name": request.actor, "other": vouched.name}
        )
    if request.method == "POST":
        login = actions.come_in(code, now=now)
        sign_in(request, login, backend=BACKEND)
        note_coming_in(request, now=now)
        messages.success(request, _("Welcome, %(name)s. You are in.") % {"name": vouched.name})
        return redirect("area", slug=vouched.area.slug)
    return render(request, "people/come_in.html", {"page": ComeInPage(vouched.area, vouched)})
