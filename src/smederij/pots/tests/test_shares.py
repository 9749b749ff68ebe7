"""Whose euro went where, to the cent."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smederij.pots.shares import Move, Purse, split

TOWN, CORP, SHOP = 11, 12, 13  # funders
PURSE, SAVED, PAID, LEAVING = 1, 2, 3, 4  # places


def _taken(*moves: tuple[int, int, int, str, int | None]) -> Purse:
    """Moves as (from, to, cents, code, funder); "wrong" is a pledge taken back."""
    made = [
        Move(
            n,
            debit,
            credit,
            cents,
            "undo" if code == "wrong" else code,
            "pledge" if code == "wrong" else "",
            who,
        )
        for n, (debit, credit, cents, code, who) in enumerate(moves, 1)
    ]
    return Purse(gone=frozenset({LEAVING, 0})).take(made)


def _pledge(funder: int, cents: int) -> tuple[int, int, int, str, int | None]:
    return (0, PURSE, cents, "pledge", funder)


def test_every_amount_takes_from_each_by_what_it_has_in_the_pot() -> None:
    purse = _taken(_pledge(TOWN, 300_000), _pledge(CORP, 100_000), (PURSE, PAID, 80_000, "award", None))
    assert purse.at(PAID) == {TOWN: 60_000, CORP: 20_000}
    assert purse.at(PURSE) == {TOWN: 240_000, CORP: 80_000}


def test_who_comes_later_did_not_pay_for_what_came_before() -> None:
    purse = _taken(_pledge(TOWN, 100), (PURSE, PAID, 60, "award", None), _pledge(CORP, 40))
    assert purse.at(PAID) == {TOWN: 60}
    assert purse.split(purse.at(PURSE), 20) == {TOWN: 10, CORP: 10}


def test_a_cent_that_cannot_be_parted_goes_by_largest_remainder_and_then_to_who_was_first() -> None:
    thirds = _taken(_pledge(SHOP, 1), _pledge(TOWN, 1), _pledge(CORP, 1), (PURSE, PAID, 1, "award", None))
    assert thirds.parts[4] == {SHOP: 1}
    purse = _taken(_pledge(TOWN, 100), _pledge(CORP, 200), (PURSE, PAID, 100, "award", None))
    assert purse.parts[3] == {TOWN: 33, CORP: 67}


def test_what_goes_back_to_a_funder_is_of_that_funder_only() -> None:
    purse = _taken(
        _pledge(TOWN, 100),
        _pledge(CORP, 100),
        (PURSE, LEAVING, 70, "back", CORP),
        (LEAVING, 0, 70, "home", None),
    )
    assert purse.at(PURSE) == {TOWN: 100, CORP: 30}
    assert (purse.within(CORP), purse.at(0)) == (30, {CORP: 70})


def test_what_never_came_in_never_paid_for_anything() -> None:
    """The corporation's thousand was a mistake; half of it had gone on already."""
    purse = _taken(
        _pledge(TOWN, 1000),
        _pledge(CORP, 1000),
        (PURSE, PAID, 1000, "award", None),
        (PURSE, 0, 1000, "wrong", CORP),
    )
    assert +purse.at(PAID) == {TOWN: 1000}
    assert +purse.at(PURSE) == {}


def test_only_the_wrong_part_is_traded() -> None:
    purse = _taken(
        _pledge(TOWN, 500),
        _pledge(SHOP, 300),
        _pledge(CORP, 1000),
        _pledge(CORP, 200),
        (PURSE, PAID, 300, "award", None),
        (PURSE, SAVED, 300, "aside", None),
        (PURSE, 0, 1000, "wrong", CORP),
    )
    assert [purse.within(one) for one in (TOWN, SHOP, CORP)] == [500, 300, 200]
    assert [sum(purse.at(place).values()) for place in (PURSE, SAVED, PAID)] == [400, 300, 300]
    assert min(cents for held in purse.places.values() for cents in held.values()) >= 0


def test_more_than_there_is_cannot_be_split() -> None:
    with pytest.raises(ValueError, match="less"):
        split(Counter({TOWN: 3}), 4)


@given(held=st.lists(st.integers(0, 10**9), min_size=1, max_size=6), part=st.fractions(0, 1))
def test_a_split_is_whole_and_takes_from_nobody_more_than_it_has(held: list[int], part: object) -> None:
    holding = Counter(dict(enumerate(held)))
    cents = int(sum(held) * part)  # type: ignore[operator]
    parts = split(holding, cents)
    assert parts.total() == cents
    assert all(0 < parts[one] <= holding[one] for one in parts)
    off = [abs(parts[one] * sum(held) - holding[one] * cents) for one in holding]
    assert not cents or max(off) < sum(held)
