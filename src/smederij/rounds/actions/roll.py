"""Who may vote, and their letters."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from smederij.people.models import Actor
from smederij.rounds.models import LetterBatch, RollEntry, Round


@dataclass(frozen=True)
class RollRow:
    """One line of the list of people who may vote."""

    name: str
    address: str
    postcode: str = ""
    town: str = ""


@dataclass(frozen=True)
class Letter:
    """Someone on the roll and the code for them. Exists in memory only."""

    to: RollEntry
    code: str


@dataclass(frozen=True)
class LetterRun:
    """A batch of letters, with their codes, which are kept nowhere."""

    batch: LetterBatch
    letters: tuple[Letter, ...]


def read_roll(text: str) -> list[RollRow]:
    """The rows in a pasted table or CSV file: name; address; postcode; town. A header row is skipped.

    Raises Refusal naming the line that can't be read.
    """
    raise NotImplementedError


def import_roll(round: Round, rows: Sequence[RollRow], *, by: Actor, now: datetime) -> int:
    """Add people to the roll, all or none; gives how many. Refuses doubles and rows that can't be a letter, by line."""
    raise NotImplementedError


def issue_letters(round: Round, *, by: Actor, now: datetime) -> LetterRun:
    """Make one credential for everyone on the roll who has none and never had one that counted."""
    raise NotImplementedError


def revoke_batch(batch: LetterBatch, *, by: Actor, now: datetime) -> int:
    """Tear up the unused credentials of a batch, so that new letters can be made; gives how many."""
    raise NotImplementedError
