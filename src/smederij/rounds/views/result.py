"""The result: first what will come and whom to join, then how it was counted, then the figures."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from smederij.base import clock
from smederij.base.refusals import refuse
from smederij.people.queries import contacts
from smederij.people.requests import ActingRequest
from smederij.places.models import Area
from smederij.rounds import access, papers, queries, rules
from smederij.rounds.bites import Notice, ruled
from smederij.rounds.declining import declined
from smederij.rounds.heads import sealed
from smederij.rounds.models import Entry, Origin, Result, Round
from smederij.rounds.queries import CountSheet
from smederij.rounds.results import Line, ResultPage, explained
from smederij.rounds.views.lacked import short
from smederij.rounds.views.settled import settled_page
from smederij.rounds.views.telling import Turn, ending, opening, tie_words, turns
from smederij.rounds.views.words import Thanks, rules_in_words, thanks
from smederij.rounds.without_vote import is_settled

TOLD_AT_ONCE = 12


@dataclass(frozen=True)
class Told:
    """What the result page shows."""

    round: Round
    area: Area
    result: ResultPage
    opening: Sequence[str]
    turns: Sequence[Turn]
    more_turns: Sequence[Turn]
    ending: str
    table: Sequence[tuple[Line, str]]
    ties: Sequence[str]
    rules: Sequence[str]
    agreed: Sequence[str]
    rulings: Sequence[tuple[Entry, Notice]]
    leftovers: str
    dispute: str
    sheet: CountSheet | None
    objections_until: datetime
    objecting: bool
    command: str
    small: bool
    own: bool
    declined: frozenset[int]
    sealed: bool
    thanks: Sequence[Thanks]

    @property
    def is_past(self) -> bool:
        """Whether the page tells what was chosen, and not what will come."""
        return not self.own or bool(self.declined)


@require_safe
def result(request: ActingRequest, number: int) -> HttpResponse:
    round, now = access.round_for_all(number), clock.now()
    found = Result.objects.filter(round=round).first()
    if found is None:
        return redirect(round)
    callers = contacts(round.pot.area, now=now)
    if is_settled(found):
        settled = settled_page(round, found)
        context = {"page": settled, "area": settled.area, "callers": callers}
        return render(request, "rounds/without_vote/result.html", context)
    page = _told(round, now=now)
    context = {"page": page, "area": page.area, "callers": callers}
    return render(request, "rounds/result.html", context)


@require_safe
def result_pb(request: ActingRequest, number: int) -> HttpResponse:
    """The ballots as a file anyone can count again; only from 50 ballots on."""
    content = queries.published_pb(access.round_for_all(number))
    return _file(content, f"ronde-{number}.pb", kind="text/plain; charset=utf-8")


@require_safe
def result_json(request: ActingRequest, number: int) -> HttpResponse:
    """The count with every step, for machines."""
    round = access.round_for_all(number)
    result = Result.objects.filter(round=round).first() or refuse(
        _("This round has no result yet."), status=404
    )
    content = json.dumps(result.outcome, ensure_ascii=False, indent=1).encode()
    return _file(content, f"ronde-{number}.json", kind="application/json")


def _file(content: bytes, name: str, *, kind: str) -> HttpResponse:
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _told(round: Round, *, now: datetime) -> Told:
    page = explained(round)
    told, own = turns(page), round.origin == Origin.OWN
    until, book = rules.objections_until(round), queries.agreed(round)
    return Told(
        round=round,
        area=round.pot.area,
        result=page,
        opening=opening(page, round),
        turns=told[:TOLD_AT_ONCE],
        more_turns=told[TOLD_AT_ONCE:],
        ending=ending(page),
        table=[(line, short(line, kind=page.kind)) for line in page.lines],
        ties=[tie_words(tie, kind=page.kind, seed=page.seed) for tie in page.ties],
        rules=rules_in_words(round),
        agreed=queries.agreed_lines(round),
        rulings=ruled(round),
        leftovers=book.leftovers.with_source,
        dispute=book.dispute.with_source,
        sheet=queries.count_sheet(round) if own else None,
        objections_until=until,
        objecting=own and now < until,
        command=papers.command(round) if page.publishes_ballots else "",
        small=not page.publishes_ballots and page.turnout.voted is not None and not page.turnout.about,
        own=own,
        declined=frozenset(idea for _round, idea in declined([round.pk])),
        sealed=sealed(round),
        thanks=thanks(queries.steps_back(round)),
    )
