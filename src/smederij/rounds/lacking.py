"""What an idea lacked: the fewest more votes, or how much less money, to be chosen in the same count.

Never estimated: every answer is a recount by the engine with one thing changed and all else the same.
"""

import json
from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import lru_cache
from typing import Any

from smederij.base.money import Money
from smederij_tally import Outcome, Project, RankAndFill, Step, Totals, count

MOST_ENTRIES = 40  # beyond it the page tells only by how much an idea ended below another
NEVER = {"withdrawn", "turnout_too_low"}


@dataclass(frozen=True)
class Lack:
    """For an idea that got nothing: the fewest `votes` (or points) more with which it would have been chosen,
    what it would then have `got`, and how much `less` money it should have asked. For one that got a part:
    the same for all it asked. None where nothing of the kind would have helped.
    """

    votes: int | None = None
    got: Money | None = None
    less: Money | None = None


def lacks(outcome: Mapping[str, Any]) -> Mapping[str, Lack]:
    """Per entry that did not get all it asked, what it lacked; remembered, as no outcome changes."""
    return _lacks(json.dumps(outcome, sort_keys=True))


@lru_cache(maxsize=64)
def _lacks(stored: str) -> Mapping[str, Lack]:
    outcome = Outcome.from_dict(json.loads(stored))
    if len(outcome.steps) > MOST_ENTRIES:
        return {}
    short = [step for step in outcome.steps if step.granted < step.asked and step.decision not in NEVER]
    return {step.entry: _lack(step, outcome) for step in short}


def recount(outcome: Outcome, *, changed: Step | None = None) -> Outcome:
    """The same round counted again, with one entry's score or cost as in `changed`."""
    steps = [changed if changed and step.entry == changed.entry else step for step in outcome.steps]
    known = all(step.in_favour is not None for step in steps)
    totals = Totals(
        projects=tuple(
            Project(step.entry, step.cost, withdrawn=step.decision == "withdrawn") for step in steps
        ),
        budget=outcome.budget,
        scores={step.entry: step.score for step in steps},
        kind=outcome.kind,
        in_favour={step.entry: step.in_favour or 0 for step in steps} if known else None,
        cast=outcome.cast,
        blank=outcome.blank,
        scale=outcome.scale,
    )
    return count(totals, _method(outcome))


def _method(outcome: Outcome) -> RankAndFill:
    """The method with its options. A share of the votes is what it came to: more votes do not move it."""
    options: dict[str, Any] = {**outcome.options, "threshold": outcome.threshold, "threshold_share": None}
    return RankAndFill(**options)


def _lack(step: Step, outcome: Outcome) -> Lack:
    votes = None if outcome.kind == "percent" else _fewest_votes(step, outcome)
    then = None if votes is None else _with_votes(step, outcome, votes)
    less = _least_less(step, outcome)
    return Lack(
        votes=votes,
        got=None if then is None else Money(then.granted),
        less=None if less is None else Money(less),
    )


def _better(before: Step, then: Step) -> bool:
    """Chosen where it was not; where it got a part, all it asked."""
    return then.granted == then.asked if before.won else then.won


def _with_votes(step: Step, outcome: Outcome, more: int) -> Step:
    favour = step.in_favour
    if favour is not None and outcome.kind == "votes":
        favour += more
    changed = replace(step, score=step.score + more, in_favour=favour)
    return recount(outcome, changed=changed).step(step.entry)


def _with_less(step: Step, outcome: Outcome, less: int) -> Step:
    return recount(outcome, changed=replace(step, cost=step.cost - less)).step(step.entry)


def _fewest_votes(step: Step, outcome: Outcome) -> int | None:
    """Only a score level with another's, just above it, or at the threshold can change anything."""
    gaps = {other.score - step.score for other in outcome.steps if other.score >= step.score}
    worth = {_up(gap) for gap in gaps} | {_up(gap) + 1 for gap in gaps}
    worth |= {_up(outcome.threshold - step.score)} if outcome.threshold else {1}
    return _first(worth, lambda more: _better(step, _with_votes(step, outcome, more)))


def _least_less(step: Step, outcome: Outcome) -> int | None:
    """Only an ask that fits what was left at some turn, or goes first in a tie, can change anything."""
    fits = {other.left_before for other in outcome.steps} | {other.left_after for other in outcome.steps}
    tied = {other.cost for other in outcome.steps if other.score == step.score and other is not step}
    asks = fits | tied | {cost - 1 for cost in tied}
    worth = {step.cost - ask for ask in asks if 0 < ask < step.cost}
    return _first(worth, lambda less: _better(step, _with_less(step, outcome, less)))


def _first(worth: Iterable[int], helps: Callable[[int], bool]) -> int | None:
    """The least that helps: where so much helps, more helps too."""
    rising = sorted(one for one in worth if one > 0)
    place = bisect_left(rising, True, key=helps)
    return rising[place] if place < len(rising) else None


def _up(gap: Fraction) -> int:
    return -int(-gap // 1)
