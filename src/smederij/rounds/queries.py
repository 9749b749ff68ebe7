"""What pages ask of rounds."""

from dataclasses import dataclass
from datetime import datetime

from smederij.base.money import Money
from smederij.initiatives.models import Initiative
from smederij.people.models import Actor
from smederij.places.models import Area
from smederij.rounds.models import Entry, Look, Round
from smederij.rounds.results import ResultPage, explained

__all__ = ["ResultPage", "explained"]


@dataclass(frozen=True)
class BallotPaper:
    """What a voter gets to see: the entries in an order of their own for each time it is asked, kept nowhere."""

    round: Round
    entries: tuple[Entry, ...]
    kind: str  # "approve" or "points"
    most_choices: int
    most_per_idea: int


@dataclass(frozen=True)
class CountSheet:
    """Letters against ballots: `issued - revoked - left == ballots`, always."""

    issued: int
    revoked: int
    left: int
    ballots: int

    @property
    def adds_up(self) -> bool:
        return self.issued - self.revoked - self.left == self.ballots


@dataclass(frozen=True)
class Standing:
    """An idea at the desk: the entry, who looked at it, and what still stands in the way."""

    entry: Entry
    looks: tuple[Look, ...]
    obstacles: tuple[Look, ...]
    nominated: bool


@dataclass(frozen=True)
class Desk:
    """What the people who run a round see. `obstacles`: why voting can't open, one sentence each."""

    round: Round
    phase: str
    standings: tuple[Standing, ...]
    could_enter: tuple[Initiative, ...]
    on_roll: int
    letters_to_make: int
    sheet: CountSheet
    obstacles: tuple[str, ...]
    budget: Money
    available: Money


@dataclass(frozen=True)
class Batch:
    """Letters made in one go: how many, and how many of their codes lie unused."""

    id: int
    made_at: datetime
    made_by: Actor
    issued: int
    unused: int


def current(area: Area, *, now: datetime) -> list[Round]:
    """Rounds of an area (and of what it lies in) that are going on, or whose result is still fresh; nearest end first."""
    raise NotImplementedError


def past(area: Area) -> list[Round]:
    """Rounds of an area that were counted, newest first."""
    raise NotImplementedError


def ballot_paper(round: Round) -> BallotPaper:
    """The ballot of a round, its entries shuffled."""
    raise NotImplementedError


def standings(round: Round) -> tuple[Standing, ...]:
    """The ideas in a round with what those who look along said, in ballot order."""
    raise NotImplementedError


def desk(round: Round, *, now: datetime) -> Desk:
    """All that the group's desk shows."""
    raise NotImplementedError


def batches(round: Round) -> list[Batch]:
    """The letters made for a round, newest first."""
    raise NotImplementedError


def count_sheet(round: Round) -> CountSheet:
    """Letters and ballots of a round, at this moment or, once counted, as they were then."""
    raise NotImplementedError


def citations(round: Round) -> dict[str, str]:
    """For each rule of the round that an agreement gave ("ballot", "partial", "cap"): that agreement's text."""
    raise NotImplementedError


def published_pb(round: Round) -> bytes:
    """The ballots of a counted round as a Pabulib file; Refusal 404 under 50 ballots."""
    raise NotImplementedError
