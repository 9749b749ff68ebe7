"""Networks and flows: every measure at 300 and 1,000 actors, beside networkx where it has the same measure.

Ratios are of one run on the same graph, best of three (what takes networkx over a second, once); networkx is
given its own graph ready-made. The answers are compared first.
"""

import random
from collections.abc import Callable, Iterator
from math import isnan
from time import perf_counter
from typing import Any

import networkx as nx
from networkx.algorithms import bipartite

from benchmarks.figures import Figure
from smederij_flows import (
    Actor,
    Contribution,
    Flow,
    FlowModel,
    Graph,
    Initiative,
    Network,
    Tie,
    constraint,
    cores,
    cut_points,
    cycling_index,
    effective_size,
    groups,
    hands_range,
    leaning,
    mixing,
    shared_pairs,
    take_away,
    transitivity,
    unroll,
)

SIDES = ("residents", "market", "government")
PER_INITIATIVE = 9
WEALTH = 1_000_00


def measure() -> Iterator[Figure]:
    """A neighbourhood, and a small town."""
    for actors in (300, 1_000):
        network = _network(actors, seed=46)
        yield from _beside_networkx(network, what=f"{actors:,} actors")
        yield from _alone(network, what=f"{actors:,} actors")
        yield from _flows(_model(actors, seed=46), what=f"{actors:,} nodes")


def _best(job: Callable[[], object], *, times: int = 3) -> float:
    found = []
    for _ in range(times):
        start = perf_counter()
        job()
        found.append(perf_counter() - start)
    return min(found)


def _network(size: int, *, seed: int) -> Network:
    """Ties as people make them: newcomers to those with many; one initiative for every five people."""
    chance = random.Random(seed)
    lines = nx.barabasi_albert_graph(size, 2, seed=seed).edges
    events = [f"initiative {i}" for i in range(size // 5)]
    names = [f"actor {i}" for i in range(size)]
    return Network(
        actors=tuple(Actor(name, chance.choice(SIDES)) for name in names),
        initiatives=tuple(Initiative(name=event) for event in events),
        contributions=tuple(
            Contribution(actor=name, initiative=event, kind=chance.choice("abcdef"))
            for event in events
            for name in chance.sample(names, PER_INITIATIVE)
        ),
        ties=tuple(Tie(a=names[a], b=names[b], state="before") for a, b in lines if chance.random() < 0.9),
    )


def _model(size: int, *, seed: int) -> FlowModel:
    """Each pays five others; all that is left over leaves."""
    chance = random.Random(seed)
    nodes = tuple(f"node {i}" for i in range(size))
    flows = [
        Flow(node, other, chance.randrange(1, WEALTH))
        for node in nodes
        for other in chance.sample(nodes, 5)
        if other != node
    ]
    into, out = dict.fromkeys(nodes, WEALTH), dict.fromkeys(nodes, 0)
    for flow in flows:
        into[flow.target] += flow.amount
        out[flow.source] += flow.amount
    inflow = tuple(WEALTH + max(out[node] - into[node], 0) for node in nodes)
    return FlowModel(nodes, tuple(flows), inflow, tuple(max(into[node] - out[node], 0) for node in nodes))


def _theirs(graph: Graph) -> Any:
    other = nx.Graph()
    other.add_nodes_from(graph.names)
    other.add_edges_from(graph.pairs())
    return other


def _beside_networkx(network: Network, *, what: str) -> Iterator[Figure]:
    graph = network.graph()
    other, both = _theirs(graph), _two_modes(network)
    jobs: dict[str, tuple[Callable[[], Any], Callable[[], Any]]] = {
        "groups": (lambda: len(groups(graph)), lambda: nx.number_connected_components(other)),
        "cut points": (lambda: set(cut_points(graph)), lambda: set(nx.articulation_points(other))),
        "cores": (lambda: cores(graph), lambda: nx.core_number(other)),
        "transitivity": (lambda: _nine(transitivity(graph)), lambda: _nine(nx.transitivity(other))),
        "effective size": (lambda: _told(effective_size(graph)), lambda: _told(nx.effective_size(other))),
        "constraint": (lambda: _told(constraint(graph)), lambda: _told(nx.constraint(other))),
        "what falls apart without each": (
            lambda: {one.name: round(one.fragmentation or 0, 9) for one in leaning(graph)},
            lambda: {name: round(_apart_without(other, name), 9) for name in graph.names},
        ),
        "possible pairs": (
            lambda: len(shared_pairs(network)),
            lambda: bipartite.projected_graph(both, network.side).number_of_edges(),
        ),
    }
    for name, (mine, known) in jobs.items():
        start = perf_counter()
        answer = known()
        once = perf_counter() - start
        if mine() != answer:
            raise AssertionError(f"{name}: networkx says otherwise")
        ours, theirs = _best(mine), once if once > 1 else _best(known)
        yield Figure(f"{what}: {name}", ours * 1000, "ms")
        yield Figure(f"{what}: {name}, times as fast as networkx", theirs / ours, "x")


def _nine(value: float | None) -> float:
    return round(value or 0, 9)


def _told(values: dict[str, Any]) -> dict[str, float]:
    """Without those who have no contacts: networkx says it is not a number, we say there is none."""
    return {name: round(value, 9) for name, value in values.items() if value is not None and not isnan(value)}


def _apart_without(other: Any, name: str) -> float:
    rest = other.subgraph(set(other) - {name})
    size = len(rest)
    return 1 - sum(len(one) * (len(one) - 1) for one in nx.connected_components(rest)) / (size * (size - 1))


def _two_modes(network: Network) -> Any:
    both = nx.Graph()
    both.add_nodes_from(network.side)
    both.add_edges_from((one.actor, ("initiative", one.initiative)) for one in network.contributions)
    return both


def _alone(network: Network, *, what: str) -> Iterator[Figure]:
    graph, event = network.graph(), network.initiatives[0].name
    yield Figure(f"{what}: mixing of sides", _best(lambda: mixing(graph, network.side)) * 1000, "ms")
    yield Figure(f"{what}: take an initiative away", _best(lambda: take_away(network, event)) * 1000, "ms")


def _flows(model: FlowModel, *, what: str) -> Iterator[Figure]:
    _ = model.arrays
    yield Figure(f"{what}: hands per euro with its range", _best(lambda: hands_range(model)) * 1000, "ms")
    yield Figure(f"{what}: goes round", _best(lambda: cycling_index(model)) * 1000, "ms")
    yield Figure(f"{what}: four hands to the cent", _best(lambda: unroll(model)) * 1000, "ms")
