"""What must hold for every flow of value when it is changed a little, on 200 made-up ones each."""

from __future__ import annotations

import math
import random
from collections import Counter
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from smederij_flows import (
    Ascendency,
    Flow,
    FlowModel,
    FlowsError,
    ascendency,
    balance,
    basis,
    cycling_index,
    hands_per_unit,
    hands_range,
    keynes,
    knock_out,
    lm3,
    read_flows,
    rounds,
    unroll,
)
from smederij_flows.hands import _nodes, _onward
from smederij_flows.splitting import split
from smederij_flows.tests.made_up import NAMES, flow_models, many, seeds
from smederij_flows.tests.references import EXAMPLES

NEIGHBOURHOOD = EXAMPLES / "neighbourhood_money.json"


@pytest.fixture(scope="module")
def town() -> FlowModel:
    return read_flows(Path(NEIGHBOURHOOD))[0]


def halved(model: FlowModel, name: str, *, parts: int) -> FlowModel:
    """The same flows with one node as so many equal ones."""
    nodes = tuple(node for node in model.nodes if node != name)
    pieces = tuple(f"{name} {i}" for i in range(parts))
    i = model.place[name]

    def at(amounts: tuple[int, ...]) -> tuple[int, ...]:
        rest = tuple(a * parts for node, a in zip(model.nodes, amounts, strict=True) if node != name)
        return rest + (amounts[i],) * parts

    flows = []
    for flow in model.flows:
        ends = [pieces if end == name else (end,) for end in (flow.source, flow.target)]
        size = parts // (len(ends[0]) * len(ends[1])) if name in (flow.source, flow.target) else parts
        flows += [Flow(a, b, flow.amount * size) for a in ends[0] for b in ends[1]]
    return replace(
        model, nodes=nodes + pieces, flows=tuple(flows), inflow=at(model.inflow), export=at(model.export),
        dissipation=at(model.dissipation),
    )  # fmt: skip


@many
@given(flow_models(), st.integers(2, 1_000))
def test_more_money_in_the_same_parts_changes_no_ratio(model: FlowModel, times: int) -> None:
    more = replace(
        model,
        flows=tuple(replace(flow, amount=flow.amount * times) for flow in model.flows),
        inflow=tuple(a * times for a in model.inflow),
        export=tuple(a * times for a in model.export),
        dissipation=tuple(a * times for a in model.dissipation),
    )
    for measure in (hands_per_unit, lm3, cycling_index):
        assert measure(more) == pytest.approx(measure(model), rel=1e-9, abs=1e-9)
    assert ascendency(more).diversity == pytest.approx(ascendency(model).diversity, rel=1e-9, abs=1e-9)
    assert balance(more).share == pytest.approx(balance(model).share)


@many
@given(flow_models())
def test_the_order_of_nodes_changes_no_figure(model: FlowModel) -> None:
    def back(amounts: tuple[int, ...]) -> tuple[int, ...]:
        return amounts[::-1]

    other = replace(
        model, nodes=model.nodes[::-1], inflow=back(model.inflow), export=back(model.export),
        dissipation=back(model.dissipation), flows=model.flows[::-1],
    )  # fmt: skip
    for measure in (hands_per_unit, lm3, cycling_index):
        assert measure(other) == pytest.approx(measure(model), rel=1e-9, abs=1e-9)
    assert ascendency(other).mutual == pytest.approx(ascendency(model).mutual, rel=1e-9, abs=1e-9)


@many
@given(flow_models())
def test_all_rounds_together_are_the_hands(model: FlowModel) -> None:
    """T = z (I - G)⁻¹: solving gives the same as adding up what arrives."""
    arrays = model.arrays
    through = np.linalg.solve(np.eye(len(model.nodes)) - arrays.shares.T, arrays.inflow)
    assert through == pytest.approx(arrays.through, rel=1e-6, abs=1e-6)
    assert hands_per_unit(model) == pytest.approx(through.sum() / arrays.inflow.sum(), rel=1e-6)
    assert 1 <= lm3(model) <= min(3, hands_per_unit(model)) + 1e-9


