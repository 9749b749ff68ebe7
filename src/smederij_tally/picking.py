"""What a count for a single choice decided, and how each way of counting came to it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Literal

from smederij_tally.outcome import Decided, Tie, fractions_of
from smederij_tally.ties import Entry

PickDecision = Literal[
    "chosen",  # this one it is
    "not_chosen",  # another one came above it
    "dropped",  # in the run-off it had the fewest ballots
    "no_majority",  # most votes, but not more than half, and that was asked
    "too_dear",  # it asks more than there is, so it did not take part
    "no_votes",  # nobody named it
    "withdrawn",  # it was taken back
    "turnout_too_low",  # too few people voted for anything to be decided
]


@dataclass(frozen=True, slots=True, kw_only=True)
class PickStep:
    """How one entry fared; the chosen one first, then by how far each came.

    `score`: votes or points; in a run-off the ballots in its last heat; with duels how many it won, a draw
    for half. `gap` is how far that is below the one just above that mattered: the winner's, or in a run-off
    the next one in the heat in which it dropped. `margin`: for minus against over all its duels together.
    """

    entry: str
    rank: int | None
    decision: PickDecision
    supporters: int | None
    score: Fraction
    cost: int
    granted: int
    gap: Fraction | None = None
    heat: int | None = None
    margin: int | None = None
    tie: int | None = None

    @property
    def won(self) -> bool:
        """Whether this one was chosen."""
        return self.decision == "chosen"


@dataclass(frozen=True, slots=True)
class Heat:
    """One count of a run-off: (entry, ballots) most first, ballots for none of them, and who then dropped."""

    votes: tuple[tuple[str, int], ...]
    silent: int
    dropped: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Duel:
    """How many ballots put `one` above `other`, and the reverse."""

    one: str
    other: str
    for_one: int
    for_other: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PickOutcome(Decided[PickStep]):
    """Which entry was chosen, if any: `selected` holds it. `heats` and `duels` as far as the way has them."""

    heats: tuple[Heat, ...] = ()
    duels: tuple[Duel, ...] = ()

    @property
    def chosen(self) -> str | None:
        """The one that was chosen."""
        return next((step.entry for step in self.steps if step.won), None)

    @classmethod
    def revived(cls, stored: Mapping[str, Any]) -> dict[str, Any]:
        """Its steps, heats and duels."""
        return {
            "steps": tuple(PickStep(**step | fractions_of(step, "score", "gap")) for step in stored["steps"]),
            "heats": tuple(_heat(heat) for heat in stored["heats"]),
            "duels": tuple(Duel(**duel) for duel in stored["duels"]),
        }


def _heat(stored: Mapping[str, Any]) -> Heat:
    votes = tuple((entry, votes) for entry, votes in stored["votes"])
    return Heat(votes, stored["silent"], tuple(stored["dropped"]))


@dataclass(frozen=True, eq=False, slots=True)
class Picked:
    """How the entries that took part fared, the chosen one first."""

    steps: list[PickStep]
    ties: list[Tie]
    heats: tuple[Heat, ...] = ()
    duels: tuple[Duel, ...] = ()


def step_of(entry: Entry, decision: PickDecision, score: Fraction, **more: Any) -> PickStep:
    """The step of one entry."""
    return PickStep(
        entry=entry.id,
        decision=decision,
        supporters=entry.in_favour,
        score=score,
        cost=entry.cost,
        granted=entry.cost if decision == "chosen" else 0,
        **{"rank": None, **more},
    )
