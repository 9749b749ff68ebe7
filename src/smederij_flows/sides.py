"""Bridges between sides: how many lines cross from residents to firms to government, against chance."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from smederij_flows.graph import Graph, Pair


def mixing(graph: Graph, side: Mapping[str, str]) -> dict[Pair, int]:
    """How many lines run between each two sides (a side with itself too); those without a line are left out.

    An actor of more than one side is a side of its own ("mixed"): its lines to all others cross. Unit: lines.
    """
    found = Counter(_sides(side[a], side[b]) for a, b in graph.pairs())
    return dict(sorted(found.items(), key=lambda item: (item[0][0] != item[0][1], item[0])))


def _sides(a: str, b: str) -> Pair:
    return (a, b) if a <= b else (b, a)


def crossing(graph: Graph, side: Mapping[str, str]) -> int:
    """How many lines run between different sides."""
    return sum(1 for a, b in graph.pairs() if side[a] != side[b])


def external_internal(graph: Graph, side: Mapping[str, str]) -> float | None:
    """E-I = (E - I) / (E + I): -1 when all lines stay within a side, +1 when all cross; None without lines.

    Always show it beside `external_internal_by_chance`: the sizes of the sides bound it.
    Source: Krackhardt and Stern 1988.
    """
    across = crossing(graph, side)
    return (2 * across - graph.lines) / graph.lines if graph.lines else None


def external_internal_by_chance(side: Mapping[str, str]) -> float | None:
    """What E-I would be if anybody were as likely to know anybody; None for fewer than two actors."""
    sizes, everybody = Counter(side.values()), len(side)
    pairs = everybody * (everybody - 1) // 2
    within = sum(size * (size - 1) // 2 for size in sizes.values())
    return (pairs - 2 * within) / pairs if pairs else None
