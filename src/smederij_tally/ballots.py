"""Ballots in columns: equal ones are kept once, with how many there are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Choice = tuple[tuple[int, ...], tuple[int, ...]]  # places of the entries, points in units of 1/points_scale
_SAFE = 2**62


@dataclass(frozen=True, eq=False, slots=True)
class Ballots:
    """Distinct ballots; ballot i holds `entries[offsets[i]:offsets[i + 1]]` and was cast `counts[i]` times.

    Entries are places in the election's list of projects. `points`, where there are any, run along
    with `entries` and are whole numbers of 1/`points_scale`.
    """

    offsets: Ints
    entries: Ints
    counts: Ints
    points: Ints | None = None
    points_scale: int = 1

    @classmethod
    def of(cls, groups: Mapping[Choice, int], *, pointed: bool, points_scale: int = 1) -> Ballots:
        """Ballots from how often each choice was made, in one fixed order."""
        choices = sorted(groups)
        lengths = [len(entries) for entries, _ in choices]
        return cls(
            offsets=np.concatenate(([0], np.cumsum(lengths, dtype=np.int64))).astype(np.int64),
            entries=_whole(e for entries, _ in choices for e in entries),
            counts=_whole(groups[choice] for choice in choices),
            points=_whole(p for _, points in choices for p in points) if pointed else None,
            points_scale=points_scale,
        )

    def __len__(self) -> int:
        return len(self.counts)

    def __iter__(self) -> Iterator[tuple[Choice, int]]:
        bounds, entries, counts = self.offsets.tolist(), self.entries.tolist(), self.counts.tolist()
        points = [] if self.points is None else self.points.tolist()
        for i, count in enumerate(counts):
            here = slice(bounds[i], bounds[i + 1])
            yield (tuple(entries[here]), tuple(points[here])), count

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Ballots):
            return NotImplemented
        return self.points_scale == other.points_scale and list(self) == list(other)

    def __hash__(self) -> int:
        return hash((self.points_scale, tuple(self)))

    @property
    def cast(self) -> int:
        """How many ballots there are, blank ones too."""
        return int(self.counts.sum())

    @property
    def blank(self) -> int:
        """How many ballots name no entry."""
        return int(self.counts[np.diff(self.offsets) == 0].sum())

    def given(self) -> list[int]:
        """All points on all distinct ballots, in units of 1/`points_scale`."""
        return [] if self.points is None else [int(p) for p in self.points.tolist()]

    def in_favour(self, size: int) -> list[int]:
        """Per entry, the number of ballots that name it; with points, that give it more than zero."""
        if self.points is None:
            return self.named(size)
        return self._sum((self.points > 0).astype(np.int64), size=size)

    def named(self, size: int) -> list[int]:
        """Per entry, the number of ballots that name it at all."""
        return self._sum(np.ones(len(self.entries), dtype=np.int64), size=size)

    def points_sum(self, size: int) -> list[int]:
        """Per entry, all points given to it, in units of 1/`points_scale`."""
        if self.points is None:
            return [0] * size
        return self._sum(self.points, size=size)

    def rank_sum(self, size: int, *, first: int) -> list[int]:
        """Per entry, `first` points for each first place, one fewer for each place down, never below zero."""
        begins = np.repeat(self.offsets[:-1], np.diff(self.offsets))
        place = np.arange(len(self.entries), dtype=np.int64) - begins
        return self._sum(np.maximum(first - place, 0), size=size)

    def _sum(self, worth: Ints, *, size: int) -> list[int]:
        times = np.repeat(self.counts, np.diff(self.offsets))
        highest = int(worth.max(initial=0)) * int(times.max(initial=0)) * max(1, len(worth))
        kind = np.int64 if highest < _SAFE else object  # Python's own integers where 64 bits might not do
        total = np.zeros(size, dtype=kind)
        np.add.at(total, self.entries, worth.astype(kind) * times.astype(kind))
        return [int(x) for x in total]


def _whole(values: Iterable[int]) -> Ints:
    return np.fromiter(values, dtype=np.int64)