@many
@given(flow_models())
def test_measures_stay_within_their_bounds(model: FlowModel) -> None:
    web, told = ascendency(model), hands_range(model)
    assert 0 <= cycling_index(model) < 1
    assert 0 <= web.mutual <= web.diversity + 1e-9
    assert web.alpha is None or 0 <= web.alpha <= 1 + 1e-9
    assert web.robustness is None or web.robustness <= 0.3679
    assert web.fitness is None or web.fitness <= 1 + 1e-9
    assert 1 <= told.lowest <= told.middle <= told.as_told


@many
@given(flow_models())
def test_nobody_is_short_of_money_exactly_when_nothing_is_unexplained(model: FlowModel) -> None:
    assert balance(model).share == 0
    assert balance(model).doubtful == ()


@many
@given(flow_models())
def test_a_narrower_boundary_explains_as_much(model: FlowModel) -> None:
    """What crosses the new boundary comes in and goes out: nothing is lost by looking at fewer."""
    narrower = model.outside(model.nodes[-1])
    assert narrower.nodes == model.nodes[:-1]
    assert set(balance(narrower).unexplained) <= {0}


@many
@given(flow_models(), st.data())
def test_a_forgotten_flow_shows(model: FlowModel, data: st.DataObject) -> None:
    assume([flow for flow in model.flows if flow.amount])
    forgotten = data.draw(st.sampled_from([flow for flow in model.flows if flow.amount]))
    flows = list(model.flows)
    flows.remove(forgotten)
    found = balance(replace(model, flows=tuple(flows)))
    assert sum(map(abs, found.unexplained)) == 2 * forgotten.amount
    assert found.share


@many
@given(flow_models(balanced=False) | flow_models(), st.integers(1, 6))
def test_hand_by_hand_no_cent_is_lost_or_made(model: FlowModel, hands: int) -> None:
    found = unroll(model, hands=hands)
    assert found.came_in == sum(model.inflow) == found.gone + found.going_round
    into, out_of = Counter[tuple[str, int]](), Counter[tuple[str, int]]()
    for link in found.links:
        assert link.amount > 0
        into[link.target, link.hand + 1] += link.amount if link.target else 0
        out_of[link.source, link.hand] += link.amount if link.source else 0
    assert +into == +out_of


@many
@given(flow_models(), st.integers(1, 5))
def test_in_balance_each_hand_is_the_round_to_within_a_cent_per_node(model: FlowModel, hands: int) -> None:
    found, sums = unroll(model, hands=hands), rounds(model, count=hands + 1)
    told = [*(found.through(hand) for hand in range(1, hands + 1)), found.going_round]
    for mine, exact in zip(told, sums, strict=True):
        assert abs(mine - exact * model.scale) <= len(model.nodes) + 1e-6 * max(exact, 1)


@many
@given(st.integers(0, 10**12), st.lists(st.integers(0, 10**6), min_size=1, max_size=9))
def test_a_split_adds_up_and_is_never_a_cent_off(amount: int, weights: list[int]) -> None:
    assume(any(weights))
    parts = split(amount, weights)
    assert sum(parts) == amount
    for part, weight in zip(parts, weights, strict=True):
        assert abs(part * sum(weights) - amount * weight) < sum(weights)


def test_there_is_no_splitting_over_nothing() -> None:
    with pytest.raises(FlowsError, match="over nothing"):
        split(1, [0, 0])
    assert split(0, [0, 0]) == [0, 0]


def test_the_neighbourhood_to_the_cent(town: FlowModel) -> None:
    found = unroll(town)
    assert (found.came_in, found.gone, found.going_round) == (4_000_000, 3_362_892, 637_108)
    assert [found.through(hand) for hand in (1, 2, 3, 4)] == [4_000_000, 2_202_703, 1_545_439, 1_061_313]


