"""The group's desk: plan a round, bring ideas in, put them on the ballot, see what is missing."""

import secrets
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

from smederij.agreements.queries import RuleBook, rule_book
from smederij.base import clock
from smederij.base.refusals import Refusal, insist, refuse
from smederij.gatherings.models import Gathering
from smederij.gatherings.queries import coming
from smederij.initiatives.models import Initiative
from smederij.people.access import signed_in
from smederij.people.models import Actor
from smederij.people.requests import SignedInRequest
from smederij.places import queries as places
from smederij.places.models import Area
from smederij.pots.models import Pot
from smederij.pots.queries import statement
from smederij.rounds import access, actions, hall, queries, stage
from smederij.rounds.forms.desk import CallOffForm, CorrectForm, DatesForm, EnterForm, PlanForm, suggested
from smederij.rounds.models import Phase, Round
from smederij.rounds.queries import Desk
from smederij.rounds.rules import BEFORE_VOTE, Timetable, short_of_money
from smederij.rounds.silence import silent_yes
from smederij.rounds.views.words import is_signing, rules_in_words, step_of
from smederij.rounds.without_vote import together


@dataclass(frozen=True)
class Task:
    """Something that must be there before voting opens."""

    words: str
    done: bool
    url: str
    label: str


@dataclass(frozen=True)
class DeskPage:
    """What the group's desk shows."""

    round: Round
    area: Area
    step: str
    desk: Desk
    enter: EnterForm | None
    tasks: Sequence[Task]
    rules: Sequence[str]
    before_vote: bool
    hears: bool
    voting: bool
    may_roll: bool
    may_look: bool
    may_correct: bool
    may_call_off: bool
    leads: bool
    signing: bool
    signs: bool
    over: bool
    silent: frozenset[int]
    may_begin: bool
    hall: str  # "table" while people vote, "box" when two people can close, "" otherwise

    @property
    def next_task(self) -> Task | None:
        """The first thing still to do: the main action of the page."""
        return next((task for task in self.tasks if not task.done), None)


@dataclass(frozen=True)
class PlanPage:
    """What planning a round shows: the form and the rules it will follow."""

    area: Area
    form: PlanForm
    book: RuleBook
    pots: Sequence[Pot]

    @property
    def promised(self) -> bool:
        """Whether all that is in the pot is promised to a round that goes on."""
        return bool(self.form.initial.get("key")) and self.form.initial.get("budget") is None


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def plan(request: SignedInRequest, slug: str) -> HttpResponse:
    """A new round for an area."""
    area, now = places.area(slug), clock.now()
    insist(access.may_plan(request.actor, area, now=now))
    form = _plan_form(request, area, now=now)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.plan(form.cleaned_data["pot"], form.plan(), by=request.actor, now=now)
        except Refusal as refusal:
            form.add_error(None, str(refusal.reason))
        else:
            words = _("The round stands. Now ideas can come in.")
            messages.success(request, words, extra_tags=f"plan-{area.slug}")
            return redirect("round_desk", number=made.pk)
    page = PlanPage(area, form, rule_book(area, now=now), list(_pots(area)))
    return render(request, "rounds/desk/plan.html", {"page": page, "area": area})


def _pots(area: Area) -> Any:
    return Pot.objects.filter(area__in=[place.pk for place in area.lineage()]).order_by("pk")


def _plan_form(request: SignedInRequest, area: Area, *, now: datetime) -> PlanForm:
    pots, evenings = _pots(area), coming(area, now=now)
    if request.method == "POST":
        return PlanForm(request.POST, pots=pots, gatherings=evenings)
    pot = pots.first()
    free = statement(pot).free if pot else None
    first = suggested(now=now, pot=pot, available=free, evening=evenings.first())
    first["key"] = secrets.token_hex(16)
    return PlanForm(initial=first, pots=pots, gatherings=evenings)


@require_safe
@signed_in
def desk(request: SignedInRequest, number: int) -> HttpResponse:
    now = clock.now()
    round = access.round_at_desk(number, request.actor, now=now)
    page = _desk(round, request.actor, now=now)
    return render(request, "rounds/desk/desk.html", {"page": page, "area": page.area})


