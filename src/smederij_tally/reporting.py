"""From a finished run to an outcome that can be told and checked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from smederij_tally.buying import Bought, Run
from smederij_tally.following import paid_by_supporters
from smederij_tally.market import Market
from smederij_tally.outcome import Grant, Tie
from smederij_tally.shares import Ended, SharesOutcome, ShareStep
from smederij_tally.ties import TieRule
from smederij_tally.turns import settled


@dataclass(frozen=True, eq=False, slots=True)
class Counted:
    """The run that counts, how many there were, why no more, what was added, and how ties were settled."""

    run: Run
    runs: int
    ended: Ended
    filled: tuple[Grant, ...]
    ties: TieRule
    seed: str | None


@dataclass(frozen=True, eq=False, slots=True)
class _Followed:
    """The run with what supporters paid, per round and entry, times the denominator."""

    run: Run
    paid: list[list[int]]

    def money(self, entry: int, *, after: int) -> Fraction:
        """What an entry's supporters had after so many rounds."""
        spent = sum(row[entry] for row in self.paid[:after])
        return Fraction(self.run.market.support[entry].voters * self.run.base - spent, self.run.den)


def report(counted: Counted, *, budget: int, **heading: Any) -> SharesOutcome:
    """The outcome with all its steps, sealed; `heading` are its method, options and input digest."""
    run, election = counted.run, counted.run.market.election
    return SharesOutcome(
        budget=budget,
        scale=election.scale,
        kind="votes" if run.market.ballots.points is None else "points",
        cast=election.ballots.cast,
        blank=election.ballots.blank,
        voters=run.market.voters,
        endowment=Fraction(run.base, run.den),
        runs=counted.runs,
        ended=counted.ended,
        steps=tuple(_steps(counted, tied=_places(run))),
        ties=tuple(_ties(counted)),
        **heading,
    ).sealed()


def _steps(counted: Counted, *, tied: dict[int, int]) -> Iterator[ShareStep]:
    run, market = counted.run, counted.run.market
    followed = _Followed(run, paid_by_supporters(run))
    places = {project.id: i for i, project in enumerate(market.election.projects)}
    in_play = enumerate(market.election.projects)
    free = [i for i, p in in_play if not (p.cost or p.withdrawn) and market.support[i].voters]
    done = set[int]()
    for entry in sorted(free, key=lambda i: market.election.projects[i].id):
        done.add(entry)
        yield _step(market, entry, "free", rank=len(done), granted=0)
    for round, bought in enumerate(run.bought):
        done.add(bought.entry)
        yield _bought(followed, bought, round, rank=len(done), tie=tied.get(round))
    for grant in counted.filled:
        done.add(places[grant.entry])
        lost = _lost(followed, places[grant.entry])
        yield _step(market, places[grant.entry], "filled", rank=len(done), granted=grant.granted, **lost)
    rest = [entry for entry in places.values() if entry not in done]
    for entry in sorted(rest, key=lambda i: (-market.support[i].voters, market.election.projects[i].id)):
        yield _loser(followed, entry)


def _bought(followed: _Followed, bought: Bought, round: int, *, rank: int, tie: int | None) -> ShareStep:
    run, market = followed.run, followed.run.market
    price, cost = run.price(round), market.costs[bought.entry]
    counts = market.ballots.counts
    return _step(
        market,
        bought.entry,
        "bought",
        rank=rank,
        granted=cost,
        round=round + 1,
        money=followed.money(bought.entry, after=round),
        left=followed.money(bought.entry, after=len(run.bought)),
        price=price,
        effective=cost / price,
        full=int(counts[bought.full].sum()),
        last=int(counts[bought.last].sum()),
        tie=tie,
    )


def _loser(followed: _Followed, entry: int) -> ShareStep:
    market = followed.run.market
    if market.election.projects[entry].withdrawn:
        return _step(market, entry, "withdrawn", rank=None, granted=0)
    if not market.support[entry].voters:
        return _step(market, entry, "no_support", rank=None, granted=0)
    return _step(market, entry, "too_little", rank=None, granted=0, **_lost(followed, entry))


def _lost(followed: _Followed, entry: int) -> dict[str, object]:
    """When an entry's supporters had too little, what they missed, and where their money had gone."""
    run, cost = followed.run, followed.run.market.costs[entry]
    rounds = len(run.bought)
    drop = next(k for k in range(rounds + 1) if followed.money(entry, after=k) < cost)
    spent = [(run.bought[k].entry, Fraction(followed.paid[k][entry], run.den)) for k in range(drop)]
    ids = [project.id for project in run.market.election.projects]
    went = sorted(((ids[e], paid) for e, paid in spent if paid), key=lambda pair: (-pair[1], pair[0]))
    money = followed.money(entry, after=drop)
    left = followed.money(entry, after=rounds)
    return {"round": drop, "money": money, "left": left, "short": cost - money, "went": tuple(went)}


def _step(market: Market, entry: int, decision: str, **more: object) -> ShareStep:
    side = market.support[entry]
    return ShareStep(
        entry=market.election.projects[entry].id,
        decision=decision,  # type: ignore[arg-type]
        supporters=side.voters,
        score=Fraction(side.total, market.ballots.points_scale if market.ballots.points is not None else 1),
        cost=market.costs[entry],
        **more,  # type: ignore[arg-type]
    )


def _places(run: Run) -> dict[int, int]:
    """For each round that began with a tie, the place of that tie."""
    tied = [round for round, bought in enumerate(run.bought) if bought.tied]
    return {round: place for place, round in enumerate(tied)}


def _ties(counted: Counted) -> Iterator[Tie]:
    run = counted.run
    for round, bought in enumerate(run.bought):
        if bought.tied:
            market = run.market
            unit = market.costs[bought.entry] if market.per_cost else 1
            yield Tie(
                entries=tuple(market.election.projects[entry].id for entry in bought.tied),
                score=unit / run.price(round),
                settled_by=settled(market, bought.tied, ties=counted.ties, seed=counted.seed),
                mattered=_mattered(run, bought),
            )


def _mattered(run: Run, bought: Bought) -> bool:
    """Whether this run would have other winners if another of the tied entries always went first."""
    won = {b.entry for b in run.bought}
    for other in bought.tied[1:]:
        rank = [turn + 1 for turn in run.rank]
        rank[other] = 0
        again = Run(run.market, endowment=Fraction(run.base, run.den), rank=rank)
        again.play()
        if {b.entry for b in again.bought} != won:
            return True
    return False
