"""Receipts of a grant: handing in, and looking for who may."""

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from smederij.base import clock, pictures, vault
from smederij.base.refusals import Refusal, insist
from smederij.people.access import signed_in
from smederij.people.models import Actor
from smederij.people.requests import SignedInRequest
from smederij.pots import access, actions
from smederij.pots.actions.receipts import ROOM
from smederij.pots.forms import ReceiptForm
from smederij.pots.models import Grant, Receipt
from smederij.pots.views.grants import show


@signed_in
@require_POST
def hand_in(request: SignedInRequest, public_id: str) -> HttpResponse:
    """A photo, or who has them on paper."""
    now = clock.now()
    grant = access.grant(public_id, actor=request.actor, now=now)
    insist(access.may_hand_in(request.actor, grant, now=now))
    form = ReceiptForm(request.POST, request.FILES, auto_id="receipt_%s")
    if form.is_valid():
        try:
            _hand_in(grant, form, by=request.actor)
            messages.success(request, _("Thank you. Only the keeper of the pot and finance see it."))
            return redirect(grant)
        except Refusal as refusal:
            form.add_error(None, str(refusal.reason))
    return show(request, grant, receipt_form=form)


def _hand_in(grant: Grant, form: ReceiptForm, *, by: Actor) -> None:
    now, data = clock.now(), form.cleaned_data
    photo = data["photo"]
    file = vault.keep(ROOM, pictures.sealed(photo), suffix="webp") if photo else ""
    try:
        receipt = actions.hand_in(
            grant, file=file, given_to=data["given_to"], by=by, now=now, key=data["key"]
        )
    except Refusal:
        vault.discard(ROOM, file)
        raise
    if file and receipt.file != file:
        vault.discard(ROOM, file)


@signed_in
@require_safe
def receipt(request: SignedInRequest, public_id: str) -> FileResponse:
    """The photo, for keeper and finance."""
    now = clock.now()
    found = get_object_or_404(Receipt.objects.select_related("grant__pot__area"), public_id=public_id)
    if not access.sees_account_numbers(request.actor, found.grant, now=now):
        raise Http404
    file = vault.path_of(ROOM, found.file) if found.file else None
    if file is None:
        raise Http404
    answer = FileResponse(file.open("rb"), content_type="image/webp")
    answer["Cache-Control"] = "private, no-store"
    return answer


@signed_in
@require_POST
def take_back(request: SignedInRequest, public_id: str) -> HttpResponse:
    """The wrong one."""
    found = get_object_or_404(Receipt.objects.select_related("grant"), public_id=public_id)
    grant = access.grant(found.grant.public_id, actor=request.actor, now=clock.now())
    actions.take_back_receipt(found, by=request.actor, now=clock.now())
    messages.success(request, _("It was taken back."))
    return redirect(grant)
