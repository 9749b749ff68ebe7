"""The list of who may vote: read, look at the first lines, then bring it in whole or not at all."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from smederij.base import clock
from smederij.base.refusals import Refusal
from smederij.people.access import signed_in
from smederij.people.requests import SignedInRequest
from smederij.rounds import access, actions
from smederij.rounds.forms.roll import RollForm
from smederij.rounds.forms.roll_table import SHOWN_PROBLEMS, RollTable
from smederij.rounds.models import Round
from smederij.rounds.views.shell import around

SHOWN_ROWS = 5


@dataclass(frozen=True)
class RollPage:
    """What the page of the list shows: a form, or the list as read with what is wrong in it."""

    round: Round
    form: RollForm
    on_roll: int
    table: RollTable | None
    columns: Sequence[tuple[str, str]]

    @property
    def first(self) -> list[actions.RollRow]:
        return self.table.rows[:SHOWN_ROWS] if self.table else []

    @property
    def problems(self) -> list[object]:
        return list(self.table.problems[:SHOWN_PROBLEMS]) if self.table else []

    @property
    def more_problems(self) -> int:
        return max(0, len(self.table.problems) - SHOWN_PROBLEMS) if self.table else 0


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@signed_in
def roll(request: SignedInRequest, number: int) -> HttpResponse:
    """Nothing is written before the list was looked at and every line is right."""
    now = clock.now()
    round = access.round_with_roll(number, request.actor, now=now)
    posted = request.method == "POST"
    form = RollForm(request.POST, request.FILES) if posted else RollForm()
    table = form.table if posted and form.is_valid() else None
    if table and not table.problems and "sure" in request.POST:
        try:
            added = actions.import_roll(round, table.rows, by=request.actor, now=now)
        except Refusal as refusal:
            form.add_error(None, str(refusal.reason))
            table = None
        else:
            words = ngettext("One person can vote now.", "%(n)s people can vote now.", added)
            messages.success(request, words % {"n": added})
            return redirect("round_desk", number=number)
    if table and table.problems:
        form = form.with_lines()
    page = RollPage(round, form, round.roll.count(), table, _columns(table))
    context = {"page": page, **around(round.pot.area, now=now)}
    return render(request, "rounds/desk/roll.html", context)


def _columns(table: RollTable | None) -> list[tuple[str, str]]:
    """Which column was taken for what, in words."""
    names = {"name": _("name"), "address": _("address"), "postcode": _("postcode"), "town": _("town")}
    return [(label, names[kind]) for label, kind in table.columns] if table else []