def _desk(round: Round, actor: Actor, *, now: datetime) -> DeskPage:
    shown = queries.desk(round, now=now)
    before = round.phase in BEFORE_VOTE and round.called_off_at is None
    area = round.pot.area
    may_roll = bool(access.may_see_roll(actor, round, now=now))
    return DeskPage(
        round=round,
        area=area,
        step=step_of(round),
        desk=shown,
        enter=EnterForm(ideas=shown.could_enter) if before and shown.could_enter else None,
        tasks=_tasks(shown, may_roll=may_roll) if before and not is_signing(round) else [],
        rules=rules_in_words(round),
        before_vote=before and not is_signing(round),
        hears=bool(access.may_hear_complaints(actor, round, now=now)),
        hall=_hall(round, actor, now=now),
        voting=round.phase == Phase.VOTE,
        may_roll=may_roll,
        may_look=bool(access.may_look(actor, round, now=now)),
        may_correct=bool(access.may_correct(actor, round, now=now)),
        leads=stage.is_offered(round, now=now),
        signing=is_signing(round),
        signs=round.settling_at is not None,
        over=round.phase in (Phase.RESULT, Phase.DO),
        silent=silent_yes([one.entry for one in shown.standings], queries.agreed(round), now=now),
        may_begin=before and _may_begin(round, shown),
        may_call_off=before and bool(access.may_call_off(actor, round, now=now)),
    )


def _hall(round: Round, actor: Actor, *, now: datetime) -> str:
    """Where the evening goes on: at the table, at the box, or nowhere."""
    if access.may_run_table(actor, round, now=now):
        return "table"
    return "box" if hall.has_table(round) and access.may_open_box(actor, round, now=now) else ""


def _may_begin(round: Round, shown: Desk) -> bool:
    """Whether they can go without a vote: they agreed so, and all that is asked fits."""
    on_ballot = [standing.entry for standing in shown.standings if standing.nominated]
    fits = bool(on_ballot) and together(on_ballot, round) <= round.budget
    return fits and round.settling_at is None and queries.agreed(round).settle.rule.signatures is not None


def _tasks(shown: Desk, *, may_roll: bool) -> list[Task]:
    """What must be there before voting opens, in the order in which it is done."""
    number = shown.round.pk
    roll = reverse("round_roll", args=[number]) if may_roll else ""
    letters = reverse("round_letters", args=[number]) if may_roll else ""
    ready, short = shown.ready, short_of_money(shown.ready)
    move = [
        Task(
            _("The dates are still ahead"), False, reverse("round_dates", args=[number]), _("Move the dates")
        )
    ]
    return [
        *(move if shown.late else []),
        Task(_("Ideas take part"), bool(shown.standings), "#ideas", _("Bring ideas in")),
        *_to_decide(shown),
        Task(
            _("Ideas stand on the ballot"),
            bool(ready.nominated),
            "#ideas",
            _("Choose what stands on the ballot"),
        ),
        Task(short or _("There is enough in the pot"), not short, "", ""),
        Task(_("The list of who may vote is there"), bool(ready.on_roll), roll, _("Bring in the list")),
        Task(_("Letters are made"), bool(ready.letters), letters, _("Make the letters")),
    ]


def _to_decide(shown: Desk) -> list[Task]:
    """Where an agreement is about people, somebody decides before the idea can be on the ballot."""
    noticed = [(one.entry.pk, notice) for one in shown.standings for notice in one.bites.notices]
    undecided = [(entry, notice.rule) for entry, notice in noticed if notice.ruling is None]
    if not noticed:
        return []
    url = reverse("round_ruling", args=[shown.round.pk, *undecided[0]]) if undecided else ""
    words = _("You decided which ideas wait this round, because of an agreement")
    return [Task(words, not undecided, url, _("Decide who waits"))]


@require_POST
@signed_in
def enter(request: SignedInRequest, number: int) -> HttpResponse:
    """The group brings an idea in."""
    now = clock.now()
    round = access.round_at_desk(number, request.actor, now=now)

    def do() -> str:
        chosen = request.POST.get("idea", "").replace("\0", "")  # PostgreSQL knows no such sign
        idea = Initiative.objects.filter(public_id=chosen).first()
        entry = actions.enter(round, idea or _no_idea(), by=request.actor, now=now)
        return _("%(title)s takes part.") % {"title": entry.title}

    return _done(request, round, do)


