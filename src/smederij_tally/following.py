"""Where the money of each entry's supporters went, exactly, in whole numbers over the run's denominator."""

from __future__ import annotations

import numpy as np

from smederij_tally.ballots import Ints
from smederij_tally.buying import Run
from smederij_tally.market import Market

_AT_ONCE = 8192  # groups per table, so that memory stays small


def paid_by_supporters(run: Run) -> list[list[int]]:
    """Per round, per entry: what its supporters paid in that round, times `run.den`."""
    won = [b.entry for b in run.bought]
    found = []
    for round, bought in enumerate(run.bought):
        paid = [x * run.prices[round] for x in _weights(run.market, bought.full, won[round])]
        for k in range(0, len(bought.last), _AT_ONCE):
            last = _last_money(run, bought.last[k : k + _AT_ONCE], before=round)
            paid = [x + y for x, y in zip(paid, last, strict=True)]
        found.append(paid)
    return found


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
    entries, points = market.ballots.entries[places], market.ballots.points
    kind = np.float64 if market.whole else object
    support = np.zeros((len(groups), size), dtype=kind)
    support[owner, entries] = 1
    worth = np.zeros((len(groups), size), dtype=kind)
    worth[owner, entries] = 1 if points is None else points[places]
    times = market.ballots.counts[groups].astype(kind)
    voters = [int(x) for x in times @ support]
    earlier = (worth[:, [b.entry for b in run.bought[:before]]] * times[:, None]).T @ support
    spent = [[int(x) for x in row] for row in earlier]
    return [
        voters[entry] * run.base - sum(row[entry] * p for row, p in zip(spent, run.prices, strict=False))
        for entry in range(size)
    ]
