"""Leaning on one person: what falls apart when somebody leaves, and what only one brings."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from smederij_flows.graph import Graph, groups
from smederij_flows.network import Contribution

NOBODY = -1


@dataclass(frozen=True, slots=True)
class Leaning:
    """What is left of the network when this person leaves.

    `fragmentation` is the part of all pairs among the others who can't reach each other; None when fewer than
    two are left. `pieces` are the sizes of what their own group falls into: two or more, and they are a cut
    point.
    """

    name: str
    fragmentation: float | None
    pieces: tuple[int, ...]

    @property
    def is_cut(self) -> bool:
        """Whether others lose sight of each other when this one leaves."""
        return len(self.pieces) >= 2


def fragmentation(graph: Graph) -> float | None:
    """F = 1 - Σ s(s-1) / n(n-1) over groups of size s: the part of pairs that can't reach each other now.

    Unit: a part from 0 (one group) to 1 (no lines). None below two people. Source: Borgatti 2006.
    """
    sizes = map(len, groups(graph).members)
    return _fragmentation(len(graph), sum(size * (size - 1) for size in sizes))


def _fragmentation(people: int, within: int) -> float | None:
    return None if people < 2 else 1 - within / (people * (people - 1))


def leaning(graph: Graph) -> tuple[Leaning, ...]:
    """For everybody what falls apart when they leave, in the order of the names.

    All at once in time linear in people and lines (cut points by lowest reach: Hopcroft and Tarjan 1973). Do
    not trust it when ties were forgotten: every missing tie makes somebody look indispensable. Say "with what
    we know now", show it to the person and whoever leads the talk, and never rank people by it.
    """
    pieces, size_of = _falling_apart(graph)
    everybody, within = len(graph), sum(size - 1 for size in size_of)  # Σ s(s-1) over groups, s times s-1
    return tuple(
        Leaning(
            graph.names[i],
            _fragmentation(
                everybody - 1, within - size_of[i] * (size_of[i] - 1) + sum(s * (s - 1) for s in pieces[i])
            ),
            tuple(sorted(pieces[i], reverse=True)),
        )
        for i in range(everybody)
    )


def cut_points(graph: Graph) -> tuple[str, ...]:
    """Those without whom somebody can no longer reach somebody else (articulation points)."""
    pieces, _ = _falling_apart(graph)
    return tuple(name for name, parts in zip(graph.names, pieces, strict=True) if len(parts) >= 2)


def _falling_apart(graph: Graph) -> tuple[list[list[int]], list[int]]:
    """For each place the sizes its group falls into without it, and the size of that group."""
    order, parent = _depth_first(graph)
    lowest = _lowest_reach(graph, order, parent)
    turn = {place: i for i, place in enumerate(order)}
    below = [1] * len(graph)
    pieces: list[list[int]] = [[] for _ in graph.names]
    for here in reversed(order):
        above = parent[here]
        if above != NOBODY:
            below[above] += below[here]
            if lowest[here] >= turn[above]:
                pieces[above].append(below[here])
    size_of = [0] * len(graph)
    for here in order:
        size_of[here] = below[here] if parent[here] == NOBODY else size_of[parent[here]]
        if rest := size_of[here] - 1 - sum(pieces[here]):
            pieces[here].append(rest)
    return pieces, size_of


def _lowest_reach(graph: Graph, order: list[int], parent: list[int]) -> list[int]:
    """The earliest turn that somebody, or whoever the walk found through them, is tied to by one line."""
    turn = {place: i for i, place in enumerate(order)}
    lowest = [turn[place] for place in range(len(graph))]
    for here in reversed(order):
        for there in graph.near[here]:
            lowest[here] = min(lowest[here], lowest[there] if parent[there] == here else turn[there])
    return lowest


def _depth_first(graph: Graph) -> tuple[list[int], list[int]]:
    """Everybody in the order a walk comes by, and from whom it came."""
    order, parent, seen = list[int](), [NOBODY] * len(graph), [False] * len(graph)
    for start in range(len(graph)):
        path = [] if seen[start] else [(start, iter(graph.near[start]))]
        if path:
            seen[start] = True
            order.append(start)
        while path:
            here, ways = path[-1]
            there = next((way for way in ways if not seen[way]), None)
            if there is None:
                path.pop()
                continue
            seen[there], parent[there] = True, here
            order.append(there)
            path.append((there, iter(graph.near[there])))
    return order, parent


def sole_suppliers(contributions: Iterable[Contribution]) -> dict[str, str]:
    """The kinds of help that exactly one brings, and who that is, in the order of the contributions."""
    who: dict[str, set[str]] = {}
    for one in contributions:
        who.setdefault(one.kind, set()).add(one.actor)
    return {kind: next(iter(names)) for kind, names in who.items() if len(names) == 1}
