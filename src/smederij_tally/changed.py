"""A market with one thing changed and all else the same, without putting it together again."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from smederij_tally.market import Market, Supporters


def asking(market: Market, entry: int, cost: int) -> Market:
    """The same votes, but this entry asks so much."""
    projects = list(market.election.projects)
    projects[entry] = replace(projects[entry], cost=cost)
    election = replace(market.election, projects=tuple(projects))
    return _with_support(Market(election, market.ballots, market.per_cost), market.support)


def joined(market: Market, entry: int, more: int) -> Market:
    """The same, but for so many more voters who each vote for this entry only. For ballots without points."""
    old = market.ballots
    ballots = replace(
        old,
        offsets=np.append(old.offsets, old.offsets[-1] + 1),
        entries=np.append(old.entries, entry),
        counts=np.append(old.counts, more),
    )
    election = replace(market.election, ballots=ballots, voters=None)
    side = market.support[entry]
    times = np.append(side.times, float(more))
    total = side.total + more
    support = list(market.support)
    support[entry] = Supporters(np.append(side.groups, len(old)), times, None, None, times, total, total)
    return _with_support(Market(election, ballots, market.per_cost), support)


def _with_support(market: Market, support: list[Supporters]) -> Market:
    market.__dict__["support"] = support  # where `cached_property` keeps it
    return market
