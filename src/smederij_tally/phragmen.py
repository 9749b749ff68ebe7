"""Sequential Phragmén: all earn at one pace, and supporters buy an entry as soon as they have its cost."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import ClassVar, Literal, get_args

import numpy as np

from smederij_tally.ballots import Ints
from smederij_tally.branching import Branching, Path
from smederij_tally.buying import EPS
from smederij_tally.choosing import ChoiceDecision, ChoiceOutcome, Chosen, outcome_of
from smederij_tally.election import Election
from smederij_tally.market import Market
from smederij_tally.options import one_of
from smederij_tally.outcome import Tie
from smederij_tally.ties import TIE_RULES, TieRule
from smederij_tally.turns import rank_of, refuse, settled, undecided

WhenMisfit = Literal["stop", "skip"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Phragmen:
    """`misfit`: what happens when the next entry asks more than is left: the count stops, or skips it."""

    name: ClassVar[str] = "phragmen"

    misfit: WhenMisfit = "stop"
    ties: TieRule = "cost-votes-lot"
    seed: str | None = None

    def __post_init__(self) -> None:
        one_of("way with a misfit", self.misfit, get_args(WhenMisfit))
        one_of("tie rule", self.ties, TIE_RULES)

    def options(self) -> dict[str, str | int | bool | None]:
        """The options as plain values."""
        return {"misfit": self.misfit, "ties": self.ties, "seed": self.seed}

    def decide(self, election: Election, *, budget: int, input_sha256: str) -> ChoiceOutcome:
        """Who gets what. NeedsSeed or TieRefused when a tie decides and the rule cannot."""
        market = Market.of(election, utility="cardinality")
        rank = rank_of(market, ties=self.ties, seed=self.seed)
        walk = self._walk(market, rank, budget=budget)
        self._stop_if_undecided(walk, rank)
        ties = [self._tie(walk, tied, moment, rank=rank) for tied, moment in walk.tied]
        chosen = Chosen(walk.winners, walk.reasons, walk.at, ties)
        heading = {"method": self.name, "options": self.options(), "input_sha256": input_sha256}
        return outcome_of(market, chosen, budget=budget, **heading)

    def _walk(self, market: Market, rank: Sequence[int], *, budget: int) -> _Walk:
        walk = _Walk(market, budget=budget, stop=self.misfit == "stop")
        walk.to_the_end(rank)
        return walk

    def _stop_if_undecided(self, walk: _Walk, rank: list[int]) -> None:
        """NeedsSeed or TieRefused when a tie the rule can't settle leads to other winners."""
        ways = Branching(
            lambda turns: self._walk(walk.market, turns, budget=walk.budget).path(),
            rank,
            lambda tied: undecided(walk.market, tied, ties=self.ties, seed=self.seed),
        )
        tied = ways.deciding(walk.path())
        if tied:
            refuse(walk.market, tied, ties=self.ties)

    def _tie(self, walk: _Walk, tied: tuple[int, ...], moment: Fraction, *, rank: list[int]) -> Tie:
        """The tie, which mattered when another of them always first would give other winners."""
        others = set[frozenset[int]]()
        for first in tied[1:]:
            turns = [-1 if entry == first else turn for entry, turn in enumerate(rank)]
            again = self._walk(walk.market, turns, budget=walk.budget)
            others.add(frozenset(again.winners))
        return Tie(
            entries=tuple(walk.market.election.projects[entry].id for entry in tied),
            score=moment,
            settled_by=settled(walk.market, tied, ties=self.ties, seed=self.seed),
            mattered=others != {frozenset(walk.winners)},
        )


