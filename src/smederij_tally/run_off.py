"""A run-off on paper: each ballot counts for its highest entry still in, and the lowest entry drops out.

(Instant run-off voting.) Whoever has more than half of the ballots that still count is chosen.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction

import numpy as np

from smederij_tally.ballots import Ballots
from smederij_tally.election import Election
from smederij_tally.errors import TallyError
from smederij_tally.market import Market
from smederij_tally.outcome import Tie
from smederij_tally.picking import Heat, Picked, PickStep, step_of
from smederij_tally.ties import Entry
from smederij_tally.turns import Settling

In = frozenset[int]  # the places of the entries that are still in
_MOST_WAYS = 2000  # so many ways to settle ties are followed; beyond that, a tie is taken to matter


def by_run_off(election: Election, entries: list[Entry], *, settling: Settling) -> Picked:
    """Heat after heat until one has more than half. TallyError when the ballots don't rank."""
    if election.vote_type != "ordinal":
        raise TallyError("a run-off needs ballots that rank the entries; these don't")
    if not entries:
        return Picked([], [])
    run = _RunOff(Market.of(election, utility="points").ballots, {e.place: e for e in entries}, settling)
    run.to_the_end()
    steps = [step for heat in reversed(range(len(run.heats))) for step in run.steps(heat)]
    return Picked(steps, run.ties, heats=tuple(run.told(heat) for heat in range(len(run.heats))))


@dataclass(frozen=True, eq=False, slots=True)
class _Sum:
    """One heat: ballots per entry still in, who has more than half, else who could drop (several: a tie).

    Who has no ballot at all can drop together with others: no ballot moves.
    """

    votes: dict[int, int]
    silent: int
    winner: int | None
    lowest: list[int]

    @property
    def tied(self) -> bool:
        return len(self.lowest) > 1 and self.votes[self.lowest[0]] > 0


@dataclass(eq=False)
class _RunOff:
    ballots: Ballots  # each names its entries best first
    entries: dict[int, Entry]
    settling: Settling
    heats: list[tuple[_Sum, list[int]]] = field(default_factory=list)
    ties: list[Tie] = field(default_factory=list)
    tie_in: dict[int, int] = field(default_factory=dict)  # heat -> place of its tie
    _sums: dict[In, _Sum] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._owner = np.repeat(np.arange(len(self.ballots)), np.diff(self.ballots.offsets))
        self._filled = int(self.ballots.counts[np.diff(self.ballots.offsets) > 0].sum())

    def to_the_end(self) -> None:
        """Hold heats until somebody has more than half."""
        still = frozenset(self.entries)
        while True:
            heat = self._sum(still)
            dropped = [] if heat.winner is not None else self._dropped(still, heat)
            self.heats.append((heat, dropped))
            if heat.winner is not None:
                return
            still -= set(dropped)

    def told(self, heat: int) -> Heat:
        """A heat with the entries by name, most ballots first."""
        result, dropped = self.heats[heat]
        votes = tuple((self.entries[place].id, result.votes[place]) for place in self._order(result))
        return Heat(votes, result.silent, tuple(self.entries[place].id for place in dropped))

    def steps(self, heat: int) -> list[PickStep]:
        """Those for whom this heat was the last, best first."""
        result, dropped = self.heats[heat]
        if result.winner is None:
            return [self._step(place, heat) for place in dropped]
        return [self._step(place, heat) for place in self._order(result)]

    def _step(self, place: int, heat: int) -> PickStep:
        result, dropped = self.heats[heat]
        votes = result.votes[place]
        above = [n for other, n in result.votes.items() if other not in dropped]
        gap = (min(above) if dropped else max(above)) - votes
        return step_of(
            self.entries[place],
            "chosen" if place == result.winner else "dropped" if dropped else "not_chosen",
            Fraction(votes),
            rank=1 if place == result.winner else None,
            gap=None if place == result.winner else Fraction(gap),
            heat=heat + 1,
            tie=self.tie_in.get(heat) if place in result.lowest else None,
        )

    def _order(self, heat: _Sum) -> list[int]:
        return sorted(heat.votes, key=lambda e: (-heat.votes[e], self.settling.key(self.entries[e])))

    def _dropped(self, still: In, heat: _Sum) -> list[int]:
        """Who drops after this heat; a tie among the lowest is settled and noted."""
        tied = [place for place in self._order(heat) if place in heat.lowest]
        if not heat.tied:
            return tied
        effects = {place: self._may_win(still - {place}) for place in tied}
        named, score = [self.entries[place] for place in tied], Fraction(heat.votes[tied[0]])
        self.tie_in[len(self.heats)] = len(self.ties)
        self.ties.append(self.settling.tie(named, score=score, taken=named[-1], effects=effects))
        return tied[-1:]

    def _may_win(self, still: In) -> In:
        """Everyone who can be chosen from here, however ties are settled; all of these if too much to try."""
        found, seen, waiting = set[int](), {still}, [still]
        while waiting:
            if len(seen) > _MOST_WAYS:
                return still
            heat = self._sum(here := waiting.pop())
            if heat.winner is not None:
                found.add(heat.winner)
                continue
            ways = [[entry] for entry in heat.lowest] if heat.tied else [heat.lowest]
            after = {here.difference(way) for way in ways} - seen
            seen |= after
            waiting += after
        return frozenset(found)

    def _sum(self, still: In) -> _Sum:
        if still not in self._sums:
            self._sums[still] = self._summed(still)
        return self._sums[still]

    def _summed(self, still: In) -> _Sum:
        size = max(*self.entries, int(self.ballots.entries.max(initial=0))) + 1
        here = np.zeros(size, dtype=np.bool_)
        here[list(still)] = True
        kept = here[self.ballots.entries]
        owners, first = np.unique(self._owner[kept], return_index=True)
        weights = self.ballots.counts[owners].astype(np.float64)  # exact: fewer than 2**53 ballots
        sums = np.bincount(self.ballots.entries[kept][first], weights=weights, minlength=size)
        votes = {entry: int(sums[entry]) for entry in sorted(still)}
        total, least = sum(votes.values()), min(votes.values())
        winner = next((entry for entry, n in votes.items() if 2 * n > total), None)
        lowest = [entry for entry, n in votes.items() if n == least]
        return _Sum(votes, self._filled - total, winner, lowest)
