"""Telling, reading, and taking a story back."""

from dataclasses import dataclass
from datetime import datetime

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from smederij.base import clock, pictures
from smederij.base.inputs import keep_picture
from smederij.base.refusals import Refusal
from smederij.initiatives.models import Initiative
from smederij.initiatives.queries import carries
from smederij.people.access import signed_in
from smederij.people.models import Actor
from smederij.people.requests import ActingRequest, SignedInRequest
from smederij.stories import access, actions
from smederij.stories.forms import StoryForm
from smederij.stories.models import Story


@dataclass(frozen=True)
class StoryPage:
    """One story to read; `mine` when the reader may take it back."""

    story: Story
    initiative: Initiative | None
    mine: bool


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def tell(request: SignedInRequest, public_id: str) -> HttpResponse:
    """Tell how it went."""
    now = clock.now()
    initiative = access.to_tell(public_id, actor=request.actor, now=now)
    form = StoryForm(request.POST or None, request.FILES or None)
    if request.method == "POST":
        story = _tell(form, initiative, by=request.actor, now=now)
        if story is not None:
            messages.success(request, _("Your story is there. Thank you for telling it."))
            return redirect(story)
    context = {"form": form, "initiative": initiative, "for_starter": not carries(request.actor, initiative)}
    return render(request, "stories/tell.html", {**context, "area": initiative.area})


def _tell(form: StoryForm, initiative: Initiative, *, by: Actor, now: datetime) -> Story | None:
    data = form.cleaned_data if form.is_valid() else {}
    picture = keep_picture(form, "picture", alt=data.get("picture_alt") or data.get("title", ""), now=now)
    if not form.is_valid():
        return None
    try:
        story = actions.tell(
            initiative, title=data["title"], text=data["text"], picture=picture, by=by, now=now
        )
    except Refusal as refusal:
        form.add_error(None, str(refusal.reason))
        story = None
    if picture is not None and (story is None or story.picture != picture):
        pictures.discard(picture)
    return story


@require_safe
def story(request: ActingRequest, public_id: str) -> HttpResponse:
    """A story to read."""
    now = clock.now()
    found = access.to_read(public_id)
    page = StoryPage(
        story=found,
        initiative=_shown(found),
        mine=bool(request.actor and access.may_withdraw(request.actor, found, now=now)),
    )
    return render(request, "stories/story.html", {"page": page, "area": found.area})


def _shown(story: Story) -> Initiative | None:
    """What the story is about, while it can still be looked at."""
    about = story.initiative
    return about if about is not None and about.confirmed_at and about.withdrawn_at is None else None


@signed_in
@require_POST
def withdraw_story(request: SignedInRequest, public_id: str) -> HttpResponse:
    """Take it back."""
    now = clock.now()
    found = access.to_withdraw(public_id, actor=request.actor, now=now)
    actions.withdraw(found, by=request.actor, now=now)
    messages.success(request, _("The story was taken back. Nobody reads it any more."))
    return redirect(found.area)
