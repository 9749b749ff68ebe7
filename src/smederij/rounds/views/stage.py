"""The big screen in the hall, and the phone of whoever leads the evening."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from math import ceil

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from smederij.base import clock
from smederij.base.money import Money
from smederij.base.refusals import Refusal
from smederij.gatherings.models import Gathering
from smederij.initiatives.models import Initiative
from smederij.people.access import signed_in
from smederij.people.requests import ActingRequest, SignedInRequest
from smederij.places.models import Area
from smederij.rounds import access, actions, stage
from smederij.rounds.actions.stage import MINUTES
from smederij.rounds.letters_pdf import short_address, square_svg
from smederij.rounds.models import Entry, Round, Shows
from smederij.rounds.results import ResultPage, explained
from smederij.rounds.stage import Evening, Slide
from smederij.rounds.views.ballot import one_line
from smederij.rounds.views.settled import settled_page
from smederij.rounds.views.telling import Turn, opening, turns
from smederij.rounds.views.words import evening_of

TELLS_RESULT = (Shows.VOTE, Shows.TURN, Shows.END)


@dataclass(frozen=True)
class Chosen:
    """An idea that will come, and what it gets."""

    title: str
    initiative: Initiative | None
    granted: Money


@dataclass(frozen=True)
class ScreenPage:
    """What hangs on the wall: one slide. `left`: seconds until the time for telling is over."""

    evening: Evening
    round: Round
    area: Area
    gathering: Gathering | None
    entry: Entry | None
    line: str
    left: int | None
    square: SafeString
    address: str
    result: ResultPage | None
    winners: Sequence[Chosen]
    opening: Sequence[str]
    turn: Turn | None


@dataclass(frozen=True)
class Button:
    """A slide by its name, for whoever leads the evening."""

    key: str
    words: str
    on: bool


@dataclass(frozen=True)
class LeadPage:
    """The phone of whoever leads: what is on the screen, what comes next, all there is."""

    evening: Evening
    round: Round
    area: Area
    version: int
    now: Button
    next: Button | None
    buttons: Sequence[Button]
    minutes: Sequence[int]
    entry: Entry | None
    may_step_back: bool


@require_safe
@never_cache
def screen(request: ActingRequest, number: int) -> HttpResponse:
    """The big screen. With `?after=` only what changed, or 204 when nothing did."""
    round, now = access.round_for_all(number), clock.now()
    evening = stage.evening(round, now=now)
    if request.GET.get("after") == evening.seen:
        return HttpResponse(status=204)
    page = _screen_page(round, evening, now=now)
    name = "slide" if "after" in request.GET else "screen"
    return render(request, f"rounds/stage/{name}.html", {"page": page, "area": page.area})


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@signed_in
def lead(request: SignedInRequest, number: int) -> HttpResponse:
    """Move the screen along, and keep the time."""
    now = clock.now()
    round = access.round_to_lead(number, request.actor, now=now)
    if request.method == "POST":
        try:
            _move(request, round, now=now)
        except Refusal as refusal:
            messages.warning(request, str(refusal.reason))
        return redirect("round_lead", number=number)
    page = _lead_page(round, stage.evening(round, now=now))
    return render(request, "rounds/stage/lead.html", {"page": page, "area": page.area})


def _move(request: SignedInRequest, round: Round, *, now: datetime) -> None:
    version, minutes = _number(request.POST.get("version")), request.POST.get("minutes")
    if minutes is not None:
        actions.ring(round, _number(minutes), version=version, by=request.actor, now=now)
    else:
        actions.show(round, request.POST.get("show", ""), version=version, by=request.actor, now=now)


def _number(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 9 else -1


def _screen_page(round: Round, evening: Evening, *, now: datetime) -> ScreenPage:
    shows, entry = evening.now.shows, evening.entry
    result = explained(round) if shows in TELLS_RESULT and evening.is_counted else None
    rings_at = evening.stage.rings_at if evening.stage else None
    return ScreenPage(
        evening=evening,
        round=round,
        area=round.pot.area,
        gathering=evening_of(round),
        entry=entry,
        line=one_line(entry.text) if entry else "",
        left=max(0, ceil((rings_at - now).total_seconds())) if rings_at else None,
        square=_square(round, evening) if shows == Shows.VOTE else SafeString(),
        address=short_address(),
        result=result,
        winners=_chosen(round, evening, result) if shows == Shows.END else (),
        opening=opening(result, round) if result and shows == Shows.VOTE else (),
        turn=turns(result)[evening.now.number - 1] if result and shows == Shows.TURN else None,
    )


def _square(round: Round, evening: Evening) -> SafeString:
    """A square that opens the page to vote, or to sign."""
    path = reverse("without_vote", args=[round.pk]) if evening.signing else "/s"
    return SafeString(square_svg(f"{settings.PUBLIC_URL}{path}"))


def _chosen(round: Round, evening: Evening, result: ResultPage | None) -> list[Chosen]:
    """What will come, voted on or settled without a vote."""
    if result is not None:
        return [Chosen(one.title, one.initiative, one.granted) for one in result.winners]
    if evening.result is None:
        return []
    ideas = settled_page(round, evening.result).ideas
    return [Chosen(one.entry.title, one.entry.initiative, one.granted) for one in ideas]


def _lead_page(round: Round, evening: Evening) -> LeadPage:
    named = {entry.pk: entry.title for entry in evening.entries}
    signs = evening.signing or evening.is_settled
    buttons = [
        Button(slide.key, _words(slide, named, signs=signs), on=at == evening.at)
        for at, slide in enumerate(evening.slides)
    ]
    return LeadPage(
        evening=evening,
        round=round,
        area=round.pot.area,
        version=evening.stage.version if evening.stage else 0,
        now=buttons[evening.at],
        next=buttons[evening.at + 1] if evening.at + 1 < len(buttons) else None,
        buttons=buttons,
        minutes=MINUTES,
        entry=evening.entry,
        may_step_back=bool(access.step_back_is_open(round)),
    )


def _words(slide: Slide, named: dict[int, str], *, signs: bool) -> str:
    """A slide by its name. `signs`: people sign, nobody votes."""
    if slide.shows == Shows.IDEA:
        return named[slide.number]
    if slide.shows == Shows.TURN:
        return _("The count, turn %(n)d") % {"n": slide.number}
    vote = _("Signing") if signs else _("Voting")
    names = {Shows.WELCOME: _("Welcome"), Shows.VOTE: vote, Shows.END: _("This is what will come")}
    return names[Shows(slide.shows)]
