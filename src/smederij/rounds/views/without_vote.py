"""Deciding without a vote: the page where people sign and object, and what the group does there."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from smederij.base import clock
from smederij.base.network import network_of
from smederij.base.refusals import Refusal, insist, refuse
from smederij.people.access import signed_in
from smederij.people.actions import knock
from smederij.people.models import Actor
from smederij.people.requests import ActingRequest, SignedInRequest
from smederij.places.models import Area
from smederij.rounds import access, actions, queries, without_vote
from smederij.rounds.forms.desk import DatesForm
from smederij.rounds.forms.without_vote import AnswerForm, ListForm, ObjectForm, new_key
from smederij.rounds.models import Entry, Objection, Round, Settling, Signature
from smederij.rounds.rules import BEFORE_VOTE
from smederij.rounds.views.helpers import helpers
from smederij.rounds.without_vote import Idea


@dataclass(frozen=True)
class WithoutVotePage:
    """What the page shows. `mine`: the ideas this person signed. `waits`: why it can't be settled yet."""

    round: Round
    area: Area
    settling: Settling
    ideas: Sequence[Idea]
    mine: frozenset[int]
    going_on: bool
    may_sign: bool
    may_settle: bool
    may_count: bool
    lists: ListForm | None
    waits: Sequence[str]
    said_yes: bool

    @property
    def ready(self) -> bool:
        """Whether it can be settled at this moment."""
        return not self.waits

    @property
    def unanswered(self) -> bool:
        """Whether somebody waits for an answer to an objection."""
        return any(one.answered_by_id is None for idea in self.ideas for one in idea.objections)


@require_safe
def page(request: ActingRequest, number: int) -> HttpResponse:
    """Everyone sees what is asked, who may object, and how far it is."""
    round, now = access.round_for_all(number), clock.now()
    if round.settling_at is None or round.phase not in BEFORE_VOTE:
        return redirect(round)
    shown = _page(round, request.actor, now=now)
    others = _others(round, request.actor, now=now) if shown.may_settle and shown.ready else {}
    return render(request, "rounds/without_vote/page.html", {"page": shown, "area": shown.area, **others})


def _others(round: Round, actor: Actor | None, *, now: datetime) -> dict[str, Any]:
    return helpers(round, actor, kinds=access.DESK, now=now) if actor else {}


def _page(
    round: Round, actor: Actor | None, *, lists: ListForm | None = None, now: datetime
) -> WithoutVotePage:
    settling = Settling.objects.select_related("round__pot__area", "agreement", "first_by").get(round=round)
    ideas = without_vote.ideas(settling)
    signed = Signature.objects.filter(entry__round=round, actor=actor) if actor else Signature.objects.none()
    may_count = bool(actor) and bool(access.may_count_lists(actor, round, now=now))
    empty = ListForm(entries=[idea.entry for idea in ideas]) if may_count else None
    return WithoutVotePage(
        round=round,
        area=round.pot.area,
        settling=settling,
        ideas=ideas,
        mine=frozenset(signed.values_list("entry_id", flat=True)),
        going_on=now < settling.until,
        may_sign=bool(actor) and bool(access.may_sign(actor, round, now=now)),
        may_settle=bool(actor) and bool(access.may_settle(actor, round, now=now)),
        may_count=may_count,
        lists=lists or empty,
        waits=without_vote.obstacles(ideas, settling, now=now),
        said_yes=bool(actor and settling.first_by_id == actor.pk),
    )


def _entry(number: int, entry: int) -> Entry:
    found = Entry.objects.select_related("round__pot__area", "initiative").filter(round=number, pk=entry)
    return found.first() or refuse(_("This idea does not stand in this round."), status=404)


def _done(request: SignedInRequest, number: int, do: Callable[[], str]) -> HttpResponse:
    """Do it, say how it went, and go back to the page."""
    try:
        messages.success(request, do())
    except Refusal as refusal:
        messages.warning(request, str(refusal.reason))
    return redirect("without_vote", number=number)


@require_POST
@signed_in
def begin(request: SignedInRequest, number: int) -> HttpResponse:
    """Go without a vote."""
    round = access.round_at_desk(number, request.actor, now=clock.now())

    def do() -> str:
        actions.begin(round, by=request.actor, now=clock.now())
        return _("From now on people can sign and object.")

    return _done(request, number, do)


@require_POST
@signed_in
def sign(request: SignedInRequest, number: int, entry: int) -> HttpResponse:
    """Sign for an idea, or take it back."""
    found, now = _entry(number, entry), clock.now()

    def do() -> str:
        if "back" in request.POST:
            actions.unsign(found, by=request.actor, now=now)
            return _("You took your signature back.")
        actions.sign(found, by=request.actor, now=now)
        return _("You signed for %(title)s.") % {"title": found.title}

    return _done(request, number, do)


