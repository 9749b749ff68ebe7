"""Telling, reading, telling it better, and taking a story back."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from smederij.base import clock, pictures, vault
from smederij.base.inputs import keep_picture
from smederij.base.models import Picture
from smederij.base.refusals import Refusal
from smederij.initiatives.models import Initiative
from smederij.initiatives.queries import carries
from smederij.people.access import signed_in
from smederij.people.models import Actor
from smederij.people.requests import ActingRequest, SignedInRequest
from smederij.places.models import Area
from smederij.stories import access, actions, keeping, sound
from smederij.stories.actions import Telling
from smederij.stories.forms import MorePicturesForm, StoryForm, TellingForm
from smederij.stories.keeping import Kept
from smederij.stories.models import Story


@dataclass(frozen=True)
class StoryPage:
    """One story to read, with what this reader may do with it."""

    story: Story
    initiative: Initiative | None
    may_change: bool
    may_withdraw: bool


def _sent(request: SignedInRequest) -> tuple[Any, Any]:
    """What came with a form that was sent, also when nothing stood in it."""
    return (request.POST, request.FILES) if request.method == "POST" else (None, None)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def tell(request: SignedInRequest, public_id: str) -> HttpResponse:
    """Tell how an initiative went."""
    initiative = access.to_tell(public_id, actor=request.actor, now=clock.now())
    return _tell(request, initiative)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def tell_area(request: SignedInRequest, slug: str) -> HttpResponse:
    """Tell something of an area."""
    return _tell(request, access.to_tell_of(slug, actor=request.actor, now=clock.now()))


def _tell(request: SignedInRequest, about: Initiative | Area) -> HttpResponse:
    waits = _waiting(request)
    form = StoryForm(*_sent(request), spoken=bool(waits.voice))
    if request.method == "POST":
        now = clock.now()
        waits = keeping.take(form, waits, now=now)
        story = _told(form, waits, about, by=request.actor, now=now)
        if story is not None:
            waits.discard(except_for=story)
            messages.success(request, _("Your story is there. Thank you for telling it."))
            return redirect(story)
    initiative = about if isinstance(about, Initiative) else None
    context = {
        "form": form,
        "kept": waits,
        "token": waits.token(request.actor),
        "about": about,
        "initiative": initiative,
        "for_starter": bool(initiative and not carries(request.actor, initiative)),
        "area": initiative.area if initiative else about,
    }
    return render(request, "stories/tell.html", context)


def _waiting(request: SignedInRequest) -> Kept:
    """What waited while the form was mended."""
    return keeping.kept(request.POST.get("bewaard", ""), actor=request.actor)


def _told(
    form: StoryForm, waits: Kept, about: Initiative | Area, *, by: Actor, now: datetime
) -> Story | None:
    if not form.is_valid():
        return None
    telling = Telling(form.cleaned_data["title"], form.cleaned_data["text"], waits.picture, waits.voice)
    try:
        return actions.tell_of(about, telling=telling, by=by, now=now)
    except Refusal as refusal:
        form.add_error(None, str(refusal.reason))
        return None


@require_safe
def story(request: ActingRequest, public_id: str) -> HttpResponse:
    """A story to read."""
    now, actor = clock.now(), request.actor
    found = access.to_read(public_id)
    page = StoryPage(
        story=found,
        initiative=_shown(found),
        may_change=bool(access.may_change(actor, found, now=now)),
        may_withdraw=bool(actor and access.may_withdraw(actor, found, now=now)),
    )
    return render(request, "stories/story.html", {"page": page, "area": found.area})


def _shown(story: Story) -> Initiative | None:
    """What the story is about, while it can still be looked at."""
    about = story.initiative
    return about if about is not None and about.confirmed_at and about.withdrawn_at is None else None


@require_safe
def story_voice(request: ActingRequest, public_id: str) -> HttpResponseBase:
    """The voice of a story that everybody may read."""
    found = access.to_read(public_id)
    file = vault.path_of(actions.VOICES, found.voice) if found.voice else None
    if file is None:
        raise Http404
    return sound.answer(request, file)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def change_story(request: SignedInRequest, public_id: str) -> HttpResponse:
    """Tell it better; the former words go."""
    now = clock.now()
    found = access.to_change(public_id, actor=request.actor, now=now)
    was = {"title": found.title, "text": found.text}
    waits = _waiting(request)
    spoken = bool(found.voice or waits.voice)
    form = TellingForm(*_sent(request), initial=was, spoken=spoken)
    if request.method == "POST":
        waits = keeping.take(form, waits, now=now)
        try:
            if form.is_valid():
                telling = Telling(form.cleaned_data["title"], form.cleaned_data["text"], None, waits.voice)
                actions.change(found, telling=telling, by=request.actor, now=now)
                messages.success(request, _("Your story is as you tell it now."))
                return redirect(found)
        except Refusal as refusal:
            form.add_error(None, str(refusal.reason))
    context = {"form": form, "story": found, "area": found.area}
    context |= {"kept": waits, "token": waits.token(request.actor)}
    return render(request, "stories/change.html", context)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def story_pictures(request: SignedInRequest, public_id: str) -> HttpResponse:
    """One more picture, or one less."""
    now = clock.now()
    found = access.to_change(public_id, actor=request.actor, now=now)
    form = MorePicturesForm(*_sent(request))
    if request.method == "POST":
        alt = form.cleaned_data.get("picture_alt", "") if form.is_valid() else ""
        picture = keep_picture(form, "picture", alt=alt or found.title, now=now)
        if picture is not None:
            try:
                caption = form.cleaned_data["caption"]
                actions.add_picture(found, picture=picture, caption=caption, by=request.actor, now=now)
                messages.success(request, _("The photo is there."))
                return redirect("story_pictures", public_id=found.public_id)
            except Refusal as refusal:
                pictures.discard(picture)
                form.add_error(None, str(refusal.reason))
    return render(request, "stories/pictures.html", {"form": form, "story": found, "area": found.area})


@signed_in
@require_POST
def remove_story_picture(request: SignedInRequest, public_id: str, name: str) -> HttpResponse:
    """A picture that should not be there."""
    now = clock.now()
    found = access.to_change(public_id, actor=request.actor, now=now)
    picture = get_object_or_404(Picture, name=name)
    actions.remove_picture(found, picture=picture, by=request.actor, now=now)
    messages.success(request, _("The photo is gone."))
    return redirect("story_pictures", public_id=found.public_id)


@signed_in
@require_POST
def withdraw_story(request: SignedInRequest, public_id: str) -> HttpResponse:
    """Take it back."""
    now = clock.now()
    found = access.to_withdraw(public_id, actor=request.actor, now=now)
    actions.withdraw(found, by=request.actor, now=now)
    messages.success(request, _("The story was taken back. Nobody reads it any more."))
    return redirect(found.area)
