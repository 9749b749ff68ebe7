"""Writing elections in the format of Pabulib, so that what was read comes back as it was."""

from __future__ import annotations

import csv
import gzip
import io
import os
from fractions import Fraction
from pathlib import Path

from smederij_tally.amounts import amount_text, decimal, to_minor
from smederij_tally.election import Election, sheet_of
from smederij_tally.errors import TallyError
from smederij_tally.grouping import POINTED
from smederij_tally.pb_text import TITLES
from smederij_tally.projects import Project


def write_pb(election: Election) -> bytes:
    """The election as a .pb file: UTF-8, lines as in RFC 4180, quotes only where needed.

    Rows of `voters` are written as they stand; without them voters are numbered, equal ballots together.
    TallyError when there are not as many voters as ballots.
    """
    voters = election.voters or sheet_of(election.each(), pointed=election.vote_type in POINTED)
    known = {row[voters.header.index("voter_id")] for row in voters.rows}
    if not len(known) == len(voters.rows) == election.ballots.cast:
        raise TallyError(f"there are {election.ballots.cast} ballots and {len(known)} different voters")
    columns = election.project_header or _project_columns(election)
    out = io.StringIO(newline="")
    table = csv.writer(out, delimiter=";", lineterminator="\r\n")
    table.writerows([["META"], ["key", "value"], *_meta(election).items()])
    table.writerows([["PROJECTS"], columns])
    table.writerows(_cells(project, columns=columns, scale=election.scale) for project in election.projects)
    table.writerows([["VOTES"], voters.header, *voters.rows])
    return out.getvalue().encode()


def save_pb(election: Election, path: str | os.PathLike[str]) -> None:
    """Write the election to a file, packed when its name ends in .gz."""
    data = write_pb(election)
    Path(path).write_bytes(gzip.compress(data, mtime=0) if os.fspath(path).endswith(".gz") else data)


def _meta(election: Election) -> dict[str, str]:
    meta = dict(election.meta)
    facts: dict[str, Fraction | int | None] = {
        "num_projects": len(election.projects),
        "num_votes": election.ballots.cast,
        "budget": Fraction(election.budget, election.scale),
        "max_length": election.max_length,
        "default_score": election.default_score or None,
    }
    for key, value in facts.items():
        if value is not None and not _says(meta.get(key), value):
            meta[key] = amount_text(int(value * election.scale), scale=election.scale)
    meta["vote_type"] = election.vote_type
    for key, text in meta.items():
        if not key or (key in TITLES and not text):
            raise TallyError(f'"{key}" can\'t be a name in META')
    return meta


def _says(text: str | None, value: Fraction | int) -> bool:
    try:
        return text is not None and decimal(text) == value
    except ValueError:
        return False


def _project_columns(election: Election) -> tuple[str, ...]:
    extra = dict.fromkeys(column for project in election.projects for column, _ in project.extra)
    return ("project_id", "cost", "name", *extra)


def _cells(project: Project, *, columns: tuple[str, ...], scale: int) -> list[str]:
    own = {"project_id": project.id, "name": project.name, "cost": _cost(project, scale=scale)}
    cells = dict(project.extra) | own
    return [cells.get(column, "") for column in columns]


def _cost(project: Project, *, scale: int) -> str:
    if project.cost_text and to_minor(decimal(project.cost_text), scale=scale) == project.cost:
        return project.cost_text
    return amount_text(project.cost, scale=scale)
