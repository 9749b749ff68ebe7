"""Exact amounts and scores: text in, whole numbers and fractions out, and back."""

from __future__ import annotations

import re
from fractions import Fraction

LEAST_DECIMALS = 2  # cents, so that amounts agree with the ledger
_DECIMAL = re.compile(r"([0-9]{1,15})(?:[.,]([0-9]{1,6}))?\Z")
_RATIONAL = re.compile(r"-?[0-9]{1,60}(?:/[1-9][0-9]{0,59})?\Z")


def decimal(text: str) -> Fraction:
    """The value of a plain decimal such as `1500`, `23.8` or `23,8`; ValueError for anything else."""
    found = _DECIMAL.match(text.strip())
    if not found:
        raise ValueError(f'"{text[:40]}" is not an amount: write it like 1500 or 972679.04')
    whole, part = found[1], found[2] or ""
    return Fraction(int(whole + part), 10 ** len(part))


def decimals(text: str) -> int:
    """How many decimals a plain decimal really uses: one in `2.50`, none in `3.00`."""
    part = re.split("[.,]", text.strip())[1:]
    return len(part[0].rstrip("0")) if part else 0


def to_minor(value: Fraction, *, scale: int) -> int:
    """An amount in whole units as a number of smallest units; ValueError when it is finer than those."""
    minor = value * scale
    if minor.denominator != 1:
        raise ValueError(f"an amount may not be finer than 1/{scale}")
    return minor.numerator


def amount_text(minor: int, *, scale: int) -> str:
    """An amount as the shortest exact decimal in whole units: `1500`, `972679.04`."""
    whole, rest = divmod(minor, scale)
    if not rest:
        return str(whole)
    return f"{whole}.{str(rest).zfill(len(str(scale)) - 1).rstrip('0')}"


def rational(value: int | Fraction | str) -> Fraction:
    """A score as a fraction; floats and bools are refused, because they are not what was counted."""
    if isinstance(value, bool | float):
        raise TypeError(f"{value!r} is not exact: give a whole number, a Fraction or text")
    if isinstance(value, str):
        return Fraction(value) if _RATIONAL.match(value) else decimal(value)
    return Fraction(value)


def rational_text(value: Fraction) -> str:
    """A fraction as `p/q`, or `p` when it is whole."""
    return str(value)
