"""What comes out of a box in which somebody typed."""

from smederij.base.inputs import Words


def test_signs_that_turn_the_text_around_are_not_kept() -> None:
    assert Words().clean("\u202egnp.moc\u202c \u2066Jan\u2069") == "gnp.moc Jan"


def test_a_name_in_another_script_stays_as_it_is() -> None:
    assert Words().clean(" \u0645\u0631\u064a\u0645\u200f ") == "\u0645\u0631\u064a\u0645\u200f"
