"""Leontief by hand: two sectors that each buy half of what they need of the other."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest

from smederij_flows import FlowsError, NeverLeaves, closed_form, input_output


def test_two_sectors_by_hand() -> None:
    found = input_output(np.array([[0.0, 100.0], [100.0, 0.0]]), np.array([200.0, 200.0]))
    assert found.direct.tolist() == [[0, 0.5], [0.5, 0]]
    assert found.total == pytest.approx(np.array([[4 / 3, 2 / 3], [2 / 3, 4 / 3]]))
    assert found.multipliers == pytest.approx(np.array([2, 2]))
    assert found.output(np.array([3.0, 0.0])) == pytest.approx(np.array([4, 2]))


def test_one_sector_is_the_closed_form() -> None:
    found = input_output(np.array([[80.0]]), np.array([100.0]))
    assert found.multipliers == pytest.approx(float(closed_form(Fraction(4, 5)).all_rounds))


@pytest.mark.parametrize("sold", [100.0, 150.0])
def test_sectors_that_need_all_they_make_have_no_sum(sold: float) -> None:
    with pytest.raises(NeverLeaves, match="no finite sum"):
        input_output(np.array([[sold]]), np.array([100.0]))


@pytest.mark.parametrize(("flows", "output"), [([[1.0, 2.0]], [5.0]), ([[-1.0]], [5.0]), ([[1.0]], [0.0])])
def test_what_is_no_table_is_refused(flows: list[list[float]], output: list[float]) -> None:
    with pytest.raises(FlowsError, match="for every two sectors"):
        input_output(np.array(flows), np.array(output))


@pytest.mark.parametrize("share", [Fraction(-1, 2), Fraction(3, 2)])
def test_a_share_is_a_part_of_one(share: Fraction) -> None:
    with pytest.raises(FlowsError, match="is not a share"):
        closed_form(share)


def test_a_share_of_one_never_leaves() -> None:
    with pytest.raises(NeverLeaves, match="no finite sum"):
        closed_form(Fraction(1))
    assert closed_form(Fraction(1, 2)).lm3 == Fraction(7, 4)
    assert closed_form(Fraction(1, 2)).all_rounds == 2
