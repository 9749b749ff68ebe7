"""What a round decided about one idea, told on the page of that idea."""

from collections.abc import Sequence
from dataclasses import dataclass

from smederij.base.money import ZERO, Money
from smederij.rounds import papers
from smederij.rounds.models import Entry, Result
from smederij.rounds.results import explained
from smederij.rounds.views.telling import turns


@dataclass(frozen=True)
class Fate:
    """Whether it was chosen, what it got, and why, in the sentences of the result page."""

    chosen: bool
    granted: Money
    why: Sequence[str]


def fate(entry: Entry) -> Fate | None:
    """None while nothing is decided, and for an idea that never stood on the ballot."""
    result = Result.objects.filter(round=entry.round).first()
    if result is None or entry.nominated_at is None:
        return None
    if "settled_on" in result.outcome:
        return _signed_for(entry, result)
    for turn in turns(explained(entry.round)):
        if turn.line.initiative == entry.initiative:
            return Fate(turn.line.won, turn.line.granted, turn.sentences)
    return None


def _signed_for(entry: Entry, result: Result) -> Fate:
    gets = {one["entry"]: Money(one["granted"]) for one in result.outcome["selected"]}
    key = papers.project_id(entry)
    return Fate(key in gets, gets.get(key, ZERO), ())
