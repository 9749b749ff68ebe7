"""The Method of Equal Shares: each gets an equal part of the money and spends it with others."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import ClassVar, Literal, get_args

from smederij_tally.amounts import rational_text
from smederij_tally.branching import Branching, Won
from smederij_tally.buying import Run
from smederij_tally.comparing import COMPARISONS, Comparison, compared, stand_anyway
from smederij_tally.election import Election
from smederij_tally.errors import NeedsSeed, TallyError, TieRefused
from smederij_tally.market import UTILITIES, Market, Utility
from smederij_tally.options import exact, one_of
from smederij_tally.outcome import Grant, Outcome
from smederij_tally.raising import Limit, Raising
from smederij_tally.rank_and_fill import RankAndFill
from smederij_tally.reporting import Counted, report
from smederij_tally.shares import Ended, SharesOutcome
from smederij_tally.ties import TIE_RULES, TieRule
from smederij_tally.turns import alike_of, rank_of, refuse, undecided

Completion = Literal["none", "greedy", "add1", "add1u"]
Stop = Literal["exhaustive-or-overshoot", "overshoot"]
Start = Literal["exact", "floor"]


@dataclass(frozen=True, slots=True, kw_only=True)
class EqualShares:
    """The method and its options; see the README for what each does.

    `step` is by how much a share grows at a time, in smallest units, a fraction if need be; None is one whole
    unit of the currency.
    """

    name: ClassVar[str] = "equal-shares"

    utility: Utility = "cost"
    completion: Completion = "none"
    stop: Stop = "exhaustive-or-overshoot"
    start: Start = "exact"
    step: Fraction | int | None = None
    comparison: Comparison | None = None
    ties: TieRule = "cost-votes-lot"
    seed: str | None = None

    def __post_init__(self) -> None:
        one_of("utility", self.utility, UTILITIES)
        one_of("completion", self.completion, get_args(Completion))
        one_of("stop", self.stop, get_args(Stop))
        one_of("start", self.start, get_args(Start))
        one_of("comparison", self.comparison or COMPARISONS[0], COMPARISONS)
        one_of("tie rule", self.ties, TIE_RULES)
        exact("step", self.step)
        if self.step is not None and self.step <= 0:
            raise TallyError(f"the step is {self.step}: give an amount above zero")

    def options(self) -> dict[str, str | int | bool | None]:
        """The options as plain values."""
        asked = {"comparison": self.comparison} if self.comparison else {}
        return asked | {
            "utility": self.utility,
            "completion": self.completion,
            "stop": self.stop,
            "start": self.start,
            "step": None if self.step is None else rational_text(Fraction(self.step)),
            "ties": self.ties,
            "seed": self.seed,
        }

    def decide(self, election: Election, *, budget: int, input_sha256: str) -> SharesOutcome:
        """Who gets what. NeedsSeed or TieRefused when a tie decides and the rule cannot."""
        market = Market.of(election, utility=self.utility)
        run, runs, ended = self.run(market, budget=budget)
        counted = Counted(run, runs, ended, self.filled(run, budget=budget), self.ties, self.seed)
        heading = {"method": self.name, "options": self.options(), "input_sha256": input_sha256}
        outcome = report(counted, budget=budget, **heading)
        if self.comparison is None:
            return outcome
        return compared(market, outcome, self._by_votes(market, outcome), by=self.comparison)

    def _by_votes(self, market: Market, shares: SharesOutcome) -> Outcome:
        """Most votes first, to compare with; a tie nobody settled goes by id where shares stand anyway."""
        totals, method = market.election.totals(), RankAndFill(ties=self.ties, seed=self.seed)
        try:
            return method.decide(totals, budget=shares.budget, input_sha256="")
        except (NeedsSeed, TieRefused):
            assert self.comparison is not None
            if not stand_anyway(market, shares, totals, by=self.comparison, ties=self.ties):
                raise
            return RankAndFill(ties="id").decide(totals, budget=shares.budget, input_sha256="")

    def run(self, market: Market, *, budget: int) -> tuple[Run, int, Ended]:
        """The run that counts, how many there were, and why the share grew no further."""
        share = self._first_share(market, budget=budget)
        play = self._player(market)
        run = play(share)
        if self.completion in ("none", "greedy") or not market.voters:
            self._stop_if_undecided(run)
            return run, 1, "once"
        step = Fraction(market.election.scale if self.step is None else self.step)
        full = self.stop == "exhaustive-or-overshoot"
        limit = Limit(budget, until_full=full, sure=self._stop_if_undecided)
        raising = Raising(play, run, step=step, limit=limit)
        ended = raising.to_the_end()
        self._stop_if_undecided(raising.run)
        return raising.run, raising.runs, ended

    def _player(self, market: Market) -> Callable[[Fraction], Run]:
        """A count with any share; ties are settled alike in all of them."""
        rank = rank_of(market, ties=self.ties, seed=self.seed)
        alike = alike_of(market, ties=self.ties, seed=self.seed)
        return lambda share: played(market, share, rank, alike)

    def _stop_if_undecided(self, run: Run, kind: Callable[[Won], object] = frozenset) -> None:
        """NeedsSeed or TieRefused when a tie the rule can't settle leads to another kind of winners."""
        share, market = Fraction(run.base, run.den), run.market
        ways = Branching(
            lambda turns: played(market, share, turns).path(),
            run.rank,
            lambda tied: undecided(market, tied, ties=self.ties, seed=self.seed),
        )
        tied = ways.deciding(run.path(), kind=kind)
        if tied:
            refuse(market, tied, ties=self.ties)

    def _first_share(self, market: Market, *, budget: int) -> Fraction:
        share = Fraction(budget, max(1, market.voters))
        scale = market.election.scale
        return share if self.start == "exact" else Fraction(share // scale * scale)

    def filled(self, run: Run, *, budget: int) -> tuple[Grant, ...]:
        """What else fits, most votes first."""
        if self.completion not in ("greedy", "add1u"):
            return ()
        won, listed = {bought.entry for bought in run.bought}, run.market.election.projects
        rest = [listed[entry].id for entry in run.market.playing if entry not in won]
        remaining = run.market.election.totals().of(rest, budget=budget - run.spent())
        fill = RankAndFill(ties=self.ties, seed=self.seed)
        return fill.decide(remaining, budget=remaining.budget, input_sha256="").selected


def played(market: Market, share: Fraction, rank: Sequence[int], alike: Sequence[int] | None = None) -> Run:
    """A whole count with one share."""
    run = Run(market, endowment=share, rank=rank, alike=alike)
    run.play()
    return run
