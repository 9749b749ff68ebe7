"""Highest score first, while the money lasts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import ClassVar

from smederij_tally.amounts import rational_text
from smederij_tally.canonical import canonical_json
from smederij_tally.errors import NeedsSeed, NotComparable, TallyError, TieRefused
from smederij_tally.limits import Limits
from smederij_tally.options import exact, one_of, whole_or_none
from smederij_tally.outcome import Decision, Outcome, Step, Tie
from smederij_tally.projects import Project
from smederij_tally.ties import (
    TIE_RULES,
    Entry,
    Misfit,
    Room,
    TieRule,
    entries_of,
    lot_order,
    order_matters,
    ranked,
    runs_alike,
    runs_tied,
    settled_by,
)
from smederij_tally.totals import Totals


@dataclass(frozen=True, slots=True)
class _Turn:
    """What one entry in the order got."""

    decision: Decision
    granted: int
    room: Room
    ended: bool

    @property
    def before(self) -> int:
        return self.room.left


@dataclass(frozen=True, slots=True, kw_only=True)
class RankAndFill:
    """The method of the smederijen; see the README for what each option does.

    `cap` in smallest units. `threshold` is a score, `threshold_share` a fraction of all that could be had;
    not both. `partial_last` ends the count by itself, so `no_skip` adds nothing to it.
    """

    name: ClassVar[str] = "rank-and-fill"

    no_skip: bool = False
    partial_last: bool = False
    cap: int | None = None
    threshold: Fraction | int | None = None
    threshold_share: Fraction | None = None
    minimum_turnout: int | None = None
    limits: Limits | None = None
    leftover: bool = False
    ties: TieRule = "cost-votes-lot"
    seed: str | None = None

    def __post_init__(self) -> None:
        one_of("tie rule", self.ties, TIE_RULES)
        whole_or_none("cap", self.cap)
        whole_or_none("minimum turnout", self.minimum_turnout)
        exact("threshold", self.threshold)
        exact("threshold", self.threshold_share)
        if self.threshold is not None and self.threshold_share is not None:
            raise TallyError("a threshold is either a number or a share, not both")
        if self.leftover and self.limits is None:
            raise TallyError("what groups leave over can only be given where groups have limits")

    @property
    def misfit(self) -> Misfit:
        """What happens at the first entry that does not fit."""
        if self.partial_last:
            return "part"
        return "stop" if self.no_skip else "skip"

    def options(self) -> dict[str, str | int | bool | None]:
        """The options as plain values."""
        groups: dict[str, str | int | bool | None] = {}
        if self.limits is not None:
            groups = {"limits": canonical_json(dict(self.limits.most)).decode(), "leftover": self.leftover}
        return groups | {
            "no_skip": self.no_skip,
            "partial_last": self.partial_last,
            "cap": self.cap,
            "threshold": None if self.threshold is None else rational_text(Fraction(self.threshold)),
            "threshold_share": None if self.threshold_share is None else rational_text(self.threshold_share),
            "minimum_turnout": self.minimum_turnout,
            "ties": self.ties,
            "seed": self.seed,
        }

    def decide(self, totals: Totals, *, budget: int, input_sha256: str) -> Outcome:
        """Who gets what.

        NeedsSeed or TieRefused when a tie decides and the rule cannot; NotComparable when an option asks how
        many voted and that is not known.
        """
        threshold = self._threshold(totals)
        kept: list[Entry] = []
        aside: list[tuple[Entry, Decision]] = []
        groups = dict(self.limits.groups) if self.limits else {}
        room = Room(budget, dict(self.limits.most) if self.limits else {})
        for entry, project in entries_of(totals, cap=self.cap, groups=groups):
            reason = self._set_aside(entry, project=project, totals=totals, threshold=threshold)
            aside += [(entry, reason)] if reason else []
            kept += [] if reason else [entry]
        order, lots = self._order(kept, room=room)
        turns = _walk(order, room=room, misfit=self.misfit)
        ties = tuple(self._tie(order[run], first=turns[run.start], lots=lots) for run in runs_tied(order))
        left = budget - sum(turn.granted for turn in turns)
        tied = {id: place for place, tie in enumerate(ties) for id in tie.entries}
        steps = [_step(place, order=order, turns=turns, tied=tied) for place in range(len(order))]
        steps += [_aside(*pair, threshold=threshold, left=left) for pair in _best_first(aside)]
        outcome = Outcome(
            method=self.name,
            options=self.options(),
            budget=budget,
            scale=totals.scale,
            kind=totals.kind,
            cast=totals.cast,
            blank=totals.blank,
            threshold=threshold,
            steps=tuple(steps),
            ties=ties,
            input_sha256=input_sha256,
        )
        return (self._with_leftover(outcome, totals) if self.leftover else outcome).sealed()

    def _with_leftover(self, outcome: Outcome, totals: Totals) -> Outcome:
        """What is left in the end goes to whose group had too little, highest score first, if it fits."""
        waiting = {step.entry: step for step in outcome.steps if step.decision == "over_limit"}
        rest = totals.of(waiting, budget=outcome.left)
        fill = RankAndFill(cap=self.cap, ties=self.ties, seed=self.seed)
        second = fill.decide(rest, budget=rest.budget, input_sha256="")
        won = [step for step in second.steps if step.won]
        ties = [tie for tie in second.ties if tie.mattered]
        place = {id: len(outcome.ties) + k for k, tie in enumerate(ties) for id in tie.entries}
        steps = [step for step in outcome.steps if step.entry not in {one.entry for one in won}]
        at = sum(step.rank is not None for step in steps)
        steps[at:at] = [
            replace(one, decision="leftover", group=was.group, tie=place.get(one.entry, was.tie))
            for one in won
            if (was := waiting[one.entry])
        ]
        steps = [replace(step, rank=step.rank and k + 1) for k, step in enumerate(steps)]
        return replace(outcome, steps=tuple(steps), ties=(*outcome.ties, *ties))

    def _threshold(self, totals: Totals) -> Fraction | None:
        if self.threshold_share is None:
            return None if self.threshold is None else Fraction(self.threshold)
        if totals.kind == "percent":
            return self.threshold_share * 100
        if totals.kind == "points":
            return self.threshold_share * sum(map(totals.score, totals.scores), Fraction(0))
        if totals.cast is None:
            raise NotComparable("a threshold as a share needs the number of ballots, which is not known")
        return self.threshold_share * totals.cast

    def _set_aside(
        self, entry: Entry, *, project: Project, totals: Totals, threshold: Fraction | None
    ) -> Decision | None:
        if project.withdrawn:
            return "withdrawn"
        if totals.turnout_below(self.minimum_turnout):
            return "turnout_too_low"
        if not entry.score:
            return "no_votes"
        return "below_threshold" if threshold is not None and entry.score < threshold else None

    def _order(self, entries: Iterable[Entry], *, room: Room) -> tuple[list[Entry], set[str]]:
        """The order of the count, and the entries for which a lot was drawn: where it makes a difference."""
        order, drawn = ranked(entries, rule=self.ties), set[str]()
        runs = {"lot": runs_tied, "cost-votes-lot": runs_alike}.get(self.ties)
        turns = _walk(order, room=room, misfit=self.misfit)
        for run in runs(order) if runs else []:
            first = turns[run.start]
            if not first.ended and order_matters(order[run], room=first.room, misfit=self.misfit):
                if self.seed is None:
                    raise NeedsSeed(entry.id for entry in order[run])
                order[run] = lot_order(order[run], seed=self.seed)
                drawn |= {entry.id for entry in order[run]}
                turns = _walk(order, room=room, misfit=self.misfit)
        return order, drawn

    def _tie(self, tied: list[Entry], *, first: _Turn, lots: set[str]) -> Tie:
        mattered = not first.ended and order_matters(tied, room=first.room, misfit=self.misfit)
        if mattered and self.ties == "refuse":
            raise TieRefused(entry.id for entry in tied)
        by_lot = any(entry.id in lots for entry in tied)
        return Tie(
            entries=tuple(entry.id for entry in tied),
            score=tied[0].score,
            settled_by=settled_by(tied, rule=self.ties, lots=by_lot),
            mattered=mattered,
        )


def _turn(entry: Entry, *, room: Room, ended: bool, misfit: Misfit) -> tuple[Decision, int]:
    if not entry.asked:
        return "free", 0
    if ended:
        return "after_stop", 0
    if entry.group is not None and entry.asked > room.most(entry):
        return "over_limit", 0
    if entry.asked <= room.left:
        return "fits", entry.asked
    return ("partly", room.left) if misfit == "part" and room.left else ("does_not_fit", 0)


def _walk(order: Iterable[Entry], *, room: Room, misfit: Misfit) -> list[_Turn]:
    turns, ended = [], False
    for entry in order:
        decision, granted = _turn(entry, room=room, ended=ended, misfit=misfit)
        turns.append(_Turn(decision, granted, room, ended))
        room = room.after(entry, granted)
        ended = ended or decision == "partly" or (decision == "does_not_fit" and misfit != "skip")
    return turns


def _step(place: int, *, order: list[Entry], turns: list[_Turn], tied: dict[str, int]) -> Step:
    entry, turn = order[place], turns[place]
    behind = money_short = None
    if turn.granted < entry.asked:
        money_short = max(0, entry.asked - min(turn.before, turn.room.most(entry)))
        behind = _behind(place, order=order, turns=turns)
    return Step(
        entry=entry.id,
        rank=place + 1,
        score=entry.score,
        in_favour=entry.in_favour,
        cost=entry.cost,
        asked=entry.asked,
        granted=turn.granted,
        left_before=turn.before,
        left_after=turn.before - turn.granted,
        decision=turn.decision,
        behind=behind.id if behind else None,
        score_gap=behind.score - entry.score if behind else None,
        money_short=money_short,
        tie=tied.get(entry.id),
        group=entry.group,
    )


def _behind(place: int, *, order: list[Entry], turns: list[_Turn]) -> Entry | None:
    """The lowest entry above this one at whose turn there was still enough for it, while the count ran."""
    entry = order[place]
    for above in range(place - 1, -1, -1):
        turn = turns[above]
        if not turn.ended and min(turn.before, turn.room.most(entry)) >= entry.asked:
            return order[above]
    return None


def _aside(entry: Entry, reason: Decision, *, threshold: Fraction | None, left: int) -> Step:
    short = threshold - entry.score if threshold is not None and reason == "below_threshold" else None
    return Step(
        entry=entry.id,
        rank=None,
        score=entry.score,
        in_favour=entry.in_favour,
        cost=entry.cost,
        asked=entry.asked,
        granted=0,
        left_before=left,
        left_after=left,
        decision=reason,
        threshold_short=short,
        group=entry.group,
    )


def _best_first(aside: list[tuple[Entry, Decision]]) -> list[tuple[Entry, Decision]]:
    """Who did not take part, highest score first, then by id."""
    return sorted(aside, key=lambda pair: (-pair[0].score, pair[0].id))
