"""How an outcome falls to those who voted: who got something of their choice, how much, and how evenly.

Exact, and over everybody whose ballot names an entry; blank ballots are left aside. Only for looking back: no
method decides by it, and it says nothing of why people wanted what they wanted.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import groupby
from operator import itemgetter

import numpy as np

from smederij_tally.ballots import Ballots, Ints
from smederij_tally.counting import AnyOutcome
from smederij_tally.election import Election
from smederij_tally.grouping import POINTED
from smederij_tally.market import Market, Utility
from smederij_tally.outcome import Grant

_SAFE = 2**62


@dataclass(frozen=True, slots=True)
class Spread:
    """What voters got on average, and the Gini coefficient of that: 0 all the same, towards 1 one has all."""

    mean: Fraction
    gini: Fraction


@dataclass(frozen=True, slots=True, kw_only=True)
class Satisfaction:
    """`with_winners[k]` voters have exactly k winners among their choices. `spreads` per utility.

    By `cost` a voter gets what was granted to her choices, in smallest units; by `cardinality` their number;
    by `points` and `points-cost` (where ballots give points or a ranking) her points for them, alone or times
    what was granted.
    """

    with_winners: tuple[int, ...]
    spreads: Mapping[Utility, Spread]

    @property
    def voters(self) -> int:
        """How many named an entry."""
        return sum(self.with_winners)

    @property
    def nothing(self) -> int:
        """How many of them saw none of their choices win."""
        return self.with_winners[0]

    @property
    def reached(self) -> int:
        """How many saw at least one of their choices win."""
        return self.voters - self.nothing

    @property
    def excluded(self) -> Fraction:
        """The exclusion ratio: which part of the voters got nothing; 0 when nobody voted."""
        return Fraction(self.nothing, max(1, self.voters))


def satisfaction(election: Election, outcome: AnyOutcome) -> Satisfaction:
    """What the winners of this outcome are to those who cast these ballots."""
    return satisfied(election, outcome.selected)


def satisfied(election: Election, grants: Iterable[Grant]) -> Satisfaction:
    """The same for any winners with what each gets."""
    granted = {grant.entry: grant.granted for grant in grants}
    won = [project.id in granted for project in election.projects]
    money = [granted.get(project.id, 0) for project in election.projects]
    voted = np.diff(election.ballots.offsets) > 0
    plain = Market.of(election, utility="cost").ballots
    per_voter = {"cardinality": worth_of(plain, [int(x) for x in won]), "cost": worth_of(plain, money)}
    scales: dict[str, int] = {}
    if election.vote_type in (*POINTED, "ordinal"):
        worth = Market.of(election, utility="points").ballots
        per_voter |= {"points": worth_of(worth, [int(x) for x in won]), "points-cost": worth_of(worth, money)}
        scales = dict.fromkeys(("points", "points-cost"), worth.points_scale)
    counts = election.ballots.counts[voted].tolist()
    tallies = {name: _tally(got[voted].tolist(), counts) for name, got in per_voter.items()}
    most = max((k for k, _ in tallies["cardinality"]), default=0)
    found = dict(tallies["cardinality"])
    return Satisfaction(
        with_winners=tuple(found.get(k, 0) for k in range(most + 1)),
        spreads={name: _spread(each, scale=scales.get(name, 1)) for name, each in tallies.items()},  # type: ignore[misc]
    )


def worth_of(ballots: Ballots, worth: list[int]) -> Ints:
    """Per group of ballots, the exact sum of worth (times points) over what it names."""
    most = max(worth, default=0) * int(1 if ballots.points is None else ballots.points.max(initial=1))
    kind = np.int64 if most * (len(ballots.entries) + 1) < _SAFE else object
    each = np.array(worth, dtype=kind)[ballots.entries]
    if ballots.points is not None:
        each = each * ballots.points.astype(kind)
    sums = np.concatenate((np.zeros(1, dtype=kind), np.cumsum(each, dtype=kind)))
    return sums[ballots.offsets[1:]] - sums[ballots.offsets[:-1]]  # type: ignore[no-any-return]


def _tally(got: Iterable[int], counts: Iterable[int]) -> list[tuple[int, int]]:
    """How many voters got how much, from little to much."""
    pairs = sorted(zip(got, counts, strict=True))
    return [(value, sum(n for _, n in same)) for value, same in groupby(pairs, key=itemgetter(0))]


def _spread(tally: list[tuple[int, int]], *, scale: int) -> Spread:
    """The mean, and all differences between two voters, over twice what all got times the voters."""
    voters, total = sum(n for _, n in tally), sum(value * n for value, n in tally)
    if not total:
        return Spread(Fraction(0), Fraction(0))
    before = apart = 0
    for value, n in tally:
        apart += value * n * (2 * before + n - voters)
        before += n
    return Spread(Fraction(total, voters * scale), Fraction(apart, voters * total))
