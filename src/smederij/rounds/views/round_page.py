"""The page of a round: where it is, what stands in it, and what one can do now."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from smederij.base import clock
from smederij.base.refusals import Refusal, refuse
from smederij.initiatives.models import Initiative
from smederij.people.access import signed_in
from smederij.people.models import Actor
from smederij.people.requests import ActingRequest, SignedInRequest
from smederij.places.models import Area
from smederij.pots.queries import Statement, statement
from smederij.rounds import access, actions, queries
from smederij.rounds.keeping import knows_more
from smederij.rounds.models import Origin, Phase, Round
from smederij.rounds.queries import Standing
from smederij.rounds.readiness import open_rounds
from smederij.rounds.roll import taken_back
from smederij.rounds.rules import is_late
from smederij.rounds.silence import silent_yes
from smederij.rounds.views.words import (
    Step,
    Thanks,
    evening_of,
    is_past,
    is_signing,
    rules_in_words,
    step_of,
    thanks,
    timeline,
)


class Doing(NamedTuple):
    """The one thing to do now."""

    label: str
    url: str


@dataclass(frozen=True)
class RoundPage:
    """What the page of a round shows."""

    round: Round
    area: Area
    step: str
    timeline: Sequence[Step]
    standings: Sequence[Standing]
    doing: Doing | None
    mine: Sequence[Initiative]
    pot: Statement | None
    rules: Sequence[str]
    agreed: Sequence[str]
    may_run: bool
    may_look: bool
    voting: bool
    late: str
    taken_back: int
    ballot_is_set: bool
    signing: bool
    past: bool
    signed: bool
    silent: frozenset[int]
    thanks: Sequence[Thanks]


@require_safe
def round_page(request: ActingRequest, number: int) -> HttpResponse:
    round, now = access.round_for_all(number), clock.now()
    page = _page(round, request.actor, now=now)
    return render(request, "rounds/round.html", {"page": page, "area": page.area})


@require_POST
@signed_in
def enter(request: SignedInRequest, number: int) -> HttpResponse:
    """Let an idea of your own take part."""
    round = access.round_for_all(number)
    try:
        idea = _own_idea(request.POST.get("idee", "").replace("\0", ""), request.actor)
        actions.enter(round, idea, by=request.actor, now=clock.now())
    except Refusal as refusal:
        messages.warning(request, str(refusal.reason))
    else:
        messages.success(request, _("%(title)s takes part in this round.") % {"title": idea.title})
    return redirect(round)


def _own_idea(public_id: str, actor: Actor) -> Initiative:
    found = Initiative.objects.carried_by(actor).filter(public_id=public_id).first()
    return found or refuse(_("Choose one of your own ideas."), status=404)


def _page(round: Round, actor: Actor | None, *, now: datetime) -> RoundPage:
    area = round.pot.area
    voting = is_voting(round, now=now)
    standings = queries.standings(round)
    on_ballot = [standing for standing in standings if standing.nominated]
    is_set = round.phase in {Phase.VOTE, Phase.COUNT, Phase.RESULT, Phase.DO}
    return RoundPage(
        round=round,
        area=area,
        step=step_of(round),
        timeline=timeline(round, now=now),
        standings=on_ballot if is_set and on_ballot else standings,
        doing=doing_now(round, now=now),
        mine=_could_enter(round, actor),
        pot=statement(round.pot) if round.origin == Origin.OWN else None,
        rules=rules_in_words(round),
        agreed=queries.agreed_lines(round),
        may_run=bool(access.may_plan(actor, area, now=now)) if actor else False,
        may_look=bool(access.may_look(actor, round, now=now)) if actor else False,
        voting=voting,
        late=" ".join(knows_more(area)) or " " if is_late(round, now=now) else "",
        taken_back=taken_back(round) if voting else 0,
        ballot_is_set=is_set,
        signing=is_signing(round),
        past=is_past(round),
        signed=is_past(round) and round.settling_at is not None,
        silent=silent_yes([one.entry for one in standings], queries.agreed(round), now=now),
        thanks=thanks(queries.steps_back(round)),
    )


def is_voting(round: Round, *, now: datetime) -> bool:
    """Whether someone can vote at this moment."""
    return round.phase == Phase.VOTE and round.vote_at <= now < round.closes_at


def doing_now(round: Round, *, now: datetime) -> Doing | None:
    """The one main action of a round at this moment."""
    if round.called_off_at is not None:
        return None
    if round.origin != Origin.OWN or round.phase in {Phase.RESULT, Phase.DO}:
        return Doing(_("See the result"), reverse("result", args=[round.pk]))
    return _deciding(round, now=now) or _before(round, now=now)


def _deciding(round: Round, *, now: datetime) -> Doing | None:
    if is_voting(round, now=now):
        return Doing(_("Vote with your letter"), reverse("vote"))
    if is_signing(round):
        return Doing(_("Sign, or object"), reverse("without_vote", args=[round.pk]))
    return None


def _before(round: Round, *, now: datetime) -> Doing | None:
    if round.phase == Phase.COLLECT:
        return Doing(_("Share your idea"), reverse("post_idea", args=[round.pot.area.slug]))
    if (evening := evening_of(round)) and now < evening.starts_at:
        return Doing(_("Come to the evening"), evening.get_absolute_url())
    return None


def _could_enter(round: Round, actor: Actor | None) -> list[Initiative]:
    """Ideas of this person in this area that ask for money and do not take part yet."""
    open_to_all = round.phase in {Phase.COLLECT, Phase.CHECK} and round.called_off_at is None
    if actor is None or not open_to_all or round.origin != Origin.OWN:
        return []
    own = Initiative.objects.shown().carried_by(actor).filter(area=round.pot.area, asked__isnull=False)
    return list(own.exclude(entries__round=round).exclude(entries__round__in=open_rounds()))
