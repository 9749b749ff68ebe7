"""What a count decided, and every step that led to it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from fractions import Fraction
from typing import Any, Literal

from smederij_tally.amounts import rational_text
from smederij_tally.canonical import digest, refuse_floats
from smederij_tally.errors import TallyError
from smederij_tally.totals import Kind

ENGINE = "smederij-tally 0.1.0"
Decision = Literal[
    "fits",  # it got all it asked
    "free",  # it asks nothing, so it won whatever was left
    "partly",  # it got what was left, and that ended the count
    "does_not_fit",  # it asked more than was left
    "after_stop",  # the count had ended before its turn
    "below_threshold",  # too few votes to take part
    "no_votes",  # nobody voted for it
    "withdrawn",  # it was taken back
    "turnout_too_low",  # too few people voted for anything to be decided
]
Settled = Literal["cost", "votes", "lot", "id", "file", "not_needed"]
_SEALED = ("engine", "outcome_sha256")


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """The turn of one entry. Amounts in smallest units; the steps stand in the order of the count.

    `asked` is the cost, or the cap when that is lower. For an entry that got less than it asked:
    `money_short` is what was missing at its turn (0 when it would have fitted, had the count not ended);
    `behind` is the lowest entry it had to finish above to get all it asked, others the same, and `score_gap`
    how far it finished below that one. `behind` is None when no place would have helped. `tie` is the place
    of its tie in `Outcome.ties`.
    """

    entry: str
    rank: int | None
    score: Fraction
    in_favour: int | None
    cost: int
    asked: int
    granted: int
    left_before: int
    left_after: int
    decision: Decision
    behind: str | None = None
    score_gap: Fraction | None = None
    money_short: int | None = None
    threshold_short: Fraction | None = None
    tie: int | None = None

    @property
    def won(self) -> bool:
        """Whether the entry is carried out."""
        return self.decision in ("fits", "free", "partly")


@dataclass(frozen=True, slots=True, kw_only=True)
class Tie:
    """Entries with one score, as they were put in order; `mattered` when another order moved any money."""

    entries: tuple[str, ...]
    score: Fraction
    settled_by: tuple[Settled, ...]
    mattered: bool


@dataclass(frozen=True, slots=True)
class Grant:
    """An entry that won, with what it gets and what it cost in full."""

    entry: str
    granted: int
    cost: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """Who wins what, in order, and why. Amounts in 1/`scale`; `threshold` is the score needed, if any."""

    method: str
    options: Mapping[str, str | int | bool | None]
    budget: int
    scale: int
    kind: Kind
    cast: int | None
    blank: int | None
    threshold: Fraction | None
    steps: tuple[Step, ...]
    ties: tuple[Tie, ...]
    input_sha256: str
    engine: str = ENGINE
    outcome_sha256: str = ""

    @property
    def selected(self) -> tuple[Grant, ...]:
        """The winners in the order of the count."""
        return tuple(Grant(step.entry, step.granted, step.cost) for step in self.steps if step.won)

    @property
    def spent(self) -> int:
        """All that was granted."""
        return sum(step.granted for step in self.steps)

    @property
    def left(self) -> int:
        """What nobody got."""
        return self.budget - self.spent

    def step(self, entry: str) -> Step:
        """The turn of one entry; KeyError when it did not take part."""
        for step in self.steps:
            if step.entry == entry:
                return step
        raise KeyError(entry)

    def sealed(self) -> Outcome:
        """The same, with the digest over everything decided."""
        return replace(self, outcome_sha256=seal(self.to_dict()))

    def to_dict(self) -> dict[str, Any]:
        """Plain values for JSON: amounts whole numbers, scores text ("p/q")."""
        facts = {name: plain(value) for name, value in asdict(self).items()}
        grants = [asdict(grant) for grant in self.selected]
        return facts | {"selected": grants, "spent": self.spent, "left": self.left}

    @classmethod
    def from_dict(cls, stored: Mapping[str, Any]) -> Outcome:
        """The outcome that `to_dict` wrote; TallyError when anything in it was changed since."""
        if seal(stored) != stored.get("outcome_sha256"):
            raise TallyError("the stored outcome does not have the digest it was given when it was counted")
        facts = {name: value for name, value in stored.items() if name not in ("selected", "spent", "left")}
        facts["threshold"] = _fraction(stored["threshold"])
        facts["steps"] = tuple(_step(step) for step in stored["steps"])
        facts["ties"] = tuple(stored_tie(tie) for tie in stored["ties"])
        return cls(**facts)


def seal(facts: Mapping[str, Any]) -> str:
    """The digest over everything decided in these plain values."""
    refuse_floats(facts)
    return digest({name: value for name, value in facts.items() if name not in _SEALED})


def plain(value: object) -> object:
    """A value as JSON can hold it, fractions as text."""
    if isinstance(value, Fraction):
        return rational_text(value)
    if isinstance(value, Mapping):
        return {name: plain(part) for name, part in value.items()}
    return [plain(part) for part in value] if isinstance(value, list | tuple) else value


def _fraction(text: str | None) -> Fraction | None:
    return None if text is None else Fraction(text)


def _step(stored: Mapping[str, Any]) -> Step:
    fractions = {name: _fraction(stored.get(name)) for name in ("score", "score_gap", "threshold_short")}
    return Step(**{**stored, **fractions})


def stored_tie(stored: Mapping[str, Any]) -> Tie:
    """A tie as it was stored."""
    return Tie(
        entries=tuple(stored["entries"]),
        score=Fraction(stored["score"]),
        settled_by=tuple(stored["settled_by"]),
        mattered=stored["mattered"],
    )
