"""Equal shares held against most votes first: with which of the two are more voters better off."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace
from fractions import Fraction
from itertools import permutations, product
from math import factorial, prod
from typing import Literal, get_args

import numpy as np

from smederij_tally.ballots import Ints
from smederij_tally.market import Market
from smederij_tally.outcome import Outcome, Step
from smederij_tally.rank_and_fill import RankAndFill
from smederij_tally.shares import Compared, ShareDecision, SharesOutcome, ShareStep
from smederij_tally.ties import TieRule, entries_of, ranked, runs_alike, runs_tied
from smederij_tally.totals import Totals

Comparison = Literal["winners", "coverage"]
_MOST_ORDERS = 500  # beyond, a tie is taken to matter
COMPARISONS: tuple[str, ...] = get_args(Comparison)
_ASIDE: dict[str, ShareDecision] = {"no_votes": "no_support", "withdrawn": "withdrawn", "free": "free"}


def stand_anyway(
    market: Market, shares: SharesOutcome, votes: Totals, *, by: Comparison, ties: TieRule
) -> bool:
    """Whether equal shares stand whatever way ties with most votes first go; no when those are too many."""
    method = RankAndFill(ties="file")
    return all(
        other is not None
        and _taken(
            compared(market, shares, method.decide(other, budget=shares.budget, input_sha256=""), by=by)
        )
        for other in _every_order(votes, ties=ties)
    )


def _taken(found: SharesOutcome) -> bool:
    return found.compared is not None and found.compared.taken == "shares"


def _every_order(votes: Totals, *, ties: TieRule) -> Iterator[Totals | None]:
    """The same totals, listed in every order that the rule leaves open; None once there are too many."""
    places = {entry.id: project for entry, project in entries_of(votes) if entry.score}
    order = ranked((entry for entry, _ in entries_of(votes) if entry.score), rule=ties)
    runs = runs_alike(order) if ties == "cost-votes-lot" else runs_tied(order)
    if prod(factorial(run.stop - run.start) for run in runs) > _MOST_ORDERS:
        yield None
        return
    rest = tuple(project for project in votes.projects if project.id not in places)
    for settled in product(*(permutations(order[run]) for run in runs)):
        listed = list(order)
        for run, some in zip(runs, settled, strict=True):
            listed[run] = some
        yield replace(votes, projects=(*(places[entry.id] for entry in listed), *rest))


def compared(market: Market, shares: SharesOutcome, votes: Outcome, *, by: Comparison) -> SharesOutcome:
    """What stands: equal shares, unless more voters are better off with most votes first.

    Better off is who has more winners among what they support or, by `coverage`, any winner at all.
    """
    won = tuple(grant.entry for grant in votes.selected)
    with_shares = _winners(market, [grant.entry for grant in shares.selected])
    with_votes = _winners(market, won)
    if by == "coverage":
        with_shares, with_votes = np.minimum(with_shares, 1), np.minimum(with_votes, 1)
    counts = market.ballots.counts
    better, worse = int(counts[with_shares > with_votes].sum()), int(counts[with_votes > with_shares].sum())
    taken: Literal["shares", "votes"] = "votes" if worse > better else "shares"
    found = Compared(for_shares=better, for_votes=worse, taken=taken, winners=won)
    if taken == "shares":
        return replace(shares, compared=found).sealed()
    scores = {step.entry: step for step in shares.steps}
    ranks = {entry: place + 1 for place, entry in enumerate(won)}
    steps = [_step(step, scores[step.entry], rank=ranks.get(step.entry)) for step in votes.steps]
    steps.sort(key=lambda step: step.rank is None)
    return replace(shares, compared=found, steps=tuple(steps), ties=votes.ties).sealed()


def _winners(market: Market, won: Collection[str]) -> Ints:
    """Per group of ballots, how many of these it supports."""
    ballots = market.ballots
    chosen = np.array([project.id in set(won) for project in market.election.projects], dtype=np.float64)
    owner = np.repeat(np.arange(len(ballots)), np.diff(ballots.offsets))
    found = np.bincount(owner, weights=chosen[ballots.entries], minlength=len(ballots))
    return found.astype(np.int64)


def _step(turn: Step, known: ShareStep, *, rank: int | None) -> ShareStep:
    decision = _ASIDE.get(turn.decision, "by_votes" if turn.won else "not_by_votes")
    return ShareStep(
        entry=turn.entry,
        rank=rank,
        decision=decision,
        supporters=known.supporters,
        score=Fraction(known.score),
        cost=turn.cost,
        granted=turn.granted,
        tie=turn.tie,
    )
