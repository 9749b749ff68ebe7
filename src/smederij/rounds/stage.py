"""The evening as a row of slides, and which of them the big screen shows. Only reads."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256

from smederij.rounds import hall, lots, rules
from smederij.rounds.models import Ballot, Entry, Phase, Result, Round, Shows, Stage
from smederij.rounds.readiness import nominated
from smederij.rounds.without_vote import is_settled

TOLD_WITHIN = timedelta(days=2)


@dataclass(frozen=True)
class Slide:
    """One thing on the screen. `number`: of the idea or of the turn, else 0."""

    shows: str
    number: int = 0

    @property
    def key(self) -> str:
        """As forms carry it."""
        return f"{self.shows}-{self.number}"


@dataclass(frozen=True)
class Evening:
    """An evening at this moment. `at`: the place of what is shown in `slides`."""

    round: Round
    stage: Stage | None
    entries: Sequence[Entry]
    slides: Sequence[Slide]
    at: int
    over: bool
    result: Result | None
    voted: int
    papers: int

    @property
    def now(self) -> Slide:
        return self.slides[self.at]

    @property
    def entry(self) -> Entry | None:
        """The idea that is told."""
        if self.now.shows != Shows.IDEA:
            return None
        return next(entry for entry in self.entries if entry.pk == self.now.number)

    @property
    def is_counted(self) -> bool:
        """Whether there is a count to tell; a round that was settled without a vote has none."""
        return self.result is not None and not is_settled(self.result)

    @property
    def is_settled(self) -> bool:
        """Whether it ended without a vote."""
        return self.result is not None and is_settled(self.result)

    @property
    def signing(self) -> bool:
        """Whether people sign, or it waits for two to settle it; there is no vote then."""
        return self.round.settling_at is not None and self.result is None

    @property
    def tells_turns(self) -> bool:
        """Whether the count is told idea by idea."""
        return any(slide.shows == Shows.TURN for slide in self.slides)

    @property
    def voting(self) -> bool:
        return self.round.phase == Phase.VOTE and not self.over

    @property
    def seen(self) -> str:
        """A seal of all that the screen shows: a screen that has it needs nothing new."""
        stage, entries = self.stage, [(entry.pk, entry.asked.cents, entry.title) for entry in self.entries]
        moved = (stage.version, stage.rings_at) if stage else None
        shown = (
            self.now.key,
            moved,
            self.round.phase,
            self.signing,
            self.over,
            self.result is not None,
            entries,
        )
        turnout = (self.voted, self.papers) if self.now.shows == Shows.VOTE else None
        return sha256(repr((shown, turnout)).encode()).hexdigest()[:16]


def evening(round: Round, *, now: datetime) -> Evening:
    """How far the evening is. Without a stage the screen shows what fits the moment."""
    stage = Stage.objects.filter(round=round).first()
    entries = lots.telling_order(
        round, nominated(round).select_related("initiative__starter", "initiative__picture")
    )
    result = Result.objects.filter(round=round).first()
    slides = _slides(entries, result=result)
    over = round.phase in (Phase.COUNT, Phase.RESULT, Phase.DO) or now >= round.closes_at
    voted, papers = _turnout(round)
    at = _at(slides, stage=stage, round=round)
    return Evening(round, stage, entries, slides, at, over, result, voted, papers)


def _slides(entries: Sequence[Entry], *, result: Result | None) -> list[Slide]:
    before = [Slide(Shows.WELCOME), *(Slide(Shows.IDEA, entry.pk) for entry in entries), Slide(Shows.VOTE)]
    if result is None:
        return before
    if is_settled(result):
        return [*before, Slide(Shows.END)]
    turns = range(1, len(result.outcome["steps"]) + 1)
    return [*before, *(Slide(Shows.TURN, turn) for turn in turns), Slide(Shows.END)]


def _at(slides: Sequence[Slide], *, stage: Stage | None, round: Round) -> int:
    """Where the stage stands; without one, or where its slide is gone, what fits the moment."""
    shown = Slide(stage.shows, stage.number) if stage else None
    if shown in slides:
        return slides.index(shown)
    fits = Shows.WELCOME if round.phase in rules.BEFORE_VOTE else Shows.VOTE
    if slides[-1].shows == Shows.END and stage is None:
        fits = Shows.END
    return next(at for at, slide in enumerate(slides) if slide.shows == fits)


def is_offered(round: Round, *, now: datetime) -> bool:
    """Whether there is an evening to lead: something to tell, and the result not told long since."""
    if round.called_off_at is not None or round.phase == Phase.DO or not nominated(round).exists():
        return False
    result = Result.objects.filter(round=round).first()
    return result is None or now < result.counted_at + TOLD_WITHIN


def _turnout(round: Round) -> tuple[int, int]:
    if round.phase in rules.BEFORE_VOTE:
        return 0, 0
    return Ballot.objects.filter(round_id=round.pk).count(), hall.handed_out(round)
