"""What I follow, what was told to me, and stopping: also from a message, without signing in."""

from dataclasses import dataclass

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_POST

from smederij.base import clock
from smederij.base.refusals import refuse
from smederij.people import access, actions, following, queries
from smederij.people.following import Followed
from smederij.people.models import Actor, Follow, Notice
from smederij.people.requests import ActingRequest, SignedInRequest
from smederij.people.views.methods import read_or_send

SHOWN = 50


@dataclass(frozen=True)
class FollowsPage:
    """What I follow, by name, and the pages of that list."""

    follows: list[Followed]
    pages: Page[Follow]
    reachable: bool


@dataclass(frozen=True)
class NoticesPage:
    notices: Page[Notice]


@dataclass(frozen=True)
class StopPage:
    """What one message was about; done when it is followed no more."""

    names: list[str]
    done: bool


@require_GET
@never_cache
@access.signed_in
def my_follows(request: SignedInRequest) -> HttpResponseBase:
    """What I follow, and nothing else, is sent to me."""
    listed = Paginator(queries.follows_of(request.actor), SHOWN).get_page(request.GET.get("pagina"))
    page = FollowsPage(following.named(listed), listed, bool(queries.ways_of(request.actor)))
    return render(request, "people/my_follows.html", {"page": page})


@require_GET
@never_cache
@access.signed_in
def my_notices(request: SignedInRequest) -> HttpResponseBase:
    """What was told to me, newest first."""
    listed = Paginator(queries.notices_of(request.actor), SHOWN).get_page(request.GET.get("pagina"))
    return render(request, "people/my_notices.html", {"page": NoticesPage(listed)})


@require_POST
@access.signed_in
def follow(request: SignedInRequest) -> HttpResponseBase:
    """The button beside something."""
    thing = following.unsign(request.POST.get("subject", ""))
    subject = following.found([thing]).get(thing) if thing else None
    if subject is None:
        refuse(_("This is no longer here, so you can't follow it."), status=404)
    actions.follow(subject, by=request.actor, now=clock.now())
    messages.success(
        request, _("We keep you posted about “%(name)s”. You can stop at any time.") % {"name": subject}
    )
    return redirect(_back(request) or "my_follows")


@require_POST
@access.signed_in
def unfollow(request: SignedInRequest) -> HttpResponseBase:
    """The same button, the other way; also for what is gone."""
    thing = following.unsign(request.POST.get("subject", ""))
    if thing is None:
        refuse(_("We don't know what this is about. Look at the list of what you follow."), status=404)
    actions.stop(*thing, by=request.actor, now=clock.now())
    messages.success(request, _("You hear no more of it."))
    return redirect(_back(request) or "my_follows")


def _back(request: ActingRequest) -> str:
    url = request.POST.get("next", "")
    return url if url_has_allowed_host_and_scheme(url, allowed_hosts={request.get_host()}) else ""


@csrf_exempt
@read_or_send
@never_cache
def stop(request: ActingRequest, token: str) -> HttpResponse:
    """From a message, without signing in: opening shows, sending stops.

    Mail programs send this form themselves (RFC 8058), without our cookie; the signed token in the address
    is the proof, and all it can do is stop messages.
    """
    signed = following.unsign_stop(token)
    if signed is None:
        refuse(
            _("This link is not complete. Copy all of it, or call us: then we stop it for you."), status=404
        )
    actor_id, things = signed
    if request.method == "POST":
        actions.stop_all(Actor(pk=actor_id), things=things, now=clock.now())
    rows = following.found(things)
    page = StopPage([str(row) for row in rows.values()], request.method == "POST")
    return render(request, "people/stop.html", {"page": page})
