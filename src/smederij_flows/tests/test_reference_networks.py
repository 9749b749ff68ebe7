"""Graphs from the literature and the network of the BMX track: every figure of the reference files."""

from __future__ import annotations

from typing import Any

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
    efficiency,
    external_internal,
    external_internal_by_chance,
    groups,
    leaning,
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
from smederij_flows.sides import crossing
from smederij_flows.tests.references import FOLDER, reference, skip_without

skip_without()
FLOATS = {"fragmentation_without", "effective_size_after"}


def of(edges: list[list[Any]]) -> Graph:
    pairs = [(str(a), str(b)) for a, b in edges]
    return Graph.of(dict.fromkeys(name for pair in pairs for name in pair), pairs)


def test_the_karate_club() -> None:
    data = reference("net_12")
    graph, expected = of(data["input"]["edges"]), data["expected"]
    published = expected["published"]
    assert (len(graph), graph.lines) == (published["nodes"], published["edges"])
    assert triangles(graph) == published["triangles"] == expected["triangles"]
    assert transitivity(graph) == pytest.approx(expected["transitivity"], abs=1e-9)
    assert transitivity(graph) == pytest.approx(published["clustering_global"], abs=5e-7)
    assert cut_points(graph) == ("0",)
    core = list(cores(graph).values())
    assert (max(core), core.count(max(core))) == (expected["max_core"], expected["nodes_in_max_core"])
    for measure, key in ((constraint, "constraint"), (effective_size, "effective_size")):
        found = measure(graph)
        assert {name: found[name] for name in expected[key]} == pytest.approx(expected[key], abs=1e-6)
    without = {one.name: one.fragmentation for one in leaning(graph)}
    told = expected["fragmentation_if_removed"]
    assert {name: without[name] for name in told} == pytest.approx(told, abs=1e-6)


def test_structural_holes_of_borgatti() -> None:
    data = reference("net_13")
    graph, expected = of(data["input"]["edges"]), data["expected"]
    assert effective_size(graph) == pytest.approx(expected["effective_size"], abs=1e-6)
    assert efficiency(graph) == pytest.approx(expected["efficiency"], abs=1e-6)
    assert constraint(graph) == pytest.approx(expected["constraint"], abs=1e-6)
    assert effective_size(graph)["G"] == pytest.approx(expected["published"]["effective_size_G"], abs=0.005)


def southern_women(given: dict[str, Any]) -> Network:
    return Network(
        actors=tuple(Actor(name, "women") for name in given["women"]),
        initiatives=tuple(Initiative(name=name) for name in given["events"]),
        contributions=tuple(
            Contribution(actor=name, initiative=event, kind="came")
            for name, row in zip(given["women"], given["attendance"], strict=True)
            for event, there in zip(given["events"], row, strict=True)
            if there
        ),
    )


def facts(network: Network) -> dict[str, Any]:
    shared = shared_pairs(network)
    graph = shared.graph()
    return {
        "actors_with_any": len({one.actor for one in network.contributions}),
        "pairs": len(shared),
        "components": len(groups(graph)),
        "pairs_ge2": shared.at_least(2),
        "pairs_ge3": shared.at_least(3),
        "transitivity": transitivity(graph),
    }


def test_southern_women_and_the_best_attended_evening_taken_away() -> None:
    data = reference("net_14")
    network, expected = southern_women(data["input"]), data["expected"]
    assert len(network.contributions) == expected["contributions"]
    assert {name: len(who) for name, who in network.contributors.items()} == expected["event_sizes"]
    assert facts(network) == pytest.approx(expected["all"], abs=1e-9)
    evelyn, laura, theresa = data["input"]["women"][:3]
    shared = shared_pairs(network)
    assert shared.of(evelyn, laura) == expected["evelyn_laura"]
    assert shared.of(theresa, evelyn) == expected["evelyn_theresa"]
    assert pair_weight(network, evelyn, laura) == pytest.approx(
        expected["newman_weight_evelyn_laura"], abs=1e-9
    )
    without = dict(expected["remove_E8"])
    lost = sorted(sorted(pair) for pair in only_through(network, "E8"))
    assert (len(lost), lost) == (without.pop("pairs_lost"), without.pop("lost_pairs"))
    assert facts(network.without("E8")) == pytest.approx(without, abs=1e-9)


def test_nine_of_the_fourteen_evenings_are_the_only_one_for_nobody() -> None:
    network = southern_women(reference("net_14")["input"])
    lost = {name: len(only_through(network, name)) for name in network.contributors}
    assert {name: pairs for name, pairs in lost.items() if pairs} == {
        "E6": 1,
        "E7": 4,
        "E8": 18,
        "E9": 19,
        "E11": 2,
    }


def figures(network: Network) -> dict[str, Any]:
    before, after, side = network.graph("before"), network.graph(), network.side
    ties, kinds = new_ties(network), [one.kind for one in network.contributions]
    by_kind = [kinds.count(kind) for kind in dict.fromkeys(kinds)]
    by_side = [list(side.values()).count(one) for one in dict.fromkeys(side.values())]
    return {
        "possible_pairs": ties.possible,
        "possible_new_pairs": ties.possible_new,
        "reported_new": ties.reported,
        "confirmed_new": ties.confirmed,
        "confirmation_rate": ties.confirmation,
        "components_before": len(groups(before)),
        "components_after": len(groups(after)),
        "EI_before": external_internal(before, side),
        "EI_after": external_internal(after, side),
        "EI_expected_if_random": external_internal_by_chance(side),
        "cross_corner_after": crossing(after, side),
        "mixing_after": {"-".join(pair): lines for pair, lines in mixing(after, side).items()},
        "articulation_points_after": list(cut_points(after)),
        "fragmentation_without": {one.name: one.fragmentation for one in leaning(after)},
        "newman_weight_per_pair": newman_weight(len(network.contributors["the initiative"])),
        "blau_kinds": blau(by_kind),
        "effective_number_kinds": effective_number(by_kind),
        "blau_corners": blau(by_side),
        "effective_number_corners": effective_number(by_side),
        "sole_supplier_kinds": sole_suppliers(network.contributions),
        "effective_size_after": effective_size(after),
        "transitivity_after": transitivity(after),
        "max_core_after": max(cores(after).values()),
    }


def test_every_figure_of_the_bmx_track() -> None:
    expected = reference("net_15")["expected"]
    network, not_read = read_network(FOLDER / "net_15_bmx_toy.json")
    found = figures(network)
    assert set(found) == set(expected)
    for key, value in expected.items():
        exact = isinstance(value, dict | list) and key not in {
            "fragmentation_without",
            "effective_size_after",
        }
        assert found[key] == (value if exact else pytest.approx(value, abs=1e-9)), key
    assert new_ties(network).realised == pytest.approx(5 / 31)
    assert not_read == ()
