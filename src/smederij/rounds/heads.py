"""Which ballots lie under which seal."""

from smederij.rounds.models import Head, Origin, Round
from smederij_tally.published import CLOSING

ID_BYTES = 16


def covered(round: Round) -> set[bytes]:
    """The ids of the ballots that lie under a seal of an earlier night."""
    return {id for head in Head.objects.filter(round=round) for id in ids_of(head)}


def ids_of(head: Head) -> list[bytes]:
    """The ids of the ballots that this seal was the first to cover."""
    covers = bytes(head.covers)
    return [covers[at : at + ID_BYTES] for at in range(0, len(covers), ID_BYTES)]


def sealed(round: Round) -> bool:
    """Whether the round was closed under seal here: older rounds, and those of elsewhere, were not."""
    return round.origin == Origin.OWN and Head.objects.filter(round=round, says__kind=CLOSING).exists()


def written(head: str) -> str:
    """A seal as people write it down: eight groups of eight."""
    return " ".join(head[at : at + 8] for at in range(0, len(head), 8))
