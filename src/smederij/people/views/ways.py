"""How somebody comes in: by which number, by which address; adding one, and taking one away."""

from dataclasses import dataclass

from allauth.account.adapter import get_adapter
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from smederij.base import clock
from smederij.base.refusals import Refusal
from smederij.people import access, actions, queries
from smederij.people import ways as proof
from smederij.people.forms import WayCodeForm, WayForm
from smederij.people.login import in_example
from smederij.people.models import Actor, Login
from smederij.people.requests import SignedInRequest
from smederij.people.views.methods import read_or_send


@dataclass(frozen=True)
class Way:
    """An address or number, as it is kept and as people write it."""

    reach: str
    spoken: str


@dataclass(frozen=True)
class WaysPage:
    ways: list[Way]
    form: WayForm


@dataclass(frozen=True)
class WayCodePage:
    """Where the code went; in the example municipality the text message can be read here."""

    reach: str
    by_mail: bool
    texts: list[str]
    form: WayCodeForm


@dataclass(frozen=True)
class SamePage:
    """Somebody comes in by it already: is it the same person?"""

    me: Actor
    other: Actor
    reach: str


@read_or_send
@never_cache
@access.fresh
def ways(request: SignedInRequest) -> HttpResponseBase:
    """Everything they come in with; and one more, for which a code is sent."""
    form = WayForm(request.POST or None)
    if form.is_valid():
        try:
            proof.begin(request, form.cleaned_data["reach"], login=_login(request), now=clock.now())
            return redirect("way_code")
        except Refusal as refusal:
            form.add_error(None, str(refusal.reason))
    mine = [Way(reach, proof.spoken(reach)) for reach in queries.ways_of(request.actor)]
    return render(request, "people/ways.html", {"page": WaysPage(mine, form)})


@read_or_send
@never_cache
@access.fresh
def way_code(request: SignedInRequest) -> HttpResponseBase:
    """The code that was sent there shows that it is theirs."""
    now, login = clock.now(), _login(request)
    found = proof.pending(request, login=login, now=now)
    if found is None:
        return redirect("ways")
    form = WayCodeForm(request.POST or None)
    if form.is_valid():
        if proof.show(request, found, form.cleaned_data["code"]):
            return _add(request, found.reach)
        form.add_error("code", get_adapter(request).error_messages["incorrect_code"])
    spoken = proof.spoken(found.reach)
    texts = in_example(found.reach)[:1]
    page = WayCodePage(spoken, "@" in found.reach, texts, form)
    return render(request, "people/way_code.html", {"page": page})


def _add(request: SignedInRequest, reach: str) -> HttpResponse:
    """Somebody else who has a name is asked about first."""
    other = queries.comes_in_by(reach, but=request.actor)
    if other is not None and other.name:
        return redirect("same_person")
    return _join(request, reach, other) if other is not None else _take(request, reach)


def _take(request: SignedInRequest, reach: str) -> HttpResponse:
    before = queries.ways_of(request.actor)
    actions.add_way(reach, login=_login(request), by=request.actor, now=clock.now())
    return _done(request, reach, before=before)


@read_or_send
@never_cache
@access.fresh
def same_person(request: SignedInRequest) -> HttpResponseBase:
    """Both ways in were shown to be theirs; only they can say that it is one person."""
    now, login = clock.now(), _login(request)
    found = proof.pending(request, login=login, now=now)
    other = queries.comes_in_by(found.reach, but=request.actor) if found and found.shown else None
    if found is None or other is None:
        return redirect("ways")
    if request.method == "POST":
        return _join(request, found.reach, other)
    page = SamePage(request.actor, other, proof.spoken(found.reach))
    return render(request, "people/same_person.html", {"page": page})


def _join(request: SignedInRequest, reach: str, other: Actor) -> HttpResponse:
    before = [*queries.ways_of(request.actor), *queries.ways_of(other)]
    kept = actions.join_ways(reach, login=_login(request), by=request.actor, now=clock.now())
    request.session[queries.ACTING_AS] = kept.pk
    return _done(request, reach, before=[way for way in before if way != reach])


def _done(request: SignedInRequest, reach: str, *, before: list[str]) -> HttpResponse:
    """Told on the ways they had before, in case it was not they who did this."""
    proof.drop(request)
    words = {"reach": proof.spoken(reach), "name": request.actor}
    proof.tell(before, _("With %(reach)s %(name)s can come in too, from now on.") % words)
    messages.success(request, _("From now on you also come in with %(reach)s.") % words)
    return redirect("ways")


@require_POST
@access.fresh
def drop_way(request: SignedInRequest) -> HttpResponseBase:
    """Take one away: whoever has that phone or mailbox later, is not let in."""
    reach, me = request.POST.get("reach", ""), request.actor
    before = queries.ways_of(me)
    try:
        actions.drop_way(reach, by=me, now=clock.now(), session=request.session.session_key)
    except Refusal as refusal:
        messages.error(request, str(refusal.reason))
        return redirect("ways")
    if reach in before:
        words = {"reach": proof.spoken(reach), "name": me}
        proof.tell(before, _("With %(reach)s nobody comes in as %(name)s any more.") % words)
        messages.success(request, _("With %(reach)s you no longer come in.") % words)
    if not Login.objects.filter(pk=_login(request).pk, actors=me).exists():
        logout(request)
        return redirect("account_login")
    return redirect("ways")


def _login(request: SignedInRequest) -> Login:
    assert isinstance(request.user, Login)
    return request.user
