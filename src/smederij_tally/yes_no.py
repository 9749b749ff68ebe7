"""What a vote of yes or no per entry decided."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Literal

from smederij_tally.outcome import Decided, fractions_of

YesNoDecision = Literal[
    "adopted",  # enough said yes
    "rejected",  # too small a part said yes
    "too_few_yes",  # a large enough part, but too few people
    "does_not_fit",  # adopted, but others with a larger part of yes took the money
    "no_votes",  # nobody said anything about it
    "withdrawn",  # it was taken back
    "turnout_too_low",  # too few people voted for anything to be decided
]


@dataclass(frozen=True, slots=True, kw_only=True)
class YesNoStep:
    """How one entry fared; adopted ones first, by their part of yes.

    `yes` of `voters` is the `share`. `no` is None where silence can't be told from no. `short`: how many more
    had to say yes, while as many voted. `left_before` is what was left at its turn, `money_short` what it
    then asked too much.
    """

    entry: str
    rank: int | None
    decision: YesNoDecision
    yes: int
    no: int | None
    voters: int
    share: Fraction | None
    cost: int
    granted: int
    short: int | None = None
    left_before: int | None = None
    money_short: int | None = None
    tie: int | None = None

    @property
    def won(self) -> bool:
        """Whether the entry is carried out."""
        return self.decision == "adopted"


@dataclass(frozen=True, slots=True, kw_only=True)
class YesNoOutcome(Decided[YesNoStep]):
    """What was adopted, in order of its part of yes, and why the others were not."""

    @classmethod
    def revived(cls, stored: Mapping[str, Any]) -> dict[str, Any]:
        """Its steps."""
        return {"steps": tuple(YesNoStep(**step | fractions_of(step, "share")) for step in stored["steps"])}