@pytest.mark.parametrize(
    ("wanted", "onward"),
    [(3, {0: 0, 1: 3}), (4, {0: 1, 1: 3}), (2, {0: 0, 1: 2}), (0, {0: 0, 1: 0}), (9, {0: 1, 1: 4})],
)
def test_nobody_passes_on_more_than_they_hold_or_less_than_nothing(
    wanted: int, onward: dict[int, int]
) -> None:
    """One holds 1 and passes on half of it, the other holds 4 and passes on three quarters."""
    nodes = _nodes(FlowModel(("a", "b"), (Flow("a", "b", 1), Flow("b", "a", 3)), (0, 3), (1, 1)))
    assert _onward(nodes, {0: 1, 1: 4}, wanted=wanted) == onward


def test_order_and_slack_of_the_neighbourhood(town: FlowModel) -> None:
    web = ascendency(town)
    assert (web.throughput, web.diversity, web.mutual) == pytest.approx((147_000, 3.618172671, 0.9578550507))
    assert web.alpha == pytest.approx(0.9578550507 / 3.618172671)
    assert web.robustness == pytest.approx(0.3518395138)
    assert (web.capacity, web.ascendency, web.overhead) == pytest.approx(
        (531871.3827, 140804.6925, 391066.6902)
    )
    assert (web.links_per_node, web.roles) == pytest.approx((2.514303506, 1.942419824))


def test_one_flow_alone_has_no_order() -> None:
    web = ascendency(FlowModel(("a",), (), (5,), (0,)))
    assert (web.diversity, web.alpha, web.robustness, web.fitness, web.roles) == (0, None, None, None, 1)
    with pytest.raises(FlowsError, match="nothing flows"):
        ascendency(FlowModel(("a",), (), (0,), (0,)))


def test_the_fitness_of_ulanowicz_is_highest_at_0_46() -> None:
    each = {alpha: Ascendency(1, 1, alpha).fitness or 0 for alpha in (0.44, 0.46, 0.48)}
    assert max(each, key=each.__getitem__) == 0.46
    assert each[0.46] == pytest.approx(1, abs=1e-4)


@many
@given(seeds)
def test_without_a_circle_the_index_is_exactly_nought(seed: int) -> None:
    chance = random.Random(seed)
    order = chance.sample(NAMES, 7)
    pairs = [(a, b) for i, a in enumerate(order) for b in order[i + 1 :]]
    flows = tuple(Flow(a, b, chance.randint(1, 999)) for a, b in pairs if chance.random() < 0.7)
    model = FlowModel(tuple(sorted(order)), flows, tuple(chance.randint(1, 999) for _ in order), (0,) * 7)
    found = cycling_index(model)
    assert (found, math.copysign(1, found)) == (0, 1)


@pytest.mark.parametrize(("parts", "circle"), [(2, 0.18), (10, 0.13), (50, 0.11)])
def test_splitting_residents_moves_the_cycling_index_and_never_the_hands(
    town: FlowModel, parts: int, circle: float
) -> None:
    other = halved(town, "Bewoners", parts=parts)
    assert hands_per_unit(other) == pytest.approx(2.675)
    assert cycling_index(other) == pytest.approx(circle, abs=0.005)


def test_splitting_residents_in_fifty_moves_alpha_too(town: FlowModel) -> None:
    other = ascendency(halved(town, "Bewoners", parts=50)).alpha
    assert (round(ascendency(town).alpha or 0, 2), round(other or 0, 2)) == (0.26, 0.15)


def test_the_boundary_decides(town: FlowModel) -> None:
    assert hands_per_unit(town.outside("Bewoners")) == pytest.approx(1.25)


def test_without_the_kitchen_and_without_residents(town: FlowModel) -> None:
    assert knock_out(town, "Keuken") == pytest.approx(1.70, abs=0.005)
    assert knock_out(town, "Bewoners") == pytest.approx(1.05)


def test_one_flow_taken_for_outside_costs_two_to_thirty_one_percent(town: FlowModel) -> None:
    told = hands_range(town)
    each = [told.lowest / told.as_told - 1, told.middle / told.as_told - 1]
    assert each == pytest.approx([-0.31, -0.09], abs=0.005)


