"""What a count with the Method of Equal Shares decided, and every step that led to it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Literal

from smederij_tally.outcome import Decided, fractions_of

ShareDecision = Literal[
    "free",  # it asks nothing and somebody supports it
    "bought",  # its supporters paid for it
    "filled",  # it fitted in what nobody had bought, by number of votes
    "too_little",  # its supporters had too little money, from the start or after earlier winners
    "no_support",  # nobody supports it
    "withdrawn",  # it was taken back
]
Ended = Literal[
    "once",  # counted once, as asked
    "full",  # no other entry with support fits in what is left
    "overshoot",  # with the next larger share the winners would cost more than there is
    "all",  # every entry with support won
]
_WON = ("free", "bought", "filled")
_FRACTIONS = ("score", "money", "left", "price", "effective", "short")


@dataclass(frozen=True, slots=True, kw_only=True)
class ShareStep:
    """The turn of one entry. Amounts in smallest units; winners first, in order.

    `round` counts purchases: a winner's own, or after how many a loser's supporters had too little (0: at
    the start). `money` is what the supporters had just then (a winner: before paying), `left` what they had
    at the end. `price` is the most that was paid per vote (with points utilities: per point); `full` voters
    paid it, `last` gave their last money. `effective` is cost / price: the votes as they weigh, less from
    whoever cannot pay in full. `short` is what a loser missed; `went` says to which winners the money went.
    """

    entry: str
    rank: int | None
    decision: ShareDecision
    supporters: int
    score: Fraction
    cost: int
    granted: int
    round: int | None = None
    money: Fraction | None = None
    left: Fraction | None = None
    price: Fraction | None = None
    effective: Fraction | None = None
    full: int | None = None
    last: int | None = None
    short: Fraction | None = None
    went: tuple[tuple[str, Fraction], ...] = ()
    tie: int | None = None

    @property
    def won(self) -> bool:
        """Whether the entry is carried out."""
        return self.decision in _WON


@dataclass(frozen=True, slots=True, kw_only=True)
class SharesOutcome(Decided[ShareStep]):
    """Who wins, in order, and why. Amounts in 1/`scale`.

    Each of the `voters` (blank ballots are not among them) had `endowment` to spend; with a completion it was
    raised until `ended`, in `runs` counts from the start.
    """

    voters: int
    endowment: Fraction
    runs: int
    ended: Ended

    @classmethod
    def revived(cls, stored: Mapping[str, Any]) -> dict[str, Any]:
        """Its steps and share."""
        steps = tuple(_step(step) for step in stored["steps"])
        return {"steps": steps, "endowment": Fraction(stored["endowment"])}


def _step(stored: Mapping[str, Any]) -> ShareStep:
    went = tuple((entry, Fraction(amount)) for entry, amount in stored["went"])
    return ShareStep(**{**stored, **fractions_of(stored, *_FRACTIONS), "went": went})
