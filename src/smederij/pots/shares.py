"""Whose euro went where: every transfer takes from each funder by what it has in there at that moment.

To the cent: largest remainders first, and between equal ones who put in first. What is written down and
taken back never counted: where such euros had gone on already, those of the others step into their place.
No database here.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from smederij.base.money import Money

Holding = Counter[int]


@dataclass(frozen=True, slots=True)
class Move:
    """One transfer of a pot. Places are account ids; `funder` is set when it takes the euros of one only."""

    id: int
    debit: int
    credit: int
    cents: int
    code: str
    undoes: str = ""
    funder: int | None = None


@dataclass
class Purse:
    """Whose euros lie where, after the moves so far; `parts` says of each move whose euros it took.

    Places in `gone` hold what left for a funder or is on its way there.
    """

    gone: frozenset[int] = frozenset()
    places: dict[int, Holding] = field(default_factory=dict)
    parts: dict[int, Holding] = field(default_factory=dict)
    first: dict[int, int] = field(default_factory=dict)

    def at(self, place: int) -> Holding:
        """Whose euros lie there."""
        return self.places.setdefault(place, Counter())

    def within(self, funder: int) -> int:
        """What this funder still has in the pot or in what came of it, in cents."""
        return sum(held[funder] for place, held in self.places.items() if place not in self.gone)

    def take(self, moves: Iterable[Move]) -> "Purse":
        """Follow the moves, oldest first."""
        for move in moves:
            self.parts[move.id] = self._move(move)
        return self

    def _move(self, move: Move) -> Holding:
        if move.code == "pledge":
            assert move.funder is not None
            self.first.setdefault(move.funder, move.id)
            parts = Counter({move.funder: move.cents})
            self.at(move.credit).update(parts)
            return parts
        if move.funder is None:
            parts = self.split(self.at(move.debit), move.cents)
        else:
            parts = Counter({move.funder: move.cents})
        if move.undoes == "pledge":
            assert move.funder is not None
            self._bring_home(move.funder, move.cents, to=move.debit)
        else:
            self.at(move.credit).update(parts)
        self.at(move.debit).subtract(parts)
        return parts

    def split(self, held: Holding, cents: int) -> Holding:
        """So many cents out of a holding, from each by what it has in it; who put in first wins ties."""
        return split(held, cents, order=self.first)

    def _bring_home(self, funder: int, cents: int, *, to: int) -> None:
        """Trade what this funder has elsewhere for what others have in the pot, until it has enough."""
        lack = cents - self.at(to)[funder]
        if lack <= 0:
            return
        others = Counter({one: held for one, held in self.at(to).items() if one != funder})
        away = Counter(
            {
                place: held[funder]
                for place, held in self.places.items()
                if place != to and place not in self.gone
            }
        )
        standing_in = list(self.split(others, lack).items())
        for place, share in sorted(split(away, lack).items()):
            wanted = share
            while wanted:
                other, left = standing_in.pop(0)
                part = min(wanted, left)
                wanted -= part
                if left > part:
                    standing_in.insert(0, (other, left - part))
                for owner, change in ((other, part), (funder, -part)):
                    self.at(place)[owner] += change
                    self.at(to)[owner] -= change


def split(held: Holding, cents: int, *, order: Mapping[int, int] | None = None) -> Holding:
    """So many cents out of a holding, largest remainders first. Raises ValueError when it has less."""
    owners = sorted(
        (one for one, has in held.items() if has), key=lambda one: ((order or {}).get(one, 0), one)
    )
    if sum(held.values()) < cents or any(held[one] < 0 for one in owners):
        raise ValueError("There is less here than is taken.")
    if not cents:
        return Counter()
    amounts = Money(cents).split([held[one] for one in owners])
    return Counter({one: amount.cents for one, amount in zip(owners, amounts, strict=True) if amount})
