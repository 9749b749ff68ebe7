"""A round for tests, made by real actions: a pot with money, ideas, a roll, letters, an open vote."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from smederij.agreements.actions import adopt
from smederij.base.money import Money, euros
from smederij.initiatives.actions import Draft, post
from smederij.initiatives.models import Initiative
from smederij.people.models import Actor
from smederij.people.testing import Cast
from smederij.places.models import Area
from smederij.pots import actions as pots
from smederij.pots.models import Pot
from smederij.rounds import actions
from smederij.rounds.actions import Plan, RollRow
from smederij.rounds.models import Entry, Round
from smederij.rounds.rules import Timetable

FULL, BUDGET = euros(10_000), euros(5000)
ASKED = {"Playground": 3000, "Benches": 1500, "Repair shop": 2000, "Flower boxes": 250}


@dataclass(frozen=True)
class OpenRound:
    """A round people can vote in: `codes` are those of the letters, in the order of the roll."""

    round: Round
    codes: tuple[str, ...]
    entries: tuple[Entry, ...]
    now: datetime


def timetable(now: datetime) -> Timetable:
    """Dates a week apart from now; voting lasts from the fourth week to the fifth."""
    week = timedelta(weeks=1)
    return Timetable(
        collect_at=now,
        check_at=now + week,
        nominate_at=now + 2 * week,
        present_at=now + 3 * week,
        vote_at=now + 4 * week,
        closes_at=now + 5 * week,
    )


def filled_pot(cast: Cast, *, amount: Money = FULL, name: str = "Pot", now: datetime) -> Pot:
    """A pot of the area with money in it."""
    pot = pots.open_pot(cast.area, name=name, purpose="For the neighbourhood", by=cast.chen, now=now)
    pots.pledge(pot, funder=cast.library, amount=amount, by=cast.finn, now=now, key=f"pledge-{pot.pk}")
    return pot


def planned(cast: Cast, *, pot: Pot | None = None, budget: Money = BUDGET, now: datetime) -> Round:
    """A round in its first phase, in which ideas come in."""
    plan = Plan(title="Spring round", budget=budget, timetable=timetable(now))
    return actions.plan(pot or filled_pot(cast, now=now), plan, by=cast.chen, now=now)


def idea(title: str, *, asked: int, by: Actor, area: Area, now: datetime) -> Initiative:
    """An idea that everyone sees."""
    return post(Draft(title=title, asked=euros(asked)), area=area, by=by, reach=None, now=now)


def nominated(cast: Cast, round: Round, *, now: datetime) -> list[Entry]:
    """Four ideas of Amina, on the ballot."""
    found = []
    for title, asked in ASKED.items():
        entered = actions.enter(
            round, idea(title, asked=asked, by=cast.amina, area=cast.area, now=now), by=cast.chen, now=now
        )
        found.append(actions.nominate(entered, by=cast.chen, now=now))
    return found


def people(count: int) -> list[RollRow]:
    """So many residents of one street."""
    return [RollRow(f"Resident {n}", f"Smidsweg {n}", "7901 AB", "Smeedrecht") for n in range(1, count + 1)]


KINDS: dict[str, dict[str, Any]] = {
    "one": {"kind": "one"},
    "approve": {"kind": "approve", "most_choices": 3},
    "budget": {"kind": "budget"},
    "points": {"kind": "points", "most_choices": 10, "most_per_idea": 5},
}


def agree(cast: Cast, rule: str, parameters: dict[str, Any], *, now: datetime) -> None:
    """A rule that the area agreed on in the hall."""
    adopt(
        cast.area,
        text=f"We agreed this about {rule}.",
        agreed_on=now.date(),
        agreed_where="in the hall",
        rule=rule,
        parameters=parameters,
        by=cast.chen,
        now=now,
    )


def opened(cast: Cast, *, voters: int = 10, points: bool = False, kind: str = "", now: datetime) -> OpenRound:
    """A round in which so many people can vote, at the moment it opened; `kind` of ballot as agreed."""
    if points or kind:
        agree(cast, "ballot", KINDS[kind or "points"], now=now)
    round, codes = ready(cast, voters=voters, now=now)
    actions.tick(round.vote_at)
    round = Round.objects.select_related("pot__area").get(pk=round.pk)
    entries = tuple(round.entries.exclude(number=None))
    return OpenRound(round, codes, entries, round.vote_at)


def ready(cast: Cast, *, voters: int = 3, now: datetime) -> tuple[Round, tuple[str, ...]]:
    """A round that will open when its moment comes, and the codes of its letters."""
    round = planned(cast, now=now)
    nominated(cast, round, now=now)
    actions.import_roll(round, people(voters), by=cast.chen, now=now)
    letters = actions.issue_letters(round, by=cast.chen, now=now).letters
    return round, tuple(letter.code for letter in letters)


def started(entry: Entry) -> Initiative:
    """The idea of an entry."""
    assert entry.initiative is not None
    return entry.initiative


def number(entry: Entry) -> int:
    """The ballot number of an entry."""
    assert entry.number is not None
    return entry.number
