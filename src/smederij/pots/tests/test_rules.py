"""Reading account numbers, and money to the cent."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smederij.base.money import LARGEST_CENTS, Money, NotMoney, read_money
from smederij.pots import rules


@pytest.mark.parametrize("text", ["NL91ABNA0417164300", "nl91 abna 0417 1643 00", " NL91 ABNA 0417164300 "])
def test_account_numbers_as_people_type_them(text: str) -> None:
    assert rules.read_iban(text) == "NL91ABNA0417164300"


@pytest.mark.parametrize("text", ["", "NL91ABNA0417164301", "ABNA0417164300", "NL91ABNA04171643", "12345"])
def test_what_is_no_account_number(text: str) -> None:
    with pytest.raises(rules.NotAnIban):
        rules.read_iban(text)


def test_a_masked_number_gives_only_its_end_away() -> None:
    masked = rules.masked("NL91ABNA0417164300")
    assert masked.endswith("4300")
    assert "0417" not in masked
    assert "ABNA" not in masked
    assert rules.spaced("NL91ABNA0417164300") == "NL91 ABNA 0417 1643 00"


@given(st.integers(0, LARGEST_CENTS))
def test_what_is_written_is_read_again(cents: int) -> None:
    assert read_money(str(Money(cents))) == Money(cents)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "-5",
        "−0",
        "0,1+0,2",
        "1.5",
        "1,5",
        "1,555",
        "1.23,00",
        "1e3",
        "10.000.000.000,00",
        "NaN",
        "٣",
        "€",
    ],
)
def test_what_is_no_amount(text: str) -> None:
    with pytest.raises(NotMoney):
        read_money(text)


@given(st.integers(0, LARGEST_CENTS), st.lists(st.integers(0, 1000), min_size=1, max_size=30))
def test_parts_add_up_and_nobody_is_a_cent_off(cents: int, shares: list[int]) -> None:
    if not sum(shares):
        with pytest.raises(ValueError, match="add up"):
            Money(cents).split(shares)
        return
    parts = Money(cents).split(shares)
    assert sum(part.cents for part in parts) == cents
    for part, share in zip(parts, shares, strict=True):
        assert abs(part.cents - Fraction(cents * share, sum(shares))) < 1
    assert all(not part for part, share in zip(parts, shares, strict=True) if share == 0)