def test_a_forgotten_wage_is_five_and_a_half_percent(town: FlowModel) -> None:
    flows = tuple(flow for flow in town.flows if (flow.source, flow.target) != ("Winkel", "Bewoners"))
    found = balance(replace(town, flows=flows))
    assert found.share == pytest.approx(0.056, abs=0.0005)
    assert found.doubtful == ("Bewoners", "Winkel")


def test_figures_of_flows_carry_how_many_are_only_estimated(town: FlowModel) -> None:
    assert (basis(town).actors, basis(town).lines, basis(town).unsure, basis(town).lacking) == (5, 11, 0, "")
    guessed = replace(town, flows=(*town.flows[:-1], replace(town.flows[-1], estimated=True)))
    assert basis(guessed).unsure == 1
    assert basis(guessed).confirmed_share == pytest.approx(10 / 11)
    assert basis(town.outside("Winkel")).lacking == "too little to tell: 4 actors, at least 5 are needed"


def test_what_a_node_does_not_account_for_is_unexplained_and_not_handed_on() -> None:
    model = FlowModel(("a", "b"), (Flow("a", "b", 4),), (10, 0), (1, 3), (0, 1))
    links = {(one.hand, one.source, one.target, one.how): one.amount for one in unroll(model, hands=2).links}
    assert links == {
        (0, "", "a", "comes in"): 10,
        (1, "a", "", "leaves"): 1,
        (1, "a", "", "unexplained"): 5,
        (1, "a", "b", "passes on"): 4,
        (2, "b", "", "leaves"): 3,
        (2, "b", "", "used up"): 1,
    }


def test_who_pays_more_than_came_in_hands_on_no_more_than_that() -> None:
    model = FlowModel(("a", "b"), (Flow("a", "b", 30),), (10, 0), (10, 30))
    found = unroll(model)
    assert (found.through(1), found.through(2), found.gone) == (10, 8, 10)
    assert balance(model).unexplained == (-30, 0)


def test_keynes_is_the_same_sum() -> None:
    from fractions import Fraction

    assert keynes(spent=Fraction(4, 5), tax=Fraction(1, 4), local=Fraction(1, 2)) == Fraction(10, 7)


def test_money_that_came_from_nowhere_is_refused() -> None:
    round_and_round = (Flow("a", "b", 100), Flow("b", "a", 100))
    model = FlowModel(("a", "b", "c"), round_and_round, (0, 0, 5), (0, 0, 5))
    with pytest.raises(FlowsError, match="a, b has not come in from anywhere"):
        hands_per_unit(model)
    with pytest.raises(FlowsError, match="a, b has not come in from anywhere"):
        knock_out(model, "c")
    with pytest.raises(FlowsError, match="nothing comes in"):
        hands_per_unit(replace(model, inflow=(0, 0, 0)))


def test_nodes_nobody_knows_and_a_neighbourhood_nobody_feeds_are_refused(town: FlowModel) -> None:
    for ask in (town.outside, lambda name: knock_out(town, name)):
        with pytest.raises(FlowsError, match="Zeno is not among the nodes"):
            ask("Zeno")
    fed_by_one = FlowModel(("a", "b"), (Flow("a", "b", 5),), (5, 0), (0, 5))
    with pytest.raises(FlowsError, match="without a nothing comes in"):
        knock_out(fed_by_one, "a")
    with pytest.raises(FlowsError, match="0 hands"):
        unroll(town, hands=0)


@pytest.mark.parametrize(
    ("change", "what"),
    [
        ({"nodes": ("a", "a")}, "a is there twice"),
        ({"inflow": (1,)}, "inflow has 1 amounts for 2 nodes"),
        ({"export": (1, -1)}, "export: -1 is not an amount"),
        ({"flows": (Flow("a", "c", 1),)}, "c is not among the nodes"),
        ({"flows": (Flow("a", "b", -1),)}, "flows: -1 is not an amount"),
    ],
)
def test_flows_that_cannot_be(change: dict[str, object], what: str) -> None:
    facts = {"nodes": ("a", "b"), "flows": (), "inflow": (1, 0), "export": (0, 0)} | change
    with pytest.raises(FlowsError, match=what):
        FlowModel(**facts)  # type: ignore[arg-type]
