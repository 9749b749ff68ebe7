"""Raising everybody's share step by step, until the winners would cost too much."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

from smederij_tally.branching import Won
from smederij_tally.buying import Run
from smederij_tally.jumping import same_winners
from smederij_tally.shares import Ended

Kind = Callable[[Won], object]
_PATIENCE = 2  # steps in a row without other winners before many are tried at once
_MOST_PATIENCE = 16
_LEAST_JUMP = 4  # looking ahead takes longer than counting fewer steps


@dataclass(frozen=True, slots=True)
class Limit:
    """When to stop: above the budget, and `until_full` also once nothing else fits in it.

    `sure` is asked of each count whether ties could make it one of another kind, and raises when they could.
    """

    budget: int
    until_full: bool
    sure: Callable[[Run, Kind], None] = lambda run, kind: None


class Raising:
    """Counts again with each larger share; where many surely give the same winners, it jumps over them.

    `run` is the last count that costs no more than the budget, `runs` how many there were, jumped ones too.
    """

    def __init__(
        self,
        play: Callable[[Fraction], Run],
        first: Run,
        *,
        step: Fraction,
        limit: Limit,
        patience: int = _PATIENCE,
    ) -> None:
        self.play, self.run, self.step, self.limit = play, first, step, limit
        self.share, self.runs = Fraction(first.base, first.den), 1
        self._streak, self._least, self._patience = 0, patience, patience
        self._last_jump = 0

    def to_the_end(self) -> Ended:
        """Raise until there is a reason to stop, and say which."""
        self.limit.sure(self.run, self._reason)
        ended = self._reason(won_by(self.run))
        while ended is None:
            ended = self._raise()
        if Fraction(self.run.base, self.run.den) != self.share:
            self.run = self.play(self.share)
        return ended

    def _raise(self) -> Ended | None:
        if self._streak >= self._patience:
            self._jump()
        following = self.play(self.share + self.step)
        self.runs += 1
        self.limit.sure(following, self._reason)
        reason = self._reason(won_by(following))
        if reason == "overshoot":
            return reason
        same = following.path().winners == self.run.path().winners
        self._streak = self._streak + 1 if same else 0
        self.run, self.share = following, self.share + self.step
        return reason

    def _jump(self) -> None:
        """On to the largest share, by doubling and halving, that surely gives the winners of this one."""
        begin, growing = self.runs, True
        steps = max(_LEAST_JUMP, self._last_jump // 2)
        while steps >= _LEAST_JUMP:
            high = self.share + steps * self.step
            if same_winners(self.run, low=self.share, high=high):
                self.share, self.runs = high, self.runs + steps
                steps = steps * 2 if growing else steps // 2
            else:
                growing, steps = False, steps // 2
        self._last_jump = self.runs - begin
        self._patience = self._least if self._last_jump else min(self._patience * 2, _MOST_PATIENCE)
        self._streak = 0

    def _reason(self, won: Won) -> Ended | None:
        """Why a count with these winners is the last one, or the one after it."""
        market = self.run.market
        left = self.limit.budget - sum(market.costs[entry] for entry in won)
        if left < 0:
            return "overshoot"
        if len(won) == len(market.playing):
            return "all"
        full = all(market.costs[entry] > left for entry in market.playing if entry not in won)
        return "full" if self.limit.until_full and full else None


def won_by(run: Run) -> Won:
    """What a run bought."""
    return frozenset(bought.entry for bought in run.bought)
