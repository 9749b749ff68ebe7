"""A grant: the keeper orders payments, the initiator sees how it goes."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from smederij.base import clock
from smederij.base.refusals import Refusal, insist
from smederij.initiatives.queries import carries
from smederij.people.access import fresh, signed_in
from smederij.people.models import Actor, HatKind
from smederij.people.queries import Contact, wearers
from smederij.people.requests import SignedInRequest
from smederij.pots import access, actions, desk, queries, rules
from smederij.pots.desk import Step
from smederij.pots.forms import OrderForm, ReasonForm, ReceiptForm, RepayForm
from smederij.pots.models import Grant, Receipt, Transfer
from smederij.pots.queries import GrantLine


@dataclass(frozen=True)
class GrantPage:
    """Where the money of one grant is, how it went, and what this person may do."""

    line: GrantLine
    steps: list[Step]
    may_order: bool
    may_hold: bool
    may_return: bool
    may_decline: bool
    carries: bool
    report_due: datetime | None
    finance: list[str]
    keepers: list[Contact]
    stopped: str
    order_form: OrderForm
    hold_form: ReasonForm
    may_take_in: bool
    repay_form: RepayForm
    repaid: list[Transfer]
    wants_receipts: bool
    may_hand_in: bool
    sees_receipts: bool
    receipts: list[Receipt]
    receipt_form: ReceiptForm


@fresh
@require_http_methods(["GET", "HEAD", "POST"])
def grant(request: SignedInRequest, public_id: str) -> HttpResponse:
    """See how it stands; the keeper orders a payment."""
    now = clock.now()
    found = access.grant(public_id, actor=request.actor, now=now)
    if request.method == "POST":
        insist(access.may_order(request.actor, found, now=now))
    form = _order_form(request, found)
    if request.method == "POST" and form.is_valid():
        try:
            actions.order_payment(found, **form.cleaned_data, by=request.actor, now=now)
            messages.success(request, _("It is with finance now. You see here when it is paid."))
            return redirect(found)
        except Refusal as refusal:
            form.add_error(None, str(refusal.reason))
    return show(request, found, order_form=form)


@signed_in
@require_POST
def hold(request: SignedInRequest, public_id: str) -> HttpResponse:
    """Let the money wait, with a reason."""
    now = clock.now()
    found = access.grant(public_id, actor=request.actor, now=now)
    insist(access.may_hold(request.actor, found, now=now))
    form = ReasonForm(request.POST)
    if form.is_valid():
        try:
            actions.hold(found, **form.cleaned_data, by=request.actor, now=now)
            return redirect(found)
        except Refusal as refusal:
            form.add_error(None, str(refusal.reason))
    return show(request, found, hold_form=form)


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


@signed_in
@require_POST
def decline(request: SignedInRequest, public_id: str) -> HttpResponse:
    """No, thank you."""
    now = clock.now()
    found = access.grant(public_id, actor=request.actor, now=now)
    done = _("Thank you for saying so. The money is the neighbourhood's again.")
    return _try(request, found, lambda: actions.decline(found, by=request.actor, now=now), done)


@signed_in
@require_POST
def repay(request: SignedInRequest, public_id: str) -> HttpResponse:
    """Finance saw money come back."""
    now = clock.now()
    found = access.grant(public_id, actor=request.actor, now=now)
    insist(access.may_take_in(request.actor, now=now))
    form = RepayForm(request.POST, auto_id="repay_%s")
    if form.is_valid():
        try:
            actions.repay(found, **form.cleaned_data, by=request.actor, now=now)
            messages.success(request, _("It is the neighbourhood's again."))
            return redirect(found)
        except Refusal as refusal:
            form.add_error(None, str(refusal.reason))
    return show(request, found, repay_form=form)


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


def _keepers(grant: Grant, actor: Actor, *, now: datetime) -> list[Contact]:
    """Whom to call to have it paid, for who carries the initiative and does not keep the pot."""
    return wearers(grant.pot.area, HatKind.KEEPER, but=actor, now=now)[:1]


def show(request: SignedInRequest, grant: Grant, **forms: Any) -> HttpResponse:
    """The page of a grant, with the form that has to be mended, if any."""
    now, actor = clock.now(), request.actor
    (line,) = queries.lines_of([grant])
    page = GrantPage(
        line=line,
        steps=desk.steps(line, whole_numbers=access.sees_account_numbers(actor, grant, now=now)),
        may_order=bool(access.may_order(actor, grant, now=now)),
        may_hold=bool(access.may_hold(actor, grant, now=now)),
        may_return=bool(access.may_return(actor, grant, now=now)),
        may_decline=bool(
            access.may_decline(actor, grant, now=now) and rules.can_decline(grant, left=line.reserved)
        ),
        carries=carries(actor, grant.initiative),
        finance=queries.who_does_finance(now=now) if line.ordered else [],
        keepers=_keepers(grant, actor, now=now) if line.reserved else [],
        report_due=queries.report_due([grant]).get(grant.pk),
        stopped=queries.stop_sentence() if queries.stopped() else "",
        order_form=forms.get("order_form") or _order_form(request, grant),
        hold_form=forms.get("hold_form") or ReasonForm(),
        may_take_in=bool(access.may_take_in(actor, now=now)),
        repay_form=forms.get("repay_form") or RepayForm(auto_id="repay_%s"),
        repaid=list(queries.repaid(grant)),
        wants_receipts=rules.wants_receipts(grant),
        may_hand_in=bool(access.may_hand_in(actor, grant, now=now)),
        sees_receipts=access.sees_account_numbers(actor, grant, now=now),
        receipts=list(grant.receipts.select_related("handed_by")),
        receipt_form=forms.get("receipt_form") or ReceiptForm(auto_id="receipt_%s"),
    )
    return render(request, "pots/grant.html", {"page": page, "area": grant.pot.area})
