"""Money: reading what people type, adding up, and dividing without losing a cent."""

from fractions import Fraction

import pytest
from django import forms
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from smederij.base.fields import MoneyField, MoneyFormField, MoneyInput
from smederij.base.money import LARGEST_CENTS, ZERO, Money, NotMoney, euros, read_money


@pytest.mark.parametrize(
    ("typed", "cents"),
    [
        ("900", 90_000),
        ("1500", 150_000),
        ("1.500", 150_000),
        ("€ 1.500,50", 150_050),
        ("€\u00a01.500", 150_000),
        ("eur 12,-", 1_200),
        (" 0,01 ", 1),
        ("1.000.000", 100_000_000),
        ("0", 0),
        ("900 euro", 90_000),
        ("900 EUR", 90_000),
        ("12,50 euro", 1_250),
        ("900€", 90_000),
        ("1 500", 150_000),
        ("1\u202f500", 150_000),
        ("1 500,00", 150_000),
        ("€ 1 000 000", 100_000_000),
    ],
)
def test_reads_what_people_type(typed: str, cents: int) -> None:
    assert read_money(typed) == Money(cents)


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "1.5",
        "1,5",
        "1.50",
        "15.00",
        "1,500",
        "-5",
        "1e3",
        "1500.00",
        "1 50",
        "1500 500",
        "1 500.000",
        "1  500",
        "900 dollar",
        "900 eurocent",
        "euro",
        "12,345",
        "1.5000",
        "٣",
        "²",
        "9" * 20,
    ],
)
def test_never_guesses(typed: str) -> None:
    with pytest.raises(NotMoney):
        read_money(typed)


def test_the_largest_amount_is_a_limit_not_a_surprise() -> None:
    assert read_money(str(LARGEST_CENTS // 100)).cents == LARGEST_CENTS
    with pytest.raises(NotMoney):
        read_money(str(LARGEST_CENTS // 100 + 1))


@pytest.mark.parametrize(
    ("cents", "said"),
    [
        (0, "€ 0"),
        (1, "€ 0,01"),
        (90_000, "€ 900"),
        (150_050, "€ 1.500,50"),
        (-5, "-€ 0,05"),
        (10**9, "€ 10.000.000"),
    ],
)
def test_says_it_as_the_dutch_write_it(cents: int, said: str) -> None:
    assert str(Money(cents)) == said


@given(st.integers(0, LARGEST_CENTS))
def test_what_is_said_can_be_read_again(cents: int) -> None:
    assert read_money(str(Money(cents))) == Money(cents)


def test_only_whole_cents_exist() -> None:
    for wrong in (1.0, "1", True, Fraction(1), None):
        with pytest.raises(TypeError):
            Money(wrong)  # type: ignore[arg-type]
    assert euros(3) + Money(5) - Money(1) == Money(304)
    assert (-Money(5), bool(ZERO), bool(Money(-1)), Money(1) < Money(2)) == (Money(-5), False, True, True)


def test_dividing_gives_the_odd_cents_to_the_largest_remainders() -> None:
    assert euros(100).split([1, 1, 1]) == [Money(3334), Money(3333), Money(3333)]
    assert euros(1).split([Fraction(1, 3), Fraction(2, 3)]) == [Money(33), Money(67)]
    assert euros(1).split([0, 5]) == [ZERO, Money(100)]
    assert Money(-100).split([1, 2]) == [Money(-33), Money(-67)]


@given(st.integers(-(10**12), 10**12), st.lists(st.integers(0, 10**6), min_size=1).filter(any))
def test_the_parts_always_make_the_whole_again(cents: int, shares: list[int]) -> None:
    parts = Money(cents).split(shares)
    assert sum(part.cents for part in parts) == cents
    for part, share in zip(parts, shares, strict=True):
        assert abs(part.cents - Fraction(cents) * share / sum(shares)) < 1
        assert share or not part


@pytest.mark.parametrize("shares", [[], [0, 0], [1, -1], [2, -1]])
def test_shares_that_make_no_whole_are_refused(shares: list[int]) -> None:
    with pytest.raises(ValueError):
        euros(1).split(shares)


def test_the_column_takes_money_and_gives_money() -> None:
    column = MoneyField()
    assert column.get_prep_value(Money(5)) == 5
    assert column.from_db_value(5, None, None) == Money(5)
    assert column.from_db_value(None, None, None) is None


class Asked(forms.Form):
    asked = MoneyFormField(required=False)


@pytest.mark.parametrize("typed", ["veel", "1.5", "<b>5</b>", "5;drop"])
def test_what_cannot_be_read_stays_in_the_box(typed: str) -> None:
    form = Asked({"asked": typed})
    assert not form.is_valid()
    assert "900" in form.errors["asked"][0]
    assert form["asked"].value() == typed


def test_the_box_shows_an_amount_without_its_sign() -> None:
    assert 'value="1.500"' in str(Asked(initial={"asked": euros(1500)})["asked"])
    form = Asked({"asked": ""})
    assert form.is_valid()
    assert form.cleaned_data["asked"] is None


def test_english_has_its_own_separators_and_forms_keep_the_dutch_ones() -> None:
    with translation.override("en"):
        assert str(Money(150050)) == "€ 1,500.50"
        assert MoneyInput().format_value(Money(150050)) == "1.500,50"
    assert str(Money(150050)) == "€ 1.500,50"


@pytest.mark.parametrize(("required", "says"), [(True, False), (False, True)])
def test_only_who_may_leave_it_empty_hears_that(required: bool, says: bool) -> None:
    with pytest.raises(forms.ValidationError) as wrong:
        MoneyFormField(required=required).clean("veel")
    assert ("leeg" in str(wrong.value.messages)) is says
    assert ("2200" in str(wrong.value.messages)) is not says


def test_a_field_may_say_it_in_its_own_words() -> None:
    field = MoneyFormField(error_messages={"invalid": "Anders"})
    with pytest.raises(forms.ValidationError, match="Anders"):
        field.clean("veel")


def test_more_digits_than_a_number_has_are_no_money() -> None:
    with pytest.raises(NotMoney):
        read_money("9" * 5000)
