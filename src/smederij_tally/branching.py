"""Whether a count that met ties nobody settled comes out the same, however they are settled.

Whoever is taken at a tie leaves the count, so every row of choices in one run is that of some order of the
entries; each is tried by counting again with that order.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

Won = frozenset[int]
Tied = tuple[int, ...]
_MOST_RUNS = 500  # beyond, a tie is taken to matter


class _TooMany(Exception):
    """More ways than we try."""


@dataclass(frozen=True, slots=True)
class Path:
    """One run: its winners in order, and before which of them there was a tie, among whom."""

    winners: list[int]
    ties: list[tuple[int, Tied]]


@dataclass(eq=False, slots=True)
class Branching:
    """`play` counts with these turns; `undecided` are those of a tie among whom the rule can't choose."""

    play: Callable[[Sequence[int]], Path]
    rank: Sequence[int]
    undecided: Callable[[Tied], Sequence[int]]
    _runs: int = 0

    def deciding(self, path: Path, *, kind: Callable[[Won], object] = frozenset) -> Tied | None:
        """The first tie of this run that can lead to winners of another kind; None when none can."""
        expected, self._runs = kind(frozenset(path.winners)), 0
        for round, tied in path.ties:
            for other in self._others(path, round, tied):
                try:
                    found = self._leaves([*path.winners[:round], other])
                    if any(kind(won) != expected for won in found):
                        return tied
                except _TooMany:
                    return tied
        return None

    def _leaves(self, first: list[int]) -> Iterator[Won]:
        """What the runs come to that begin by taking these."""
        self._runs += 1
        if self._runs > _MOST_RUNS:
            raise _TooMany
        path = self.play(self._turns(first))
        yield frozenset(path.winners)
        for round, tied in path.ties:
            if round >= len(first):
                for other in self._others(path, round, tied):
                    yield from self._leaves([*path.winners[:round], other])

    def _others(self, path: Path, round: int, tied: Tied) -> list[int]:
        return [entry for entry in self.undecided(tied) if entry != path.winners[round]]

    def _turns(self, first: list[int]) -> list[int]:
        """The turns in which these go first, in this order, and the others as they did."""
        turns = [turn + len(first) for turn in self.rank]
        for turn, entry in enumerate(first):
            turns[entry] = turn
        return turns
