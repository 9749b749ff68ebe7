"""Money: whole euro cents in one small type. Never a float, never a Decimal in the database."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Self

from django.utils.translation import get_language

LARGEST_CENTS = 10**11
LONGEST = 60  # signs: spaces around an amount included
DUTCH = str.maketrans(",.", ".,")


class NotMoney(ValueError):
    """The text can't be read as an amount of euros."""


@dataclass(frozen=True, order=True, slots=True)
class Money:
    """An amount in euro cents; it may be negative in sums, never in a transfer."""

    cents: int

    def __post_init__(self) -> None:
        if type(self.cents) is not int:
            raise TypeError(f"cents must be an int, not {type(self.cents).__name__}")

    def __add__(self, other: Self) -> "Money":
        return Money(self.cents + other.cents)

    def __sub__(self, other: Self) -> "Money":
        return Money(self.cents - other.cents)

    def __neg__(self) -> "Money":
        return Money(-self.cents)

    def __bool__(self) -> bool:
        return self.cents != 0

    def __str__(self) -> str:
        """As people here write it: € 1.500 or € 1.500,50; in English € 1,500.50."""
        return self.written(get_language() or "nl")

    def written(self, language: str) -> str:
        """The amount with the separators of a language; Dutch unless it is English."""
        sign = "-" if self.cents < 0 else ""
        euros, cents = divmod(abs(self.cents), 100)
        whole = f"{euros:,}.{cents:02}" if cents else f"{euros:,}"
        if not language.startswith("en"):
            whole = whole.translate(DUTCH)
        return f"{sign}€ {whole}"

    def split(self, shares: Sequence[int | Fraction]) -> list["Money"]:
        """Divide over shares to the cent: largest remainders first, earlier shares win ties.

        The parts always add up to the whole. Raises ValueError when the shares are empty,
        negative, or add up to nothing.
        """
        total = sum(Fraction(share) for share in shares)
        if not shares or total <= 0 or any(share < 0 for share in shares):
            raise ValueError("Money can be split only over shares that add up to something.")
        exact = [Fraction(self.cents) * share / total for share in shares]
        parts = [part.numerator // part.denominator for part in exact]
        order = sorted(range(len(parts)), key=lambda i: (parts[i] - exact[i], i))
        for i in order[: self.cents - sum(parts)]:
            parts[i] += 1
        return [Money(part) for part in parts]


ZERO = Money(0)
_WHOLE = r"(\d{1,3}(?:\.\d{3})+|\d{1,3}(?: \d{3})+|\d+)"
_AMOUNT = re.compile(
    rf"(?:(?:€|eur|euro)\s*)?{_WHOLE}(?:,(\d{{2}}|-))?(?:\s*(?:€|eur|euro))?", re.IGNORECASE | re.ASCII
)
_HARD_SPACES = str.maketrans("\u00a0\u202f\u2009", "   ")


def euros(amount: int) -> Money:
    """A whole number of euros."""
    return Money(amount * 100)


def read_money(text: str) -> Money:
    """Read what a resident types: 900, 1500, 1.500, 1 500, € 1.500,50, 900 euro or 12,-.

    Raises NotMoney for anything else, 1.5, 1,5 and 1500.00 included: a wrong guess costs money.
    """
    match = _AMOUNT.fullmatch(text.strip().translate(_HARD_SPACES)) if len(text) <= LONGEST else None
    if not match:
        raise NotMoney(text)
    whole, cents = match.groups()
    amount = int(whole.replace(".", "").replace(" ", "")) * 100 + int((cents or "0").replace("-", "0"))
    if amount > LARGEST_CENTS:
        raise NotMoney(text)
    return Money(amount)
