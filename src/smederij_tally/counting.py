"""The one way to count."""

from __future__ import annotations

from typing import overload

from smederij_tally.choosing import ChoiceOutcome
from smederij_tally.election import Election
from smederij_tally.equal_shares import EqualShares
from smederij_tally.errors import TallyError
from smederij_tally.max_welfare import MaxWelfare
from smederij_tally.outcome import Outcome
from smederij_tally.phragmen import Phragmen
from smederij_tally.pick_one import PickOne
from smederij_tally.picking import PickOutcome
from smederij_tally.rank_and_fill import RankAndFill
from smederij_tally.shares import SharesOutcome
from smederij_tally.threshold import Threshold
from smederij_tally.totals import Totals
from smederij_tally.yes_no import YesNoOutcome

AnyOutcome = Outcome | SharesOutcome | ChoiceOutcome | PickOutcome | YesNoOutcome
OfTotals = RankAndFill | PickOne | Threshold  # these can also count a round of which only totals are known
Method = OfTotals | EqualShares | Phragmen | MaxWelfare


@overload
def count(votes: Election | Totals, method: RankAndFill, *, budget: int | None = None) -> Outcome: ...


@overload
def count(votes: Election | Totals, method: PickOne, *, budget: int | None = None) -> PickOutcome: ...


@overload
def count(votes: Election | Totals, method: Threshold, *, budget: int | None = None) -> YesNoOutcome: ...


@overload
def count(votes: Election | Totals, method: EqualShares, *, budget: int | None = None) -> SharesOutcome: ...


@overload
def count(
    votes: Election | Totals, method: Phragmen | MaxWelfare, *, budget: int | None = None
) -> ChoiceOutcome: ...


def count(votes: Election | Totals, method: Method, *, budget: int | None = None) -> AnyOutcome:
    """The outcome of a round by a method; `budget`, in smallest units, replaces that of the round.

    TallyError when a method that needs the ballots is given totals only.
    """
    given = votes.budget if budget is None else budget
    if given < 0:
        raise ValueError("the budget may not be below zero")
    digest = votes.input_sha256(budget=given, ordered=method.ties == "file")
    if isinstance(method, RankAndFill):
        return method.decide(votes.totals(), budget=given, input_sha256=digest)
    if isinstance(method, PickOne | Threshold):
        return method.decide(votes, budget=given, input_sha256=digest)
    if not isinstance(votes, Election):
        raise TallyError(f"{method.name} needs the ballots; of this round only totals are known")
    return method.decide(votes, budget=given, input_sha256=digest)
