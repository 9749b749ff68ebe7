"""The year: who votes when, the suggestion for all areas, and an area saying yes to its own."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from smederij.base import clock
from smederij.base.refusals import Refusal, insist, refuse
from smederij.people.access import signed_in
from smederij.people.models import Actor
from smederij.people.requests import ActingRequest, SignedInRequest
from smederij.places import queries as places
from smederij.places.models import Area
from smederij.rounds import access, actions, year_pages
from smederij.rounds.actions import Choice
from smederij.rounds.forms.year import ChoiceForm, YearForm, initial_choice, title_of
from smederij.rounds.models import Year
from smederij.rounds.year_pages import AreaYear, Line, Suggestion

YEARS_AHEAD = 2
SHOWN = range(2000, 2100)


@dataclass(frozen=True)
class Month:
    """The evenings of one month."""

    first: datetime
    lines: Sequence[Line]


@dataclass(frozen=True)
class YearPage:
    """Who meets and votes when, month by month."""

    number: int
    months: Sequence[Month]
    planned: int
    suggested: int
    written: bool
    may_write: bool


@dataclass(frozen=True)
class AreaYearPage:
    """The year of one area. `can_tap`: all is known that one tap needs; `first` is the main action."""

    area: Area
    number: int
    found: AreaYear | None
    first: Suggestion | None
    may_plan: bool
    can_tap: bool


@require_safe
def whole_year(request: ActingRequest, number: int | None = None) -> HttpResponse:
    """Who votes when, in all areas."""
    now = clock.now()
    if number is not None and number not in SHOWN:
        refuse(_("Nothing is known here of this year."), status=404)
    shown = year_pages.shown_year(number, now=now)
    lines = year_pages.whole_year(shown)
    page = YearPage(
        number=shown,
        months=_months(lines),
        planned=sum(line.round is not None for line in lines),
        suggested=sum(line.round is None for line in lines),
        written=year_pages.year_of(shown) is not None,
        may_write=bool(request.actor) and bool(access.may_write_year(request.actor, now=now)),
    )
    return render(request, "rounds/year/year.html", {"page": page})


def _months(lines: Sequence[Line]) -> list[Month]:
    def month(line: Line) -> tuple[int, int]:
        local = localtime(line.evening or line.vote_at)
        return local.year, local.month

    found = [list(same) for _month, same in groupby(lines, key=month)]
    return [Month(same[0].evening or same[0].vote_at, same) for same in found]


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def write(request: SignedInRequest, number: int) -> HttpResponse:
    """The suggestion for all areas."""
    now = clock.now()
    insist(access.may_write_year(request.actor, now=now))
    if not 0 <= number - localtime(now).year <= YEARS_AHEAD:
        refuse(_("Write a suggestion for this year or one of the next two."), status=404)
    posted = request.POST if request.method == "POST" else None
    initial = YearForm.initial_of(year_pages.year_of(number), year=number)
    form = YearForm(posted, initial=initial, year=number)
    if posted is not None and form.is_valid():
        try:
            actions.write_year(number, form.pattern(), form.seasons(), by=request.actor, now=now)
        except Refusal as refusal:
            form.add_error(None, str(refusal.reason))
        else:
            words = _("Every area can see its suggestion. Each decides for itself.")
            messages.success(request, words, extra_tags=f"year-{number}")
            return redirect("year_of", number=number)
    return render(request, "rounds/year/write.html", {"form": form, "number": number})


@require_safe
def area_year(request: ActingRequest, slug: str) -> HttpResponse:
    """The year of an area: what is planned, and what is suggested."""
    area, now = places.area(slug), clock.now()
    page = _area_page(area, request.actor, now=now)
    return render(request, "rounds/year/area.html", {"page": page, "area": area})


def _area_page(area: Area, actor: Actor | None, *, now: datetime) -> AreaYearPage:
    number = year_pages.shown_year(None, now=now)
    found = _found(area, number, now=now)
    coming = [one for one in found.suggestions if one.is_open] if found else []
    return AreaYearPage(
        area=area,
        number=number,
        found=found,
        first=coming[0] if coming else None,
        may_plan=bool(actor) and bool(access.may_plan(actor, area, now=now)),
        can_tap=bool(found and found.pot and found.budget),
    )


def _found(area: Area, number: int, *, now: datetime) -> AreaYear | None:
    year = year_pages.year_of(number)
    takes_part = year is not None and area in year_pages.taking_part()
    return year_pages.area_year(area, year, now=now) if year and takes_part else None


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def accept(request: SignedInRequest, slug: str, season: int) -> HttpResponse:
    """Say yes to a suggestion: in one tap as it is, or changed."""
    area, now = places.area(slug), clock.now()
    insist(access.may_plan(request.actor, area, now=now))
    found, suggestion = _suggestion(area, season, now=now)
    if suggestion.round is not None:
        return redirect("round_desk", number=suggestion.round.pk)
    posted = request.POST if request.method == "POST" and "as_is" not in request.POST else None
    form = ChoiceForm(posted, initial=initial_choice(found, suggestion), area_year=found)
    choice = _choice(request, form, found=found, suggestion=suggestion)
    if choice is not None:
        try:
            made = actions.accept(suggestion.season, area, choice, by=request.actor, now=now)
        except Refusal as refusal:
            messages.warning(request, str(refusal.reason))
        else:
            words = _("The round stands. Now ideas can come in.")
            messages.success(request, words, extra_tags=f"season-{suggestion.season.pk}-{area.slug}")
            return redirect("round_desk", number=made.pk)
    context = {"area": area, "form": form, "suggestion": suggestion, "year": found.year}
    return render(request, "rounds/year/accept.html", context)


def _choice(
    request: SignedInRequest, form: ChoiceForm, *, found: AreaYear, suggestion: Suggestion
) -> Choice | None:
    """What was sent: the suggestion as it is, or as changed; None when there is nothing to do yet."""
    if form.is_bound:
        return form.choice() if form.is_valid() else None
    if request.method != "POST" or found.pot is None or found.budget is None:
        return None
    return Choice(
        title=title_of(found, suggestion),
        pot=found.pot,
        budget=found.budget,
        timetable=suggestion.dates.timetable,
        evening=suggestion.dates.evening,
        where=found.where,
    )


def _suggestion(area: Area, season: int, *, now: datetime) -> tuple[AreaYear, Suggestion]:
    year = Year.objects.filter(seasons=season).prefetch_related("seasons").first()
    if year is not None and area in year_pages.taking_part():
        found = year_pages.area_year(area, year, now=now)
        for suggestion in found.suggestions:
            if suggestion.season.pk == season and not suggestion.missed:
                return found, suggestion
    return refuse(_("This suggestion is no longer there. You can always plan a round yourself."), status=404)
