"""What a count with the Method of Equal Shares decided, and every step that led to it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from fractions import Fraction
from typing import Any, Literal

from smederij_tally.errors import TallyError
from smederij_tally.outcome import ENGINE, Grant, Tie, plain, seal, stored_tie

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
class SharesOutcome:
    """Who wins, in order, and why. Amounts in 1/`scale`.

    Each of the `voters` (blank ballots are not among them) had `endowment` to spend; with a completion it was
    raised until `ended`, in `runs` counts from the start.
    """

    method: str
    options: Mapping[str, str | int | bool | None]
    budget: int
    scale: int
    kind: Literal["votes", "points"]
    cast: int
    blank: int
    voters: int
    endowment: Fraction
    runs: int
    ended: Ended
    steps: tuple[ShareStep, ...]
    ties: tuple[Tie, ...]
    input_sha256: str
    engine: str = ENGINE
    outcome_sha256: str = ""

    @property
    def selected(self) -> tuple[Grant, ...]:
        """The winners in order."""
        return tuple(Grant(step.entry, step.granted, step.cost) for step in self.steps if step.won)

    @property
    def spent(self) -> int:
        """All that was granted."""
        return sum(step.granted for step in self.steps)

    @property
    def left(self) -> int:
        """What nobody got."""
        return self.budget - self.spent

    def step(self, entry: str) -> ShareStep:
        """The turn of one entry; KeyError when it did not take part."""
        for step in self.steps:
            if step.entry == entry:
                return step
        raise KeyError(entry)

    def sealed(self) -> SharesOutcome:
        """The same, with the digest over everything decided."""
        return replace(self, outcome_sha256=seal(self.to_dict()))

    def to_dict(self) -> dict[str, Any]:
        """Plain values for JSON: amounts whole numbers, exact shares and prices text ("p/q")."""
        facts = {name: plain(value) for name, value in asdict(self).items()}
        grants = [asdict(grant) for grant in self.selected]
        return facts | {"selected": grants, "spent": self.spent, "left": self.left}

    @classmethod
    def from_dict(cls, stored: Mapping[str, Any]) -> SharesOutcome:
        """The outcome that `to_dict` wrote; TallyError when anything in it was changed since."""
        if seal(stored) != stored.get("outcome_sha256"):
            raise TallyError("the stored outcome does not have the digest it was given when it was counted")
        facts = {name: value for name, value in stored.items() if name not in ("selected", "spent", "left")}
        facts["endowment"] = Fraction(stored["endowment"])
        facts["steps"] = tuple(_step(step) for step in stored["steps"])
        facts["ties"] = tuple(stored_tie(tie) for tie in stored["ties"])
        return cls(**facts)


def _step(stored: Mapping[str, Any]) -> ShareStep:
    exact = {name: None if stored[name] is None else Fraction(stored[name]) for name in _FRACTIONS}
    went = tuple((entry, Fraction(amount)) for entry, amount in stored["went"])
    return ShareStep(**{**stored, **exact, "went": went})