@dataclass(eq=False)
class _Walk:
    """One count, entry after entry."""

    market: Market
    budget: int
    stop: bool
    winners: list[int] = field(default_factory=list)
    reasons: dict[int, ChoiceDecision] = field(default_factory=dict)
    at: dict[int, Fraction] = field(default_factory=dict)
    tied: list[tuple[tuple[int, ...], Fraction]] = field(default_factory=list)

    def path(self) -> Path:
        """The winners, and where there was a tie."""
        return Path(self.winners, [(self.winners.index(tied[0]), tied) for tied, _ in self.tied])

    def to_the_end(self, rank: Sequence[int]) -> None:
        """Buy by turn until nothing is left to buy, or the first misfit."""
        loads, left = _Loads(self.market), self.budget
        costs, playing = self.market.costs, self.market.playing
        self.reasons.update({entry: "does_not_fit" for entry in playing if costs[entry] > self.budget})
        waiting = [entry for entry in playing if costs[entry] <= self.budget]
        while waiting:
            moment, equal = loads.earliest(waiting)
            order = tuple(sorted(equal, key=rank.__getitem__))
            fitting = tuple(entry for entry in order if costs[entry] <= left)
            self.at.update(dict.fromkeys(order, moment))
            self.reasons.update({entry: "does_not_fit" for entry in order if entry not in fitting})
            if self.stop and len(fitting) < len(order):
                self.reasons.update({e: "after_stop" for e in waiting if e not in self.reasons})
                return
            waiting = [entry for entry in waiting if entry not in self.reasons]
            if fitting:
                self.tied += [(fitting, moment)] if len(fitting) > 1 else []
                self.winners.append(fitting[0])
                loads.buy(fitting[0], moment)
                waiting.remove(fitting[0])
                left -= costs[fitting[0]]


@dataclass(eq=False)
class _Loads:
    """What each voter has paid is the moment of the last win among her entries, so counts hold every sum.

    `table[entry, k]` counts the entry's supporters whose last win was the k-th (0: none yet).
    """

    market: Market
    moments: list[Fraction] = field(default_factory=lambda: [Fraction(0)])

    def __post_init__(self) -> None:
        self.last: Ints = np.zeros(len(self.market.ballots), dtype=np.int64)
        size, rounds = len(self.market.costs), len(self.market.playing) + 1
        self.table: Ints = np.zeros((size, rounds), dtype=np.int64)
        self.voters = np.array([side.voters for side in self.market.support], dtype=np.float64)
        self.table[:, 0] = self.voters
        self.asked = np.array(self.market.costs, dtype=np.float64)
        self.floats = np.zeros(rounds)

    def earliest(self, waiting: list[int]) -> tuple[Fraction, list[int]]:
        """When the next of these can be bought, and which of them exactly then; floats only sift."""
        places = np.array(waiting)
        when = (self.asked[places] + self.table[places] @ self.floats) / self.voters[places]
        band = 1 + 16 * EPS * (len(self.floats) + 8)
        close = places[when <= when.min() * band * band]
        exact = {int(entry): self._when(int(entry)) for entry in close}
        first = min(exact.values())
        return first, [entry for entry, moment in exact.items() if moment == first]

    def buy(self, entry: int, moment: Fraction) -> None:
        """Its supporters have now all paid up to this moment."""
        self.moments.append(moment)
        now, side = len(self.moments) - 1, self.market.support[entry]
        self.floats[now] = float(moment)
        places, owner = self.market.rows(side.groups)
        size, rounds = self.table.shape
        before = self.market.ballots.entries[places] * rounds
        before += self.last[side.groups][owner]
        times = None if self.market.alone else self.market.ballots.counts[side.groups][owner]
        moved = np.bincount(before, weights=times, minlength=size * rounds).astype(np.int64)
        self.table -= moved.reshape(size, rounds)
        self.table[:, now] += moved.reshape(size, rounds).sum(axis=1)
        self.last[side.groups] = now

    def _when(self, entry: int) -> Fraction:
        row = self.table[entry, : len(self.moments)].tolist()
        paid = sum((n * moment for n, moment in zip(row, self.moments, strict=True) if n), Fraction(0))
        return (self.market.costs[entry] + paid) / self.market.support[entry].voters
