"""Looking along: staff say of each idea whether safety or law stands in the way, and nothing else."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from smederij.base import clock
from smederij.base.refusals import Refusal
from smederij.people.access import signed_in, wears
from smederij.people.models import Actor, HatKind
from smederij.people.requests import SignedInRequest
from smederij.places.models import Area
from smederij.rounds import access, actions, queries
from smederij.rounds.forms.desk import LookForm, could_own, look_initial
from smederij.rounds.models import Aspect, Entry, Look, Round
from smederij.rounds.silence import say_before, silent_yes

OWNERS = (HatKind.STAFF, HatKind.AREA_WORKER, HatKind.KEEPER, HatKind.GROUP)


@dataclass(frozen=True)
class Side:
    """One aspect of one idea: what was said, and the form to say it."""

    aspect: str
    label: str
    look: Look | None
    form: LookForm
    open: bool


@dataclass(frozen=True)
class Looked:
    """One idea with both its aspects."""

    entry: Entry
    sides: Sequence[Side]
    due: datetime
    silent: bool


@dataclass(frozen=True)
class LookingPage:
    """What looking along shows."""

    round: Round
    area: Area
    ideas: Sequence[Looked]
    to_do: int
    may_look: bool
    clears: bool
    why_not: str


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def looking(request: SignedInRequest, number: int) -> HttpResponse:
    now = clock.now()
    round = access.round_at_desk(number, request.actor, now=now)
    people = could_own(round, hats=OWNERS)
    form = (
        LookForm(request.POST, people=people, prefix=_prefix(request)) if request.method == "POST" else None
    )
    if form is not None and form.is_valid() and (said := _said(request, form, number=number, now=now)):
        messages.success(request, _("Noted for %(title)s.") % {"title": said.entry.title})
        return redirect(reverse("round_look", args=[number]) + f"#idee-{said.entry_id}")
    page = _page(round, request.actor, people=people, bound=form, now=now)
    return render(request, "rounds/desk/looking.html", {"page": page, "area": page.area})


def _prefix(request: SignedInRequest) -> str:
    """Each form on the page has its own prefix, so that ids stay unique; the form says which it is."""
    return request.POST.get("form", "")[:40]


def _said(request: SignedInRequest, form: LookForm, *, number: int, now: datetime) -> Look | None:
    data = form.cleaned_data
    try:
        entry = access.entry_at_desk(number, data["entry"], request.actor, now=now)
        return actions.look(
            entry, form.words(), owner=data["owner"], due=data["due"], by=request.actor, now=now
        )
    except Refusal as refusal:
        form.add_error(None, str(refusal.reason))
        return None


def _page(
    round: Round, actor: Actor, *, people: QuerySet[Actor], bound: LookForm | None, now: datetime
) -> LookingPage:
    answer = access.may_look(actor, round, now=now)
    book, entries = queries.agreed(round), [standing.entry for standing in queries.standings(round)]
    silent = silent_yes(entries, book, now=now)
    known = [(one.pk, str(one)) for one in people]
    new = partial(LookForm, people=people, known=known)
    ideas = [
        Looked(entry, _sides(entry, new=new, bound=bound), say_before(entry, book), entry.pk in silent)
        for entry in entries
    ]
    return LookingPage(
        round=round,
        area=round.pot.area,
        ideas=ideas,
        to_do=sum(side.look is None for idea in ideas for side in idea.sides),
        may_look=bool(answer),
        clears=bool(wears(actor, HatKind.AREA_WORKER, area=round.pot.area, now=now)),
        why_not=str(getattr(answer, "reason", "")),
    )


def _sides(entry: Entry, *, new: Callable[..., LookForm], bound: LookForm | None) -> list[Side]:
    return [_side(entry, aspect, new=new, bound=bound) for aspect in Aspect]


def _side(entry: Entry, aspect: Aspect, *, new: Callable[..., LookForm], bound: LookForm | None) -> Side:
    prefix = f"{aspect.value}-{entry.pk}"
    mine = bound is not None and bound.prefix == prefix
    form = bound if mine else new(initial=look_initial(entry, aspect), prefix=prefix)
    said = next((look for look in entry.looks.all() if look.aspect == aspect), None)
    return Side(aspect, str(aspect.label), said, form or new(), mine)
