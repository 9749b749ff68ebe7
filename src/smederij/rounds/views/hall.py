"""The table in the hall: who can still vote, a new code, a paper."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from smederij.base import clock
from smederij.base.refusals import Refusal, refuse
from smederij.people.access import signed_in
from smederij.people.queries import same_person
from smederij.people.requests import SignedInRequest
from smederij.rounds import access, actions, hall
from smederij.rounds.hall import Visitor
from smederij.rounds.letters_pdf import grouped, qr_svg, short_address, typed
from smederij.rounds.models import HandOut, Kiosk, RollEntry, Round, Table
from smederij.rounds.paper_pdf import paper_pdf
from smederij.rounds.roll import SHOWN_PEOPLE
from smederij.rounds.views.helpers import helpers


@dataclass(frozen=True)
class TablePage:
    """What the table shows. `table` is None before the first person said that it can open."""

    round: Round
    table: Table | None
    said_so: bool
    words: str
    found: Sequence[Visitor]
    lately: Sequence[HandOut]
    codes: int
    papers: int
    tablets: Sequence[Kiosk]
    tablet_address: str

    @property
    def is_open(self) -> bool:
        return self.table is not None and self.table.is_open

    @property
    def there_are_more(self) -> bool:
        return len(self.found) == SHOWN_PEOPLE


@dataclass(frozen=True)
class SlipPage:
    """A new code, shown once: to scan, to copy, or to print."""

    round: Round
    code: str
    address: str
    square: SafeString


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@signed_in
def table(request: SignedInRequest, number: int) -> HttpResponse:
    """Look somebody up. A POST, so that names stay out of addresses of pages."""
    round = access.round_with_table(number, request.actor, now=clock.now())
    words = " ".join(request.POST.get("zoek", "").split())[:100]
    found_table = Table.objects.select_related("first_by").filter(round=round).first()
    is_open = found_table is not None and found_table.is_open
    page = TablePage(
        round=round,
        table=found_table,
        said_so=found_table is not None and found_table.first_by_id in same_person(request.actor.pk),
        words=words,
        found=hall.visitors(round, words) if words and is_open else (),
        lately=hall.lately(round),
        codes=hall.codes_given(round),
        papers=hall.handed_out(round),
        tablets=list(round.kiosks.filter(ended_at=None)),
        tablet_address=typed(reverse("kiosk")),
    )
    others = {} if is_open else helpers(round, request.actor, kinds=access.TABLE, now=clock.now())
    return render(request, "rounds/hall/table.html", {"page": page, "area": round.pot.area, **others})


@require_POST
@signed_in
def open_table(request: SignedInRequest, number: int) -> HttpResponse:
    """One of the two says that the table can open."""
    now = clock.now()
    round = access.round_with_table(number, request.actor, now=now)
    opened = actions.open_table(round, by=request.actor, now=now)
    if opened.is_open:
        messages.success(request, _("The table is open."))
    else:
        messages.info(request, _("Written down. Now somebody else says so too, on their own phone."))
    return redirect("round_table", number=number)


@require_POST
@never_cache
@signed_in
def give_code(request: SignedInRequest, number: int, person: int) -> HttpResponse:
    """A new code; this answer is the only place where it stands."""
    now = clock.now()
    round = access.round_with_table(number, request.actor, now=now)
    try:
        slip = actions.give_code(_person(round, person), by=request.actor, now=now)
    except Refusal as refusal:
        messages.warning(request, str(refusal.reason))
        return redirect("round_table", number=number)
    square = SafeString(qr_svg(slip.code))
    page = SlipPage(round=round, code=grouped(slip.code), address=short_address(), square=square)
    return render(request, "rounds/hall/slip.html", {"page": page, "area": round.pot.area})


@require_POST
@signed_in
def give_paper(request: SignedInRequest, number: int, person: int) -> HttpResponse:
    """A ballot on paper."""
    now = clock.now()
    round = access.round_with_table(number, request.actor, now=now)
    try:
        given = actions.give_paper(_person(round, person), by=request.actor, now=now)
    except Refusal as refusal:
        messages.warning(request, str(refusal.reason))
    else:
        words = _("Give %(name)s one paper. Their letter does not work any more.")
        messages.success(request, words % {"name": given.roll.name or given.roll.address})
    return redirect("round_table", number=number)


@require_POST
@signed_in
def paper_back(request: SignedInRequest, number: int, given: int) -> HttpResponse:
    """A paper came back to the table."""
    now = clock.now()
    round = access.round_with_table(number, request.actor, now=now)
    found = HandOut.objects.select_related("roll__round").filter(pk=given, roll__round=round).first()
    if found is None:
        refuse(_("This paper was not given out here."), status=404)
    actions.take_paper_back(found, by=request.actor, now=now)
    messages.success(request, _("Tear that paper up. This person can vote in another way now."))
    return redirect("round_table", number=number)


@require_safe
@never_cache
@signed_in
def paper(request: SignedInRequest, number: int) -> HttpResponse:
    """The ballot on paper, to print as often as needed."""
    round = access.round_with_table(number, request.actor, now=clock.now())
    response = HttpResponse(paper_pdf(round), content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="stembiljet-ronde-{round.pk}.pdf"'
    return response


def _person(round: Round, person: int) -> RollEntry:
    found = round.roll.select_related("round").filter(pk=person).first()
    return found or refuse(_("This person does not stand on the list (any more)."), status=404)
