"""The evening of a round: in which order ideas are told, and who grants another something."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from smederij.base import clock
from smederij.base.refusals import Refusal, insist, refuse
from smederij.gatherings.models import Gathering
from smederij.initiatives.models import Initiative
from smederij.initiatives.queries import carries
from smederij.people.access import signed_in
from smederij.people.requests import ActingRequest, SignedInRequest
from smederij.places.models import Area
from smederij.rounds import access, actions, lots, queries, stage
from smederij.rounds.forms.without_vote import SolvedForm, StepBackForm
from smederij.rounds.models import Entry, Look, Round
from smederij.rounds.readiness import nominated
from smederij.rounds.views.words import Thanks, evening_of, thanks


@dataclass(frozen=True)
class Told:
    """One idea in the order of the evening, and whether this person may step back with it."""

    entry: Entry
    may_step_back: bool


@dataclass(frozen=True)
class EveningPage:
    """What the page of the evening shows."""

    round: Round
    area: Area
    evening: Gathering | None
    order: Sequence[Told]
    words: str
    thanks: Sequence[Thanks]
    leads: bool


@require_safe
def evening(request: ActingRequest, number: int) -> HttpResponse:
    """The ideas on the ballot in the order in which they are told."""
    round, now = access.round_for_all(number), clock.now()
    actor = request.actor
    runs = bool(actor) and bool(access.may_plan(actor, round.pot.area, now=now))
    mine = set(Initiative.objects.carried_by(actor).values_list("pk", flat=True)) if actor else set()
    can = bool(access.step_back_is_open(round))
    entries = lots.telling_order(round, nominated(round).select_related("initiative__starter"))
    shown = EveningPage(
        round=round,
        area=round.pot.area,
        evening=evening_of(round),
        order=[Told(entry, can and (runs or entry.initiative_id in mine)) for entry in entries],
        words=lots.telling_words(round),
        thanks=thanks(queries.steps_back(round)),
        leads=bool(access.may_lead(actor, round, now=now)) and stage.is_offered(round, now=now),
    )
    return render(request, "rounds/evening.html", {"page": shown, "area": shown.area})


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def step_back(request: SignedInRequest, number: int, entry: int) -> HttpResponse:
    """Step back, or ask for less."""
    now = clock.now()
    with_all = Entry.objects.select_related("round__pot__area", "initiative__starter")
    found = with_all.filter(round=number, pk=entry).first()
    if found is None:
        refuse(_("This idea does not stand in this round."), status=404)
    insist(access.may_step_back(request.actor, found, found.round, now=now))
    form = StepBackForm(request.POST if request.method == "POST" else None, entry=found)
    if request.method == "POST" and form.is_valid():
        try:
            actions.step_back(found, form.step(), by=request.actor, now=now)
        except Refusal as refusal:
            form.add_error(None, str(refusal.reason))
        else:
            messages.success(request, _("Written down. That is how a neighbourhood works."))
            return redirect("round_evening", number=number)
    mine = found.initiative is not None and carries(request.actor, found.initiative)
    context = {"form": form, "entry": found, "round": found.round, "area": found.round.pot.area, "mine": mine}
    return render(request, "rounds/step_back.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def solved(request: SignedInRequest, look: int) -> HttpResponse:
    """Whoever works on an obstacle says that it was solved."""
    now = clock.now()
    found = (
        Look.objects.select_related("entry__round__pot__area", "owner", "solved_by").filter(pk=look).first()
    )
    if found is None or found.free:
        refuse(_("This obstacle is not here."), status=404)
    insist(access.may_solve(request.actor, found, now=now))
    form = SolvedForm(request.POST if request.method == "POST" else None)
    round = found.entry.round
    if request.method == "POST" and form.is_valid():
        actions.solve(found, how=form.cleaned_data["how"], by=request.actor, now=now)
        messages.success(request, _("Solved. Everyone can read how."))
        return redirect(round)
    context = {"form": form, "look": found, "round": round, "area": round.pot.area}
    return render(request, "rounds/solved.html", context)
