"""What other ways of counting would have chosen: calm, beside the result, which it does not change."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from smederij.base.look import Part
from smederij.base.money import Money
from smederij.people.requests import ActingRequest
from smederij.places.models import Area
from smederij.rounds import access
from smederij.rounds.models import Result, Round
from smederij.rounds.otherwise import Otherwise, Way, otherwise
from smederij.rounds.without_vote import is_settled


@dataclass(frozen=True)
class Told:
    """One way of counting in words, and the pot as it would divide it."""

    title: str
    how: str
    reached: str
    way: Way
    parts: Sequence[Part]


@dataclass(frozen=True)
class OtherwisePage:
    """What the page shows: how it was counted, and the other ways."""

    round: Round
    area: Area
    held: Told
    ways: Sequence[Told]
    budget: Money
    closed: bool


@require_safe
def other_ways(request: ActingRequest, number: int) -> HttpResponse:
    round = access.round_for_all(number)
    result = Result.objects.filter(round=round).first()
    if result is None:
        return redirect(round)
    if is_settled(result):
        return redirect("result", number=round.pk)
    page = _page(round, otherwise(round, result))
    return render(request, "rounds/otherwise.html", {"page": page, "area": page.area})


def _page(round: Round, found: Otherwise) -> OtherwisePage:
    return OtherwisePage(
        round=round,
        area=round.pot.area,
        held=_told(found.held, choosers=found.choosers),
        ways=[_told(way, choosers=found.choosers) for way in found.ways],
        budget=found.budget,
        closed=found.choosers is None,
    )


def _told(way: Way, *, choosers: int | None) -> Told:
    title, how = _words(way.kind)
    parts = [Part(one.title, one.granted) for one in way.chosen if one.granted]
    return Told(title, how, _reached(way, choosers=choosers), way, parts)


def _words(kind: str) -> tuple[str, str]:
    """What a way of counting is called, and how it goes."""
    return {
        "held": (_("As it was counted"), _("This is the result. It stands.")),
        "next": (
            _("The most first, and then whatever still fits"),
            _("If an idea no longer fits in the pot, we look whether the next one does."),
        ),
        "part": (
            _("The most first, and the last idea gets what is left"),
            _("If an idea no longer fits in the pot, it gets what is left. Then the counting stops."),
        ),
        "stop": (
            _("The most first, and stop at what does not fit"),
            _("If an idea no longer fits in the pot, the counting stops there."),
        ),
        "shares": (
            _("Equal shares"),
            _(
                "Everyone who votes gets an equal part of the money, and helps to pay for what they chose. "
                "An idea comes when the people who chose it can pay for it together. "
                "If money is left, everyone's part grows a little; what then still fits goes by votes."
            ),
        ),
    }[kind]


def _reached(way: Way, *, choosers: int | None) -> str:
    if way.reached is None or not choosers:
        return ""
    words = {"n": way.reached, "all": choosers}
    return (
        ngettext(
            "One of the %(all)s people who chose something sees at least one of their choices come.",
            "%(n)s of the %(all)s people who chose something see at least one of their choices come.",
            way.reached,
        )
        % words
    )
