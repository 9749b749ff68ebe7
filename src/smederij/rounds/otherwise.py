"""What other ways of counting would have chosen from the same votes.

Under 50 ballots only what follows from the published totals; from 50 on also equal shares, and how many
people saw at least one of their own choices chosen. Anyone can make the same sums from the published file.
(`what_if` answers another question: what a rule of the area would have changed.)
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from smederij.base.money import Money
from smederij.rounds import papers, urn
from smederij.rounds.lacking import recount
from smederij.rounds.models import BallotType, Result, Round
from smederij.rounds.rules import PUBLISHES_BALLOTS
from smederij_tally import Election, EqualShares, Grant, Outcome, count, satisfied

LAST_IDEA: Mapping[str, Mapping[str, bool]] = {
    "next": {"partial_last": False, "no_skip": False},
    "part": {"partial_last": True, "no_skip": True},
    "stop": {"partial_last": False, "no_skip": True},
}


@dataclass(frozen=True)
class Counted:
    """One way of counting. `kind`: held, next, part, stop, shares. `reached`: how many people saw an idea of
    their choice chosen, None where the separate ballots stay closed. `same`: exactly what was decided.
    """

    kind: str
    grants: tuple[Grant, ...]
    reached: int | None
    same: bool = False


@dataclass(frozen=True)
class Chosen:
    """An idea that this way would choose, and what it would get."""

    title: str
    granted: Money


@dataclass(frozen=True)
class Way:
    """One way of counting, with titles and what it would leave in the pot."""

    kind: str
    chosen: tuple[Chosen, ...]
    left: Money
    reached: int | None
    same: bool


@dataclass(frozen=True)
class Otherwise:
    """How it was counted, and the other ways. `choosers`: how many people chose something, if known."""

    held: Way
    ways: tuple[Way, ...]
    choosers: int | None
    budget: Money


def otherwise(round: Round, result: Result) -> Otherwise:
    """The votes of this round counted in other ways."""
    outcome = Outcome.from_dict(result.outcome)
    titles = {papers.project_id(entry): entry.title for entry in papers.on_ballot(round)}
    opened = (result.ballots or 0) >= PUBLISHES_BALLOTS
    counted = _opened(round.pk, result.outcome_sha256) if opened else from_totals(outcome)
    ways = [_way(one, titles, budget=outcome.budget) for one in counted]
    choosers = outcome.cast - (outcome.blank or 0) if opened and outcome.cast is not None else None
    return Otherwise(held=ways[0], ways=tuple(ways[1:]), choosers=choosers, budget=Money(outcome.budget))


def from_totals(outcome: Outcome) -> tuple[Counted, ...]:
    """As it was counted, and with the other rules for an idea that no longer fits."""
    held = ("held", outcome.selected)
    now = {name: outcome.options[name] for name in ("partial_last", "no_skip")}
    others = [(kind, options) for kind, options in LAST_IDEA.items() if not _alike(options, now)]
    again = [(kind, _recounted(outcome, options).selected) for kind, options in others]
    return _compared([held, *again], election=None)


def from_ballots(outcome: Outcome, election: Election, *, pointed: bool) -> tuple[Counted, ...]:
    """The same and equal shares, with whom each way reaches.

    The most an idea can get and the votes it needs hold in every way.
    """
    shares = EqualShares(
        utility="points" if pointed else "cost", completion="add1u", seed=str(outcome.options["seed"] or "")
    )
    kept = [(one.kind, one.grants) for one in from_totals(outcome)]
    chosen = count(_as_agreed(election, outcome), shares).selected
    return _compared([*kept, ("shares", chosen)], election=election)


@lru_cache(maxsize=64)
def _opened(round: int, _sealed: str) -> tuple[Counted, ...]:
    """Remembered: no result and no counted ballot changes."""
    held = Round.objects.select_related("pot__area").get(pk=round)
    outcome = Outcome.from_dict(Result.objects.get(round=held).outcome)
    election = papers.election(held, urn.papers(round))
    return from_ballots(outcome, election, pointed=held.ballot_type == BallotType.POINTS)


def _alike(options: Mapping[str, bool], now: Mapping[str, Any]) -> bool:
    """The same rule in the end: where the last one gets a part, skipping does not matter."""
    if options["partial_last"] or now["partial_last"]:
        return bool(options["partial_last"]) == bool(now["partial_last"])
    return bool(options["no_skip"]) == bool(now["no_skip"])


def _recounted(outcome: Outcome, options: Mapping[str, bool]) -> Outcome:
    return recount(replace(outcome, options={**outcome.options, **options}))


def _as_agreed(election: Election, outcome: Outcome) -> Election:
    """Each entry asks what counted for it, and who had too few votes stays out."""
    steps = {step.entry: step for step in outcome.steps}
    out = {"withdrawn", "below_threshold", "no_votes", "turnout_too_low"}
    projects = tuple(
        replace(one, cost=steps[one.id].asked, withdrawn=steps[one.id].decision in out)
        for one in election.projects
    )
    return replace(election, projects=projects, voters=None)


def _compared(
    counts: Sequence[tuple[str, tuple[Grant, ...]]], *, election: Election | None
) -> tuple[Counted, ...]:
    held = _gets(counts[0][1])
    reach = [None if election is None else satisfied(election, grants).reached for _, grants in counts]
    return tuple(
        Counted(kind, grants, reached, same=_gets(grants) == held)
        for (kind, grants), reached in zip(counts, reach, strict=True)
    )


def _gets(grants: Sequence[Grant]) -> dict[str, int]:
    return {grant.entry: grant.granted for grant in grants}


def _way(counted: Counted, titles: Mapping[str, str], *, budget: int) -> Way:
    chosen = tuple(Chosen(titles[grant.entry], Money(grant.granted)) for grant in counted.grants)
    spent = sum(grant.granted for grant in counted.grants)
    return Way(counted.kind, chosen, Money(budget - spent), counted.reached, counted.same)
