"""Raising everybody's share step by step, until the winners would cost too much."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from smederij_tally.buying import Run
from smederij_tally.jumping import same_winners
from smederij_tally.shares import Ended

_PATIENCE = 2  # steps in a row without other winners before many are tried at once
_MOST_PATIENCE = 16


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
        budget: int,
        patience: int = _PATIENCE,
    ) -> None:
        self.play, self.run, self.step, self.budget = play, first, step, budget
        self.share, self.runs = Fraction(first.base, first.den), 1
        self._streak, self._least, self._patience = 0, patience, patience

    def to_the_end(self, *, until_full: bool) -> Ended:
        """Raise until there is a reason to stop, and say which."""
        ended: Ended | None = None
        while ended is None:
            if len(self.run.bought) == len(self.run.market.playing):
                ended = "all"
            elif until_full and self._is_full():
                ended = "full"
            else:
                ended = self._raise()
        if Fraction(self.run.base, self.run.den) != self.share:
            self.run = self.play(self.share)
        return ended

    def _raise(self) -> Ended | None:
        if self._streak >= self._patience:
            self._jump()
        following = self.play(self.share + self.step)
        self.runs += 1
        if following.spent() > self.budget:
            return "overshoot"
        same = _winners(following) == _winners(self.run)
        self._streak = self._streak + 1 if same else 0
        self.run, self.share = following, self.share + self.step
        return None

    def _jump(self) -> None:
        """On to the largest share, by doubling and halving, that surely gives the winners of this one."""
        steps, jumped = self._streak, False
        growing = True
        while steps >= 2:
            high = self.share + steps * self.step
            if same_winners(self.run, low=self.share, high=high):
                self.share, self.runs, jumped = high, self.runs + steps, True
                steps = steps * 2 if growing else steps // 2
            else:
                growing, steps = False, steps // 2
        self._patience = self._least if jumped else min(self._patience * 2, _MOST_PATIENCE)
        self._streak = 0

    def _is_full(self) -> bool:
        won, left = set(_winners(self.run)), self.budget - self.run.spent()
        market = self.run.market
        return all(market.costs[entry] > left for entry in market.playing if entry not in won)


def _winners(run: Run) -> list[int]:
    return [bought.entry for bought in run.bought]
