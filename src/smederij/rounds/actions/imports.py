"""Rounds that were held elsewhere: from an election file, or from published totals."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from smederij.base.money import Money
from smederij.people.models import Actor
from smederij.places.models import Area
from smederij.rounds.models import Round
from smederij_tally import Election


@dataclass(frozen=True)
class HistoryEntry:
    """An idea in a published result: what it asked and its score as published ("332", or "23.8")."""

    title: str
    asked: Money
    score: str


@dataclass(frozen=True, kw_only=True)
class History:
    """A published result of which only the scores are known. `voters` is about how many took part."""

    title: str
    budget: Money
    held: datetime
    entries: tuple[HistoryEntry, ...]
    scores: Literal["votes", "percent"] = "votes"
    voters: int | None = None
    source: str = ""


def import_pb(election: Election, *, area: Area, by: Actor | None, now: datetime) -> Round:
    """Turn an election file into a closed and counted round. What the file knows of voters is dropped.

    Counted by rank-and-fill; nothing is paid from any pot. `by` None: the person at the console.
    """
    raise NotImplementedError


def record_history(history: History, *, area: Area, by: Actor | None, now: datetime) -> Round:
    """Turn published totals into a closed round, counted along the same path as any other."""
    raise NotImplementedError
