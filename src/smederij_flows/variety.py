"""How varied something is: kinds of help, sides, or where money comes from."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction


def blau(counts: Iterable[int]) -> float | None:
    """1 - Σ p²: the chance that two drawn with replacement differ; None when there is nothing.

    Source: Blau 1977; Simpson 1949. Its maximum depends on how many kinds there are: show `effective_number`
    instead. Count contributions, never money: one gift of land would drown all hours.
    """
    same = _same(counts)
    return None if same is None else float(1 - same)


def effective_number(counts: Iterable[int]) -> float | None:
    """1 / Σ p² (Hill 1973, order 2): so many equal kinds would be as varied; None when there is nothing.

    Unit: kinds (for sources of money: sources). With fewer than five counted, show no figure.
    """
    same = _same(counts)
    return None if same is None else float(1 / same)


def blau_normalised(counts: Iterable[int], *, kinds: int) -> float | None:
    """Blau's index as a part of the most it can be with so many kinds; None with fewer than two kinds."""
    same = _same(counts)
    return None if same is None or kinds <= 1 else float((1 - same) / (1 - Fraction(1, kinds)))


def blau_unbiased(counts: Iterable[int]) -> float | None:
    """The chance that two drawn without replacement differ; None with fewer than two."""
    given = list(counts)
    total = sum(given)
    if total <= 1:
        return None
    return float(1 - Fraction(sum(n * (n - 1) for n in given), total * (total - 1)))


def largest_share(counts: Iterable[int]) -> float | None:
    """The part of the largest; None when there is nothing."""
    given = list(counts)
    return max(given) / sum(given) if any(given) else None


def _same(counts: Iterable[int]) -> Fraction | None:
    given = list(counts)
    total = sum(given)
    return Fraction(sum(n * n for n in given), total * total) if total else None
