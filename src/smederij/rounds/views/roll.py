"""The list of who may vote: read, look at the first lines, then bring it in whole or not at all."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from smederij.base import clock
from smederij.base.refusals import Refusal, insist, refuse
from smederij.people.access import signed_in
from smederij.people.requests import SignedInRequest
from smederij.rounds import access, actions, queries
from smederij.rounds.forms.roll import RollForm
from smederij.rounds.forms.roll_table import RollTable
from smederij.rounds.models import RollEntry, Round
from smederij.rounds.roll import found, people

SHOWN_ROWS = 5
SHOWN_PROBLEMS = 20


@dataclass(frozen=True)
class Read:
    """A list as it was given, what of it would be kept, what is wrong in it, and which column was what.

    `left` are the columns that were not read; `numberless` are the addresses without a number.
    """

    text: str
    rows: Sequence[actions.RollRow]
    problems: Sequence[actions.Problem]
    columns: Sequence[tuple[str, str]]
    left: Sequence[str]

    @property
    def numberless(self) -> Sequence[actions.RollRow]:
        return [row for row in self.rows if not any(sign.isdigit() for sign in row.address)]

    @property
    def first(self) -> Sequence[actions.RollRow]:
        return self.rows[:SHOWN_ROWS]

    @property
    def first_problems(self) -> Sequence[actions.Problem]:
        return self.problems[:SHOWN_PROBLEMS]

    @property
    def more_problems(self) -> int:
        return max(0, len(self.problems) - SHOWN_PROBLEMS)


@dataclass(frozen=True)
class RollPage:
    """What the page of the list shows: a form, or the list as read with what is wrong in it."""

    round: Round
    form: RollForm
    on_roll: int
    read: Read | None
    words: str
    found: Sequence[RollEntry]
    may_add: bool
    may_empty: bool
    may_take_off: bool


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@signed_in
def roll(request: SignedInRequest, number: int) -> HttpResponse:
    """Nothing is written before the list was looked at and every line is right.

    Searching the list is a POST too: names and addresses stay out of addresses of pages.
    """
    now = clock.now()
    round = access.round_with_roll(number, request.actor, now=now)
    looking = "zoek" in request.POST
    if request.method != "POST" or looking:
        return _page(request, round, RollForm(), read=None)
    insist(access.may_import_roll(request.actor, round, now=now))
    form = RollForm(request.POST, request.FILES)
    table = form.table if form.is_valid() else None
    read = _read(round, table, text=form.cleaned_data["text"]) if table else None
    if table and read and not read.problems and "sure" in request.POST:
        try:
            added = actions.import_roll(round, table.rows, by=request.actor, now=now)
        except Refusal as refusal:
            form.add_error(None, str(refusal.reason))
            read = None
        else:
            words = ngettext("One person can vote now.", "%(n)s people can vote now.", added)
            messages.success(request, words % {"n": added})
            return redirect("round_desk", number=number)
    return _page(request, round, form.with_lines() if read and read.problems else form, read=read)


@require_POST
@signed_in
def empty(request: SignedInRequest, number: int) -> HttpResponse:
    """Begin the list anew, while no letters were made."""
    now = clock.now()
    round = access.round_with_roll(number, request.actor, now=now)
    try:
        actions.empty_roll(round, by=request.actor, now=now)
    except Refusal as refusal:
        messages.warning(request, str(refusal.reason))
    else:
        messages.success(request, _("The list is empty. You can begin anew."))
    return redirect("round_roll", number=number)


@require_POST
@signed_in
def take_off(request: SignedInRequest, number: int, person: int) -> HttpResponse:
    """Take one person off the list, with their letter when it was not used."""
    now = clock.now()
    round = access.round_with_roll(number, request.actor, now=now)
    entry = round.roll.select_related("round").filter(pk=person).first()
    try:
        actions.take_off(entry or _nobody(), by=request.actor, now=now)
    except Refusal as refusal:
        messages.warning(request, str(refusal.reason))
    else:
        messages.success(
            request, _("This person is off the list. A letter they have does not work any more.")
        )
    return redirect("round_roll", number=number)


def _page(request: SignedInRequest, round: Round, form: RollForm, *, read: Read | None) -> HttpResponse:
    now, words = clock.now(), " ".join(request.POST.get("zoek", "").split())[:100]
    may_add = bool(access.may_import_roll(request.actor, round, now=now))
    page = RollPage(
        round=round,
        form=form,
        on_roll=people(round).count(),
        read=read,
        words=words,
        found=found(round, words) if words else (),
        may_add=may_add,
        may_empty=may_add and round.roll.exists() and not round.batches.exists(),
        may_take_off=bool(access.may_revoke(request.actor, round, now=now)),
    )
    context = {"page": page, "area": round.pot.area, "age": queries.age_note(round)}
    return render(request, "rounds/desk/roll.html", context)


def _nobody() -> RollEntry:
    return refuse(_("This person does not stand on the list (any more)."), status=404)


def _read(round: Round, table: RollTable, *, text: str) -> Read:
    """The list as saving it would take it: the same check says what is right and what is not."""
    names = {"name": _("name"), "address": _("address"), "postcode": _("postcode"), "town": _("town")}
    columns = [(label, names[kind]) for label, kind in table.columns]
    rows, problems = actions.check_roll(round, table.rows)
    return Read(text, rows, problems, columns, table.left)
