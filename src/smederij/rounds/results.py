"""A result, told step by step."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from smederij.base.money import Money
from smederij.base.refusals import refuse
from smederij.initiatives.models import Initiative
from smederij.rounds import papers
from smederij.rounds.conditions import conditions
from smederij.rounds.lacking import Lack, lacks
from smederij.rounds.models import Entry, Look, Result, Round
from smederij.rounds.rules import PUBLISHES_BALLOTS
from smederij_tally import Outcome, Step, Tie


@dataclass(frozen=True)
class Winner:
    """An idea that won. `partly`: it got less than it asked (what was left, or the most an idea can get)."""

    title: str
    initiative: Initiative | None
    number: int | None
    granted: Money
    asked: Money
    partly: bool
    conditions: tuple[Look, ...] = ()


@dataclass(frozen=True)
class Line:
    """One turn of the count, in the order it happened, with what a sentence about it needs.

    `decision`: fits, free, partly, does_not_fit, after_stop, below_threshold, no_votes, withdrawn,
    turnout_too_low. `score_text`: "332", or "23,8%". `counted_as`: what it asked, or the most an idea can get
    when that is less. For who got less: `short` is what was missing at its turn (zero: it would have fitted,
    had the count not ended), `behind` the title of the idea it had to finish above, `gap_text` by how
    much it finished below that one. `needed_text`: how much it lacked to reach the threshold. `tied_with`:
    titles with the same score. `lack`: with how many more votes, or how much less money, it would have won.
    """

    rank: int | None
    title: str
    initiative: Initiative | None
    number: int | None
    score: Fraction
    score_text: str
    asked: Money
    counted_as: Money
    granted: Money
    left_before: Money
    left_after: Money
    decision: str
    won: bool
    short: Money | None
    behind: str | None
    gap_text: str | None
    needed_text: str | None
    tied_with: tuple[str, ...] = ()
    lack: Lack | None = None


@dataclass(frozen=True)
class TieLine:
    """Ideas with one score, in the order that was settled.

    `settled_by`: cost, votes, lot, id, file, not_needed. `mattered`: it decided who got money.
    """

    titles: tuple[str, ...]
    score_text: str
    settled_by: tuple[str, ...]
    mattered: bool


@dataclass(frozen=True)
class Turnout:
    """How many voted (`about`: roughly, as published) of how many who got a letter; None: nobody knows."""

    voted: int | None
    blank: int | None
    invited: int | None
    about: bool = False

    @property
    def percent(self) -> int | None:
        """Voters per hundred letters, rounded down."""
        return self.voted * 100 // self.invited if self.voted is not None and self.invited else None


@dataclass(frozen=True)
class ResultPage:
    """Winners first, then every step of the count.

    `kind`: votes, points or percent. `publishes_ballots`: there are 50 or more, so a file can be fetched.
    """

    round: Round
    winners: tuple[Winner, ...]
    lines: tuple[Line, ...]
    ties: tuple[TieLine, ...]
    turnout: Turnout
    kind: str
    budget: Money
    spent: Money
    left: Money
    partial_last: bool
    skip_misfit: bool
    cap: Money | None
    threshold: int
    seed: str
    engine: str
    input_sha256: str
    outcome_sha256: str
    urn_root: str
    publishes_ballots: bool


def explained(round: Round) -> ResultPage:
    """The result of a round with all its reasons; Refusal 404 while there is none."""
    result = Result.objects.filter(round=round).first()
    if result is None:
        refuse(_("This round has no result yet."), status=404)
    outcome = Outcome.from_dict(result.outcome)
    entries = {papers.project_id(entry): entry for entry in papers.on_ballot(round)}
    goes_with = conditions(round)
    by_number = {entry.number: goes_with.get(entry.pk, ()) for entry in entries.values()}
    lacked = lacks(result.outcome)
    lines = tuple(
        replace(_line(step, outcome=outcome, entries=entries), lack=lacked.get(step.entry))
        for step in outcome.steps
    )
    return ResultPage(
        round=round,
        winners=tuple(_winner(line, by_number) for line in lines if line.won),
        lines=lines,
        ties=tuple(_tie(tie, kind=outcome.kind, entries=entries) for tie in outcome.ties),
        turnout=_turnout(round, result),
        kind=outcome.kind,
        budget=Money(outcome.budget),
        spent=Money(outcome.spent),
        left=Money(outcome.left),
        partial_last=round.partial_last,
        skip_misfit=round.skip_misfit,
        cap=round.cap,
        threshold=round.threshold,
        seed=round.seed,
        engine=result.engine,
        input_sha256=result.input_sha256,
        outcome_sha256=result.outcome_sha256,
        urn_root=result.urn_root,
        publishes_ballots=(result.ballots or 0) >= PUBLISHES_BALLOTS,
    )


def score_text(score: Fraction, *, kind: str) -> str:
    """A score as people read it: 332, or 23,8% where shares were published."""
    exact = Decimal(score.numerator) / Decimal(score.denominator)
    number = number_format(
        exact.quantize(Decimal("0.01")).normalize() if score.denominator > 1 else int(score)
    )
    return f"{number}%" if kind == "percent" else number


def _line(step: Step, *, outcome: Outcome, entries: Mapping[str, Entry]) -> Line:
    entry = entries[step.entry]
    tied = () if step.tie is None else outcome.ties[step.tie].entries
    return Line(
        rank=step.rank,
        title=entry.title,
        initiative=entry.initiative,
        number=entry.number,
        score=step.score,
        score_text=score_text(step.score, kind=outcome.kind),
        asked=Money(step.cost),
        counted_as=Money(step.asked),
        granted=Money(step.granted),
        left_before=Money(step.left_before),
        left_after=Money(step.left_after),
        decision=step.decision,
        won=step.won,
        short=None if step.money_short is None else Money(step.money_short),
        behind=entries[step.behind].title if step.behind else None,
        gap_text=_maybe(step.score_gap, kind=outcome.kind),
        needed_text=_maybe(step.threshold_short, kind=outcome.kind),
        tied_with=tuple(entries[other].title for other in tied if other != step.entry),
    )


def _maybe(score: Fraction | None, *, kind: str) -> str | None:
    return None if score is None else score_text(score, kind=kind)


def _winner(line: Line, conditions: Mapping[int | None, tuple[Look, ...]]) -> Winner:
    return Winner(
        title=line.title,
        initiative=line.initiative,
        number=line.number,
        granted=line.granted,
        asked=line.asked,
        partly=line.granted < line.asked,
        conditions=conditions.get(line.number, ()),
    )


def _tie(tie: Tie, *, kind: str, entries: Mapping[str, Entry]) -> TieLine:
    return TieLine(
        titles=tuple(entries[id].title for id in tie.entries),
        score_text=score_text(tie.score, kind=kind),
        settled_by=tie.settled_by,
        mattered=tie.mattered,
    )


def _turnout(round: Round, result: Result) -> Turnout:
    if result.ballots is None:
        return Turnout(voted=round.voters, blank=None, invited=None, about=round.voters is not None)
    invited = None if result.issued is None else result.issued - (result.revoked or 0)
    return Turnout(voted=result.ballots, blank=result.blank, invited=invited)
