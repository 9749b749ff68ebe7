"""Outcomes by field of policy, to the cent, and givers."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smederij_flows import Benefit, FlowsError, Range, benefit_matrix, read_benefits, sources
from smederij_flows.tests.made_up import many
from smederij_flows.tests.references import EXAMPLES

FIELDS = ("youth", "health", "safety")
parts = st.sampled_from([Fraction(0), Fraction(1, 3), Fraction(1, 2), Fraction(7, 10), Fraction(1)])


def benefit(id: str = "b", **more: object) -> Benefit:
    return Benefit(id=id, what="children play outside", **{"claims": {}, **more})  # type: ignore[arg-type]


@st.composite
def benefits(draw: st.DrawFn) -> Benefit:
    low = draw(st.none() | st.integers(0, 10_000))
    high = None if low is None else low + draw(st.integers(0, 500))
    claims = {name: draw(parts) for name in FIELDS}
    return benefit(str(draw(st.integers(0, 10**9))), low=low, high=high, claims=claims)


@many
@given(st.lists(benefits(), max_size=5, unique_by=lambda one: one.id))
def test_no_cent_is_counted_twice(some: list[Benefit]) -> None:
    found = benefit_matrix(tuple(some))
    for one in some:
        if one.low is None or one.high is None:
            assert one.id in found.unpriced
            assert one.id not in found.cells
            continue
        row = found.cells[one.id].values()
        assert all(0 <= cell.low <= cell.high for cell in row)
        for end, amount in (("low", one.low), ("high", one.high)):
            together = sum(getattr(cell, end) for cell in row)
            assert together <= amount
            assert together == amount or one.claimed < 1
    assert found.overclaimed == tuple(one.id for one in some if one.claimed > 1)
    assert sum(at.low for at in found.per_field.values()) <= found.once.low
    assert found.once.low == sum(one.low or 0 for one in some)


def test_no_field_gets_less_at_the_high_end() -> None:
    """Split apart, 10 cents would give the third field 2, and 11 cents 1: the paradox of Alabama."""
    claims = {"youth": Fraction(6, 14), "health": Fraction(6, 14), "safety": Fraction(2, 14)}
    found = benefit_matrix((benefit(low=10, high=11, claims=claims),))
    assert found.cells["b"]["safety"] == Range(2, 2)


def test_the_example_counted_once_and_counted_by_all() -> None:
    some, pays, not_read = read_benefits(EXAMPLES / "benefits.json")
    found = benefit_matrix(some, pays=pays)
    assert (found.once, found.if_all_claimed) == (Range(2_800_000, 2_800_000), Range(4_600_000, 4_600_000))
    assert (found.overclaimed, found.unpriced, len(found.fields)) == (("b3", "b4"), ("b4",), 5)
    assert not_read == ()


def test_who_pays_and_who_gets_shows_the_wrong_pocket() -> None:
    some = (benefit(low=900, high=1_000, claims={"health": Fraction(1)}),)
    found = benefit_matrix(some, pays={"youth": 400, "health": 100})
    assert found.gap == {"health": Range(800, 900), "youth": Range(-400, -400)}


@pytest.mark.parametrize(
    ("more", "what"),
    [
        ({"low": 5}, "give both ends"),
        ({"low": 5, "high": 4}, "from a lower amount to a higher"),
        ({"low": -1, "high": 4}, "from 0 up"),
        ({"claims": {"health": Fraction(3, 2)}}, "health claims 3/2"),
    ],
)
def test_what_cannot_be_is_refused(more: dict[str, object], what: str) -> None:
    with pytest.raises(FlowsError, match=what):
        benefit("b", **more)


def test_an_outcome_stands_once() -> None:
    with pytest.raises(FlowsError, match="outcome b is there twice"):
        benefit_matrix((benefit(), benefit()))


def test_one_giver_of_three_quarters_is_as_one_and_a_half() -> None:
    found = sources({"town": 30_000, "fund": 10_000, "none": 0})
    assert (found.effective, found.largest, found.largest_share) == (1.6, "town", 0.75)
    assert sources({}).effective is None
    assert sources({"town": 0}).largest is None