@require_POST
@signed_in
def nominate(request: SignedInRequest, number: int, entry: int) -> HttpResponse:
    """Put an idea on the ballot."""
    now = clock.now()
    found = access.entry_at_desk(number, entry, request.actor, now=now)

    def do() -> str:
        actions.nominate(found, by=request.actor, now=now)
        return _("%(title)s stands on the ballot.") % {"title": found.title}

    return _done(request, found.round, do)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def dates(request: SignedInRequest, number: int) -> HttpResponse:
    """Move the dates of a round, until voting opens."""
    now = clock.now()
    round = access.round_at_desk(number, request.actor, now=now)
    insist(access.may_reschedule(request.actor, round, now=now))
    posted = request.POST if request.method == "POST" else None
    form = DatesForm(posted, initial=DatesForm.initial_of(Timetable.of(round)))
    if posted is not None and form.is_valid():
        try:
            actions.reschedule(round, form.timetable(), by=request.actor, now=now)
        except Refusal as refusal:
            form.add_error(None, str(refusal.reason))
        else:
            messages.success(request, _("The new dates stand."))
            return redirect("round_desk", number=number)
    context = {"round": round, "form": form, "area": round.pot.area}
    return render(request, "rounds/desk/dates.html", context)


@require_POST
@signed_in
def unnominate(request: SignedInRequest, number: int, entry: int) -> HttpResponse:
    """Take an idea off the ballot again."""
    now = clock.now()
    found = access.entry_at_desk(number, entry, request.actor, now=now)

    def do() -> str:
        actions.unnominate(found, by=request.actor, now=now)
        return _("%(title)s is off the ballot.") % {"title": found.title}

    return _done(request, found.round, do)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def correct(request: SignedInRequest, number: int) -> HttpResponse:
    """Change the name, the amount or the evening, until there are letters."""
    now = clock.now()
    round = access.round_at_desk(number, request.actor, now=now)
    insist(access.may_correct(request.actor, round, now=now))
    posted = request.POST if request.method == "POST" else None
    form = CorrectForm(posted, initial=CorrectForm.initial_of(round), gatherings=_evenings(round, now=now))
    if posted is not None and form.is_valid():
        try:
            actions.correct(round, form.correction(), by=request.actor, now=now)
        except Refusal as refusal:
            form.add_error(None, str(refusal.reason))
        else:
            messages.success(request, _("The round was changed."))
            return redirect("round_desk", number=number)
    context = {"round": round, "form": form, "area": round.pot.area}
    return render(request, "rounds/desk/correct.html", context)


def _evenings(round: Round, *, now: datetime) -> Any:
    """The evenings to come, and the one the round has."""
    return coming(round.pot.area, now=now) | Gathering.objects.filter(
        pk__in=Round.objects.filter(pk=round.pk).values("gathering")
    )


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def call_off(request: SignedInRequest, number: int) -> HttpResponse:
    """Say that this round does not go on, and why."""
    now = clock.now()
    round = access.round_at_desk(number, request.actor, now=now)
    insist(access.may_call_off(request.actor, round, now=now))
    form = CallOffForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        actions.call_off(round, reason=form.cleaned_data["reason"], by=request.actor, now=now)
        messages.success(request, _("The round is called off. Everyone can read why."))
        return redirect(round)
    context = {"round": round, "form": form, "area": round.pot.area}
    return render(request, "rounds/desk/call_off.html", context)


def _no_idea() -> Initiative:
    return refuse(_("Choose an idea."), status=404)


def _done(request: SignedInRequest, round: Round, do: Callable[[], str]) -> HttpResponse:
    """Do it, say how it went, and go back to the ideas on the desk."""
    try:
        messages.success(request, do())
    except Refusal as refusal:
        messages.warning(request, str(refusal.reason))
    return redirect(reverse("round_desk", args=[round.pk]) + "#ideas")
