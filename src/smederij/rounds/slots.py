"""What rounds show on pages of other rooms."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string

from smederij.base import clock
from smederij.base.rooms import Slot
from smederij.gatherings.models import Gathering
from smederij.initiatives.models import Initiative
from smederij.initiatives.queries import carries
from smederij.people.access import wherever
from smederij.people.models import Actor
from smederij.people.requests import ActingRequest
from smederij.places.models import Area
from smederij.rounds import access, queries, stage
from smederij.rounds.models import Entry, Phase, Round
from smederij.rounds.rules import is_late
from smederij.rounds.views.fate import fate
from smederij.rounds.views.round_page import Doing, doing_now, is_voting
from smederij.rounds.views.words import evening_of, is_signing, step_of

STANDS = {Phase.RESULT, Phase.DO}


@dataclass(frozen=True)
class Now:
    """What is on in an area: the round one can do most in, its step, its evening to come, the main action."""

    round: Round
    step: str
    doing: Doing | None
    voting: bool
    signing: bool
    late: bool
    evening: Gathering | None
    others: list[Round]


def area_now(request: HttpRequest, context: Mapping[str, Any]) -> str:
    """The card "now in the forge": the round that is on, or that nothing is on and how one begins."""
    area = _area(context)
    if area is None:
        return ""
    now = clock.now()
    rounds = sorted(queries.current(area, now=now), key=lambda round: not is_voting(round, now=now))
    card = _now(rounds) if rounds else None
    actor = request.actor if isinstance(request, ActingRequest) else getattr(request, "actor", None)
    may_plan = bool(actor) and bool(access.may_plan(actor, area, now=now))
    shown = {"now": card, "area": area, "may_plan": may_plan}
    return render_to_string("rounds/slots/area_now.html", shown)


def _now(rounds: list[Round]) -> Now:
    now, first = clock.now(), rounds[0]
    evening = evening_of(first)
    return Now(
        round=first,
        step=step_of(first),
        doing=doing_now(first, now=now),
        voting=is_voting(first, now=now),
        signing=is_signing(first),
        late=is_late(first, now=now),
        evening=evening if evening and now < evening.starts_at else None,
        others=rounds[1:],
    )


def after_posting(request: HttpRequest, context: Mapping[str, Any]) -> str:
    """After sharing an idea: a round that collects, in which it can take part."""
    initiative = context.get("initiative")
    area = initiative.area if isinstance(initiative, Initiative) else _area(context)
    if area is None:
        return ""
    collecting = [round for round in queries.current(area, now=clock.now()) if round.phase == Phase.COLLECT]
    if not collecting:
        return ""
    return render_to_string("rounds/slots/after_posting.html", {"round": collecting[0]})


def initiative_round(request: HttpRequest, context: Mapping[str, Any]) -> str:
    """Where an idea stands in the latest round it takes part in."""
    initiative = context.get("initiative")
    if not isinstance(initiative, Initiative):
        return ""
    latest = (
        initiative.entries.filter(round__called_off_at=None)
        .select_related("round__pot__area", "round__gathering")
        .order_by("-round_id")
        .first()
    )
    if latest is None:
        return ""
    actor, now = getattr(request, "actor", None), clock.now()
    mine = carries(actor, initiative) and latest.nominated_at is not None
    may_step_back = mine and bool(access.may_step_back(actor, latest, latest.round, now=now))
    shown = {**_standing(latest), "may_step_back": may_step_back}
    return render_to_string("rounds/slots/initiative_round.html", shown)


def gathering(request: HttpRequest, context: Mapping[str, Any]) -> str:
    """The rounds whose ideas are told at a gathering."""
    found = context.get("gathering")
    if not isinstance(found, Gathering):
        return ""
    actor, now = getattr(request, "actor", None), clock.now()
    rounds = list(found.rounds.filter(called_off_at=None).select_related("pot__area"))
    told = [(one, found.called_off_at is None and _leads(actor, one, now=now)) for one in rounds]
    return render_to_string("rounds/slots/gathering.html", {"rounds": told}) if told else ""


def my_desk(request: HttpRequest, context: Mapping[str, Any]) -> str:
    """For the area's people, on their own page: the rounds that go on at their desks."""
    actor, now = getattr(request, "actor", None), clock.now()
    areas = wherever(actor, *access.DESK, now=now)
    rounds = queries.going_on(areas) if areas else []
    return render_to_string("rounds/slots/my_desk.html", {"rounds": rounds}) if rounds else ""


def _leads(actor: Actor | None, round: Round, *, now: datetime) -> bool:
    """Whether this person may lead the evening of a round, and there is one to lead."""
    return bool(access.may_lead(actor, round, now=now)) and stage.is_offered(round, now=now)


def _standing(entry: Entry) -> dict[str, Any]:
    round, now = entry.round, clock.now()
    obstacles = [look for look in entry.looks.select_related("owner") if look.stands]
    return {
        "entry": entry,
        "round": round,
        "step": step_of(round),
        "voting": is_voting(round, now=now),
        "signing": is_signing(round),
        "over": round.phase in STANDS,
        "fate": fate(entry) if round.phase in STANDS else None,
        "doing": doing_now(round, now=now),
        "obstacles": obstacles,
        "bites": queries.bites(round)[entry.pk],
    }


def _area(context: Mapping[str, Any]) -> Area | None:
    area = context.get("area")
    return area if isinstance(area, Area) else None


SLOTS: Mapping[str, Slot] = {
    "area_now": area_now,
    "after_posting": after_posting,
    "initiative_round": initiative_round,
    "gathering": gathering,
    "my_desk": my_desk,
}
