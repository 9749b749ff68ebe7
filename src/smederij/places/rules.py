"""Which addresses belong to an area, and when two areas claim the same ones."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TypeAlias, TypeVar

POSTCODE = re.compile(r"([1-9][0-9]{3})\s*([A-Z]{2})")
HIGHEST = 99_999
Owner = TypeVar("Owner")
Owned: TypeAlias = tuple[Owner, "Range"]


def read_postcode(text: str) -> str | None:
    """ "7901 ab" becomes "7901AB"; None when it is no postcode."""
    found = POSTCODE.fullmatch(text.strip().upper())
    return "".join(found.groups()) if found else None


@dataclass(frozen=True, slots=True)
class Range:
    """Addresses: postcodes from first to last ("7901AA"), house numbers from and to, on one side or both."""

    first: str
    last: str
    from_number: int = 1
    to_number: int = HIGHEST
    side: str = ""

    @property
    def codes(self) -> tuple[int, int]:
        """The first and the last postcode, counted."""
        return _counted(self.first), _counted(self.last)

    @property
    def numbers(self) -> tuple[int, int]:
        """The lowest and the highest house number that really belong to it."""
        odd = self.side == "odd"
        low, high = self.from_number, self.to_number
        if self.side:
            low += low % 2 != odd
            high -= high % 2 != odd
        return low, high

    @property
    def is_fit(self) -> bool:
        """Whether there can be an address in it."""
        low, high = self.numbers
        return self.codes[0] <= self.codes[1] and 1 <= low <= high <= HIGHEST

    @property
    def whole(self) -> bool:
        """Whether house numbers make no difference."""
        return not self.side and (self.from_number, self.to_number) == (1, HIGHEST)

    @property
    def size(self) -> int:
        """How many addresses it could hold: the smaller, the more specific."""
        (first, last), (low, high) = self.codes, self.numbers
        return (last - first + 1) * ((high - low) // (2 if self.side else 1) + 1)

    def has(self, postcode: str, *, number: int | None) -> bool:
        """Whether this address lies in it; without a number: whether some address of this postcode may."""
        (first, last), (low, high) = self.codes, self.numbers
        if not first <= _counted(postcode) <= last:
            return False
        return number is None or (low <= number <= high and self._on_side(number))

    def holds(self, other: "Range") -> bool:
        """Whether every address of the other lies in it."""
        (first, last), (low, high) = self.codes, self.numbers
        (other_first, other_last), (other_low, other_high) = other.codes, other.numbers
        inside = first <= other_first and other_last <= last and low <= other_low and other_high <= high
        one = other_low == other_high
        return inside and (self.side in {"", other.side} or (one and self._on_side(other_low)))

    def meets(self, other: "Range") -> bool:
        """Whether some address lies in both."""
        low = max(self.numbers[0], other.numbers[0])
        high = min(self.numbers[1], other.numbers[1])
        if max(self.codes[0], other.codes[0]) > min(self.codes[1], other.codes[1]) or low > high:
            return False
        return any(
            self._on_side(number) and other._on_side(number) for number in range(low, min(high, low + 1) + 1)
        )

    def _on_side(self, number: int) -> bool:
        return not self.side or (number % 2 == 1) == (self.side == "odd")

    def __str__(self) -> str:
        codes = self.first if self.first == self.last else f"{self.first}-{self.last}"
        numbers = "" if (self.from_number, self.to_number) == (1, HIGHEST) else self._numbers_in_words()
        return " ".join(part for part in (codes, numbers, self.side) if part)

    def _numbers_in_words(self) -> str:
        if self.from_number == self.to_number:
            return str(self.from_number)
        return f"{self.from_number}-{self.to_number}"


def _counted(postcode: str) -> int:
    letters = [ord(sign) - ord("A") for sign in postcode[4:]]
    return int(postcode[:4]) * 676 + letters[0] * 26 + letters[1]


def contradictions(
    owned: Iterable[Owned[Owner]],
) -> Iterator[tuple[tuple[Owner, Range], tuple[Owner, Range]]]:
    """Every two ranges of different owners that share addresses without one lying wholly inside the other.

    Where one lies inside the other the smaller one wins, so that is no contradiction.
    """
    running: list[Owned[Owner]] = []
    for here in sorted(owned, key=lambda one: one[1].codes):
        running = [one for one in running if one[1].codes[1] >= here[1].codes[0]]
        for other in running:
            if other[0] != here[0] and here[1].meets(other[1]) and not _nested(here[1], other[1]):
                yield other, here
        running.append(here)


def _nested(one: Range, other: Range) -> bool:
    return one.holds(other) != other.holds(one)


def nearest(owned: Iterable[Owned[Owner]], *, postcode: str, number: int | None) -> list[Owner]:
    """Whose address this is: one owner or none; without a number all who have a part of the postcode."""
    here = [(owner, range) for owner, range in owned if range.has(postcode, number=number)]
    if not here:
        return []
    if number is not None:
        return [min(here, key=lambda one: one[1].size)[0]]
    wholes = [one for one in here if one[1].whole]
    parts = [owner for owner, range in here if not range.whole]
    if wholes:
        parts.append(min(wholes, key=lambda one: one[1].size)[0])
    return list(dict.fromkeys(parts))
