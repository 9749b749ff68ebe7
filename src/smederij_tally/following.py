"""Where the money of each entry's supporters went, exactly, in whole numbers over the run's denominator."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from smederij_tally.ballots import Ints
from smederij_tally.buying import Run
from smederij_tally.market import Market

_AT_ONCE = 4_000_000  # numbers in one go, so that memory stays small


def paid_by_supporters(run: Run) -> list[list[int]]:
    """Per round, per entry: what its supporters paid in that round, times `run.den`."""
    won = [b.entry for b in run.bought]
    found = []
    for round, bought in enumerate(run.bought):
        paid = [x * run.prices[round] for x in _weights(run.market, bought.full, won[round])]
        for part in _parts(run.market, bought.last, rounds=round):
            last = _last_money(run, part, before=round)
            paid = [x + y for x, y in zip(paid, last, strict=True)]
        found.append(paid)
    return found


def _parts(market: Market, groups: Ints, *, rounds: int) -> Iterator[Ints]:
    """These groups, few enough at a time for all payments of each, for all that it supports."""
    longest = int((market.ballots.offsets[groups + 1] - market.ballots.offsets[groups]).max(initial=1))
    step = max(1, _AT_ONCE // (longest * min(longest, rounds + 1)))
    for begin in range(0, len(groups), step):
        yield groups[begin : begin + step]


def _weights(market: Market, groups: Ints, winner: int) -> list[int]:
    """Per entry, the sum over its supporters in these groups of what the winner is worth to them."""
    places, owner = market.rows(groups)
    times = market.ballots.counts[groups]
    points = market.ballots.points
    worth = None
    if points is not None:
        mine = np.zeros(len(groups), dtype=np.int64)
        here = market.ballots.entries[places] == winner
        mine[owner[here]] = points[places[here]]
        worth = mine[owner]
    return market.added(market.ballots.entries[places], times=times[owner], points=worth)


def _last_money(run: Run, groups: Ints, *, before: int) -> list[int]:
    """Per entry, what its supporters in these groups had left before a round."""
    market, size = run.market, len(run.market.costs)
    places, owner = market.rows(groups)
    entries, times = market.ballots.entries[places], market.ballots.counts[groups]
    voters = market.added(entries, times=times[owner], points=None)
    round_of = np.full(size, -1)
    round_of[[bought.entry for bought in run.bought[:before]]] = np.arange(before)
    paid = np.flatnonzero(round_of[entries] >= 0)  # each time one of them paid, for all that they support
    whom, payment = market.rows(groups[owner[paid]])
    weights = times[owner[paid]] * (
        1 if market.ballots.points is None else market.ballots.points[places[paid]]
    )
    where = round_of[entries[paid]][payment] * size + market.ballots.entries[whom]
    spent = _summed(where, weights[payment], size=before * size, whole=market.whole)
    return [
        voters[entry] * run.base - sum(n * p for n, p in zip(spent[entry::size], run.prices, strict=False))
        for entry in range(size)
    ]


def _summed(places: Ints, weights: Ints, *, size: int, whole: bool) -> list[int]:
    if whole:
        return [int(x) for x in np.bincount(places, weights=weights, minlength=size).tolist()]
    total = np.zeros(size, dtype=object)
    np.add.at(total, places, weights.astype(object))
    return [int(x) for x in total]
