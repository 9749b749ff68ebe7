"""One entry is chosen and the others are not: for a choice between scenarios, or of one plan."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import ClassVar, Literal, get_args

from smederij_tally import duels, run_off
from smederij_tally.election import Election
from smederij_tally.errors import NotComparable, TallyError
from smederij_tally.options import one_of, whole_or_none
from smederij_tally.picking import PickDecision, Picked, PickOutcome, step_of
from smederij_tally.ties import TIE_RULES, Entry, TieRule, entries_of
from smederij_tally.totals import Totals
from smederij_tally.turns import Settling

By = Literal["score", "run-off", "duels"]


@dataclass(frozen=True, slots=True, kw_only=True)
class PickOne:
    """`by` the highest score, a run-off or duels; see the README. `majority`: only with more than half."""

    name: ClassVar[str] = "pick-one"

    by: By = "score"
    majority: bool = False
    minimum_turnout: int | None = None
    ties: TieRule = "cost-votes-lot"
    seed: str | None = None

    def __post_init__(self) -> None:
        one_of("way to pick one", self.by, get_args(By))
        one_of("tie rule", self.ties, TIE_RULES)
        whole_or_none("minimum turnout", self.minimum_turnout)
        if self.majority and self.by != "score":
            raise TallyError("a majority can only be asked where the highest score is chosen")

    def options(self) -> dict[str, str | int | bool | None]:
        """The options as plain values."""
        return {
            "by": self.by,
            "majority": self.majority,
            "minimum_turnout": self.minimum_turnout,
            "ties": self.ties,
            "seed": self.seed,
        }

    def decide(self, votes: Election | Totals, *, budget: int, input_sha256: str) -> PickOutcome:
        """Which one it is. NeedsSeed or TieRefused when a tie decides and the rule cannot.

        NotComparable when an option asks what is not known; TallyError where the ballots hold no order.
        """
        totals = votes.totals()
        kept, aside = list[Entry](), list[tuple[Entry, PickDecision]]()
        for entry, project in entries_of(totals):
            reason = self._set_aside(entry, withdrawn=project.withdrawn, totals=totals, budget=budget)
            aside += [(entry, reason)] if reason else []
            kept += [] if reason else [entry]
        aside.sort(key=lambda pair: (-pair[0].score, pair[0].id))
        picked = self._picked(votes, kept)
        return PickOutcome(
            method=self.name,
            options=self.options(),
            budget=budget,
            scale=totals.scale,
            kind=totals.kind,
            cast=totals.cast,
            blank=totals.blank,
            steps=(*picked.steps, *(step_of(entry, reason, entry.score) for entry, reason in aside)),
            ties=tuple(picked.ties),
            input_sha256=input_sha256,
            heats=picked.heats,
            duels=picked.duels,
        ).sealed()

    def _set_aside(
        self, entry: Entry, *, withdrawn: bool, totals: Totals, budget: int
    ) -> PickDecision | None:
        if withdrawn:
            return "withdrawn"
        if totals.turnout_below(self.minimum_turnout):
            return "turnout_too_low"
        if not entry.score:
            return "no_votes"
        return "too_dear" if entry.cost > budget else None

    def _picked(self, votes: Election | Totals, entries: list[Entry]) -> Picked:
        settling = Settling(self.ties, self.seed)
        if self.by == "score":
            half = _half(votes.totals()) if self.majority else None
            return by_score(entries, half=half, settling=settling)
        if not isinstance(votes, Election):
            raise TallyError(f"pick-one by {self.by} needs the ballots; of this round only totals are known")
        if self.by == "run-off":
            return run_off.by_run_off(votes, entries, settling=settling)
        return duels.by_duels(votes, entries, settling=settling)


def by_score(entries: list[Entry], *, half: Fraction | None, settling: Settling) -> Picked:
    """The highest score; with `half`, only when it is more than that."""
    if not entries:
        return Picked([], [])
    order = sorted(entries, key=lambda entry: (-entry.score, settling.key(entry)))
    first, enough = order[0], half is None or order[0].score > half
    best = [entry for entry in order if entry.score == first.score]
    # Without a majority nobody is chosen, whoever of them comes first.
    effects = {entry.place: entry.place if enough else None for entry in best}
    ties = [settling.tie(best, score=first.score, taken=first, effects=effects)] if best[1:] else []
    steps = [
        step_of(
            entry,
            "not_chosen" if place else "chosen" if enough else "no_majority",
            entry.score,
            rank=place + 1,
            gap=first.score - entry.score if place else None,
            tie=0 if ties and entry in best else None,
        )
        for place, entry in enumerate(order)
    ]
    return Picked(steps, ties)


def _half(totals: Totals) -> Fraction:
    """Half of all ballots that name somebody."""
    if totals.kind == "percent":
        return Fraction(50)
    if totals.kind != "votes" or totals.cast is None or totals.blank is None:
        raise NotComparable("a majority needs the number of ballots, with and without blank ones")
    return Fraction(totals.cast - totals.blank, 2)
