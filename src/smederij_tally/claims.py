"""Groups that by their part of the money were due more than they got: what equal shares rules out.

Supporters of an entry p that lost have a claim when each of them got so little that, even with p on top, it
is worth no more to her than what the group could have bought with its part of the money at the price of p:
`u(W) + u(p) <= (budget / voters) * U / cost`, where `U` is what p is worth to the group together. Where
nobody has a claim, the outcome is proportional in the sense of EJR+ up to one entry: for entries of equal
cost exactly EJR+ (Brill and Peters, 2023), else the bound on which the proof of Peters, Pierczyński and
Skowron (2021) rests. One pass is enough: of all groups of a size, look at the one that got least.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from itertools import groupby
from operator import itemgetter

from smederij_tally.ballots import Ints
from smederij_tally.counting import AnyOutcome
from smederij_tally.election import Election
from smederij_tally.market import Market, Utility
from smederij_tally.satisfaction import worth_of


@dataclass(frozen=True, slots=True)
class Claim:
    """`voters` of this losing entry's supporters have a claim; with it nobody would have more than `has`.

    `due` is what their part of the money buys; both in the utility that was asked.
    """

    entry: str
    voters: int
    has: Fraction
    due: Fraction


def claims(election: Election, outcome: AnyOutcome, *, utility: Utility = "cost") -> list[Claim]:
    """Per entry that lost, the largest group of its supporters with a claim, where there is one.

    An entry that was funded in part counts as won.
    """
    market = Market.of(election, utility=utility)
    won = {grant.entry for grant in outcome.selected}
    chosen = [project.id in won for project in election.projects]
    costs = market.costs if market.per_cost else [1] * len(market.costs)
    got = worth_of(market.ballots, [cost if x else 0 for cost, x in zip(costs, chosen, strict=True)])
    losing = [entry for entry in market.playing if not chosen[entry]]
    found = [_largest(market, entry, got=got, unit=costs[entry], budget=outcome.budget) for entry in losing]
    return [claim for claim in found if claim]


def _largest(market: Market, entry: int, *, got: Ints, unit: int, budget: int) -> Claim | None:
    """The largest group with a claim: those who got at most so much, for the largest such amount.

    In whole numbers: u(p) is points x unit, and what a group is due for is budget x U / (voters x cost).
    """
    side = market.support[entry]
    points = [1] * len(side.groups) if side.points is None else side.points.tolist()
    counts = market.ballots.counts[side.groups].tolist()
    have = [g + w * unit for g, w in zip(got[side.groups].tolist(), points, strict=True)]
    scale = 1 if market.ballots.points is None else market.ballots.points_scale
    size = market.voters * market.costs[entry]
    voters = together = 0
    best: Claim | None = None
    rows = sorted(zip(have, points, counts, strict=True))
    for has, same in groupby(rows, key=itemgetter(0)):
        for _, worth, times in same:
            voters, together = voters + times, together + worth * unit * times
        if has * size <= budget * together:
            due = Fraction(budget * together, size * scale)
            best = Claim(market.election.projects[entry].id, voters, Fraction(has, scale), due)
    return best
