"""Updates, remarks and standing behind it."""

from datetime import datetime

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from smederij.base import clock, pictures
from smederij.base.inputs import keep_picture
from smederij.base.network import network_of
from smederij.base.refusals import Refusal
from smederij.initiatives import access, actions
from smederij.initiatives.access import living
from smederij.initiatives.forms.living import ReasonForm, RemarkForm, StrangerRemarkForm, UpdateForm
from smederij.initiatives.models import Initiative, Remark, Update
from smederij.people.access import signed_in
from smederij.people.actions import knock
from smederij.people.models import Actor
from smederij.people.requests import ActingRequest, SignedInRequest

BOTH = ["GET", "HEAD", "POST"]


@signed_in
@require_http_methods(BOTH)
def update(request: SignedInRequest, public_id: str) -> HttpResponse:
    """What happened, with a photo."""
    now = clock.now()
    initiative = living.to_live(public_id, actor=request.actor, now=now)
    form = UpdateForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and _update(form, initiative, by=request.actor, now=now):
        messages.success(request, _("Your neighbours can read it now."), extra_tags=f"update-{public_id}")
        return redirect(f"{initiative.get_absolute_url()}#leven")
    for_others = not access.carries(request.actor, initiative)
    context = {"form": form, "initiative": initiative, "for_others": for_others, "area": initiative.area}
    return render(request, "initiatives/life/update.html", context)


def _update(form: UpdateForm, initiative: Initiative, *, by: Actor, now: datetime) -> Update | None:
    data = form.cleaned_data if form.is_valid() else {}
    picture = keep_picture(form, "picture", alt=data.get("picture_alt") or initiative.title, now=now)
    if not form.is_valid():
        return None
    try:
        told = actions.update(initiative, text=data["text"], picture=picture, by=by, now=now, key=data["key"])
    except Refusal as refusal:
        form.add_error(None, str(refusal.reason))
        told = None
    if picture is not None and (told is None or told.picture != picture):
        pictures.discard(picture)
    return told


@signed_in
@require_POST
def take_update_back(request: SignedInRequest, public_id: str) -> HttpResponse:
    """Nobody reads it any more."""
    told = living.update(public_id)
    actions.take_update_back(told, by=request.actor, now=clock.now())
    messages.success(request, _("It was taken back. Nobody reads it any more."))
    return redirect(told.initiative)


@require_http_methods(BOTH)
def say(request: ActingRequest, public_id: str) -> HttpResponse:
    """Say something of it, signed in or by name."""
    now = clock.now()
    initiative = living.shown(public_id, actor=request.actor, now=now)
    kind: type[RemarkForm] = RemarkForm if request.actor else StrangerRemarkForm
    form = kind(request.POST or None)
    if request.method == "POST":
        stranger = network_of(request) if request.actor is None else ""
        said = _say(form, initiative, by=request.actor, stranger=stranger, now=now)
        if said is not None:
            shown = _("Your neighbours can read it now.")
            waits = _("Thank you. Somebody calls you first; then your neighbours can read it.")
            messages.success(request, shown if said.confirmed_at else waits, extra_tags=f"remark-{public_id}")
            return redirect(f"{initiative.get_absolute_url()}#reacties")
    context = {"form": form, "initiative": initiative, "area": initiative.area}
    return render(request, "initiatives/life/say.html", context)


def _say(
    form: RemarkForm, initiative: Initiative, *, by: Actor | None, stranger: str, now: datetime
) -> Remark | None:
    if not form.is_valid():
        return None
    data = form.cleaned_data
    try:
        if stranger:
            knock(stranger, now=now)
        return actions.remark(
            initiative, text=data["text"], by=by, reach=form.reach(), now=now, key=data["key"]
        )
    except Refusal as refusal:
        form.add_error(None, str(refusal.reason))
        return None


@signed_in
@require_http_methods(BOTH)
def remark(request: SignedInRequest, public_id: str) -> HttpResponse:
    """One remark: call its writer, hide it with a reason, or take it back."""
    now = clock.now()
    said = living.remark(public_id, actor=request.actor, now=now)
    form = ReasonForm(request.POST if "hide" in request.POST else None)
    if request.method == "POST" and ("hide" not in request.POST or form.is_valid()):
        _about_remark(request, said, form, now=now)
        return redirect(f"{said.initiative.get_absolute_url()}#reacties")
    context = {
        "remark": said,
        "form": form,
        "may_confirm": access.may_confirm(request.actor, said.initiative, now=now),
        "may_hide": living.may_hide(request.actor, said, now=now),
        "may_take_back": living.may_take_remark_back(request.actor, said, now=now),
        "area": said.initiative.area,
    }
    return render(request, "initiatives/life/remark.html", context)


def _about_remark(request: SignedInRequest, said: Remark, form: ReasonForm, *, now: datetime) -> None:
    by = request.actor
    if "hide" in request.POST:
        actions.hide_remark(said, why=form.cleaned_data["why"], by=by, now=now)
        messages.success(request, _("Only its writer still reads it, with your reason."))
    elif "show" in request.POST:
        actions.show_remark(said, by=by, now=now)
        messages.success(request, _("Everybody reads it again."))
    elif "back" in request.POST:
        actions.take_remark_back(said, by=by, now=now)
        messages.success(request, _("It was taken back. Nobody reads it any more."))
    else:
        actions.confirm_remark(said, by=by, now=now)
        messages.success(request, _("Everybody reads it now."))


@signed_in
@require_POST
def support(request: SignedInRequest, public_id: str) -> HttpResponse:
    """I stand behind this; and by the same tap no longer."""
    now = clock.now()
    initiative = living.shown(public_id, actor=request.actor, now=now)
    if "back" in request.POST:
        actions.stand_back(initiative, by=request.actor, now=now)
        messages.success(request, _("You no longer stand behind this."))
    else:
        named = bool(request.POST.get("named"))
        actions.stand_behind(initiative, named=named, by=request.actor, now=now)
        messages.success(request, _("You stand behind this."))
    return redirect(f"{initiative.get_absolute_url()}#achter")
