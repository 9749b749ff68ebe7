"""An agreement concerns an idea: a person reads why, calls, and decides in the open."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from smederij.base import clock
from smederij.base.refusals import Refusal, refuse
from smederij.people.access import signed_in
from smederij.people.models import Actor
from smederij.people.requests import SignedInRequest
from smederij.places.models import Area
from smederij.rounds import access, actions, queries
from smederij.rounds.bites import Notice
from smederij.rounds.forms.desk import could_own
from smederij.rounds.forms.ruling import RulingForm
from smederij.rounds.models import Entry, Round


@dataclass(frozen=True)
class RulingPage:
    """The idea, the agreement, why it concerns the idea, and what was decided before."""

    round: Round
    area: Area
    entry: Entry
    notice: Notice
    starter: Actor | None
    form: RulingForm


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def ruling(request: SignedInRequest, number: int, entry: int, rule: str) -> HttpResponse:
    """Let an idea wait as agreed, or make an exception."""
    now = clock.now()
    found = access.entry_to_rule(number, entry, request.actor, now=now)
    notice = _notice(found, rule)
    page = _page(request, found, notice)
    if request.method == "POST" and page.form.is_valid():
        do = actions.let_wait if page.form.waits else actions.make_exception
        try:
            made = do(found, page.form.decision(rule), by=request.actor, now=now)
        except Refusal as refusal:
            page.form.add_error(None, str(refusal.reason))
        else:
            messages.success(request, _said(waits=made.applied, title=found.title))
            return redirect(_back(page.round, request.actor))
    return render(request, "rounds/desk/ruling.html", {"page": page, "area": page.area})


def _page(request: SignedInRequest, entry: Entry, notice: Notice) -> RulingPage:
    round = entry.round
    there = notice.ruling.pk if notice.ruling else None
    form = RulingForm(
        request.POST if request.method == "POST" else None,
        people=could_own(round, hats=access.RULES),
        initial={"instead_of": there},
    )
    starter = entry.initiative.starter if entry.initiative else None
    return RulingPage(round, round.pot.area, entry, notice, starter, form)


def _notice(entry: Entry, rule: str) -> Notice:
    found = queries.bites(entry.round)[entry.pk].notices
    one = next((notice for notice in found if notice.rule == rule), None)
    return one or refuse(_("There is nothing to decide: this agreement is not about this idea."), status=404)


def _said(*, waits: bool, title: str) -> str:
    if waits:
        return _("“%(title)s” waits this round. Its page says why, and who called.") % {"title": title}
    return _("“%(title)s” takes part, with an exception. Its page says why.") % {"title": title}


def _back(round: Round, actor: Actor) -> str:
    """To the desk for who works there; the steering group goes to the round itself."""
    if access.may_see_desk(actor, round, now=clock.now()):
        return reverse("round_desk", args=[round.pk]) + "#ideas"
    return round.get_absolute_url()
