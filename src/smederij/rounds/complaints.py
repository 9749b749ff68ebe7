"""Complaints about a vote beside its margin: do they matter for who won?"""

from collections.abc import Sequence
from dataclasses import dataclass

from smederij.rounds.lacking import lacks
from smederij.rounds.models import About, Complaint, Result, Round


@dataclass(frozen=True)
class Complaints:
    """How many there are. `margin`: the fewest more votes or points with which another idea would have been
    chosen; None while nothing is counted, or where no number of votes would have."""

    told: int
    solved: int
    codes_used: int
    margin: int | None

    @property
    def matter(self) -> bool:
        """Whether votes cast with the codes of others could have made the difference."""
        return self.margin is not None and self.codes_used >= self.margin


def complaints(round: Round) -> Complaints:
    """Of a round, as they are now."""
    told: Sequence[Complaint] = list(Complaint.objects.filter(round=round))
    return Complaints(
        told=len(told),
        solved=sum(bool(one.answer) for one in told),
        codes_used=sum(one.about == About.CODE_USED for one in told),
        margin=_margin(round),
    )


def _margin(round: Round) -> int | None:
    result = Result.objects.filter(round=round).exclude(ballots=None).first()
    if result is None:
        return None
    needed = [lack.votes for lack in lacks(result.outcome).values() if lack.votes is not None]
    return min(needed, default=None)
