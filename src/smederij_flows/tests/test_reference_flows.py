"""Flow networks as published, and as recomputed in two independent ways: every figure."""

from __future__ import annotations

import math
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from smederij_flows import (
    NeverLeaves,
    ascendency,
    balance,
    benefit_matrix,
    blau,
    blau_normalised,
    blau_unbiased,
    closed_form,
    cycling_index,
    effective_number,
    hands_per_unit,
    input_output,
    lm3,
    read_benefits,
    read_flows,
    rounds,
    unroll,
)
from smederij_flows.tests.references import FILES, reference, skip_without

skip_without()
FLOWS = [path for path in FILES if path.name.startswith(("ena_", "flow_"))]


def measured(path: Path) -> dict[str, float | None]:
    model, _ = read_flows(path)
    web = ascendency(model)
    return {
        "boundary_in": sum(model.inflow) / model.scale,
        "TST_throughflow": sum(model.arriving) / model.scale,
        "TSTp_throughput": web.throughput,
        "APL": hands_per_unit(model),
        "FCI": cycling_index(model),
        "H_bits": web.diversity,
        "AMI_bits": web.mutual,
        "Hc_bits": web.conditional,
        "capacity_C": web.capacity,
        "ascendency_A": web.ascendency,
        "overhead_Phi": web.overhead,
        "alpha_A_over_C": web.alpha,
        "robustness_minus_a_ln_a": web.robustness,
        "effective_link_density_c": web.links_per_node,
        "effective_roles_n": web.roles,
        "LM3_boundary_rounds": lm3(model),
    }


@pytest.mark.parametrize("path", FLOWS, ids=lambda path: path.stem)
def test_every_figure_of_a_published_flow_network(path: Path) -> None:
    expected = reference(path.stem)["expected"]
    found = measured(path)
    assert found == {key: pytest.approx(expected[key], rel=1e-8, abs=1e-12) for key in found}


@pytest.mark.parametrize("path", FLOWS, ids=lambda path: path.stem)
def test_what_arrives_at_every_node(path: Path) -> None:
    model, not_read = read_flows(path)
    expected = reference(path.stem)["expected"]["T_node"]
    assert [amount / model.scale for amount in model.arriving] == pytest.approx(expected, rel=1e-8)
    assert not_read == ()


@pytest.mark.parametrize("path", FLOWS, ids=lambda path: path.stem)
def test_published_models_are_balanced_within_five_percent(path: Path) -> None:
    assert balance(read_flows(path)[0]).doubtful == ()


@pytest.mark.parametrize("path", FLOWS, ids=lambda path: path.stem)
def test_following_every_hand_of_a_published_model_loses_nothing(path: Path) -> None:
    model, _ = read_flows(path)
    followed = unroll(model, hands=6)
    assert followed.came_in == sum(model.inflow) == followed.gone + followed.going_round


def test_the_figures_printed_for_the_oyster_reef() -> None:
    """Dame and Patten 1981, as printed with seven digits by Borrett and Lau 2014."""
    found = measured(next(path for path in FLOWS if "oyster" in path.name))
    assert found["APL"] == pytest.approx(2.015512, abs=5e-7)
    assert found["FCI"] == pytest.approx(0.1101686, abs=5e-8)
    assert found["alpha_A_over_C"] == pytest.approx(0.4407191, abs=5e-8)


def test_the_alpha_printed_for_cone_spring() -> None:
    """Ulanowicz, Goerner, Lietaer and Gomez 2009: 0.418."""
    found = measured(next(path for path in FLOWS if "cone_spring" in path.name))["alpha_A_over_C"]
    assert found is not None
    assert round(found, 3) == 0.418 == reference("ena_02")["expected"]["published_alpha_3dp"]


def test_where_nothing_goes_in_a_circle_the_index_is_nought_and_not_minus_nought() -> None:
    found = measured(next(path for path in FLOWS if "acyclic" in path.name))["FCI"]
    assert found == 0
    assert math.copysign(1, found) == 1


def test_hands_of_the_neighbourhood() -> None:
    data, (model, _) = reference("flow_09"), read_flows(next(p for p in FLOWS if "flow_09" in p.name))
    expected = data["expected"]
    assert rounds(model, count=9) == pytest.approx(expected["rounds_first_9"], rel=1e-9)
    assert hands_per_unit(model) == pytest.approx(expected["LMinf_equals_APL"], rel=1e-9)
    followed, told = unroll(model), expected["sankey_unrolled_4_hands"]
    assert followed.gone == round(told["leaked"] * 100) == 3_362_892
    assert followed.going_round == round(told["still_circulating"] * 100) == 637_108


@pytest.mark.parametrize("place", range(4))
def test_multipliers_in_closed_form(place: int) -> None:
    data = reference("lm_10")
    case, expected = data["input"]["cases"][place], data["expected"]["cases"][place]
    found = closed_form(Fraction(str(case["local_share"])))
    assert float(found.lm3) == pytest.approx(expected["LM3"], abs=1e-9)
    assert float(found.all_rounds) == pytest.approx(expected["LM_inf"], abs=1e-9)
    assert case["start"] * found.all_rounds == pytest.approx(expected["total"], abs=1e-9)


def test_money_that_never_leaves_is_refused() -> None:
    with pytest.raises(NeverLeaves, match="no finite sum"):
        closed_form(Fraction(1))


def test_two_sectors_of_leontief() -> None:
    data = reference("leontief_11")
    given, expected = data["input"], data["expected"]
    found = input_output(np.array(given["Z"], dtype=float), np.array(given["total_output"], dtype=float))
    assert found.direct == pytest.approx(np.array(expected["A"]), rel=1e-9)
    assert found.total == pytest.approx(np.array(expected["L"]), rel=1e-9)
    assert found.multipliers == pytest.approx(np.array(expected["output_multipliers_column_sums"]), rel=1e-9)
    new = found.output(np.array(given["new_final_demand"], dtype=float))
    assert new == pytest.approx(np.array(expected["new_output"]), rel=1e-9)


@pytest.mark.parametrize("place", range(3))
def test_blau_and_the_effective_number(place: int) -> None:
    data = reference("div_16")
    counts, expected = data["input"]["cases"][place], data["expected"]["cases"][place]
    found: dict[str, Any] = {
        "blau": blau(counts),
        "effective_number": effective_number(counts),
        "blau_normalised": blau_normalised(counts, kinds=data["input"]["categories"]),
    }
    assert found == {key: pytest.approx(value, abs=1e-9) for key, value in expected.items()}
    if counts == [10, 6, 3, 1]:
        assert blau_unbiased(counts) == pytest.approx(0.668421053, abs=1e-9)


def test_the_benefit_matrix() -> None:
    expected = reference("ben_17")["expected"]
    benefits, pays, not_read = read_benefits(next(path for path in FILES if path.name.startswith("ben_17")))
    found = benefit_matrix(benefits, pays=pays)
    assert found.once.low == found.once.high == expected["total_once"] * 100
    assert found.if_all_claimed.low == expected["total_if_each_field_claims_all"] * 100
    assert list(found.overclaimed) == expected["overclaimed"]
    assert {name: at.low / 100 for name, at in found.per_field.items()} == expected["per_field"]
    assert list(found.unpriced) == expected["unpriced"]
    assert len(found.fields) == expected["fields_touched"]
    assert not_read == ()
