"""The table in the hall and the box: who can still vote, what was read, what adds up. Only reads."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from django.db.models import Count, F
from django.utils.translation import gettext as _

from smederij.rounds import ballots
from smederij.rounds.ballots import BallotRule
from smederij.rounds.models import Box, Credential, HandOut, Reading, RollEntry, Round
from smederij.rounds.roll import found

READERS = 2
RECENT = 8


@dataclass(frozen=True)
class Visitor:
    """Someone on the roll who stands at the table: `can` still vote or not. Nothing else is known."""

    person: RollEntry
    can: bool


@dataclass(frozen=True)
class PaperSheet:
    """The papers: given out and not brought back, in the box, read. None where that is not known yet."""

    handed_out: int
    in_box: int | None
    read: int

    @property
    def not_put_in(self) -> int:
        """How many papers went along home."""
        return self.handed_out - (self.in_box or 0)


@dataclass(frozen=True)
class Kinds:
    """How many of the papers in the box were valid, blank, and could not count."""

    valid: int = 0
    blank: int = 0
    invalid: int = 0

    @property
    def whole(self) -> int:
        return self.valid + self.blank + self.invalid


@dataclass(frozen=True)
class Bundle:
    """One bundle of papers, and how far reading is for whoever asks.

    `mine`: the numbers this person can still read. `differ`: read twice, and not the same.
    """

    number: int
    papers: range
    mine: Sequence[int]
    differ: Sequence[int]
    done: int

    @property
    def is_done(self) -> bool:
        return self.done == len(self.papers)


@dataclass(frozen=True)
class Paper:
    """All that was read on one paper. `body` once it is sure what it says, else None."""

    number: int
    readings: tuple[Reading, ...]

    @property
    def body(self) -> str | None:
        if self.readings and self.readings[-1].third:
            return self.readings[-1].body
        said = {reading.body for reading in self.readings}
        return said.pop() if len(said) == 1 and len(self.readings) >= READERS else None

    @property
    def differs(self) -> bool:
        return self.body is None and len(self.readings) >= READERS


def has_table(round: Round) -> bool:
    """Whether a table stood in the hall: then two people close the round, and the clock waits for them."""
    table = getattr(round, "table", None)
    return table is not None and table.is_open


def visitors(round: Round, words: str) -> list[Visitor]:
    """The people on the roll with these words in their name or address, and whether they can still vote."""
    people = found(round, words)
    can = _can(people)
    return [Visitor(person, person.pk in can) for person in people]


def _can(people: Sequence[RollEntry]) -> set[int]:
    here = RollEntry.objects.filter(pk__in=[person.pk for person in people])
    counted = here.annotate(given=Count("issues", distinct=True), taken=Count("revocations", distinct=True))
    never = counted.filter(given=F("taken"))
    unused = Credential.objects.filter(roll__in=here)
    return {*never.values_list("pk", flat=True), *unused.values_list("roll_id", flat=True)}


def lately(round: Round) -> list[HandOut]:
    """The last papers that were given out, for when one comes back."""
    out = HandOut.objects.filter(roll__round=round, back=None)
    return list(out.select_related("roll", "by").order_by("-pk")[:RECENT])


def codes_given(round: Round) -> int:
    """How many codes were given at the table."""
    return round.batches.filter(at_table=True).count()


def handed_out(round: Round) -> int:
    """How many papers were given out and not brought back."""
    return HandOut.objects.filter(roll__round=round, back=None).count()


def paper_sheet(round: Round) -> PaperSheet:
    """How many papers there are where."""
    box = getattr(round, "box", None)
    out = handed_out(round)
    if box is None or not box.is_sure:
        return PaperSheet(handed_out=out, in_box=None, read=0)
    read = sum(paper.body is not None for paper in papers_of(box))
    return PaperSheet(handed_out=out, in_box=box.papers, read=read)


def papers_of(box: Box) -> list[Paper]:
    """Every paper of the box with what was read on it, in order."""
    readings = box.readings.select_related("by").order_by("number", "third", "pk")
    read = {number: tuple(found) for number, found in groupby(readings, key=lambda one: one.number)}
    return [Paper(number, read.get(number, ())) for number in range(1, box.papers + 1)]


def bundles(box: Box, *, persons: set[int]) -> list[Bundle]:
    """The bundles, as they stand for someone (all the actors of one login count as one person)."""
    papers = {paper.number: paper for paper in papers_of(box)}
    return [
        Bundle(
            number=number,
            papers=numbers,
            mine=[one for one in numbers if _can_read(papers[one], persons=persons)],
            differ=[one for one in numbers if papers[one].differs],
            done=sum(papers[one].body is not None for one in numbers),
        )
        for number, numbers in enumerate(box.bundles(), start=1)
    ]


def _can_read(paper: Paper, *, persons: set[int]) -> bool:
    if any(reading.by_id in persons for reading in paper.readings):
        return False
    return len(paper.readings) < READERS or paper.differs


def kinds(box: Box, *, rule: BallotRule) -> Kinds:
    """How many papers are valid, blank and invalid, of those that are sure."""
    bodies = [paper.body for paper in papers_of(box) if paper.body is not None]
    counted = [kind_of(body, rule=rule) for body in bodies]
    return Kinds(**{name: counted.count(name) for name in ("valid", "blank", "invalid")})


def kind_of(body: str, *, rule: BallotRule) -> str:
    """What a paper is: the machine decides by the same rule as on the screen, so that nobody has to."""
    if not body:
        return "invalid"
    points = ballots.read_body(body)
    if not points:
        return "blank"
    return "valid" if ballots.accept(ballots.Choices(points), rule=rule) else "invalid"


def waits(round: Round) -> list[str]:
    """What is still to be done with the papers before two people can close the round, a sentence each."""
    sheet, box = paper_sheet(round), getattr(round, "box", None)
    if not sheet.handed_out and box is None:
        return []
    if box is None or not box.is_sure:
        return [_("Two people count the papers in the box, before any is read.")]
    open_still = box.papers - sheet.read
    if open_still:
        words = _("Papers that two people have not read the same yet: %(n)d.")
        return [words % {"n": open_still}]
    return []


def needs_explanation(round: Round) -> bool:
    """More papers in the box than were handed out: somebody says in the open how that came."""
    sheet = paper_sheet(round)
    return sheet.in_box is not None and sheet.in_box > sheet.handed_out


def can_vote(person: RollEntry) -> bool:
    """Whether someone on the roll did not vote yet and holds no paper."""
    return person.pk in _can([person])
