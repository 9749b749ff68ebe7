"""The same ballots counted in several ways, side by side, with what each way is to those who voted."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from smederij_tally.claims import Claim, claims
from smederij_tally.counting import AnyOutcome, Method, count
from smederij_tally.election import Election
from smederij_tally.errors import NeedsSeed, TieRefused
from smederij_tally.satisfaction import Satisfaction, satisfaction


@dataclass(frozen=True, slots=True)
class Beside:
    """An outcome with whom it reaches; `claims` are of groups that were due more, by `cost`."""

    method: Method
    outcome: AnyOutcome
    satisfaction: Satisfaction
    claims: tuple[Claim, ...]


@dataclass(frozen=True, slots=True)
class Undecided:
    """A way of counting that stopped at a tie which no rule may break."""

    method: Method
    why: str


def beside(election: Election, methods: Iterable[Method]) -> list[Beside | Undecided]:
    """Each way of counting in turn; TallyError when one does not go with these ballots."""
    return [_counted(election, method) for method in methods]


def _counted(election: Election, method: Method) -> Beside | Undecided:
    try:
        outcome = count(election, method)
    except (NeedsSeed, TieRefused) as stopped:
        return Undecided(method, str(stopped))
    found = satisfaction(election, outcome)
    return Beside(method, outcome, found, tuple(claims(election, outcome)))
