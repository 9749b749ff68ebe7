"""Maximum welfare: the affordable set of entries that is worth most to all voters together, exactly."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from heapq import merge
from itertools import accumulate
from typing import ClassVar

from smederij_tally.choosing import ChoiceOutcome, Chosen, outcome_of
from smederij_tally.election import Election
from smederij_tally.market import UTILITIES, Market, Utility
from smederij_tally.options import one_of
from smederij_tally.outcome import Tie
from smederij_tally.ties import TIE_RULES, TieRule
from smederij_tally.turns import rank_of, refuse, settled, undecided

_Set = tuple[int, int, int, int]  # cost, -value, -mask (first in turn: highest bit), mask of an equal set


@dataclass(frozen=True, slots=True, kw_only=True)
class MaxWelfare:
    """A win is worth its `utility` to a supporter. Of equally good sets the cheapest; then by turn."""

    name: ClassVar[str] = "max-welfare"

    utility: Utility = "cost"
    ties: TieRule = "cost-votes-lot"
    seed: str | None = None

    def __post_init__(self) -> None:
        one_of("utility", self.utility, UTILITIES)
        one_of("tie rule", self.ties, TIE_RULES)

    def options(self) -> dict[str, str | int | bool | None]:
        """The options as plain values."""
        return {"utility": self.utility, "ties": self.ties, "seed": self.seed}

    def decide(self, election: Election, *, budget: int, input_sha256: str) -> ChoiceOutcome:
        """Who gets what. NeedsSeed or TieRefused when a tie decides and the rule cannot."""
        market = Market.of(election, utility=self.utility)
        order = sorted(market.playing, key=rank_of(market, ties=self.ties, seed=self.seed).__getitem__)
        worth = {e: market.support[e].total * (market.costs[e] if market.per_cost else 1) for e in order}
        best = _best({e: (market.costs[e], worth[e]) for e in order}, budget=budget)
        won, other = _members(-best[2], order), _members(best[3], order)
        chosen = Chosen(won, {}, {}, self._ties(market, won, other) if other else [])
        chosen.reasons.update(dict.fromkeys((e for e in order if e not in won), "left_out"))
        unit = 1 if market.ballots.points is None else market.ballots.points_scale
        full = Chosen(won, chosen.reasons, {}, chosen.ties, Fraction(-best[1], unit))
        heading = {"method": self.name, "options": self.options(), "input_sha256": input_sha256}
        return outcome_of(market, full, budget=budget, **heading)

    def _ties(self, market: Market, won: list[int], other: list[int]) -> list[Tie]:
        """The tie between the best set and one as good and as cheap: the first entry in which they differ."""
        ours = next(entry for entry in won if entry not in other)
        theirs = next(entry for entry in other if entry not in won)
        if undecided(market, (ours, theirs), ties=self.ties, seed=self.seed):
            refuse(market, (ours, theirs), ties=self.ties)
        ids = tuple(market.election.projects[entry].id for entry in (ours, theirs))
        by = settled(market, (ours, theirs), ties=self.ties, seed=self.seed)
        return [Tie(entries=ids, score=Fraction(0), settled_by=by, mattered=True)]


def _best(items: dict[int, tuple[int, int]], *, budget: int) -> _Set:
    """The best affordable set of (cost, value), by sets that no cheaper or better set makes needless."""
    bits = {entry: 1 << (len(items) - 1 - turn) for turn, entry in enumerate(items)}
    dense = sorted(items, key=lambda entry: Fraction(-items[entry][1], items[entry][0]))
    costs = [0, *accumulate(items[entry][0] for entry in dense)]
    values = [0, *accumulate(items[entry][1] for entry in dense)]
    sets: list[_Set] = [(0, 0, 0, 0)]
    sure = 0
    for place, entry in enumerate(dense):
        cost, value = items[entry]
        grown = [(c + cost, v - value, m - bits[entry], o and o + bits[entry]) for c, v, m, o in sets]
        kept = list(_undominated(merge(sets, (one for one in grown if one[0] <= budget))))
        bounds = []
        for c, v, _, _ in kept:
            low, high = _bounds(-v, budget - c, place + 1, costs, values)
            sure = max(sure, low)
            bounds.append(high)
        sets = [one for one, high in zip(kept, bounds, strict=True) if high >= sure]
    return min(sets, key=lambda one: (one[1], one[0], one[2]))


def _undominated(sets: Iterator[_Set]) -> Iterator[_Set]:
    """By cost, only those worth more than all before; of two equals the first, which notes the other."""
    last: _Set | None = None
    for one in sets:
        if last is not None and one[:2] == last[:2]:
            last = (*last[:3], last[3] or -one[2])
        elif last is None or one[1] < last[1]:
            if last is not None:
                yield last
            last = one
    if last is not None:
        yield last


def _bounds(value: int, room: int, place: int, costs: list[int], values: list[int]) -> tuple[int, int]:
    """What this set surely comes to with the entries from `place` on, and what it can't come above."""
    end = bisect_right(costs, room + costs[place]) - 1
    low = value + values[end] - values[place]
    if end + 1 >= len(costs):
        return low, low
    rest = room - (costs[end] - costs[place])
    return low, low + rest * (values[end + 1] - values[end]) // (costs[end + 1] - costs[end])


def _members(mask: int, order: list[int]) -> list[int]:
    return [entry for turn, entry in enumerate(order) if mask >> (len(order) - 1 - turn) & 1]
