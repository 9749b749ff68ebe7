"""The box: counted by two, read by two, closed by two."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from smederij.base import clock
from smederij.base.refusals import Refusal, refuse
from smederij.people.access import signed_in
from smederij.people.models import Actor
from smederij.people.queries import same_person
from smederij.people.requests import SignedInRequest
from smederij.rounds import access, actions, ballots, hall, queries
from smederij.rounds.ballots import Choices
from smederij.rounds.forms.hall import BoxForm, CloseForm
from smederij.rounds.forms.voting import read_sent
from smederij.rounds.hall import Bundle, Kinds, PaperSheet
from smederij.rounds.models import BallotType, Box, Closing, Entry, Reading, Round
from smederij.rounds.papers import ballot_rule, on_ballot
from smederij.rounds.sheet import CountSheet
from smederij.rounds.views.helpers import helpers

KIND = "soort"
BLANK, UNREADABLE = "blanco", "onleesbaar"


@dataclass(frozen=True)
class BoxPage:
    """What the page of the box shows, and what is still to do."""

    round: Round
    box: Box | None
    counted_it: bool
    form: BoxForm
    papers: PaperSheet
    bundles: Sequence[Bundle]
    kinds: Kinds | None
    waits: Sequence[str]
    sheet: CountSheet
    close: CloseForm | None
    closing: Closing | None
    said_so: bool
    may_close: bool

    @property
    def has_papers(self) -> bool:
        return bool(self.papers.handed_out) or self.box is not None


@dataclass(frozen=True)
class Line:
    """An idea on the paper and what was read there."""

    entry: Entry
    given: int


@dataclass(frozen=True)
class PaperPage:
    """One paper to read. `left`: how many of this bundle this person still has to read, this one too."""

    round: Round
    bundle: int
    number: int
    left: int
    before: int | None
    lines: Sequence[Line]
    by_points: bool
    error: str
    third: bool


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@signed_in
def box(request: SignedInRequest, number: int) -> HttpResponse:
    """How many papers lie in the box, how far reading is, and closing."""
    now = clock.now()
    round = _round(number, request.actor, now=now)
    form = BoxForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            counted = actions.count_box(round, form.cleaned_data["papers"], by=request.actor, now=now)
        except Refusal as refusal:
            form.add_error(None, str(refusal.reason))
        else:
            messages.success(request, _counted(counted))
            return redirect("round_box", number=number)
    return _page(request, round, form=form, now=now)


@require_POST
@signed_in
def close(request: SignedInRequest, number: int) -> HttpResponse:
    """One of the two says that all adds up; with the second all is counted at once."""
    now = clock.now()
    round = _round(number, request.actor, now=now)
    words = request.POST.get("explanation", "")
    try:
        closing = actions.close(round, explanation=words, by=request.actor, now=now)
    except Refusal as refusal:
        form = CloseForm(request.POST)
        form.add_error(None, str(refusal.reason))
        return _page(request, round, close=form, now=now)
    if closing.is_done:
        messages.success(request, _("Closed and counted. Read the result aloud in the hall."))
        return redirect("result", number=number)
    messages.info(request, _("Written down. Now somebody else looks, and closes on their own phone."))
    return redirect("round_box", number=number)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@signed_in
def bundle(request: SignedInRequest, number: int, bundle: int) -> HttpResponse:
    """Read the papers of a bundle, one at a time; each is kept at once."""
    now = clock.now()
    round = _round(number, request.actor, now=now)
    found = Box.objects.select_related("round").filter(round=round).exclude(second_by=None).first()
    if found is None:
        refuse(_("Two people count the papers in the box, before any is read."))
    here = _bundle(found, bundle, request.actor)
    sent, read = read_sent(request.POST).choices, request.POST.get("biljet") or request.GET.get("biljet", "")
    paper = next((one for one in here.papers if str(one) == read), next(iter(here.mine), None))
    if paper is None:
        messages.success(
            request, _("You have read all you can read of this bundle. Give it to somebody else.")
        )
        return redirect("round_box", number=number)
    error = ""
    if request.method == "POST":
        error = _keep(request, found, paper, sent, now=now)
        if not error:
            return redirect("round_bundle", number=number, bundle=bundle)
    return render(
        request,
        "rounds/hall/paper.html",
        {"page": _paper(request, found, here, paper, sent, error), "area": round.pot.area},
    )


def _round(number: int, actor: Actor, *, now: datetime) -> Round:
    round = access.round_with_box(number, actor, now=now)
    if not hall.has_table(round):
        refuse(_("No table stood in the hall: this round closes by itself."))
    return round


def _keep(request: SignedInRequest, box: Box, paper: int, sent: Choices, *, now: datetime) -> str:
    """Keep what was read; a sentence when it says nothing yet."""
    kind = request.POST.get(KIND)
    choices = {BLANK: Choices(blank=True), UNREADABLE: None}.get(kind or "", sent)
    if choices is not None and not choices.points and not choices.blank:
        return _("Tap what is marked on the paper. Is nothing marked, or can't you read it? Say so below.")
    if choices is not None and not set(choices.points) <= ballot_rule(box.round).numbers:
        return _("One of the ideas does not stand on this ballot. Choose again.")
    try:
        actions.read_paper(box, paper, choices, by=request.actor, now=now)
    except Refusal as refusal:
        return str(refusal.reason)
    return ""


def _paper(
    request: SignedInRequest, box: Box, bundle: Bundle, paper: int, sent: Choices, error: str
) -> PaperPage:
    readings = list(Reading.objects.filter(box=box, number=paper))
    persons = same_person(request.actor.pk)
    own = next((reading for reading in readings if reading.by_id in persons), None)
    given = dict(sent.points) if error else ballots.read_body(own.body) if own and own.body else {}
    earlier = Reading.objects.filter(box=box, by__in=persons, number__in=bundle.papers, number__lt=paper)
    return PaperPage(
        round=box.round,
        bundle=bundle.number,
        number=paper,
        left=len(bundle.mine),
        before=earlier.order_by("-number").values_list("number", flat=True).first(),
        lines=[Line(entry, given.get(entry.number or 0, 0)) for entry in on_ballot(box.round)],
        by_points=box.round.ballot_type == BallotType.POINTS,
        error=error,
        third=paper in bundle.differ,
    )


def _bundle(box: Box, number: int, actor: Actor) -> Bundle:
    bundles = hall.bundles(box, persons=same_person(actor.pk))
    found = next((one for one in bundles if one.number == number), None)
    return found or refuse(_("There is no bundle with this number."), status=404)


def _page(
    request: SignedInRequest,
    round: Round,
    *,
    form: BoxForm | None = None,
    close: CloseForm | None = None,
    now: datetime,
) -> HttpResponse:
    persons = same_person(request.actor.pk)
    found = Box.objects.select_related("round", "counted_by").filter(round=round).first()
    closing = Closing.objects.select_related("first_by").filter(round=round).first()
    sure = found is not None and found.is_sure
    explains = hall.needs_explanation(round)
    page = BoxPage(
        round=round,
        box=found,
        counted_it=found is not None and found.counted_by_id in persons,
        form=form or BoxForm(),
        papers=hall.paper_sheet(round),
        bundles=hall.bundles(found, persons=persons) if found and sure else (),
        kinds=hall.kinds(found, rule=ballot_rule(round)) if found and sure else None,
        waits=hall.waits(round),
        sheet=queries.count_sheet(round),
        close=close or (CloseForm() if explains else None),
        closing=closing,
        said_so=closing is not None and closing.first_by_id in persons,
        may_close=bool(access.may_close(request.actor, round, now=now)),
    )
    kinds = access.COUNTS if page.waits else access.DESK
    others = helpers(round, request.actor, kinds=kinds, now=now)
    return render(request, "rounds/hall/box.html", {"page": page, "area": round.pot.area, **others})


def _counted(box: Box) -> str:
    if box.is_sure:
        return _("Two people counted the same. Now write a number on each paper, 1 to %(n)d.") % {
            "n": box.papers
        }
    return _("Written down. Now somebody else counts the papers too, on their own phone.")
