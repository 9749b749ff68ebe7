"""One run of the Method of Equal Shares, exact, with floats only where their error bound decides.

How it stays exact. Each voter's money is kept as a float, with a proven bound on how far off it can be
(`slack`). An entry's price is first found in floats, with an interval that surely holds the true price. Only
entries whose intervals overlap, voters within the margin of being able to pay in full, and money within the
margin of a cost are decided again, exactly: whoever still has money holds the endowment less a sum of past
prices, so any sum over voters is a dot product of whole numbers (counts) with whole numbers (prices over one
common denominator). The bounds: a float operation is off by at most 2**-53 of its result, a sum of k terms
that are not negative by at most k * 2**-53 of the sum.
"""

from __future__ import annotations

import heapq
from collections.abc import Sequence
from copy import copy
from dataclasses import dataclass
from fractions import Fraction
from math import gcd

import numpy as np

from smederij_tally.ballots import Ints
from smederij_tally.branching import Path
from smederij_tally.errors import TallyError
from smederij_tally.market import Floats, Market, Mask

EPS = 2.0**-53
NEAR = 1e-6  # of the endowment: voters this close to the border are left out of the slope of an interval
NARROW = 4e-7  # of a price: an interval wider than this is not trusted


@dataclass(frozen=True, slots=True)
class Look:
    """An interval that holds an entry's price per unit of support; `sure` is False where floats fail."""

    price: float
    margin: float
    sure: bool = True


@dataclass(frozen=True, eq=False, slots=True)
class Deal:
    """An exact price, top / (den * rest) of the run's denominator, and who can pay it in full."""

    entry: int
    top: int
    rest: int
    rich: Mask
    empty: Mask  # of the rich, who then have nothing left


@dataclass(frozen=True, eq=False, slots=True)
class Bought:
    """One round: the entry, who paid the full price, who gave their last money, and who else was equal."""

    entry: int
    full: Ints
    last: Ints
    tied: tuple[int, ...]


