"""Looking a round over: the seals while people vote, the file and how to count it again afterwards."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import FileResponse, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from smederij.people.requests import ActingRequest
from smederij.places.models import Area
from smederij.rounds import access
from smederij.rounds.complaints import Complaints, complaints
from smederij.rounds.heads import sealed, written
from smederij.rounds.minutes_pdf import seal_name
from smederij.rounds.models import Head, Origin, Phase, Result, Round
from smederij.rounds.published import result_zip
from smederij.rounds.rules import PUBLISHES_BALLOTS


@dataclass(frozen=True)
class Seal:
    """A seal as the page shows it."""

    name: str
    words: str


@dataclass(frozen=True)
class LookOverPage:
    """What the page shows. `file`: there is one to fetch; `ballots`: all ballots stand in it."""

    round: Round
    area: Area
    seals: Sequence[Seal]
    voting: bool
    counted: bool
    file: bool
    ballots: bool
    complaints: Complaints | None


@require_safe
def look_over(request: ActingRequest, number: int) -> HttpResponse:
    """The seals so far, and what anyone can do with them."""
    round = access.round_for_all(number)
    result = Result.objects.filter(round=round).first()
    seals = [Seal(seal_name(head), written(head.head)) for head in Head.objects.filter(round=round)]
    page = LookOverPage(
        round=round,
        area=round.pot.area,
        seals=seals,
        voting=round.phase == Phase.VOTE,
        counted=result is not None,
        file=sealed(round),
        ballots=result is not None and (result.ballots or 0) >= PUBLISHES_BALLOTS,
        complaints=complaints(round) if round.origin == Origin.OWN else None,
    )
    return render(request, "rounds/look_over.html", {"page": page, "area": page.area})


@require_safe
def result_file(request: ActingRequest, number: int) -> FileResponse:
    """Everything with which anyone can look the round over, in one file."""
    round = access.round_for_all(number)
    found = result_zip(round).open("rb")
    return FileResponse(
        found, as_attachment=True, filename=f"ronde-{number}.zip", content_type="application/zip"
    )