@require_http_methods(["GET", "HEAD", "POST"])
def object_to(request: ActingRequest, number: int, entry: int) -> HttpResponse:
    """Everyone can object, with a name and a phone number for the group."""
    found, now = _entry(number, entry), clock.now()
    posted = request.POST if request.method == "POST" else None
    form = ObjectForm(posted, initial={"key": new_key()})
    if posted is not None and form.is_valid():
        try:
            if request.actor is None:
                knock(network_of(request), now=now)
            actions.object_to(found, form.said(), by=request.actor, now=now)
        except Refusal as refusal:
            form.add_error(None, str(refusal.reason))
        else:
            words = _("Your objection is in. Somebody of the group calls you.")
            messages.success(request, words, extra_tags=f"object-{entry}")
            return redirect("without_vote", number=number)
    dispute = queries.agreed(found.round).dispute.with_source
    context = {"form": form, "entry": found, "round": found.round, "area": found.round.pot.area}
    return render(request, "rounds/without_vote/object.html", {**context, "dispute": dispute})


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def answer(request: SignedInRequest, number: int, objection: int) -> HttpResponse:
    """The group answers an objection, in the open."""
    now = clock.now()
    round = access.round_at_desk(number, request.actor, now=now)
    insist(access.may_settle(request.actor, round, now=now))
    with_entry = Objection.objects.select_related("entry__round", "answered_by")
    found = with_entry.filter(entry__round=round, pk=objection).first()
    if found is None:
        refuse(_("This objection is not here."), status=404)
    posted = request.POST if request.method == "POST" else None
    form = AnswerForm(posted, initial=AnswerForm.initial_of(found))
    if posted is not None and form.is_valid():
        said = {"words": form.cleaned_data["answer"], "stands": form.cleaned_data["stands"] == "yes"}
        try:
            actions.answer(found, **said, by=request.actor, now=now)
        except Refusal as refusal:
            form.add_error(None, str(refusal.reason))
        else:
            messages.success(request, _("Everyone can read your answer."), extra_tags=f"answer-{objection}")
            return redirect("without_vote", number=number)
    context = {"form": form, "objection": found, "round": round, "area": round.pot.area}
    return render(request, "rounds/without_vote/answer.html", context)


@require_POST
@signed_in
def count_list(request: SignedInRequest, number: int) -> HttpResponse:
    """One of the two who count a list on paper."""
    now = clock.now()
    round = access.round_for_all(number)
    insist(access.may_count_lists(request.actor, round, now=now))
    if round.settling_at is None:
        return redirect(round)
    form = ListForm(request.POST, entries=list(round.entries.exclude(nominated_at=None)))
    if not form.is_valid():
        shown = _page(round, request.actor, lists=form, now=now)
        return render(request, "rounds/without_vote/page.html", {"page": shown, "area": shown.area})
    data = form.cleaned_data

    def do() -> str:
        entry = _entry(number, int(data["entry"]))
        actions.count_list(entry, data["number"], data["count"], by=request.actor, now=now)
        return _("Noted. The list counts when somebody else counts the same.")

    return _done(request, number, do)


@require_POST
@signed_in
def leave_out(request: SignedInRequest, number: int, entry: int) -> HttpResponse:
    """Go on without this idea."""
    found = _entry(number, entry)

    def do() -> str:
        actions.leave_out(found, by=request.actor, now=clock.now())
        return _("You go on without %(title)s. It can take part in a next round.") % {"title": found.title}

    return _done(request, number, do)


@require_POST
@signed_in
def settle(request: SignedInRequest, number: int) -> HttpResponse:
    """One of the two who settle it."""
    round = access.round_at_desk(number, request.actor, now=clock.now())
    try:
        result = actions.settle_without_vote(round, by=request.actor, now=clock.now())
    except Refusal as refusal:
        messages.warning(request, str(refusal.reason))
        return redirect("without_vote", number=number)
    if result is not None:
        return redirect("result", number=number)
    messages.success(request, _("You said yes. It is settled when a second person does."))
    return redirect("without_vote", number=number)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def to_vote(request: SignedInRequest, number: int) -> HttpResponse:
    """Let people vote after all."""
    now = clock.now()
    round = access.round_at_desk(number, request.actor, now=now)
    insist(access.may_settle(request.actor, round, now=now))
    posted = request.POST if request.method == "POST" else None
    form = DatesForm(posted, initial={"collect_at": round.collect_at})
    if posted is not None and form.is_valid():
        try:
            actions.to_vote(round, form.timetable(), by=request.actor, now=now)
        except Refusal as refusal:
            form.add_error(None, str(refusal.reason))
        else:
            messages.success(request, _("There is a vote. Now letters can be made."))
            return redirect(reverse("round_desk", args=[number]))
    context = {"form": form, "round": round, "area": round.pot.area}
    return render(request, "rounds/without_vote/to_vote.html", context)
