"""Graphs whose figures were published or can be counted by hand; these run everywhere."""

from __future__ import annotations

import networkx as nx
import pytest

from smederij_flows import (
    Actor,
    Contribution,
    Graph,
    Initiative,
    Network,
    blau,
    constraint,
    cores,
    cut_points,
    effective_number,
    effective_size,
    external_internal,
    external_internal_by_chance,
    groups,
    leaning,
    local_bridges,
    mixing,
    new_ties,
    newman_weight,
    only_through,
    pair_weight,
    read_network,
    shared_pairs,
    sole_suppliers,
    transitivity,
    triangles,
)
from smederij_flows.tests.references import EXAMPLES


@pytest.fixture(scope="module")
def track() -> Network:
    return read_network(EXAMPLES / "bmx_track.json")[0]


def test_the_karate_club_as_konect_publishes_it() -> None:
    """Zachary 1977; figures of konect.cc, ucidata-zachary; the strengths in networkx are left aside."""
    club = nx.karate_club_graph()
    graph = Graph.of(map(str, club.nodes), ((str(a), str(b)) for a, b in club.edges))
    assert (len(graph), graph.lines, triangles(graph)) == (34, 78, 45)
    assert max(len(near) for near in graph.near) == 17
    assert transitivity(graph) == pytest.approx(0.255682, abs=5e-7)
    assert cut_points(graph) == ("0",)
    core = list(cores(graph).values())
    assert (max(core), core.count(4)) == (4, 10)


def test_structural_holes_as_borgatti_tells_them() -> None:
    """Borgatti 1997, Connections 20(1): effective size of G 4.67, its constraint 0.400; of A 0.595."""
    lines = ["AB", "AF", "AG", "AE", "BG", "BD", "FG", "GE", "GD", "GC"]
    graph = Graph.of("ABCDEFG", ((line[0], line[1]) for line in lines))
    assert effective_size(graph)["G"] == pytest.approx(4 + 2 / 3)
    found = constraint(graph)
    assert (found["G"], found["A"], found["C"]) == pytest.approx((0.400, 0.595, 1), abs=5e-4)


def test_the_evening_most_women_came_to() -> None:
    """Davis, Gardner and Gardner 1941: pairs who met at E8 alone, E9 alone, and so on."""
    both = nx.davis_southern_women_graph()
    women = [name for name, at in both.nodes(data="bipartite") if at == 0]
    evenings = [name for name in both if name not in women]
    network = Network(
        actors=tuple(Actor(name, "women") for name in women),
        initiatives=tuple(Initiative(name=name) for name in evenings),
        contributions=tuple(
            Contribution(actor=name, initiative=evening, kind="came")
            for name in women
            for evening in both[name]
        ),
    )
    shared = shared_pairs(network)
    assert (len(network.contributions), len(shared), shared.at_least(2), shared.at_least(3)) == (
        89,
        139,
        95,
        46,
    )
    lost = {name: len(only_through(network, name)) for name in evenings}
    assert {name: pairs for name, pairs in lost.items() if pairs} == {
        "E6": 1,
        "E7": 4,
        "E8": 18,
        "E9": 19,
        "E11": 2,
    }
    assert pair_weight(network, "Evelyn Jefferson", "Laura Mandeville") == pytest.approx(1.562637363)


def test_ties_of_the_track_counted_by_hand(track: Network) -> None:
    ties = new_ties(track)
    assert (ties.possible, ties.possible_new, ties.reported, ties.confirmed) == (36, 31, 6, 5)
    assert (ties.realised, ties.confirmation) == pytest.approx((5 / 31, 5 / 6))
    assert (len(groups(track.graph("before"))), len(groups(track.graph()))) == (5, 1)
    assert newman_weight(len(track.contributors["the initiative"])) == 1 / 8
    assert newman_weight(1) is None


def test_sides_of_the_track_counted_by_hand(track: Network) -> None:
    before, after, side = track.graph("before"), track.graph(), track.side
    assert (external_internal(before, side), external_internal(after, side)) == (-1, 0)
    assert external_internal_by_chance(side) == (26 - 10) / 36
    assert list(mixing(after, side).items()) == [
        (("gemeenschap", "gemeenschap"), 4),
        (("overheid", "overheid"), 1),
        (("gemeenschap", "markt"), 3),
        (("gemeenschap", "overheid"), 2),
    ]


def test_whom_the_track_leans_on_counted_by_hand(track: Network) -> None:
    after = track.graph()
    left = {one.name: one for one in leaning(after)}
    assert (
        cut_points(after) == ("Arie", "Jongere1") == tuple(name for name, one in left.items() if one.is_cut)
    )
    assert (left["Arie"].fragmentation, left["Arie"].pieces) == (0.75, (4, 2, 1, 1))
    assert left["Jongere1"].fragmentation == pytest.approx(1 - 22 / 56)
    assert {one.fragmentation for name, one in left.items() if name not in ("Arie", "Jongere1")} == {0}
    assert sole_suppliers(track.contributions) == {
        "kennis": "Fietsenmaker",
        "ruimte": "Corporatie",
        "contact": "Ambtenaar",
    }
    assert transitivity(after) == pytest.approx(0.3)
    assert max(cores(after).values()) == 2
    assert effective_size(after)["Arie"] == 5 - 2 / 5
    assert len(local_bridges(after)) == 4


def test_kinds_of_help_for_the_track_counted_by_hand() -> None:
    assert blau((6, 2, 1, 1, 1)) == pytest.approx(1 - 43 / 121)
    assert effective_number((6, 2, 1, 1, 1)) == pytest.approx(121 / 43)
    assert blau((0, 0)) is None
