"""Payments, for finance: what waits, and saying yes, no, or paid."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from smederij.base import clock
from smederij.base.refusals import Refusal, Refused, Sentence, insist
from smederij.people.access import fresh, signed_in
from smederij.people.requests import SignedInRequest
from smederij.pots import access, actions, desk, queries, rules
from smederij.pots.forms import PaidForm, ReasonForm
from smederij.pots.models import Payment
from smederij.pots.queries import GrantLine


@dataclass(frozen=True)
class PaymentPage:
    """One payment with everything that finance needs to decide."""

    payment: Payment
    line: GrantLine | None
    iban: str
    cannot: Sentence
    stopped: str
    refuse_form: ReasonForm
    paid_form: PaidForm


@signed_in
@require_safe
def payments(request: SignedInRequest) -> HttpResponse:
    """What waits for finance."""
    insist(access.may_do_finance(request.actor, now=clock.now()))
    page = desk.finance_page()
    stopped = queries.stop_sentence() if page.stopped else ""
    return render(request, "pots/payments.html", {"page": page, "stopped": stopped})


@signed_in
@require_safe
def payment(request: SignedInRequest, public_id: str) -> HttpResponse:
    """One payment."""
    found = access.payment(public_id, actor=request.actor, now=clock.now())
    return _show(request, found)


@fresh
@require_POST
def approve(request: SignedInRequest, public_id: str) -> HttpResponse:
    """Yes: it may go to the bank."""
    now = clock.now()
    found = access.payment(public_id, actor=request.actor, now=now)
    try:
        actions.approve(found, by=request.actor, now=now)
        messages.success(request, _("Approved. Pay it at the bank, and fill in the reference here."))
    except Refusal as refusal:
        messages.error(request, str(refusal.reason))
    return redirect(found)


@signed_in
@require_POST
def refuse(request: SignedInRequest, public_id: str) -> HttpResponse:
    """No, and why."""
    form = ReasonForm(request.POST)
    return _decide(request, public_id, form, actions.refuse_payment, refuse_form=form)


@fresh
@require_POST
def record_paid(request: SignedInRequest, public_id: str) -> HttpResponse:
    """The bank paid it."""
    form = PaidForm(request.POST)
    return _decide(request, public_id, form, actions.record_paid, paid_form=form)


def _decide(
    request: SignedInRequest, public_id: str, form: forms.Form, act: Callable[..., Payment], **shown: Any
) -> HttpResponse:
    now = clock.now()
    found = access.payment(public_id, actor=request.actor, now=now)
    if form.is_valid():
        try:
            act(found, **form.cleaned_data, by=request.actor, now=now)
            messages.success(request, _("That is written down."))
            return redirect("payments")
        except Refusal as refusal:
            form.add_error(None, str(refusal.reason))
    return _show(request, found, **shown)


def _show(request: SignedInRequest, payment: Payment, **forms: Any) -> HttpResponse:
    now = clock.now()
    may = access.may_decide(request.actor, payment, now=now)
    page = PaymentPage(
        payment=payment,
        line=queries.lines_of([payment.grant])[0] if payment.grant else None,
        iban=rules.spaced(payment.iban),
        cannot=may.reason if isinstance(may, Refused) else "",
        stopped=queries.stop_sentence() if queries.stopped() else "",
        refuse_form=forms.get("refuse_form") or ReasonForm(auto_id="refuse_%s"),
        paid_form=forms.get("paid_form") or PaidForm(),
    )
    return render(request, "pots/payment.html", {"page": page, "area": payment.source.area})
