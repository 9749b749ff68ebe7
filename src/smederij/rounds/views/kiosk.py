"""Tablets in the hall: a tablet shows a square, somebody at the table scans it."""

from dataclasses import dataclass

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from smederij.base import clock
from smederij.base.refusals import Refusal, refuse
from smederij.people.access import signed_in, wherever
from smederij.people.requests import ActingRequest, SignedInRequest
from smederij.rounds import access, actions, codes, kiosk
from smederij.rounds.forms.kiosk import CoupleForm
from smederij.rounds.letters_pdf import square_svg
from smederij.rounds.models import Kiosk, Phase, Round


@dataclass(frozen=True)
class WaitingPage:
    """A tablet that waits to be coupled."""

    square: SafeString
    code: str


@require_safe
@never_cache
def tablet(request: ActingRequest) -> HttpResponse:
    """The page a tablet opens: a square until it is coupled, then voting."""
    if kiosk.kiosk_of(request, now=clock.now()):
        return redirect("vote")
    secret = kiosk.fresh_secret(request)
    pair = codes.shown(kiosk.pair_of(secret))
    if request.GET.get("after") == pair:
        return HttpResponse(status=204)
    address = f"{settings.PUBLIC_URL}{reverse('kiosk_couple')}#{pair}"
    page = WaitingPage(SafeString(square_svg(address)), pair)
    name = "square" if "after" in request.GET else "tablet"
    response = render(request, f"rounds/kiosk/{name}.html", {"page": page})
    kiosk.keep(response, secret)
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@signed_in
def couple(request: SignedInRequest) -> HttpResponse:
    """Somebody at the table couples a tablet."""
    now = clock.now()
    here = wherever(request.actor, *access.TABLE, now=now)
    voting = Round.objects.filter(phase=Phase.VOTE, pot__area__in=here, closes_at__gt=now)
    rounds = list(voting.select_related("pot__area").order_by("closes_at"))
    if not rounds:
        refuse(_("A tablet can be coupled while people vote, by somebody at the table."), status=403)
    form = CoupleForm(request.POST if request.method == "POST" else None, rounds=rounds)
    if request.method == "POST" and form.is_valid():
        round = next(one for one in rounds if one.pk == form.cleaned_data["round"])
        try:
            actions.couple(round, form.cleaned_data["code"], by=request.actor, now=now)
        except Refusal as refusal:
            form.add_error("code", str(refusal.reason))
        else:
            messages.success(request, _("The tablet is coupled. In a few seconds it asks for a code."))
            return redirect("round_table", number=round.pk)
    return render(request, "rounds/kiosk/couple.html", {"form": form})


@require_POST
@signed_in
def uncouple(request: SignedInRequest, number: int, tablet: int) -> HttpResponse:
    """Let a tablet go."""
    now = clock.now()
    round = access.round_with_table(number, request.actor, now=now)
    found = Kiosk.objects.select_related("round__pot__area").filter(round=round, pk=tablet).first()
    if found is None:
        refuse(_("This tablet is not here."), status=404)
    actions.uncouple(found, by=request.actor, now=now)
    messages.success(request, _("The tablet is uncoupled."))
    return redirect("round_table", number=number)
