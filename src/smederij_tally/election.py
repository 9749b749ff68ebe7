"""An election as it was held: what was asked, what there was to give, and what people voted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any, Literal, get_args

from smederij_tally.amounts import rational_text
from smederij_tally.ballots import Ballots
from smederij_tally.canonical import digest_with_list
from smederij_tally.errors import TallyError
from smederij_tally.grouping import POINTED, Ballot, grouped
from smederij_tally.projects import CENTS, Project, asked_and_given, check_projects
from smederij_tally.totals import Totals
from smederij_tally.writing_down import ballots_json

VoteType = Literal["approval", "choose-1", "ordinal", "cumulative", "scoring"]
VOTE_TYPES: tuple[str, ...] = get_args(VoteType)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table of text as a file holds it."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Note:
    """Something odd in a file that did not stop the count: a code, how often, and the first case as text."""

    code: Literal["repeated_entry", "blank_ballot", "too_many_entries", "too_few_entries", "too_many_points"]
    count: int
    example: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Election:
    """An election with its ballots. Amounts in 1/`scale`; `voters` keeps a file's own rows, to write it back.

    `max_length` is the number of places of a ranking; `default_score` what a scoring ballot gives an entry it
    leaves out.
    """

    projects: tuple[Project, ...]
    budget: int
    vote_type: VoteType
    ballots: Ballots
    scale: int = CENTS
    max_length: int | None = None
    default_score: Fraction = Fraction(0)
    meta: tuple[tuple[str, str], ...] = ()
    project_header: tuple[str, ...] = ()
    voters: Sheet | None = None
    notes: tuple[Note, ...] = field(default=(), compare=False)

    def __post_init__(self) -> None:
        check_projects(self.projects, budget=self.budget)

    @classmethod
    def of(
        cls, projects: Iterable[Project], *, votes: Iterable[Ballot], vote_type: VoteType, **more: Any
    ) -> Election:
        """An election from ballots held in memory; `more` are the other fields: `budget`, `meta`, ...

        Ballots that carry a `voter` number keep it in a written file, in the order given. TallyError for a
        ballot that does not fit the entries.
        """
        listed, cast = tuple(projects), tuple(votes)
        places = {project.id: i for i, project in enumerate(listed)}
        ballots = grouped(cast, places=places, vote_type=vote_type)
        if any(ballot.voter for ballot in cast):
            more.setdefault("voters", sheet_of(cast, pointed=vote_type in POINTED))
        return cls(projects=listed, vote_type=vote_type, ballots=ballots, **more)

    def each(self) -> Iterator[Ballot]:
        """Every distinct ballot, with how often it was cast."""
        ids, scale = [project.id for project in self.projects], self.ballots.points_scale
        for (entries, points), count in self.ballots:
            yield Ballot(tuple(ids[e] for e in entries), tuple(Fraction(p, scale) for p in points), count)

    def totals(self) -> Totals:
        """Per entry its ballots, its points, or L - k + 1 for each k-th place of L in rankings."""
        ids, size = [project.id for project in self.projects], len(self.projects)
        in_favour = self.ballots.in_favour(size)
        return Totals(
            projects=self.projects,
            budget=self.budget,
            scores=dict(zip(ids, self._scores(in_favour), strict=True)),
            kind="votes" if self.vote_type in ("approval", "choose-1") else "points",
            in_favour=dict(zip(ids, in_favour, strict=True)),
            cast=self.ballots.cast,
            blank=self.ballots.blank,
            scale=self.scale,
        )

    def input_sha256(self, *, budget: int, ordered: bool) -> str:
        """Digest of all that is counted, whatever the order of ballots and (unless `ordered`) of entries."""
        ranked = self.vote_type == "ordinal"
        body = asked_and_given(self.projects, budget=budget, scale=self.scale, ordered=ordered)
        body |= {"vote_type": self.vote_type, "default": rational_text(self.default_score)}
        body |= {"places": (self.max_length or len(self.projects)) if ranked else None}
        ids = [project.id for project in self.projects]
        parts = ballots_json(self.ballots, ids, ranked=ranked)
        return digest_with_list(body, name="ballots", parts=parts)

    def _scores(self, in_favour: list[int]) -> list[Fraction]:
        size = len(self.projects)
        if self.vote_type == "ordinal":
            return [Fraction(x) for x in self.ballots.rank_sum(size, first=self.max_length or size)]
        if self.vote_type not in POINTED:
            return [Fraction(x) for x in in_favour]
        given = [Fraction(p, self.ballots.points_scale) for p in self.ballots.points_sum(size)]
        left_out = [self.ballots.cast - n for n in self.ballots.named(size)]
        return [points + self.default_score * n for points, n in zip(given, left_out, strict=True)]


def sheet_of(ballots: Iterable[Ballot], *, pointed: bool) -> Sheet:
    """The rows of a votes table, one per ballot cast; ballots without a number are numbered from 1."""
    rows: list[tuple[str, ...]] = []
    for ballot in ballots:
        cells = (",".join(ballot.entries), *((",".join(map(points_text, ballot.points)),) if pointed else ()))
        rows += [(ballot.voter or str(len(rows) + i + 1), *cells) for i in range(ballot.count)]
    return Sheet(header=("voter_id", "vote", *(("points",) if pointed else ())), rows=tuple(rows))


def points_text(points: Fraction | int) -> str:
    """Points as a file writes them: a whole number or a decimal; TallyError where that would not be exact."""
    exact = Fraction(points)
    if exact.denominator == 1:
        return str(exact)
    digits = next((d for d in range(1, 7) if (exact * 10**d).denominator == 1), 0)
    if not digits:
        raise TallyError(f"{exact} points can't be written as a decimal of at most six places")
    whole, rest = divmod(int(exact * 10**digits), 10**digits)
    return f"{whole}.{str(rest).zfill(digits)}"
