"""Every measure of a graph held against networkx, which counts in other ways."""

from __future__ import annotations

import random
from itertools import combinations, pairwise

import networkx as nx
import pytest
from hypothesis import given

from smederij_flows import (
    FlowsError,
    Graph,
    constraint,
    cores,
    cut_points,
    effective_size,
    fewest_between,
    fragmentation,
    groups,
    leaning,
    local_bridges,
    transitivity,
    triangles,
)
from smederij_flows.tests.made_up import graphs, many, seeds


def theirs(graph: Graph) -> nx.Graph:
    other = nx.Graph()
    other.add_nodes_from(graph.names)
    other.add_edges_from(graph.pairs())
    return other


@many
@given(graphs())
def test_groups_cut_points_cores_and_triangles(graph: Graph) -> None:
    other = theirs(graph)
    assert {frozenset(one) for one in groups(graph).members} == {
        frozenset(one) for one in nx.connected_components(other)
    }
    assert set(cut_points(graph)) == set(nx.articulation_points(other))
    assert cores(graph) == nx.core_number(other)
    assert triangles(graph) == sum(nx.triangles(other).values()) // 3
    assert graph.lines == other.number_of_edges()


@many
@given(graphs())
def test_local_bridges_and_transitivity(graph: Graph) -> None:
    other = theirs(graph)
    bridges = {frozenset(pair) for pair in nx.local_bridges(other, with_span=False)}
    assert {frozenset(pair) for pair in local_bridges(graph)} == bridges
    wedges = any(len(near) > 1 for near in graph.near)
    assert transitivity(graph) == (pytest.approx(nx.transitivity(other)) if wedges else None)


@many
@given(graphs())
def test_effective_size_and_constraint_where_somebody_has_contacts(graph: Graph) -> None:
    other = theirs(graph)
    alone = set(nx.isolates(other))
    for mine, known in (
        (effective_size(graph), nx.effective_size(other)),
        (constraint(graph), nx.constraint(other)),
    ):
        assert {name for name, value in mine.items() if value is None} == alone
        assert {name: value for name, value in mine.items() if name not in alone} == pytest.approx(
            {name: value for name, value in known.items() if name not in alone}
        )


@many
@given(graphs())
def test_what_falls_apart_is_what_falls_apart_when_somebody_is_really_taken_out(graph: Graph) -> None:
    for one in leaning(graph):
        other = theirs(graph)
        mine = nx.node_connected_component(other, one.name) - {one.name}
        other.remove_node(one.name)
        parts = list(nx.connected_components(other))
        pairs = list(combinations(other, 2))
        apart = sum(1 for a, b in pairs if not any(a in part and b in part for part in parts))
        assert one.fragmentation == (pytest.approx(apart / len(pairs)) if pairs else None)
        assert sorted(one.pieces) == sorted(len(part) for part in parts if part & mine)
        assert one.is_cut == (one.name in cut_points(graph))


@many
@given(graphs())
def test_fragmentation_now_is_the_part_of_pairs_that_no_path_joins(graph: Graph) -> None:
    pairs = list(combinations(graph.names, 2))
    apart = [pair for pair in pairs if not nx.has_path(theirs(graph), *pair)]
    found = fragmentation(graph)
    assert found == (pytest.approx(len(apart) / len(pairs)) if pairs else None)


@many
@given(graphs(), seeds)
def test_the_fewest_who_hold_two_sides_together(graph: Graph, seed: int) -> None:
    chance = random.Random(seed)
    side = {name: chance.choice("abc") for name in graph.names}
    one, two = ([name for name in graph.names if side[name] == which] for which in "ab")
    other = theirs(graph)
    other.add_edges_from(("start", name) for name in one)
    other.add_edges_from(("end", name) for name in two)
    other.add_nodes_from(["start", "end"])
    found = fewest_between(graph, one, two)
    known = nx.minimum_node_cut(other, "start", "end") if nx.has_path(other, "start", "end") else set()
    assert len(found) == len(known)
    other.remove_nodes_from(found)
    assert not nx.has_path(other, "start", "end")


@many
@given(graphs(fewest=1), seeds)
def test_who_leaves_takes_their_lines_along(graph: Graph, seed: int) -> None:
    name = random.Random(seed).choice(graph.names)
    rest = graph.without(name)
    assert set(rest.pairs()) == {pair for pair in graph.pairs() if name not in pair}
    told = next(one for one in leaning(graph) if one.name == name)
    assert fragmentation(rest) == told.fragmentation


def test_who_is_on_both_sides_or_unknown_is_refused() -> None:
    graph = Graph.of(["Arie", "Bram"], [("Arie", "Bram")])
    assert fewest_between(graph, ["Arie"], ["Bram"]) == ("Arie",)
    with pytest.raises(FlowsError, match="Arie is on both sides"):
        fewest_between(graph, ["Arie"], ["Bram", "Arie"])
    with pytest.raises(FlowsError, match="Chen is not among the actors"):
        fewest_between(graph, ["Arie"], ["Chen"])
    with pytest.raises(FlowsError, match="Chen is not among the actors"):
        graph.without("Chen")


def test_a_long_chain_is_no_deeper_than_the_stack() -> None:
    names = [str(i) for i in range(5_000)]
    chain = Graph.of(names, pairwise(names))
    assert len(cut_points(chain)) == 4_998
