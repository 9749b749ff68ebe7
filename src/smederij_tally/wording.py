"""Amounts and scores as people read them."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from smederij_tally.amounts import amount_text

_UNITS = {"votes": ("vote", "votes"), "points": ("point", "points"), "percent": ("percent", "percent")}


def money_text(minor: int, *, scale: int) -> str:
    """An amount to read: thousands apart, decimals only when there are any, and then at least two."""
    whole, _, rest = amount_text(minor, scale=scale).partition(".")
    return f"{int(whole):,}" + (f".{rest.ljust(2, '0')}" if rest else "")


def share_text(amount: Fraction, *, scale: int) -> str:
    """An exact amount to read: as money when it is whole, else `about` so much, to the hundredth."""
    if amount.denominator == 1:
        return money_text(int(amount), scale=scale)
    hundredths = round(amount / scale * 100)
    return f"about {money_text(hundredths, scale=100)}"


def score_text(score: Fraction, *, kind: str) -> str:
    """A score to read, such as `1 vote` or `23.8 percent`; rounded to two decimals if it is not whole."""
    one, many = _UNITS[kind]
    return f"{number_text(score)} {one if score == 1 else many}"


def number_text(score: Fraction) -> str:
    """A number to read, rounded to two decimals if it is not whole."""
    if score.denominator == 1:
        return f"{score.numerator:,}"
    hundredths = round(score * 100)
    return f"{hundredths // 100:,}.{hundredths % 100:02d}".rstrip("0").rstrip(".")


def listed_text(parts: Sequence[str]) -> str:
    """Things one after another: `a`, `a and b`, `a, b and c`."""
    return " and ".join([", ".join(parts[:-1]), parts[-1]] if len(parts) > 1 else parts)


def counted_text(n: int, one: str, many: str) -> str:
    """So many of something: `1 ballot`, `2,000 ballots`."""
    return f"{n:,} {one if n == 1 else many}"
