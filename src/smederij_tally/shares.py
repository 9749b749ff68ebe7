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
    "by_votes",  # most votes first, which more people were better off with (a comparison was asked)
    "not_by_votes",  # the same, and it did not win
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
_WON = ("free", "bought", "filled", "by_votes")
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
class Compared:
    """How many voters were better off with equal shares, and how many with most votes first.

    `taken` is what stands, `winners` who won with most votes first.
    """

    for_shares: int
    for_votes: int
    taken: Literal["shares", "votes"]
    winners: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SharesOutcome(Decided[ShareStep]):
    """Who wins, in order, and why. Amounts in 1/`scale`.

    Each of the `voters` (blank ballots are not among them) had `endowment` to spend; with a completion it was
    raised until `ended`, in `runs` counts from the start. `compared` only where that was asked.
    """

    voters: int
    endowment: Fraction
    runs: int
    ended: Ended
    compared: Compared | None = None

    def to_dict(self) -> dict[str, Any]:
        """Plain values for JSON, without a comparison that was not asked."""
        facts = Decided[ShareStep].to_dict(self)
        return {name: value for name, value in facts.items() if name != "compared" or value is not None}

    @classmethod
    def revived(cls, stored: Mapping[str, Any]) -> dict[str, Any]:
        """Its steps and share."""
        steps = tuple(_step(step) for step in stored["steps"])
        facts = {"steps": steps, "endowment": Fraction(stored["endowment"])}
        if "compared" not in stored:
            return facts
        compared = stored["compared"]
        return {**facts, "compared": Compared(**{**compared, "winners": tuple(compared["winners"])})}


def _step(stored: Mapping[str, Any]) -> ShareStep:
    went = tuple((entry, Fraction(amount)) for entry, amount in stored["went"])
    return ShareStep(**{**stored, **fractions_of(stored, *_FRACTIONS), "went": went})
