"""A grant: the keeper orders payments, the initiator sees how it goes."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from smederij.base import clock
from smederij.base.refusals import Refusal
from smederij.people.access import signed_in
from smederij.people.requests import SignedInRequest
from smederij.pots import access, actions, queries
from smederij.pots.forms import OrderForm, ReasonForm
from smederij.pots.models import Grant
from smederij.pots.queries import GrantLine, Step


@dataclass(frozen=True)
class GrantPage:
    """Where the money of one grant is, how it went, and what this person may do."""

    line: GrantLine
    steps: list[Step]
    may_order: bool
    may_hold: bool
    may_return: bool
    stopped: str
    order_form: OrderForm
    hold_form: ReasonForm


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def grant(request: SignedInRequest, public_id: str) -> HttpResponse:
    """See how it stands; the keeper orders a payment."""
    now = clock.now()
    found = access.grant(public_id, actor=request.actor, now=now)
    form = _order_form(request, found)
    if request.method == "POST" and form.is_valid():
        try:
            actions.order_payment(found, **form.cleaned_data, by=request.actor, now=now)
            messages.success(request, _("It is with finance now. You see here when it is paid."))
            return redirect(found)
        except Refusal as refusal:
            form.add_error(None, str(refusal.reason))
    return _show(request, found, order_form=form)


@signed_in
@require_POST
def hold(request: SignedInRequest, public_id: str) -> HttpResponse:
    """Let the money wait, with a reason."""
    now = clock.now()
    found = access.grant(public_id, actor=request.actor, now=now)
    form = ReasonForm(request.POST)
    if form.is_valid():
        try:
            actions.hold(found, **form.cleaned_data, by=request.actor, now=now)
            return redirect(found)
        except Refusal as refusal:
            form.add_error(None, str(refusal.reason))
    return _show(request, found, hold_form=form)


@signed_in
@require_POST
def release(request: SignedInRequest, public_id: str) -> HttpResponse:
    """Let it go on."""
    now = clock.now()
    found = access.grant(public_id, actor=request.actor, now=now)
    return _try(request, found, lambda: actions.release(found, by=request.actor, now=now), _("It goes on."))


@signed_in
@require_POST
def return_rest(request: SignedInRequest, public_id: str) -> HttpResponse:
    """What is not needed goes back to the neighbourhood."""
    now = clock.now()
    found = access.grant(public_id, actor=request.actor, now=now)
    done = _("What was not needed is the neighbourhood's again.")
    return _try(request, found, lambda: actions.return_rest(found, by=request.actor, now=now), done)


def _try(request: SignedInRequest, grant: Grant, act: Callable[[], object], done: str) -> HttpResponse:
    try:
        act()
        messages.success(request, done)
    except Refusal as refusal:
        messages.error(request, str(refusal.reason))
    return redirect(grant)


def _order_form(request: SignedInRequest, grant: Grant) -> OrderForm:
    """What is left is filled in already."""
    (line,) = queries.lines_of([grant])
    posted = request.POST if request.method == "POST" else None
    return OrderForm(posted, initial={"amount": line.reserved} if line.reserved else {})


def _show(request: SignedInRequest, grant: Grant, **forms: Any) -> HttpResponse:
    now, actor = clock.now(), request.actor
    (line,) = queries.lines_of([grant])
    page = GrantPage(
        line=line,
        steps=queries.steps(line, whole_numbers=access.sees_account_numbers(actor, grant, now=now)),
        may_order=bool(access.may_order(actor, grant, now=now)),
        may_hold=bool(access.may_hold(actor, grant, now=now)),
        may_return=bool(access.may_return(actor, grant, now=now)),
        stopped=queries.stop_sentence() if queries.stopped() else "",
        order_form=forms.get("order_form") or _order_form(request, grant),
        hold_form=forms.get("hold_form") or ReasonForm(),
    )
    return render(request, "pots/grant.html", {"page": page, "area": grant.pot.area})
