"""What a count decided by a method that takes each entry whole or not at all, with what decided it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from fractions import Fraction
from typing import Any, Literal

from smederij_tally.market import Market
from smederij_tally.outcome import ENGINE, Grant, Tie, plain, seal

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
class ChoiceOutcome:
    """Who wins, in order. Amounts in 1/`scale`; `welfare` is what the winners are worth together."""

    method: str
    options: Mapping[str, str | int | bool | None]
    budget: int
    scale: int
    kind: Literal["votes", "points"]
    cast: int
    blank: int
    welfare: Fraction | None
    steps: tuple[ChoiceStep, ...]
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

    def step(self, entry: str) -> ChoiceStep:
        """One entry; KeyError when it did not take part."""
        for step in self.steps:
            if step.entry == entry:
                return step
        raise KeyError(entry)

    def sealed(self) -> ChoiceOutcome:
        """The same, with the digest over everything decided."""
        return replace(self, outcome_sha256=seal(self.to_dict()))

    def to_dict(self) -> dict[str, Any]:
        """Plain values for JSON."""
        facts = {name: plain(value) for name, value in asdict(self).items()}
        grants = [asdict(grant) for grant in self.selected]
        return facts | {"selected": grants, "spent": self.spent, "left": self.left}


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