class Run:
    """A run with one endowment. `rank` orders the entries where prices are exactly equal.

    `alike`, in the order of `rank`, is equal for entries that no rule can tell apart.
    """

    def __init__(
        self,
        market: Market,
        *,
        endowment: Fraction,
        rank: Sequence[int],
        alike: Sequence[int] | None = None,
    ) -> None:
        self.market, self.rank = market, rank
        self.alike = rank if alike is None else alike
        self.den, self.base = endowment.denominator, endowment.numerator
        self.prices: list[int] = []
        self.bought: list[Bought] = []
        self.share = float(endowment)
        self.money = np.full(len(market.ballots), self.share)
        self.open = np.ones(len(market.ballots), dtype=np.bool_)
        self.slack = 8 * EPS * self.share
        self._looks: dict[int, Look] = {}
        self._unit = 1 if market.ballots.points is None else market.ballots.points_scale

    def price(self, round: int) -> Fraction:
        """The most that was paid in a round: per voter or, with points, per whole point."""
        return Fraction(self.prices[round] * self._unit, self.den)

    def unit_price(self, deal: Deal) -> Fraction:
        """The price of a deal, in the same unit."""
        return Fraction(deal.top * self._unit, self.den * deal.rest)

    def buy(self, entry: int) -> None:
        """Buy this entry now, whatever else is cheaper; TallyError when its supporters can't pay it."""
        deal = self.deal(entry)
        if deal is None:
            raise TallyError("this outcome does not follow from these ballots")
        self._buy(deal, tied=())

    def play(self) -> None:
        """Buy until nothing can be bought."""
        heap = [(0.0, entry) for entry in self.market.playing]
        while heap:
            best = self._cheapest(heap)
            if not best:
                return
            deal, tied, others = self._choose(best)
            self._buy(deal, tied=tied)
            self._looks.clear()
            for entry, low in others:
                heapq.heappush(heap, (low, entry))

    def standing_in(self, market: Market) -> Run:
        """This very moment in another market with the same voters, to ask prices in; not to buy."""
        other = copy(self)
        other.market, other._looks = market, {}
        return other

    def path(self) -> Path:
        """The winners, and where there was a tie."""
        ties = [(round, bought.tied) for round, bought in enumerate(self.bought) if bought.tied]
        return Path([bought.entry for bought in self.bought], ties)

    def spent(self) -> int:
        """The cost of all that was bought."""
        return sum(self.market.costs[round.entry] for round in self.bought)

    def money_of(self, groups: Ints) -> int:
        """What the voters of these groups have together, exactly, times `den`."""
        still = groups[self.open[groups]]
        sums = self.market.sums(still) if self.bought else []
        past = sum(sums[b.entry] * price for b, price in zip(self.bought, self.prices, strict=True))
        return int(self.market.ballots.counts[still].sum()) * self.base - past

    def deal(self, entry: int) -> Deal | None:
        """The exact price of an entry now; None when its supporters can't pay it."""
        look = self._looked(entry)
        return None if look is None else self._settled(entry, look)

    def _cheapest(self, heap: list[tuple[float, int]]) -> list[tuple[float, int]]:
        """The entries that could have the lowest price, with the low ends of their intervals."""
        fresh: list[tuple[float, int]] = []
        least = float("inf")
        while heap and heap[0][0] <= least:
            _, entry = heapq.heappop(heap)
            look = self._looks.get(entry) or self._looked(entry)
            if look is None:
                continue
            self._looks[entry] = look
            unit = float(self.market.costs[entry]) if self.market.per_cost else 1.0
            low = (look.price - look.margin) / unit * (1 - 4 * EPS)
            high = (look.price + look.margin) / unit * (1 + 4 * EPS) if look.sure else float("inf")
            fresh.append((low, entry))
            least = min(least, high)
        close = [pair for pair in fresh if pair[0] <= least]
        for pair in fresh:
            if pair[0] > least:
                heapq.heappush(heap, pair)
        return close

    def _choose(
        self, close: list[tuple[float, int]]
    ) -> tuple[Deal, tuple[int, ...], list[tuple[int, float]]]:
        """The exact best of those, the entries exactly as good, and the rest to put back."""
        deals = [self._settled(entry, self._looks[entry]) for _, entry in close]
        best = deals[0]
        for deal in deals[1:]:
            best = deal if self.compared(deal, best) < 0 else best
        tied = [deal for deal in deals if not self.compared(deal, best)] if len(deals) > 1 else [best]
        first = min(tied, key=lambda deal: self.rank[deal.entry])
        lows = [(entry, low) for low, entry in close if entry != first.entry]
        names = tuple(sorted((deal.entry for deal in tied), key=self.rank.__getitem__))
        return first, names if len(names) > 1 else (), lows

    def compared(self, one: Deal, other: Deal) -> int:
        """Below zero when the first is the better deal, zero when they are exactly as good."""
        left, right = one.top * other.rest, other.top * one.rest
        if self.market.per_cost:
            left *= self.market.costs[other.entry]
            right *= self.market.costs[one.entry]
        return (left > right) - (left < right)

    def _looked(self, entry: int) -> Look | None:
        """The interval of an entry's price; None when its supporters surely, or exactly, can't pay."""
        side, cost = self.market.support[entry], float(self.market.costs[entry])
        have = self.money.take(side.groups)
        cash = have if side.single else have * side.times
        total = float(cash.sum())
        rounding = 8 * EPS * (len(have) + 8)
        off = 2 * self.slack * side.voters + rounding * max(total, cost)
        if total < cost - off:
            return None
        if total < cost + off and self.money_of(side.groups) < self.market.costs[entry] * self.den:
            return None
        return self._interval(entry, have, cash) or Look(0.0, 0.0, sure=False)

    def _interval(self, entry: int, have: Floats, cash: Floats) -> Look | None:
        side, cost = self.market.support[entry], float(self.market.costs[entry])
        price, before = cost / side.total, 0
        while True:
            asked = price if side.worth is None else price * side.worth
            poor = have < asked
            count = int(np.count_nonzero(poor))
            if (
                count <= before
            ):  # the price only rises; where it seems to fall, that is rounding at the border
                break
            before, rest = count, side.weigh(~poor)
            left = cost - float(cash[poor].sum())
            if rest <= 0 or left <= 0:
                return None
            price = left / rest
        slope = side.weigh(have - asked > NEAR * self.share)
        if slope <= 0:
            return None
        off = 2 * self.slack * side.voters + 8 * EPS * (len(have) + 8) * cost
        margin = 2 * off / slope + 16 * EPS * price
        return Look(price, margin) if margin <= NARROW * price else None

    def _settled(self, entry: int, look: Look) -> Deal:
        """The exact price: voters near the border are tried one kind at a time, all others are certain."""
        side = self.market.support[entry]
        still = self.open[side.groups]
        rich, doubt = self._sorted_out(entry, look, still)
        poor = self.money_of(side.groups[still & ~rich & ~doubt])
        rest = self._weight(entry, rich | doubt)
        top = self.market.costs[entry] * self.den - poor
        if not doubt.any():
            return Deal(entry, top, rest, rich, np.zeros_like(rich))
        kinds, which = self._kinds(entry, np.flatnonzero(doubt))
        waiting = dict(enumerate(kinds))
        while broke := [k for k, (has, worth, _) in waiting.items() if has * rest < worth * top]:
            for k in broke:
                has, worth, times = waiting.pop(k)
                top, rest = top - has * times, rest - worth * times
        able = np.array([k in waiting for k in range(len(kinds))], dtype=np.bool_)
        done = np.array([k in waiting and h * rest == w * top for k, (h, w, _) in enumerate(kinds)], np.bool_)
        full, empty = rich.copy(), np.zeros_like(rich)
        full[doubt], empty[doubt] = able[which], done[which]
        return Deal(entry, top, rest, full, empty)

    def _sorted_out(self, entry: int, look: Look, still: Mask) -> tuple[Mask, Mask]:
        """Who can surely pay in full, and who is in doubt."""
        if not look.sure:
            return np.zeros_like(still), still
        side = self.market.support[entry]
        worth = 1.0 if side.worth is None else side.worth
        gap = self.money[side.groups] - look.price * worth
        margin = (look.margin + 16 * EPS * look.price) * worth + 2 * self.slack
        return still & (gap > margin), still & (np.abs(gap) <= margin)

    def _weight(self, entry: int, mask: Mask) -> int:
        side = self.market.support[entry]
        if self.market.whole or side.single:
            return int(side.weigh(mask))
        counts = self.market.ballots.counts[side.groups[mask]].tolist()
        worth = [1] * len(counts) if side.points is None else side.points[mask].tolist()
        return sum(n * w for n, w in zip(counts, worth, strict=True))

    def _kinds(self, entry: int, at: Ints) -> tuple[list[tuple[int, int, int]], Ints]:
        """Voters who paid alike so far: (money x den, worth of this entry, how many), and whose."""
        side, size = self.market.support[entry], len(self.bought)
        groups = side.groups[at]
        paid = np.zeros((len(groups), size + 1), dtype=np.int64)
        column = np.full(len(self.market.costs), -1)
        column[[b.entry for b in self.bought]] = np.arange(size)
        places, owner = self.market.rows(groups)
        where = column[self.market.ballots.entries[places]]
        points = self.market.ballots.points
        worth = np.ones(len(places), np.int64) if points is None else points[places]
        paid[owner[where >= 0], where[where >= 0]] = worth[where >= 0]
        paid[:, size] = 1 if side.points is None else side.points[at]
        kinds, which = np.unique(paid, axis=0, return_inverse=True)
        which = which.reshape(-1)
        times = [0] * len(kinds)
        for kind, n in zip(which.tolist(), self.market.ballots.counts[groups].tolist(), strict=True):
            times[kind] += n
        money = [
            self.base - sum(w * p for w, p in zip(row, self.prices, strict=False)) for row in kinds.tolist()
        ]
        return [(m, row[size], n) for m, row, n in zip(money, kinds.tolist(), times, strict=True)], which

    def _buy(self, deal: Deal, *, tied: tuple[int, ...]) -> None:
        side = self.market.support[deal.entry]
        groups, still = side.groups, self.open[side.groups]
        price = deal.top / (self.den * deal.rest)
        paid = price if side.worth is None else price * side.worth[deal.rich]
        full, last = groups[deal.rich], groups[still & ~deal.rich]
        self.money[full] -= paid
        gone = np.concatenate((last, groups[deal.empty]))
        self.money[gone] = 0.0
        self.open[gone] = False
        self.slack += 8 * EPS * self.share
        self.bought.append(Bought(deal.entry, full, last, tied))
        common = gcd(deal.top, deal.rest)
        times = deal.rest // common
        self.den, self.base = self.den * times, self.base * times
        self.prices = [*(p * times for p in self.prices), deal.top // common]
