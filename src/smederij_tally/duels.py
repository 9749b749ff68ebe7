"""Every two entries side by side: who stands higher on more ballots."""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations

import numpy as np

from smederij_tally.ballots import Ballots, Ints
from smederij_tally.election import Election
from smederij_tally.grouping import POINTED
from smederij_tally.market import Floats, Market
from smederij_tally.picking import Duel, Picked, step_of
from smederij_tally.ties import Entry
from smederij_tally.turns import Settling


def preferences(ballots: Ballots, size: int) -> list[list[int]]:
    """For each entry and each other one, how many ballots put it higher.

    A ballot with points puts who gets more of them higher; one without does not tell its entries apart. What
    a ballot names stands above what it does not.
    """
    owner = np.repeat(np.arange(len(ballots)), np.diff(ballots.offsets))
    times = ballots.counts[owner].astype(np.float64)  # sums stay exact: fewer than 2**53 ballots
    higher, both = np.zeros(size * size), np.zeros(size * size)
    for apart in range(1, int(np.diff(ballots.offsets).max(initial=0))):
        same = owner[:-apart] == owner[apart:]
        one, other = ballots.entries[:-apart][same], ballots.entries[apart:][same]
        weight = times[apart:][same]
        both += _summed(one * size + other, weight, size) + _summed(other * size + one, weight, size)
        if ballots.points is not None:
            left, right = ballots.points[:-apart][same], ballots.points[apart:][same]
            more, less = left > right, left < right
            higher += _summed((one * size + other)[more], weight[more], size)
            higher += _summed((other * size + one)[less], weight[less], size)
    named = np.array(ballots.named(size), dtype=np.float64)[:, None]
    found = higher.reshape(size, size) + named - both.reshape(size, size)
    return [[int(x) for x in row] for row in found.tolist()]


def _summed(pairs: Ints, weight: Floats, size: int) -> Floats:
    return np.bincount(pairs, weights=weight, minlength=size * size).astype(np.float64)


def by_duels(election: Election, entries: list[Entry], *, settling: Settling) -> Picked:
    """Who wins most duels, a draw for half; of equals, who has most ballots for it more than against it.

    Whoever beats all others one by one is always chosen (Copeland's method, then by margin).
    """
    ballots = _told_apart(election)
    above = preferences(ballots, len(election.projects))
    wins = {one.place: sum((_won(above, one, other) for other in entries), Fraction(0)) for one in entries}
    margins = {one.place: sum(_margin(above, one, other) for other in entries) for one in entries}
    keys = {entry.place: (-wins[entry.place], -margins[entry.place]) for entry in entries}
    order = sorted(entries, key=lambda entry: (keys[entry.place], settling.key(entry)))
    best = [entry for entry in order if keys[entry.place] == keys[order[0].place]]
    ties = []
    if best[1:]:
        effects = {entry.place: entry.place for entry in best}
        ties.append(settling.tie(best, score=wins[order[0].place], taken=order[0], effects=effects))
    steps = [
        step_of(
            entry,
            "not_chosen" if place else "chosen",
            wins[entry.place],
            rank=place + 1,
            margin=margins[entry.place],
            tie=0 if ties and entry in best else None,
        )
        for place, entry in enumerate(order)
    ]
    pairs = combinations(order, 2)
    held = [Duel(a.id, b.id, above[a.place][b.place], above[b.place][a.place]) for a, b in pairs]
    return Picked(steps, ties, duels=tuple(held))


def _told_apart(election: Election) -> Ballots:
    """The ballots with points where they tell entries apart."""
    worthy = election.vote_type in (*POINTED, "ordinal")
    return Market.of(election, utility="points" if worthy else "cardinality").ballots


def _margin(above: list[list[int]], one: Entry, other: Entry) -> int:
    return above[one.place][other.place] - above[other.place][one.place]


def _won(above: list[list[int]], one: Entry, other: Entry) -> Fraction:
    """1 for a duel won, a half for a draw, nothing for one lost or none at all."""
    margin = _margin(above, one, other)
    if one is other:
        return Fraction(0)
    return Fraction(1, 2) if not margin else Fraction(margin > 0)
