"""Every measure of a graph held against networkx, which counts them in other ways, and against plain
counting.
"""

from __future__ import annotations

from itertools import combinations, pairwise

import networkx as nx
import pytest
from hypothesis import given

from smederij_flows import (
    Graph,
    constraint,
    cores,
    cut_points,
    effective_size,
    fragmentation,
    groups,
    leaning,
    local_bridges,
    transitivity,
    triangles,
)
from smederij_flows.tests.made_up import graphs, many


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
    found = fragmentation(graph, [len(one) for one in groups(graph).members])
    assert found == (pytest.approx(len(apart) / len(pairs)) if pairs else None)


def test_a_long_chain_is_no_deeper_than_the_stack() -> None:
    names = [str(i) for i in range(5_000)]
    chain = Graph.of(names, pairwise(names))
    assert len(cut_points(chain)) == 4_998
