"""For the expert: who stands between others, which lines are the only ones, how knit the whole is."""

from __future__ import annotations

from collections.abc import Iterable

from smederij_flows.graph import Graph, Pair
from smederij_flows.network import STRONGEST, Tie


def effective_size(graph: Graph) -> dict[str, float | None]:
    """n - 2t/n for everybody: n contacts, less those who know each other anyway (t ties among them).

    Unit: contacts. None for somebody without contacts: show nothing, not nought. Only for the person and
    whoever leads the talk. Source: Burt 1992, as simplified by Borgatti 1997.
    """
    return {name: _size(graph, i) for i, name in enumerate(graph.names)}


def efficiency(graph: Graph) -> dict[str, float | None]:
    """Effective size as a part of all contacts; None for somebody without contacts."""
    sizes = effective_size(graph).values()
    return {
        name: None if size is None else size / len(near)
        for name, near, size in zip(graph.names, graph.near, sizes, strict=True)
    }


def _size(graph: Graph, i: int) -> float | None:
    contacts = len(graph.near[i])
    return contacts - 2 * _among(graph, i) / contacts if contacts else None


def _among(graph: Graph, i: int) -> int:
    """How many lines run among those tied to i."""
    near = graph.near[i]
    return sum(len(near & graph.near[j]) for j in near) // 2


def constraint(graph: Graph) -> dict[str, float | None]:
    """Σ_j (p_ij + Σ_q p_iq p_qj)²: how much contacts lead back to one another; None without contacts.

    Low is free, which few expect: prefer `effective_size`. Never in public. Source: Burt 1992.
    """
    return {name: _constraint(graph, i) for i, name in enumerate(graph.names)}


def _constraint(graph: Graph, i: int) -> float | None:
    near = graph.near[i]
    return sum(_hold(graph, i, j) ** 2 for j in near) if near else None


def _hold(graph: Graph, i: int, j: int) -> float:
    part = 1 / len(graph.near[i])
    return part + sum(part / len(graph.near[q]) for q in graph.near[i] & graph.near[j])


def local_bridges(graph: Graph) -> tuple[Pair, ...]:
    """The lines whose two ends know nobody in common. Source: Granovetter 1973."""
    place = {name: i for i, name in enumerate(graph.names)}
    return tuple((a, b) for a, b in graph.pairs() if not graph.near[place[a]] & graph.near[place[b]])


def triangles(graph: Graph) -> int:
    """How often three know each other."""
    return sum(_among(graph, i) for i in range(len(graph))) // 3


def transitivity(graph: Graph) -> float | None:
    """3 x triangles / wedges: how often two contacts of somebody know each other; None without wedges.

    No target: closing triangles is good for trust and bad for reach. Missing people bias it down, missing
    occasions up.
    """
    wedges = sum(len(near) * (len(near) - 1) // 2 for near in graph.near)
    return 3 * triangles(graph) / wedges if wedges else None


def cores(graph: Graph) -> dict[str, int]:
    """For everybody the largest k such that they are in a part where all have k ties inside (Seidman 1983).

    By Batagelj and Zaveršnik 2003, in time linear in people and lines.
    """
    left = [len(near) for near in graph.near]
    waiting: list[list[int]] = [[] for _ in range(max(left, default=0) + 1)]
    for i, ties in enumerate(left):
        waiting[ties].append(i)
    core: dict[int, int] = {}
    for level, ready in enumerate(waiting):
        while ready:
            here = ready.pop()
            if here in core:
                continue  # taken out before, at a lower level
            core[here] = level
            for there in graph.near[here]:
                if there not in core:
                    left[there] -= 1
                    waiting[max(left[there], level)].append(there)
    return {name: core[i] for i, name in enumerate(graph.names)}


def strength(tie: Tie) -> float | None:
    """The mean of the three answers on a tie, from 0 to 1; None when they were not asked."""
    if tie.answers is None:
        return None
    return sum((answer - 1) / (STRONGEST - 1) for answer in tie.answers) / len(tie.answers)


def mean_strength(ties: Iterable[Tie]) -> float | None:
    """The mean strength of those ties of which it was asked; None when it was of none."""
    found = [value for value in map(strength, ties) if value is not None]
    return sum(found) / len(found) if found else None
