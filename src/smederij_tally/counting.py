"""The one way to count."""

from __future__ import annotations

from smederij_tally.election import Election
from smederij_tally.outcome import Outcome
from smederij_tally.rank_and_fill import RankAndFill
from smederij_tally.totals import Totals


def count(votes: Election | Totals, method: RankAndFill, *, budget: int | None = None) -> Outcome:
    """The outcome of a round by a method; `budget`, in smallest units, replaces that of the round."""
    given = votes.budget if budget is None else budget
    if given < 0:
        raise ValueError("the budget may not be below zero")
    digest = votes.input_sha256(budget=given, ordered=method.ties == "file")
    return method.decide(votes.totals(), budget=given, input_sha256=digest)
