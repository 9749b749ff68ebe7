"""Putting equal ballots together, whatever order their entries were named in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import lcm

from smederij_tally.amounts import rational
from smederij_tally.ballots import Ballots, Choice
from smederij_tally.errors import TallyError

POINTED = ("cumulative", "scoring")
MOST_POINTS = 10**12


@dataclass(frozen=True, slots=True)
class Ballot:
    """What one voter, or `count` voters alike, filled in: entries (best first in a ranking) and any points.

    `voter` is a public number of the ballot itself, for rounds that print one; never a person.
    """

    entries: tuple[str, ...]
    points: tuple[Fraction | int, ...] = ()
    count: int = 1
    voter: str = ""


def grouped(cast: Iterable[Ballot], *, places: Mapping[str, int], vote_type: str) -> Ballots:
    """The ballots, equal ones together; an entry named twice on one ballot counts the first time only.

    TallyError for an unknown entry, points that do not match the entries, or two entries for choose-1.
    """
    ballots = [_checked(ballot, places=places, vote_type=vote_type) for ballot in cast]
    scale = lcm(*(rational(p).denominator for ballot in ballots for p in ballot.points))
    groups: Counter[Choice] = Counter()
    for ballot in ballots:
        entries = [places[entry] for entry in ballot.entries]
        points = [int(rational(p) * scale) for p in ballot.points]
        groups[_one_way(entries, points, ranked=vote_type == "ordinal")] += ballot.count
    return Ballots.of(groups, pointed=vote_type in POINTED, points_scale=scale)


def _checked(ballot: Ballot, *, places: Mapping[str, int], vote_type: str) -> Ballot:
    for entry in ballot.entries:
        if entry not in places:
            raise TallyError(f'"{entry}" is on a ballot but not in the list of entries')
    if len(ballot.points) != (len(ballot.entries) if vote_type in POINTED else 0):
        raise TallyError(f"a ballot has {len(ballot.entries)} entries and {len(ballot.points)} points")
    if any(not 0 <= p <= MOST_POINTS for p in ballot.points):
        raise TallyError("points may not be below zero, nor above a million million")
    if vote_type == "choose-1" and len(set(ballot.entries)) > 1:
        raise TallyError("a ballot names more than one entry where only one may be chosen")
    if ballot.count < 1:
        raise TallyError("a ballot was cast fewer than one time")
    return ballot


def _one_way(entries: Sequence[int], points: Sequence[int], *, ranked: bool) -> Choice:
    """A choice written in one way: each entry once, and in list order unless the order is the vote."""
    first = {entry: i for i, entry in reversed(list(enumerate(entries)))}
    order = sorted(first, key=first.__getitem__) if ranked else sorted(first)
    return tuple(order), tuple(points[first[entry]] for entry in order) if points else ()
