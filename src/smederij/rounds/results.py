"""A result, told step by step."""

from dataclasses import dataclass
from fractions import Fraction

from smederij.base.money import Money
from smederij.initiatives.models import Initiative
from smederij.rounds.models import Round


@dataclass(frozen=True)
class Winner:
    """An idea that won. `partly`: it got less than it asked (what was left, or the most an idea can get)."""

    title: str
    initiative: Initiative | None
    number: int | None
    granted: Money
    asked: Money
    partly: bool


@dataclass(frozen=True)
class Line:
    """One turn of the count, in the order it happened, with what a sentence about it needs.

    `decision`: fits, free, partly, does_not_fit, after_stop, below_threshold, no_votes, withdrawn, turnout_too_low.
    `counted_as`: what it asked, or the most an idea can get when that is less. For who got less than that: `short` is what
    was missing at its turn (zero: it would have fitted, had the count not ended), `behind` the title of the idea it
    had to finish above, `gap` by how much it finished below that one. `tied_with`: titles with the same score.
    """

    rank: int | None
    title: str
    initiative: Initiative | None
    number: int | None
    score: Fraction
    score_text: str  # "332" or "23,8 %"
    asked: Money
    counted_as: Money
    granted: Money
    left_before: Money
    left_after: Money
    decision: str
    won: bool
    short: Money | None
    behind: str | None
    gap_text: str | None
    needed_text: str | None  # how much it lacked to reach the threshold
    tied_with: tuple[str, ...] = ()


@dataclass(frozen=True)
class TieLine:
    """Ideas with one score, in the order that was settled. `settled_by`: cost, votes, lot, ... ; `mattered`: it decided money."""

    titles: tuple[str, ...]
    score_text: str
    settled_by: tuple[str, ...]
    mattered: bool


@dataclass(frozen=True)
class Turnout:
    """How many voted (`about`: as published, roughly) out of how many who got a letter; None where nobody knows."""

    voted: int | None
    blank: int | None
    invited: int | None
    about: bool = False

    @property
    def percent(self) -> int | None:
        """Voters per hundred letters, rounded down."""
        return self.voted * 100 // self.invited if self.voted is not None and self.invited else None


@dataclass(frozen=True)
class ResultPage:
    """Winners first, then every step. `kind`: votes, points or percent. `publishes_ballots`: 50 or more, a file can be fetched."""

    round: Round
    winners: tuple[Winner, ...]
    lines: tuple[Line, ...]
    ties: tuple[TieLine, ...]
    turnout: Turnout
    kind: str
    budget: Money
    spent: Money
    left: Money
    partial_last: bool
    skip_misfit: bool
    cap: Money | None
    threshold: int
    seed: str
    engine: str
    input_sha256: str
    outcome_sha256: str
    urn_root: str
    publishes_ballots: bool


def explained(round: Round) -> ResultPage:
    """The result of a round with all its reasons; Refusal 404 while there is none."""
    raise NotImplementedError
