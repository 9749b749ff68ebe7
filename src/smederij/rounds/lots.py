"""Orders drawn by lot, so that anyone can draw them again."""

from collections.abc import Iterable
from hashlib import sha256

from smederij.rounds.models import Entry, Round


def lot(words: str, entry: Entry) -> str:
    """The lot of an entry: SHA-256 of the words, a line break, the idea's public id. Smallest first."""
    name = entry.initiative.public_id if entry.initiative else str(entry.pk)
    return sha256(f"{words}\n{name}".encode()).hexdigest()


def telling_words(round: Round) -> str:
    """The words of the lot for the evening: made of the round's own, which stay covered until the count."""
    return sha256(f"{round.seed}\ntelling".encode()).hexdigest()[:16]


def telling_order(round: Round, entries: Iterable[Entry]) -> list[Entry]:
    """In which order ideas are told at the evening. Another idea that comes in moves nobody past another."""
    words = telling_words(round)
    return sorted(entries, key=lambda entry: lot(words, entry))
