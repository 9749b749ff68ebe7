"""Made-up networks and flows, each from a few numbers, so that 200 of them are made quickly."""

from __future__ import annotations

import random
from itertools import combinations, pairwise

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from smederij_flows import Actor, Contribution, Flow, FlowModel, Graph, Initiative, Network, Tie
from smederij_flows.network import State

many = settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
NAMES = ("Arie", "Bram", "Chen", "Dalia", "Els", "Finn", "Griet", "Hugo", "Ida")
KINDS = ("money", "time", "space", "knowledge")
EVENTS = ("bench", "choir", "track")
SIDES = ("residents", "firms", "town")
STATES: tuple[State, ...] = ("before", "reported", "confirmed")
seeds = st.integers(0, 2**32)


@st.composite
def graphs(draw: st.DrawFn, fewest: int = 0) -> Graph:
    names = NAMES[: draw(st.integers(fewest, len(NAMES)))]
    pairs = list(combinations(names, 2))
    chosen = draw(st.integers(0, 2 ** len(pairs) - 1)) & draw(st.integers(0, 2 ** len(pairs) - 1))
    return Graph.of(names, [pair for i, pair in enumerate(pairs) if chosen >> i & 1])


@st.composite
def networks(draw: st.DrawFn) -> Network:
    names = NAMES[: draw(st.integers(2, len(NAMES)))]
    chance = random.Random(draw(seeds))
    lines = [pair for pair in combinations(names, 2) if chance.random() < chance.choice((0.2, 0.5))]
    return Network(
        actors=tuple(Actor(name, chance.choice(SIDES)) for name in names),
        initiatives=tuple(Initiative(name=event) for event in EVENTS),
        contributions=tuple(
            Contribution(
                actor=chance.choice(names), initiative=chance.choice(EVENTS), kind=chance.choice(KINDS)
            )
            for _ in range(chance.randrange(16))
        ),
        ties=tuple(_tie(a, b, chance) for a, b in lines),
    )


def _tie(a: str, b: str, chance: random.Random) -> Tie:
    state = chance.choice(STATES)
    return Tie(a=a, b=b, state=state, initiative=None if state == "before" else chance.choice(EVENTS))


@st.composite
def flow_models(draw: st.DrawFn, balanced: bool = True) -> FlowModel:
    """All that flows has come in: the first node gets something, and each pays the next."""
    nodes = NAMES[: draw(st.integers(1, 6))]
    chance, largest = random.Random(draw(seeds)), draw(st.sampled_from([3, 40, 5_000, 3_000_000]))
    pairs = [(a, b) for a in nodes for b in nodes if a != b]
    chain = {(a, b): chance.randint(1, largest) for a, b in pairwise(nodes)}
    more = {pair: chance.randrange(largest) for pair in pairs if chance.random() < 0.3}
    flows = tuple(Flow(a, b, amount) for (a, b), amount in (more | chain).items())
    inflow = [
        1 + chance.randrange(largest),
        *(chance.choice((0, chance.randrange(largest))) for _ in nodes[1:]),
    ]
    if not balanced:
        return FlowModel(nodes, flows, tuple(inflow), tuple(chance.randrange(largest) for _ in nodes))
    return _in_balance(nodes, flows, inflow, chance)


def _in_balance(
    nodes: tuple[str, ...], flows: tuple[Flow, ...], inflow: list[int], chance: random.Random
) -> FlowModel:
    export, used = [], []
    for i, node in enumerate(nodes):
        arrives = inflow[i] + sum(flow.amount for flow in flows if flow.target == node)
        left = arrives - sum(flow.amount for flow in flows if flow.source == node)
        inflow[i] += max(-left, 0)
        used.append(chance.randint(0, max(left, 0)))
        export.append(max(left, 0) - used[i])
    return FlowModel(nodes, flows, tuple(inflow), tuple(export), tuple(used))
