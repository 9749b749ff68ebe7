"""Many endowments at once: whether every share between two amounts buys the same entries in the same order.

A run in which each amount is an interval that surely holds the true one, for each endowment in between.
Prices are widened outwards by the error bound of a float sum and then tried, so every comparison either holds
for all endowments or the answer is no, and the shares are then counted one by one. Nothing is decided here
that an exact count of each would decide otherwise: a sure answer only says that those counts can be left out.
"""

from __future__ import annotations

import heapq
from fractions import Fraction

import numpy as np

from smederij_tally.buying import EPS, Run
from smederij_tally.market import Floats

Prices = tuple[float, float]


class _Unsure(Exception):
    """Some endowments in between may come out otherwise."""


def same_winners(run: Run, *, low: Fraction, high: Fraction) -> bool:
    """Whether all endowments from `low` to `high` surely buy what `run` bought, in this order."""
    try:
        return _Between(run, low=low, high=high).buys([bought.entry for bought in run.bought])
    except _Unsure:
        return False


class _Between:
    def __init__(self, run: Run, *, low: Fraction, high: Fraction) -> None:
        self.market, self.alike = run.market, run.alike
        self.low = np.full(len(run.market.ballots), float(low) * (1 - 2 * EPS))
        self.high = np.full(len(run.market.ballots), float(high) * (1 + 2 * EPS))

    def buys(self, winners: list[int]) -> bool:
        heap = [(0.0, entry) for entry in self.market.playing]
        for winner in winners:
            prices = self._prices(winner)
            if prices is None:
                return False
            least = prices[1] / self._unit(winner) * (1 + 4 * EPS)
            self._check_others(heap, winner, least)
            self._pay(winner, prices)
        left = [entry for _, entry in heap if entry not in set(winners)]
        return all(self._prices(entry) is None for entry in left)

    def _check_others(self, heap: list[tuple[float, int]], winner: int, least: float) -> None:
        """_Unsure unless every other entry surely costs more than the winner at most does."""
        back = []
        while heap and heap[0][0] <= least:
            _, entry = heapq.heappop(heap)
            if entry == winner:
                continue
            prices = self._prices(entry)
            if prices is None:
                continue
            floor = prices[0] / self._unit(entry) * (1 - 4 * EPS)
            if floor <= least and not self._surely_after(entry, prices, winner):
                raise _Unsure
            back.append((floor, entry))
        for pair in back:
            heapq.heappush(heap, pair)

    def _surely_after(self, entry: int, prices: Prices, winner: int) -> bool:
        """Whether all can pay in full for both, so that the exact prices are known, whoever is voted for."""
        best = self._prices(winner)
        if best is None or not (self._all_pay(entry, prices[1]) and self._all_pay(winner, best[1])):
            return False
        return (self._fixed(entry), self.alike[entry]) > (self._fixed(winner), self.alike[winner])

    def _all_pay(self, entry: int, price: float) -> bool:
        side = self.market.support[entry]
        asked = price if side.worth is None else price * side.worth * (1 + 4 * EPS)
        return bool((self.low[side.groups] > asked).all())

    def _fixed(self, entry: int) -> Fraction:
        unit = self.market.costs[entry] if self.market.per_cost else 1
        return Fraction(self.market.costs[entry], self.market.support[entry].total * unit)

    def _unit(self, entry: int) -> float:
        return float(self.market.costs[entry]) if self.market.per_cost else 1.0

    def _prices(self, entry: int) -> Prices | None:
        """The lowest and highest price there can be; None when none of the endowments can pay it."""
        side, cost = self.market.support[entry], float(self.market.costs[entry])
        wide = 8 * EPS * (len(side.groups) + 8)
        rich, poor = self.high[side.groups], self.low[side.groups]
        if float((rich * side.times).sum()) * (1 + wide) < cost:
            return None
        if float((poor * side.times).sum()) * (1 - wide) < cost:
            raise _Unsure
        lowest = self._priced(entry, rich, cost=cost * (1 - wide), start=0.0) * (1 - 8 * EPS)
        highest = self._priced(entry, poor, cost=cost * (1 + wide), start=lowest) * (1 + 8 * EPS)
        if self._paid(entry, rich, lowest) > cost * (1 - wide / 2):
            raise _Unsure
        if self._paid(entry, poor, highest) < cost * (1 + wide / 2):
            raise _Unsure
        return lowest, highest

    def _paid(self, entry: int, have: Floats, price: float) -> float:
        side = self.market.support[entry]
        asked = price if side.worth is None else price * side.worth
        return float((np.minimum(have, asked) * side.times).sum())

    def _priced(self, entry: int, have: Floats, *, cost: float, start: float) -> float:
        """The price at which voters with this money pay the cost, as floats have it; from below."""
        side = self.market.support[entry]
        price, cash, before = max(start, cost / float(side.weight.sum())), have * side.times, 0
        while True:
            poor = have < (price if side.worth is None else price * side.worth)
            count = int(np.count_nonzero(poor))
            if count <= before:  # fewer is rounding at the border; without this it could go round forever
                return price
            before, rest = count, float(side.weight[~poor].sum())
            if rest <= 0:
                raise _Unsure
            price = (cost - float(cash[poor].sum())) / rest

    def _pay(self, entry: int, prices: Prices) -> None:
        side = self.market.support[entry]
        worth = 1.0 if side.worth is None else side.worth
        slack = 4 * EPS * self.high[side.groups]
        least = self.low[side.groups] - prices[1] * worth * (1 + 4 * EPS) - slack
        most = self.high[side.groups] - prices[0] * worth * (1 - 4 * EPS) + slack
        self.low[side.groups], self.high[side.groups] = np.maximum(least, 0.0), np.maximum(most, 0.0)
