"""Reading elections in the format of Pabulib (.pb, or .pb.gz)."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from typing import cast

from smederij_tally.amounts import LEAST_DECIMALS, decimal, decimals, to_minor
from smederij_tally.ballots import Ballots
from smederij_tally.election import VOTE_TYPES, Election, Note, Sheet, VoteType
from smederij_tally.errors import PbError, TallyError
from smederij_tally.grouping import POINTED, Ballot, grouped
from smederij_tally.pb_text import MOST_BYTES, Row, fitted, header, tables, text_of
from smederij_tally.projects import Project

WITHDRAWN = 999_999_999  # how cities mark an entry that was taken back
OWN_COLUMNS = ("project_id", "cost", "name")


def read_pb(
    source: str | os.PathLike[str] | bytes,
    *,
    name: str = "",
    most_bytes: int = MOST_BYTES,
    keep_voters: bool = True,
) -> Election:
    """The election in a file, or in bytes; without `keep_voters` voters' rows are forgotten.

    Unknown columns and meta are kept. What is odd but countable becomes a note. PbError, with file and line,
    for everything else.
    """
    name = name or ("file" if isinstance(source, bytes) else os.fspath(source))
    found = tables(text_of(source, name=name, most_bytes=most_bytes), name=name)
    meta = _Meta.read(found["META"], name=name)
    projects, columns, scale = _projects(found["PROJECTS"], budget=meta["budget"], name=name)
    meta.agrees("num_projects", len(projects))
    votes = _Votes(found["VOTES"], meta=meta, projects=projects)
    ballots = votes.grouped()
    meta.agrees("num_votes", ballots.cast)
    try:
        return Election(
            projects=projects,
            budget=meta.amount("budget", scale=scale),
            vote_type=meta.vote_type,
            ballots=ballots,
            scale=scale,
            max_length=meta.whole("max_length"),
            default_score=meta.decimal("default_score") or Fraction(0),
            meta=tuple(meta.pairs.items()),
            project_header=columns,
            voters=votes.sheet() if keep_voters else None,
            notes=votes.notes(),
        )
    except PbError:
        raise
    except TallyError as error:
        raise PbError(name, None, str(error)) from error


def _projects(rows: list[Row], *, budget: str, name: str) -> tuple[tuple[Project, ...], tuple[str, ...], int]:
    """The projects, their column names, and how many smallest units make one of the file's amounts."""
    columns = header(rows, needs=("project_id", "cost"), name=name)
    named = [(row[0], _named(row, columns=columns, name=name)) for row in rows[1:]]
    amounts = [budget, *(cells["cost"] for _, cells in named)]
    scale = 10 ** max(LEAST_DECIMALS, *map(decimals, amounts))
    projects = tuple(_project(cells, scale=scale, at=(name, line)) for line, cells in named)
    _check_once([cells["project_id"] for _, cells in named], rows=rows, name=name)
    return projects, columns, scale


def _named(row: Row, *, columns: tuple[str, ...], name: str) -> dict[str, str]:
    return dict(zip(columns, fitted(row, width=len(columns), name=name), strict=True))


def _check_once(ids: list[str], *, rows: list[Row], name: str) -> None:
    """PbError when a row has no id, or the one of an earlier row; the first of `rows` is the header."""
    seen: set[str] = set()
    for id, (line, _) in zip(ids, rows[1:], strict=True):
        if not id or id in seen:
            raise PbError(
                name, line, f'the id "{id}" stands in the table twice' if id else "the row has no id"
            )
        seen.add(id)


def _project(cells: dict[str, str], *, scale: int, at: tuple[str, int]) -> Project:
    id, text = cells["project_id"], cells["cost"]
    if "," in id:
        raise PbError(*at, f'"{id}" has a comma, so it can\'t be an id')
    try:
        cost = to_minor(decimal(text), scale=scale)
    except ValueError as error:
        raise PbError(*at, f"the cost of entry {id} can't be read: {error}") from error
    return Project(
        id=id,
        cost=cost,
        name=cells.get("name", ""),
        withdrawn=cost == WITHDRAWN * scale,
        extra=tuple((column, cell) for column, cell in cells.items() if column not in OWN_COLUMNS),
        cost_text=text,
    )


