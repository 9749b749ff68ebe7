"""The example municipality: become one of its people with one click."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Concatenate, ParamSpec

from django.conf import settings
from django.contrib.auth import login
from django.db.models import Prefetch, Q, QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from smederij.base import clock
from smederij.people import queries
from smederij.people.login import TYPED, in_example
from smederij.people.models import Actor, Hat
from smederij.people.requests import ActingRequest
from smederij.people.sessions import note_coming_in

P = ParamSpec("P")
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
MOST_SHOWN = 30


@dataclass(frozen=True)
class DemoPage:
    people: list[Actor]
    texts: list[str]


def only_in_example(
    view: Callable[Concatenate[ActingRequest, P], HttpResponse],
) -> Callable[Concatenate[ActingRequest, P], HttpResponse]:
    """Anywhere else this does not exist."""

    @wraps(view)
    def guarded(request: ActingRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if not settings.DEMO:
            raise Http404
        return view(request, *args, **kwargs)

    return guarded


@require_GET
@only_in_example
def choose(request: ActingRequest) -> HttpResponse:
    """Who would you like to be? Only invented people are offered."""
    worn = Hat.objects.worn(now=clock.now()).select_related("area").order_by("pk")
    shown = _invented_people().prefetch_related(Prefetch("hats", worn, to_attr="worn"))
    return render(request, "people/demo.html", {"page": DemoPage(list(shown[:MOST_SHOWN]), _texts(request))})


def _texts(request: ActingRequest) -> list[str]:
    """What was sent to the number or address this visitor typed: in the example none really goes out."""
    return in_example(request.session.get(TYPED, ""))


@require_POST
@only_in_example
def become(request: ActingRequest, public_id: str) -> HttpResponse:
    """Sign in without a code, as someone who does not exist."""
    actor = get_object_or_404(_invented_people(), public_id=public_id)
    way_in = actor.logins.filter(_invented()).order_by("pk")[0]
    login(request, way_in, backend=BACKEND)
    request.session[queries.ACTING_AS] = actor.pk
    note_coming_in(request, now=clock.now())
    return redirect("my_page")


def _invented(prefix: str = "") -> Q:
    """A login at an address that cannot exist (RFC 2606): nobody real is behind it."""
    return Q(**{f"{prefix}email__endswith": ".example"}) | Q(**{f"{prefix}email__endswith": "@example.org"})


def _invented_people() -> QuerySet[Actor]:
    return Actor.objects.filter(_invented("logins__"), forgotten_at=None).distinct().order_by("pk")
