"""Posting an idea, confirming, changing and taking it back."""

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from smederij.base import clock, pictures, rooms
from smederij.base.inputs import keep_picture, open_picture
from smederij.base.models import Picture
from smederij.base.network import network_of
from smederij.base.refusals import Refusal
from smederij.initiatives import access, actions, forms, queries
from smederij.initiatives.kindred import Said
from smederij.initiatives.models import Initiative
from smederij.initiatives.views.alike import KindredPage, kept_picture, kept_token, was_counted
from smederij.initiatives.views.posted import thank
from smederij.people import queries as people
from smederij.people.access import signed_in
from smederij.people.actions import knock
from smederij.people.models import Actor, Login
from smederij.people.requests import ActingRequest, SignedInRequest
from smederij.places import queries as places
from smederij.places.models import Area


@dataclass(frozen=True)
class Sent:
    """A form that was sent: for which area, by whom. `stranger`: the network of someone we don't know."""

    form: forms.IdeaForm
    area: Area
    by: Actor | None
    stranger: str
    now: datetime


def _form_for(request: ActingRequest, area: Area, *, now: datetime) -> forms.IdeaForm:
    """Whom we know types one sentence; others leave a number; the area's people may write for others."""
    kind: type[forms.IdeaForm] = forms.StrangerForm
    if request.actor is not None:
        helps = access.is_area_person(request.actor, area, now=now)
        kind = forms.DoorForm if helps else forms.IdeaForm
    sent = request.method == "POST"
    return kind(request.POST if sent else None, request.FILES if sent else None)


@require_http_methods(["GET", "HEAD", "POST"])
def post_idea(request: ActingRequest, slug: str) -> HttpResponse:
    """One sentence is enough. What resembles it is shown once, before it is posted."""
    area, now = places.area(slug), clock.now()
    form = _form_for(request, area, now=now)
    if request.method != "POST":
        return render(request, "initiatives/post.html", {"form": form, "area": area})
    stranger = network_of(request) if request.actor is None else ""
    sent = Sent(form, area, request.actor, stranger, now)
    picture = _picture_of(sent)
    said = None if "anders" in request.POST else _said(sent)
    kin = queries.kindred(area, said=said) if said else []
    if said and kin:
        elsewhere = queries.kindred_elsewhere(area, said=said)
        page = KindredPage(area, form, kin, elsewhere, kept_token(picture))
        return render(request, "initiatives/kindred.html", {"page": page, "area": area})
    posted = _post(sent, picture)
    if posted is not None:
        return thank(request, posted, reach=form.reach())
    kept = kept_token(picture)
    return render(request, "initiatives/post.html", {"form": form, "area": area, "kept": kept})


def _said(sent: Sent) -> Said | None:
    """What it says, unless this form was sent before or something has to be mended first."""
    if not sent.form.is_valid():
        return None
    data = sent.form.cleaned_data
    return None if queries.posted_with(data["key"], data["title"]) else Said(data["title"], data["text"])


def _picture_of(sent: Sent) -> Picture | None:
    """The photo that came along now, or the one kept while kindred ideas were shown or a form was mended."""
    form, kept = sent.form, kept_picture(sent.form.data.get("bewaard", ""))
    try:
        if sent.stranger and _counts(form, kept):
            knock(sent.stranger, now=sent.now)  # before the photo is opened
    except Refusal as refusal:
        form.add_error(None, str(refusal.reason))
        return kept
    form.is_valid()
    return open_picture(form, "picture", alt=_alt(form), now=sent.now) or kept


def _counts(form: forms.IdeaForm, kept: Picture | None) -> bool:
    """Whether somebody unknown is counted for this form: each photo, and each idea once."""
    if "picture" in form.files:
        return True
    if kept is not None or not form.is_valid():
        return False
    data = form.cleaned_data
    return not was_counted(form.data.get("geteld", ""), data["key"], data["title"])


def _post(sent: Sent, picture: Picture | None) -> Initiative | None:
    """The idea, or None when something has to be mended; the photo then waits for it."""
    form, now = sent.form, sent.now
    try:
        if not form.is_valid():
            return None
        key = form.cleaned_data["key"]
        posted = actions.post(
            form.draft(picture), area=sent.area, by=sent.by, reach=form.reach(), now=now, key=key
        )
    except Refusal as refusal:
        form.add_error(None, str(refusal.reason))
        return None
    if picture is not None and posted.picture != picture:
        pictures.discard(picture)
    elif picture is not None and picture.alt != _alt(form):
        picture.alt = _alt(form)
        picture.save(update_fields=["alt"])
    return posted


def _alt(form: forms.IdeaForm) -> str:
    """What a photo shows is said by the idea when nothing else does."""
    data = form.cleaned_data
    return str(data.get("picture_alt") or data.get("title", ""))


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def confirm_idea(request: SignedInRequest, public_id: str) -> HttpResponse:
    """Called someone? One button, and the neighbourhood sees the idea. Whoever it is of needs no call."""
    now = clock.now()
    if _may_be_of_another(request, public_id):
        return redirect(f"{reverse('who_am_i')}?{urlencode({'next': request.path})}")
    initiative = access.to_confirm(public_id, actor=request.actor, now=now)
    if request.method == "POST":
        actions.confirm(initiative, by=request.actor, now=now)
        messages.success(request, _("Everyone can see this idea now."))
        return redirect(initiative)
    context = {"initiative": initiative, "needs": initiative.needs.all(), "area": initiative.area}
    return render(
        request, "initiatives/confirm.html", {**context, "mine": initiative.starter == request.actor}
    )


def _may_be_of_another(request: SignedInRequest, public_id: str) -> bool:
    """Whether somebody else who comes in by this same number posted it, and nobody said yet who this is."""
    if not isinstance(request.user, Login) or people.ACTING_AS in request.session:
        return False
    here = [actor for actor in people.people_of(request.user) if actor != request.actor]
    return Initiative.objects.filter(public_id=public_id, starter__in=here).exists()


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def change_idea(request: SignedInRequest, public_id: str) -> HttpResponse:
    """Say it better, add a photo, or take it back."""
    now = clock.now()
    initiative = access.to_change(public_id, actor=request.actor, now=now)
    form = forms.ChangeForm(request.POST or None, request.FILES or None, initiative=initiative)
    if request.method == "POST" and _change(form, initiative, by=request.actor, now=now):
        messages.success(request, _("Your changes are there."), extra_tags=f"change-{initiative.public_id}")
        return redirect(initiative)
    shown = {"form": form, "initiative": initiative, "reason": rooms.kept(initiative.pk)}
    return render(request, "initiatives/change.html", {**shown, "area": initiative.area})


def _change(form: forms.ChangeForm, initiative: Initiative, *, by: Actor, now: datetime) -> bool:
    alt = _alt(form) if form.is_valid() else ""
    picture = keep_picture(form, "picture", alt=alt, now=now)
    if not form.is_valid():
        return False
    try:
        actions.change(initiative, form.draft(picture), by=by, now=now)
    except Refusal as refusal:
        if picture is not None:
            pictures.discard(picture)
        form.add_error(None, str(refusal.reason))
        return False
    return True


@signed_in
@require_POST
def withdraw_idea(request: SignedInRequest, public_id: str) -> HttpResponse:
    """Take it back."""
    now = clock.now()
    initiative = access.to_change(public_id, actor=request.actor, now=now)
    actions.withdraw(initiative, by=request.actor, now=now)
    messages.success(request, _("The idea was taken back. Nobody sees it any more."))
    return redirect(initiative.area)
