"""Whole cents over several hands, so that nothing is lost or made."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from smederij_flows.errors import FlowsError


def split(amount: int, weights: Sequence[int | Fraction]) -> list[int]:
    """`amount` in proportion to `weights`, in whole numbers that add up to it exactly.

    Each part is its exact share rounded down or up; the largest remainders are rounded up, of equal ones the
    first (Hamilton's method). FlowsError when there is something to split and no weight above nought.
    """
    whole: int | Fraction = sum(weights)
    if amount and not whole:
        raise FlowsError(f"{amount} can't be split over nothing")
    if not whole:
        return [0] * len(weights)
    parts = [int(amount * weight // whole) for weight in weights]
    rests = [amount * weight - part * whole for weight, part in zip(weights, parts, strict=True)]
    for place in sorted(range(len(parts)), key=lambda i: (-rests[i], i))[: amount - sum(parts)]:
        parts[place] += 1
    return parts
