"""Who is tied to whom: a plain graph over a fixed set of people and groups, whoever has no line included."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Self

from smederij_flows.errors import FlowsError

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Graph:
    """Lines without direction, at most one between two; `near[i]` are the places tied to place i."""

    names: tuple[str, ...]
    near: tuple[frozenset[int], ...]

    @classmethod
    def of(cls, names: Iterable[str], pairs: Iterable[Pair]) -> Self:
        """A graph of these names in this order; a pair given twice, or the other way round, is one line."""
        known = tuple(names)
        place = {name: i for i, name in enumerate(known)}
        near: list[set[int]] = [set() for _ in known]
        for a, b in pairs:
            i, j = _placed(place, a), _placed(place, b)
            if i == j:
                raise FlowsError(f"{a} is tied to itself")
            near[i].add(j)
            near[j].add(i)
        return cls(known, tuple(frozenset(tied) for tied in near))

    def __len__(self) -> int:
        return len(self.names)

    @property
    def lines(self) -> int:
        """How many lines there are."""
        return sum(map(len, self.near)) // 2

    def without(self, *names: str) -> Self:
        """The graph when these people leave, with all their lines."""
        gone = set(names)
        for name in names:
            if name not in self.names:
                raise FlowsError(f"{name} is not among the actors")
        left = [name for name in self.names if name not in gone]
        return self.of(left, ((a, b) for a, b in self.pairs() if not gone & {a, b}))

    def pairs(self) -> Iterator[Pair]:
        """Every line once, in the order of the names."""
        for i, tied in enumerate(self.near):
            yield from ((self.names[i], self.names[j]) for j in sorted(tied) if i < j)


def _placed(place: dict[str, int], name: str) -> int:
    try:
        return place[name]
    except KeyError:
        raise FlowsError(f"{name} is not among the actors") from None


@dataclass(frozen=True, slots=True)
class Groups:
    """The groups within which all can reach all, the largest first, each in the order of the names."""

    members: tuple[tuple[str, ...], ...]

    def __len__(self) -> int:
        return len(self.members)

    @property
    def share_in_largest(self) -> float | None:
        """The part of all who are in the largest group; None when there is nobody."""
        total = sum(map(len, self.members))
        return len(self.members[0]) / total if total else None


def groups(graph: Graph) -> Groups:
    """The connected groups, somebody without any line being one alone.

    Compare only over the same set of names: else the arrival of new people looks like falling apart.
    Unit: groups. Linear in people and lines.
    """
    found, seen = [], [False] * len(graph)
    for start in range(len(graph)):
        if not seen[start]:
            found.append(sorted(_reached(graph, start, seen)))
    found.sort(key=lambda group: (-len(group), group[0]))
    return Groups(tuple(tuple(graph.names[i] for i in group) for group in found))


def _reached(graph: Graph, start: int, seen: list[bool]) -> list[int]:
    seen[start], reached = True, [start]
    for here in reached:
        for there in graph.near[here]:
            if not seen[there]:
                seen[there] = True
                reached.append(there)
    return reached
