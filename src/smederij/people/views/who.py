"""One way in, several people: who is it now, and are two of them one?"""

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from smederij.base import clock
from smederij.base.refusals import insist
from smederij.people import access, actions, queries
from smederij.people.models import Actor, Login
from smederij.people.requests import SignedInRequest
from smederij.people.views.me import safe_next
from smederij.people.views.methods import read_or_send


@dataclass(frozen=True)
class WhoPage:
    """Everybody who comes in this way; `other` may turn out to be the same as the first."""

    people: list[Actor]
    other: Actor | None
    next_url: str


@dataclass(frozen=True)
class JoinPage:
    """Two who would be one from now on."""

    me: Actor
    other: Actor
    next_url: str


@read_or_send
@never_cache
@access.signed_in
def who_am_i(request: SignedInRequest) -> HttpResponseBase:
    """'Ben jij Amina of Bram?': whoever shares a number or an address says who it is now."""
    assert isinstance(request.user, Login)
    people, next_url = queries.people_of(request.user), safe_next(request)
    chosen = next((one for one in people if one.public_id == request.POST.get("wie")), None)
    if chosen is not None:
        request.session[queries.ACTING_AS] = chosen.pk
        return redirect(next_url or "my_page")
    other = None
    if len(people) == 2 and access.may_join(request.user, *people):
        other = next(one for one in people if one != request.actor)
    return render(request, "people/who_am_i.html", {"page": WhoPage(people, other, next_url)})


@read_or_send
@never_cache
@access.signed_in
def join(request: SignedInRequest, public_id: str) -> HttpResponseBase:
    """'That is me too': said once more, because it can't be undone."""
    assert isinstance(request.user, Login)
    now, next_url = clock.now(), safe_next(request)
    other = get_object_or_404(request.user.actors.filter(forgotten_at=None), public_id=public_id)
    insist(access.may_join(request.user, request.actor, other))
    if request.method == "POST":
        kept = actions.join(request.actor, other, login=request.user, now=now)
        request.session[queries.ACTING_AS] = kept.pk
        messages.success(request, _("From now on you are one person here: %(name)s.") % {"name": kept})
        return redirect(next_url or "my_page")
    return render(request, "people/join.html", {"page": JoinPage(request.actor, other, next_url)})
