"""Many endowments at once: whether every share between two amounts buys the same entries in the same order.

As long as nobody crosses the border between paying in full and giving her last money, every voter's money and
every price is a straight line in the endowment. So each amount is held between two lines, written as what
they are at both ends, and only who crosses makes the lines part. A line keeps below or above what it bounds:

- What supporters give together, `sum of min(money, price x worth)`, is concave in the endowment. A price line
  that gets the cost out of them at both ends gets it everywhere in between: it is not too low.
- Whoever is taken for poor (gives all) or rich (gives the price), it is at most the sum of what those give. A
  price line for which that sum is the cost at both ends is not too high, whoever was taken for what.
- What is left, `max(0, money - payment)`, is convex: it lies below the line between its ends, and above 0.

Every bound is widened outwards by the error of a float sum, so a comparison holds for all endowments or the
answer is no, and the shares are then counted one by one. Nothing is decided here that an exact count of each
would decide otherwise: a sure answer only says that those counts can be left out.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from smederij_tally.ballots import Ints
from smederij_tally.buying import EPS, Run
from smederij_tally.market import Floats

Line = tuple[float, float]  # at the low end and at the high end
_NEVER: Line = (float("inf"), float("inf"))


class _Unsure(Exception):
    """Some endowments in between may come out otherwise."""


def same_winners(run: Run, *, low: Fraction, high: Fraction) -> bool:
    """Whether all endowments from `low` to `high` surely buy what `run` bought, in this order."""
    try:
        return _Between(run, low=low, high=high).buys([bought.entry for bought in run.bought])
    except _Unsure:
        return False


@dataclass(frozen=True, eq=False, slots=True)
class _Bound:
    """A line per voter, at least or at most what she has."""

    low: Floats
    high: Floats

    @classmethod
    def same(cls, size: int, line: Line) -> _Bound:
        return cls(np.full(size, line[0]), np.full(size, line[1]))

    def of(self, groups: Ints) -> _Bound:
        return _Bound(self.low[groups], self.high[groups])

    def set(self, groups: Ints, lines: _Bound) -> None:
        self.low[groups], self.high[groups] = lines.low, lines.high

    def together(self, times: Floats) -> Line:
        """What they have together, as float sums."""
        return _sum(self.low, times), _sum(self.high, times)


def _sum(money: Floats, times: Floats) -> float:
    return float(np.einsum("i,i->", money, times))  # as fast as it gets without threads that wait


class _Between:
    def __init__(self, run: Run, *, low: Fraction, high: Fraction) -> None:
        self.market, self.alike = run.market, run.alike
        size, begin, end = len(run.market.ballots), float(low), float(high)
        self.least = _Bound.same(size, (begin * (1 - 2 * EPS), end * (1 - 2 * EPS)))
        self.most = _Bound.same(size, (begin * (1 + 2 * EPS), end * (1 + 2 * EPS)))
        # Nobody gets below the price that all pay in full, however much there is.
        self.floors: dict[int, Line] = {e: (self._full(e), self._full(e)) for e in run.market.playing}

    def buys(self, winners: list[int]) -> bool:
        for winner in winners:
            have = self.most.of(self.market.support[winner].groups)
            floor, ceiling = self._floor(winner, have), self._ceiling(winner)
            most = 1 / self._unit(winner) * (1 + 8 * EPS)
            self._check_others(winner, (ceiling[0] * most, ceiling[1] * most))
            self._pay(winner, floor, ceiling)
            del self.floors[winner]
        left = [entry for entry, floor in self.floors.items() if floor != _NEVER]
        return all(self._broke(entry, self.most.of(self.market.support[entry].groups)) for entry in left)

    def _check_others(self, winner: int, most: Line) -> None:
        """_Unsure unless every other entry surely costs more per use than the winner at most does.

        What an entry costs only rises as money is spent, so an earlier floor still holds.
        """
        near = [e for e, (low, high) in self.floors.items() if low <= most[0] or high <= most[1]]
        for entry in [entry for entry in near if entry != winner]:
            low, high = self.floors[entry] = self._per_use(entry)
            if (low <= most[0] or high <= most[1]) and not self._surely_after(entry, winner):
                raise _Unsure

    def _per_use(self, entry: int) -> Line:
        """A line below what an entry costs per use; infinite where its supporters never have the cost."""
        have = self.most.of(self.market.support[entry].groups)
        if self._broke(entry, have):
            return _NEVER
        (low, high), unit = self._floor(entry, have), self._unit(entry)
        return low / unit * (1 - 4 * EPS), high / unit * (1 - 4 * EPS)

    def _surely_after(self, entry: int, winner: int) -> bool:
        """Whether all can pay in full for both, so that the exact prices are known, whoever is voted for."""
        if not (self._all_pay(entry) and self._all_pay(winner)):
            return False
        return (self._fixed(entry), self.alike[entry]) > (self._fixed(winner), self.alike[winner])

    def _all_pay(self, entry: int) -> bool:
        side, price = self.market.support[entry], max(self._ceiling(entry))
        asked = price if side.worth is None else price * side.worth * (1 + 4 * EPS)
        have = self.least.of(side.groups)
        return bool((have.low > asked).all() and (have.high > asked).all())

    def _fixed(self, entry: int) -> Fraction:
        unit = self.market.costs[entry] if self.market.per_cost else 1
        return Fraction(self.market.costs[entry], self.market.support[entry].total * unit)

    def _full(self, entry: int) -> float:
        return float(self._fixed(entry)) * (1 - 8 * EPS)

    def _known(self, entry: int) -> Line:
        """A line below its price, as far as it is known."""
        low, high = self.floors[entry]
        return (0.0, 0.0) if (low, high) == _NEVER else (low * self._unit(entry), high * self._unit(entry))

    def _unit(self, entry: int) -> float:
        return float(self.market.costs[entry]) if self.market.per_cost else 1.0

    def _wide(self, entry: int) -> float:
        """How far a float sum over its supporters can be off, generously."""
        return 8 * EPS * (len(self.market.support[entry].groups) + 8)

    def _broke(self, entry: int, have: _Bound) -> bool:
        """Whether its supporters surely never have the cost together: their money is below a line."""
        together = max(have.together(self.market.support[entry].times))
        return together * (1 + self._wide(entry)) < float(self.market.costs[entry])

    def _ceiling(self, entry: int) -> Line:
        """A price line that surely gets the cost out of its supporters."""
        side, wide, cost = self.market.support[entry], self._wide(entry), float(self.market.costs[entry])
        have = self.least.of(side.groups)
        if min(have.together(side.times)) * (1 - wide) < cost * (1 + wide):
            raise _Unsure
        low, high = (
            self._priced(entry, money, cost=cost * (1 + wide), start=start) * (1 + 8 * EPS)
            for money, start in zip((have.low, have.high), self._known(entry), strict=True)
        )
        worth = 1.0 if side.worth is None else side.worth
        paid = _Bound(np.minimum(have.low, low * worth), np.minimum(have.high, high * worth))
        if min(paid.together(side.times)) < cost * (1 + wide / 2):
            raise _Unsure
        return low, high

    def _floor(self, entry: int, have: _Bound) -> Line:
        """A price line that surely gets no more than the cost; poor and rich as they are in the middle."""
        side, wide, cost = self.market.support[entry], self._wide(entry), float(self.market.costs[entry])
        middle = (have.low + have.high) / 2
        price = self._priced(entry, middle, cost=cost, start=sum(self._known(entry)) / 2)
        poor = middle < (price if side.worth is None else price * side.worth)
        rest = side.weigh(~poor)
        given = _Bound(have.low[poor], have.high[poor]).together(side.times[poor])
        low, high = ((cost * (1 - wide) - part) / rest * (1 - 8 * EPS) for part in given)
        most = max(given[0] + low * rest, given[1] + high * rest)
        if min(low, high) < 0 or most > cost * (1 - wide / 2):
            raise _Unsure
        return low, high

    def _priced(self, entry: int, have: Floats, *, cost: float, start: float) -> float:
        """The price at which voters with this money pay the cost, as floats have it; from below."""
        side = self.market.support[entry]
        weight, times, worth = side.weight, side.times, side.worth
        price = max(start, cost / side.total)
        while True:  # who is poor at a price stays so at a higher one
            rich = have >= (price if worth is None else price * worth)
            if rich.all():
                return price
            poor = ~rich
            cost -= _sum(have[poor], times[poor])
            have, weight, times = have[rich], weight[rich], times[rich]
            worth = None if worth is None else worth[rich]
            if not len(have):
                raise _Unsure
            price = max(price, cost / float(weight.sum()))

    def _pay(self, entry: int, floor: Line, ceiling: Line) -> None:
        """What is left is below the line between its ends; and above one, where that is above zero."""
        side = self.market.support[entry]
        worth = 1.0 if side.worth is None else side.worth
        most, least = self.most.of(side.groups), self.least.of(side.groups)
        ends = zip((most.low, most.high), floor, strict=True)
        left = (np.maximum(m * (1 + 4 * EPS) - p * worth * (1 - 4 * EPS), 0.0) for m, p in ends)
        self.most.set(side.groups, _Bound(*left))
        ends = zip((least.low, least.high), ceiling, strict=True)
        low, high = (m * (1 - 4 * EPS) - p * worth * (1 + 4 * EPS) for m, p in ends)
        above = (low > 0) & (high > 0)
        self.least.set(side.groups, _Bound(low * above, high * above))
