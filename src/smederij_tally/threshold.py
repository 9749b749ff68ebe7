"""Yes or no per entry: adopted is what a large enough part of the voters wants."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor
from typing import ClassVar, Literal, get_args

from smederij_tally.amounts import rational_text
from smederij_tally.election import Election
from smederij_tally.errors import NotComparable, TallyError
from smederij_tally.grouping import POINTED
from smederij_tally.options import a_share, one_of, whole_or_none
from smederij_tally.outcome import Step, Tie
from smederij_tally.projects import Project
from smederij_tally.rank_and_fill import RankAndFill
from smederij_tally.ties import TIE_RULES, TieRule
from smederij_tally.totals import Totals
from smederij_tally.yes_no import YesNoDecision, YesNoOutcome, YesNoStep

Of = Literal["said", "all"]


@dataclass(frozen=True, slots=True)
class _Said:
    """What was said about one entry: yes, no (None: silence can't be told from no), of how many."""

    project: Project
    yes: int
    no: int | None
    voters: int

    @property
    def share(self) -> Fraction | None:
        return Fraction(self.yes, self.voters) if self.voters else None

    def order(self) -> tuple[Fraction, int, str]:
        """Largest part first, then most people, then by id."""
        return -(self.share or Fraction(0)), -self.yes, self.project.id


@dataclass(frozen=True, slots=True, kw_only=True)
class Threshold:
    """Adopted is what more than `share` says yes to (`above`), or at least that part; see the README."""

    name: ClassVar[str] = "threshold"

    share: Fraction = Fraction(1, 2)
    above: bool = True
    of: Of = "said"
    minimum_yes: int | None = None
    minimum_turnout: int | None = None
    ties: TieRule = "cost-votes-lot"
    seed: str | None = None

    def __post_init__(self) -> None:
        a_share("share", self.share)
        if self.above and self.share == 1:
            raise TallyError("more than everybody can't say yes: ask at least that part instead")
        one_of("way to count voters", self.of, get_args(Of))
        one_of("tie rule", self.ties, TIE_RULES)
        whole_or_none("fewest to say yes", self.minimum_yes)
        whole_or_none("minimum turnout", self.minimum_turnout)

    def options(self) -> dict[str, str | int | bool | None]:
        """The options as plain values."""
        return {
            "share": rational_text(self.share),
            "above": self.above,
            "of": self.of,
            "minimum_yes": self.minimum_yes,
            "minimum_turnout": self.minimum_turnout,
            "ties": self.ties,
            "seed": self.seed,
        }

    def decide(self, votes: Election | Totals, *, budget: int, input_sha256: str) -> YesNoOutcome:
        """What is adopted. NeedsSeed or TieRefused when money is short and a tie decides.

        NotComparable when it is not known who said yes or no, or how many voted.
        """
        totals = votes.totals()
        said = sorted(_said(votes, totals, of=self.of), key=_Said.order)
        reasons = {one.project.id: self._reason(one, totals) for one in said}
        adopted = [one for one in said if reasons[one.project.id] == "adopted"]
        turns, ties = self._turns(adopted, budget=budget, scale=totals.scale)
        paid = [turn for turn in turns if turn.won] + [turn for turn in turns if not turn.won]
        known = {one.project.id: one for one in said}
        steps = [_paid(known[turn.entry], turn, rank=place + 1) for place, turn in enumerate(paid)]
        rest = [(one, reason) for one in said if (reason := reasons[one.project.id]) != "adopted"]
        steps += [_step(one, reason, short=self._short(one, reason)) for one, reason in rest]
        return YesNoOutcome(
            method=self.name,
            options=self.options(),
            budget=budget,
            scale=totals.scale,
            kind="votes",
            cast=totals.cast,
            blank=totals.blank,
            steps=tuple(steps),
            ties=ties,
            input_sha256=input_sha256,
        ).sealed()

    def _needed(self, voters: int) -> int:
        """How many of so many voters must say yes."""
        part = self.share * voters
        return max(floor(part) + 1 if self.above else ceil(part), self.minimum_yes or 0)

    def _reason(self, one: _Said, totals: Totals) -> YesNoDecision:
        if one.project.withdrawn:
            return "withdrawn"
        if totals.turnout_below(self.minimum_turnout):
            return "turnout_too_low"
        if not one.yes and not one.no:
            return "no_votes"
        part = self.share * one.voters
        if one.yes < part or (self.above and one.yes == part):
            return "rejected"
        return "too_few_yes" if one.yes < (self.minimum_yes or 0) else "adopted"

    def _short(self, one: _Said, reason: YesNoDecision) -> int | None:
        asked = reason in ("rejected", "too_few_yes")
        return self._needed(one.voters) - one.yes if asked else None

    def _turns(
        self, adopted: list[_Said], *, budget: int, scale: int
    ) -> tuple[tuple[Step, ...], tuple[Tie, ...]]:
        """Who gets money, the largest part of yes first, and what does not fit is passed over."""
        totals = Totals(
            projects=tuple(one.project for one in adopted),
            budget=budget,
            scores={one.project.id: (one.share or Fraction(0)) * 100 for one in adopted},
            kind="percent",
            in_favour={one.project.id: one.yes for one in adopted},
            scale=scale,
        )
        filled = RankAndFill(ties=self.ties, seed=self.seed).decide(totals, budget=budget, input_sha256="")
        return filled.steps, filled.ties


def _said(votes: Election | Totals, totals: Totals, *, of: Of) -> list[_Said]:
    yes, no = _yes(votes, totals), _no(votes, totals)
    if of == "all" and totals.cast is None:
        raise NotComparable("a part of all ballots needs their number, which is not known")
    found = []
    for project in totals.projects:
        id = project.id
        if of == "all":
            voters = totals.cast or 0
        elif no is not None:
            voters = yes[id] + no[id]
        elif totals.cast is None or totals.blank is None:
            raise NotComparable("a part of all voters needs the number of ballots and of blank ones")
        else:
            voters = totals.cast - totals.blank
        found.append(_Said(project, yes[id], None if no is None else no[id], voters))
    return found


def _yes(votes: Election | Totals, totals: Totals) -> Mapping[str, int]:
    """Per entry how many said yes: named it, or gave it more than nothing."""
    if isinstance(votes, Election) and votes.vote_type == "ordinal":
        raise TallyError("a ranking does not say yes or no")
    if isinstance(votes, Election) and votes.default_score:
        raise TallyError("with a default score silence would say yes: leave it out")
    if totals.in_favour is not None:
        return totals.in_favour
    scores = {id: totals.score(id) for id in totals.scores}
    if totals.kind != "votes" or any(score.denominator > 1 for score in scores.values()):
        raise NotComparable("yes or no needs the number of people in favour, which is not known")
    return {id: int(score) for id, score in scores.items()}


def _no(votes: Election | Totals, totals: Totals) -> Mapping[str, int] | None:
    """Per entry how many said no: gave it nothing, on a ballot with points. None where it can't be told."""
    if isinstance(votes, Totals):
        return votes.against
    if votes.vote_type not in POINTED:
        return None
    named = votes.ballots.named(len(votes.projects))
    yes = totals.in_favour or {}
    return {p.id: n - yes[p.id] for p, n in zip(votes.projects, named, strict=True)}


def _paid(one: _Said, turn: Step, *, rank: int) -> YesNoStep:
    """An adopted entry with what it got, or what it then asked too much."""
    came = {"left_before": turn.left_before, "tie": turn.tie}
    if not turn.won:
        return _step(one, "does_not_fit", money_short=turn.money_short, **came)
    return _step(one, "adopted", rank=rank, granted=turn.granted, **came)


def _step(one: _Said, decision: YesNoDecision, **more: int | None) -> YesNoStep:
    return YesNoStep(
        entry=one.project.id,
        decision=decision,
        yes=one.yes,
        no=one.no,
        voters=one.voters,
        share=one.share,
        cost=one.project.cost,
        **{"rank": None, "granted": 0, **more},  # type: ignore[arg-type]
    )
