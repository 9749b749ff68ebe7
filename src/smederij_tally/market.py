"""Who supports what and how strongly, in the columns that the money-following methods work on."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal, get_args

import numpy as np
from numpy.typing import NDArray

from smederij_tally.ballots import Ballots, Ints
from smederij_tally.election import Election
from smederij_tally.errors import TallyError
from smederij_tally.grouping import POINTED

Utility = Literal["cost", "cardinality", "points", "points-cost"]
UTILITIES: tuple[str, ...] = get_args(Utility)
Floats = NDArray[np.float64]
Mask = NDArray[np.bool_]
EXACT = 2**53  # whole numbers up to here are exact in a float, and so are sums of them that stay below


@dataclass(frozen=True, eq=False, slots=True)
class Supporters:
    """The groups of equal ballots that support one entry: where, how many, and what each gives.

    `worth` is None where each voter's support weighs 1, else `points` as floats; `weight` is times x worth.
    `single`: every weight is 1, so that a sum of weights is a number of groups.
    """

    groups: Ints
    times: Floats
    points: Ints | None
    worth: Floats | None
    weight: Floats
    voters: int
    total: int  # of weight, exactly
    single: bool = False

    def weigh(self, mask: Mask) -> float:
        """The weight of some of them, as a float sum."""
        return float(np.count_nonzero(mask) if self.single else self.weight[mask].sum())


@dataclass(frozen=True, eq=False)
class Market:
    """An election as supporters per entry. Entries and groups go by place; blank ballots hold no money.

    `playing` are the entries the money can buy: not withdrawn, asking something, with a supporter.
    """

    election: Election
    ballots: Ballots  # the same, with worth as points where voters give different worth
    per_cost: bool  # a voter's use of an entry grows with its cost

    @classmethod
    def of(cls, election: Election, *, utility: Utility) -> Market:
        """The market of an election; TallyError when the utility asks for points that are not there."""
        pointed = utility in ("points", "points-cost")
        worthy = election.vote_type in (*POINTED, "ordinal")
        if pointed and not worthy:
            raise TallyError(
                f"the utility {utility} needs points or a ranking; these ballots only name entries"
            )
        ballots = _with_worth(election) if worthy else election.ballots
        if not pointed:
            ballots = replace(ballots, points=None, points_scale=1)
        return cls(election, ballots, utility in ("cost", "points-cost"))

    @cached_property
    def costs(self) -> list[int]:
        """What each entry asks, in smallest units."""
        return [project.cost for project in self.election.projects]

    @cached_property
    def voters(self) -> int:
        """How many share the money: all ballots that name an entry."""
        return self.election.ballots.cast - self.election.ballots.blank

    @cached_property
    def support(self) -> list[Supporters]:
        """Per entry, its supporters."""
        ballots, size = self.ballots, len(self.election.projects)
        small = np.uint16 if size < 2**16 else np.int64  # numpy sorts numbers of 16 bits in one go
        order = np.argsort(ballots.entries.astype(small), kind="stable")
        kind = np.int32 if len(ballots) < 2**31 else np.int64
        owner = np.repeat(np.arange(len(ballots), dtype=kind), np.diff(ballots.offsets))[order].astype(
            np.int64
        )
        ends = np.cumsum(np.bincount(ballots.entries, minlength=size))
        worth = None if ballots.points is None else ballots.points[order]
        parts = [slice(begin, end) for begin, end in zip([0, *ends[:-1]], ends, strict=True)] if size else []
        return [self._supporters(owner[part], None if worth is None else worth[part]) for part in parts]

    @cached_property
    def playing(self) -> list[int]:
        """The places of the entries that take part."""
        listed = enumerate(self.election.projects)
        return [i for i, p in listed if p.cost and not p.withdrawn and self.support[i].total]

    @cached_property
    def times(self) -> Floats:
        """How many ballots each group holds."""
        return self.ballots.counts.astype(np.float64)

    @cached_property
    def alone(self) -> bool:
        """Whether every ballot is kept by itself, none put together with its equals."""
        return self.ballots.cast == len(self.ballots)

    @cached_property
    def whole(self) -> bool:
        """Whether every sum of support there can be is a whole number that floats hold exactly."""
        most = sum(side.total for side in self.support) + self.ballots.cast
        return most < EXACT

    def rows(self, groups: Ints) -> tuple[Ints, Ints]:
        """Where the named entries of these groups stand, and which of the groups each belongs to."""
        begin = self.ballots.offsets[groups]
        lengths = self.ballots.offsets[groups + 1] - begin
        owner = np.repeat(np.arange(len(groups)), lengths)
        shift = np.repeat(begin - (np.cumsum(lengths) - lengths), lengths)
        return shift + np.arange(len(owner)), owner

    def sums(self, groups: Ints) -> list[int]:
        """Per entry, the exact support it has among the voters of these groups."""
        places, owner = self.rows(groups)
        entries, times = self.ballots.entries[places], self.ballots.counts[groups][owner]
        points = None if self.ballots.points is None else self.ballots.points[places]
        return self.added(entries, times=times, points=points)

    def added(self, entries: Ints, *, times: Ints, points: Ints | None) -> list[int]:
        """Per entry, the exact sum of times x points."""
        size = len(self.costs)
        if self.alone and points is None:
            return [int(x) for x in np.bincount(entries, minlength=size).tolist()]
        if self.whole:
            weights = times.astype(np.float64) * (1.0 if points is None else points)
            return [int(x) for x in np.bincount(entries, weights=weights, minlength=size).tolist()]
        total = [0] * size
        worth = [1] * len(entries) if points is None else points.tolist()
        for entry, n, w in zip(entries.tolist(), times.tolist(), worth, strict=True):
            total[entry] += n * w
        return total

    def _supporters(self, groups: Ints, points: Ints | None) -> Supporters:
        if points is not None:
            groups, points = groups[points > 0], points[points > 0]
        counts = self.ballots.counts[groups]
        voters = int(counts.sum())
        if points is None and voters == len(groups):
            once = np.broadcast_to(np.float64(1), len(groups))  # takes no room
            return Supporters(groups, once, None, None, once, voters, voters, single=True)
        times = counts.astype(np.float64)
        if points is None:
            return Supporters(groups, times, None, None, times, voters, voters)
        total = sum(n * w for n, w in zip(counts.tolist(), points.tolist(), strict=True))
        worth = points.astype(np.float64)
        return Supporters(groups, times, points, worth, times * worth, voters, total)


def _kept(ballots: Ballots, keep: Mask, *, points: Ints | None) -> Ballots:
    owner = np.repeat(np.arange(len(ballots)), np.diff(ballots.offsets))[keep]
    lengths = np.bincount(owner, minlength=len(ballots))
    offsets = np.concatenate(([0], np.cumsum(lengths))).astype(np.int64)
    kept = None if points is None else points[keep]
    return Ballots(offsets, ballots.entries[keep], ballots.counts, kept, ballots.points_scale)


def _with_worth(election: Election) -> Ballots:
    """Points as given; L - k + 1 for each k-th place of L in a ranking; the default score where it is due."""
    ballots = election.ballots
    if election.vote_type == "ordinal":
        first = election.max_length or len(election.projects)
        place = np.arange(len(ballots.entries)) - np.repeat(ballots.offsets[:-1], np.diff(ballots.offsets))
        points = np.maximum(first - place, 0)
        return _kept(ballots, points > 0, points=points)
    if election.default_score:
        return _filled(election)
    assert ballots.points is not None
    return _kept(ballots, ballots.points > 0, points=ballots.points)


def _filled(election: Election) -> Ballots:
    """Every ballot that names anything names everything, with the default score for what it left out."""
    default, old = election.default_score, election.ballots
    scale = old.points_scale * default.denominator
    unnamed = int(default * scale)
    entries, points, lengths, size = list[int](), list[int](), list[int](), len(election.projects)
    for (named, given), _ in old:
        worth = dict(zip(named, given, strict=True))
        full = (
            [worth[e] * default.denominator if e in worth else unnamed for e in range(size)] if named else []
        )
        chosen = [e for e, w in enumerate(full) if w]
        entries += chosen
        points += [full[e] for e in chosen]
        lengths.append(len(chosen))
    offsets = np.concatenate(([0], np.cumsum(lengths))).astype(np.int64)
    return Ballots(offsets, np.array(entries, np.int64), old.counts, np.array(points, np.int64), scale)
