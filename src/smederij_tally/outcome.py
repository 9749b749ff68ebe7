"""What a count decided, and every step that led to it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from fractions import Fraction
from typing import Any, Generic, Literal, Protocol, Self, TypeVar

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
    "leftover",  # its group had too little left, but of the whole there was enough left over
    "over_limit",  # its group had too little left
    "after_stop",  # the count had ended before its turn
    "below_threshold",  # too few votes to take part
    "no_votes",  # nobody voted for it
    "withdrawn",  # it was taken back
    "turnout_too_low",  # too few people voted for anything to be decided
]
Settled = Literal["cost", "votes", "lot", "id", "file", "not_needed"]
_SEALED = ("engine", "outcome_sha256")
_DERIVED = ("selected", "spent", "left")


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """The turn of one entry. Amounts in smallest units; the steps stand in the order of the count.

    `asked` is the cost, or the cap when that is lower. For an entry that got less than it asked:
    `money_short` is what was missing at its turn (0 when it would have fitted, had the count not ended);
    `behind` is the lowest entry it had to finish above to get all it asked, others the same, and `score_gap`
    how far it finished below that one. `behind` is None when no place would have helped. `tie` is the place
    of its tie in `Outcome.ties`, `group` its group where groups have limits.
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
    group: str | None = None

    @property
    def won(self) -> bool:
        """Whether the entry is carried out."""
        return self.decision in ("fits", "free", "partly", "leftover")


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


class _Turn(Protocol):
    """What the steps of all methods have in common."""

    @property
    def entry(self) -> str: ...
    @property
    def cost(self) -> int: ...
    @property
    def granted(self) -> int: ...
    @property
    def won(self) -> bool: ...


S = TypeVar("S", bound=_Turn)


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided(Generic[S]):
    """What the outcomes of all methods have in common. Amounts in 1/`scale`."""

    method: str
    options: Mapping[str, str | int | bool | None]
    budget: int
    scale: int
    kind: Kind
    cast: int | None
    blank: int | None
    steps: tuple[S, ...]
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

    def step(self, entry: str) -> S:
        """The turn of one entry; KeyError when it did not take part."""
        for step in self.steps:
            if step.entry == entry:
                return step
        raise KeyError(entry)

    def sealed(self) -> Self:
        """The same, with the digest over everything decided."""
        return replace(self, outcome_sha256=seal(self.to_dict()))

    def to_dict(self) -> dict[str, Any]:
        """Plain values for JSON: amounts whole numbers, scores, exact shares and prices text ("p/q")."""
        facts = {name: plain(value) for name, value in asdict(self).items()}
        grants = [asdict(grant) for grant in self.selected]
        return facts | {"selected": grants, "spent": self.spent, "left": self.left}

    @classmethod
    def from_dict(cls, stored: Mapping[str, Any]) -> Self:
        """The outcome that `to_dict` wrote; TallyError when anything in it was changed since."""
        if seal(stored) != stored.get("outcome_sha256"):
            raise TallyError("the stored outcome does not have the digest it was given when it was counted")
        facts = {name: value for name, value in stored.items() if name not in _DERIVED}
        facts["ties"] = tuple(_tie(tie) for tie in stored["ties"])
        return cls(**facts | cls.revived(stored))

    @classmethod
    def revived(cls, stored: Mapping[str, Any]) -> dict[str, Any]:
        """The fields of this kind of outcome that JSON holds otherwise: its steps, and its fractions."""
        raise NotImplementedError


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome(Decided[Step]):
    """Who wins what, in order, and why; `threshold` is the score needed, if any."""

    threshold: Fraction | None

    def to_dict(self) -> dict[str, Any]:
        """Plain values for JSON, without groups where there are none."""
        facts = Decided[Step].to_dict(self)
        for step in facts["steps"]:
            if step["group"] is None:
                del step["group"]
        return facts

    @classmethod
    def revived(cls, stored: Mapping[str, Any]) -> dict[str, Any]:
        """Its steps and threshold."""
        names = ("score", "score_gap", "threshold_short")
        steps = tuple(Step(**step | fractions_of(step, *names)) for step in stored["steps"])
        return {"steps": steps, **fractions_of(stored, "threshold")}


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


def fractions_of(stored: Mapping[str, Any], *names: str) -> dict[str, Fraction | None]:
    """These fields of what was stored, as fractions again."""
    return {name: None if stored.get(name) is None else Fraction(stored[name]) for name in names}


def _tie(stored: Mapping[str, Any]) -> Tie:
    return Tie(
        entries=tuple(stored["entries"]),
        score=Fraction(stored["score"]),
        settled_by=tuple(stored["settled_by"]),
        mattered=stored["mattered"],
    )
