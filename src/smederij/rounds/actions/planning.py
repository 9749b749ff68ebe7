"""Before the vote: dates, ideas, looking along, the ballot."""

from dataclasses import dataclass
from datetime import date, datetime

from smederij.base.money import Money
from smederij.gatherings.models import Gathering
from smederij.initiatives.models import Initiative
from smederij.people.models import Actor
from smederij.pots.models import Pot
from smederij.rounds.models import Entry, Look, Round
from smederij.rounds.rules import LookWords, Timetable


@dataclass(frozen=True, kw_only=True)
class Plan:
    """What the area chooses itself. How people vote and count comes from its agreements, or the house's defaults."""

    title: str
    budget: Money
    timetable: Timetable
    gathering: Gathering | None = None
    objection_days: int = 14


def plan(pot: Pot, plan: Plan, *, by: Actor, now: datetime) -> Round:
    """Plan a round. The area's rules of this moment are copied onto it, with the agreement each came from."""
    raise NotImplementedError


def reschedule(round: Round, timetable: Timetable, *, by: Actor, now: datetime) -> Round:
    """Move the dates of a round that has not opened for voting."""
    raise NotImplementedError


def enter(round: Round, initiative: Initiative, *, by: Actor, now: datetime) -> Entry:
    """Let an idea take part. Entering the same idea twice gives the same entry."""
    raise NotImplementedError


def look(entry: Entry, words: LookWords, *, owner: Actor | None, due: date | None, by: Actor, now: datetime) -> Look:
    """Say whether safety or law stands in the way; a later look on the same aspect replaces the earlier one."""
    raise NotImplementedError


def nominate(entry: Entry, *, by: Actor, now: datetime) -> Entry:
    """Put an idea on the ballot: its text and amount freeze as they are now."""
    raise NotImplementedError