@dataclass(frozen=True, slots=True)
class _Meta:
    """The first table: facts about the election, with the lines they stand on."""

    name: str
    pairs: dict[str, str]
    lines: dict[str, int]

    @classmethod
    def read(cls, rows: list[Row], *, name: str) -> _Meta:
        pairs: dict[str, str] = {}
        lines: dict[str, int] = {}
        for line, cells in rows if rows[0][1][0] != "key" else rows[1:]:
            key, value = cells[0], _joined(cells[1:])
            if not key or key in pairs:
                what = f'"{key}" is given twice' if key else "there is a value without a name"
                raise PbError(name, line, what)
            pairs[key], lines[key] = value, line
        meta = cls(name, pairs, lines)
        if meta["vote_type"] not in VOTE_TYPES:
            kinds = ", ".join(VOTE_TYPES)
            raise PbError(name, lines["vote_type"], f'the vote type "{meta["vote_type"]}" is none of {kinds}')
        return meta

    def __getitem__(self, key: str) -> str:
        if not self.pairs.get(key):
            raise PbError(self.name, self.lines.get(key), f"META does not give the {key}")
        return self.pairs[key]

    @property
    def vote_type(self) -> VoteType:
        return cast(VoteType, self["vote_type"])

    def decimal(self, key: str) -> Fraction | None:
        """A number that need not be there."""
        if not self.pairs.get(key):
            return None
        try:
            return decimal(self.pairs[key])
        except ValueError as error:
            raise PbError(self.name, self.lines[key], f"the {key} can't be read: {error}") from error

    def amount(self, key: str, *, scale: int) -> int:
        """An amount that must be there, in smallest units."""
        self[key]
        return to_minor(self.decimal(key) or Fraction(0), scale=scale)

    def whole(self, key: str) -> int | None:
        """A whole number that need not be there."""
        value = self.decimal(key)
        if value is not None and value.denominator != 1:
            raise PbError(self.name, self.lines[key], f"the {key} must be a whole number")
        return None if value is None else int(value)

    def agrees(self, key: str, counted: int) -> None:
        """PbError when the file announces another number than it holds: part of it is missing."""
        self[key]
        said = self.whole(key)
        if said != counted:
            raise PbError(self.name, self.lines[key], f"{key} says {said}, but the file holds {counted}")


@dataclass(slots=True)
class _Votes:
    """The last table, read once; `line` is where reading has come, so that an error can say so."""

    rows: list[Row]
    meta: _Meta
    projects: tuple[Project, ...]
    line: int = 0
    columns: tuple[str, ...] = ()
    cells: list[list[str]] = field(default_factory=list)
    odd: dict[str, tuple[int, str]] = field(default_factory=dict)

    def grouped(self) -> Ballots:
        """All ballots, equal ones together."""
        pointed = self.meta.vote_type in POINTED
        needs = ("voter_id", "vote", "points") if pointed else ("voter_id", "vote")
        self.columns = header(self.rows, needs=needs, name=self.meta.name)
        self.cells = [fitted(row, width=len(self.columns), name=self.meta.name) for row in self.rows[1:]]
        voters = self.columns.index("voter_id")
        _check_once([cells[voters] for cells in self.cells], rows=self.rows, name=self.meta.name)
        places = {project.id: i for i, project in enumerate(self.projects)}
        try:
            return grouped(self._ballots(pointed=pointed), places=places, vote_type=self.meta.vote_type)
        except (TallyError, ValueError) as error:
            raise PbError(self.meta.name, self.line, str(error)) from error

    def sheet(self) -> Sheet:
        """The rows as they stood."""
        return Sheet(self.columns, tuple(map(tuple, self.cells)))

    def notes(self) -> tuple[Note, ...]:
        """What was odd, in a fixed order."""
        return tuple(Note(code, *self.odd[code]) for code in sorted(self.odd))  # type: ignore[arg-type]

    def _ballots(self, *, pointed: bool) -> Iterator[Ballot]:
        """Each distinct ballot once: cities hold few compared with their voters."""
        vote, points = self.columns.index("vote"), self.columns.index("points") if pointed else -1
        keys = [(cells[vote], cells[points] if pointed else "") for cells in self.cells]
        times = Counter(keys)
        lines = {key: line for key, (line, _) in zip(reversed(keys), reversed(self.rows), strict=False)}
        limits = _Limits.of(self.meta)
        for (entries, given), count in times.items():
            self.line = lines[entries, given]
            ballot = Ballot(entries=_listed(entries), points=tuple(map(decimal, _listed(given))), count=count)
            for code in limits.broken_by(ballot):
                self.odd[code] = _again(self.odd.get(code), count=count, line=self.line)
            yield ballot


@dataclass(frozen=True, slots=True)
class _Limits:
    """What the file says a ballot may hold; one beyond it was accepted then, so it is counted and noted."""

    fewest: int | None
    most: int | None
    most_points: Fraction | None

    @classmethod
    def of(cls, meta: _Meta) -> _Limits:
        return cls(meta.whole("min_length"), meta.whole("max_length"), meta.decimal("max_sum_points"))

    def broken_by(self, ballot: Ballot) -> Iterator[str]:
        """The codes of what is odd about a ballot."""
        size = len(set(ballot.entries))
        if size < len(ballot.entries):
            yield "repeated_entry"
        if not size:
            yield "blank_ballot"
        elif self.fewest is not None and size < self.fewest:
            yield "too_few_entries"
        if self.most is not None and size > self.most:
            yield "too_many_entries"
        if self.most_points is not None and sum(ballot.points) > self.most_points:
            yield "too_many_points"


def _joined(cells: list[str]) -> str:
    """One value, also where a file forgot the quotes around a semicolon; empty ones after it do not count."""
    used = max((i + 1 for i, cell in enumerate(cells) if cell), default=0)
    return ";".join(cells[:used])


def _listed(text: str) -> tuple[str, ...]:
    return tuple(part for part in map(str.strip, text.split(",")) if part)


def _again(before: tuple[int, str] | None, *, count: int, line: int) -> tuple[int, str]:
    if before is None:
        return count, f"line {line}"
    return before[0] + count, before[1]
