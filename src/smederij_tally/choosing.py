"""What a count decided by a method that takes each entry whole or not at all, with what decided it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Literal

from smederij_tally.market import Market
from smederij_tally.outcome import Decided, Tie, fractions_of

ChoiceDecision = Literal[
    "free",  # it asks nothing and somebody supports it
    "chosen",  # it won
    "does_not_fit",  # when its turn came, it asked more than was left
    "after_stop",  # the count had ended before its turn
    "left_out",  # other entries together are worth more to people
    "no_support",  # nobody supports it
    "withdrawn",  # it was taken back
]


@dataclass(frozen=True, slots=True, kw_only=True)
class ChoiceStep:
    """One entry; winners first, in order. `at` (Phragmén): what each had earned when it was its turn."""

    entry: str
    rank: int | None
    decision: ChoiceDecision
    supporters: int
    score: Fraction
    cost: int
    granted: int
    at: Fraction | None = None

    @property
    def won(self) -> bool:
        """Whether the entry is carried out."""
        return self.decision in ("free", "chosen")


@dataclass(frozen=True, slots=True, kw_only=True)
class ChoiceOutcome(Decided[ChoiceStep]):
    """Who wins, in order; `welfare` is what the winners are worth together."""

    welfare: Fraction | None

    @classmethod
    def revived(cls, stored: Mapping[str, Any]) -> dict[str, Any]:
        """Its steps and welfare."""
        steps = tuple(ChoiceStep(**step | fractions_of(step, "score", "at")) for step in stored["steps"])
        return {"steps": steps, **fractions_of(stored, "welfare")}


@dataclass(frozen=True, eq=False, slots=True)
class Chosen:
    """The winners' places in order, and of others why not; `at` for either."""

    winners: list[int]
    reasons: dict[int, ChoiceDecision]
    at: dict[int, Fraction]
    ties: list[Tie]
    welfare: Fraction | None = None


def outcome_of(market: Market, chosen: Chosen, *, budget: int, **heading: Any) -> ChoiceOutcome:
    """The outcome with a step for every entry, sealed."""
    listed, support = market.election.projects, market.support
    free = [i for i, p in enumerate(listed) if not (p.cost or p.withdrawn) and support[i].voters]
    won = [*sorted(free, key=lambda i: listed[i].id), *chosen.winners]
    rest = [i for i in range(len(listed)) if i not in set(won)]
    rest.sort(key=lambda i: (-support[i].voters, listed[i].id))
    why: dict[int, ChoiceDecision] = {i: "no_support" for i in rest if not support[i].voters}
    why |= chosen.reasons | dict.fromkeys(free, "free") | dict.fromkeys(chosen.winners, "chosen")
    why |= {i: "withdrawn" for i in rest if listed[i].withdrawn}
    pointed = market.ballots.points is not None
    steps = [
        ChoiceStep(
            entry=listed[i].id,
            rank=place + 1 if place < len(won) else None,
            decision=why[i],
            supporters=support[i].voters,
            score=Fraction(support[i].total, market.ballots.points_scale if pointed else 1),
            cost=listed[i].cost,
            granted=listed[i].cost if place < len(won) else 0,
            at=chosen.at.get(i),
        )
        for place, i in enumerate([*won, *rest])
    ]
    return ChoiceOutcome(
        budget=budget,
        scale=market.election.scale,
        kind="points" if pointed else "votes",
        cast=market.election.ballots.cast,
        blank=market.election.ballots.blank,
        welfare=chosen.welfare,
        steps=tuple(steps),
        ties=tuple(chosen.ties),
        **heading,
    ).sealed()
