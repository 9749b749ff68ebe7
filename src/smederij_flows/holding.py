"""The fewest people who hold two sides together. For the expert's tab."""

from __future__ import annotations

from collections.abc import Iterable

from smederij_flows.errors import FlowsError
from smederij_flows.graph import Graph

Arc = tuple[int, int]


def fewest_between(graph: Graph, one: Iterable[str], other: Iterable[str]) -> tuple[str, ...]:
    """The fewest people without whom no line, direct or by way of others, joins `one` to `other`.

    People of the two sides count among them. There are as many as there are ways between the sides that share
    nobody (Menger 1927), found by adding one way after another (Ford and Fulkerson 1956). Of equally small
    sets it gives the one nearest to `one`. Say "with what we know now", and ask for a second line. FlowsError
    when somebody is on both sides, or unknown.
    """
    sides = [set(one), set(other)]
    place = {name: i for i, name in enumerate(graph.names)}
    if sides[0] & sides[1]:
        raise FlowsError(f"{min(sides[0] & sides[1])} is on both sides")
    if unknown := (sides[0] | sides[1]) - set(place):
        raise FlowsError(f"{min(unknown)} is not among the actors")
    arcs = _doors(graph, *({place[name] for name in side} for side in sides))
    start, end = len(arcs) - 2, len(arcs) - 1
    used: set[Arc] = set()
    while end in (came_from := _walk(arcs, start, used)):
        _add_way(came_from, end, used)
    return tuple(
        name for i, name in enumerate(graph.names) if _in(i) in came_from and _out(i) not in came_from
    )


def _in(i: int) -> int:
    return 2 * i


def _out(i: int) -> int:
    return 2 * i + 1


def _doors(graph: Graph, starts: set[int], ends: set[int]) -> list[list[int]]:
    """Everybody as a door in and a door out, between which one way fits; last the two places outside."""
    start, end = _in(len(graph)), _out(len(graph))
    arcs: list[list[int]] = [[] for _ in range(end + 1)]
    for i, near in enumerate(graph.near):
        arcs[_in(i)].append(_out(i))
        arcs[_out(i)] += [_in(j) for j in sorted(near)] + ([end] if i in ends else [])
    arcs[start] = [_in(i) for i in sorted(starts)]
    return arcs


def _walk(arcs: list[list[int]], start: int, used: set[Arc]) -> dict[int, int]:
    """Every door that can still be reached, with the one before it: ways in use may be walked back."""
    back: dict[int, list[int]] = {}
    for here, there in used:
        back.setdefault(there, []).append(here)
    came_from, waiting = {start: start}, [start]
    for here in waiting:
        for there in (*arcs[here], *sorted(back.get(here, ()))):
            full = there == here + 1 and here % 2 == 0 and (here, there) in used
            if there not in came_from and not full:
                came_from[there] = here
                waiting.append(there)
    return came_from


def _add_way(came_from: dict[int, int], end: int, used: set[Arc]) -> None:
    there = end
    while (here := came_from[there]) != there:
        if (there, here) in used:
            used.remove((there, here))
        else:
            used.add((here, there))
        there = here
