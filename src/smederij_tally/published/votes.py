"""The votes of a published round: every ballot, or only the totals of a small round."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from smederij_tally.amounts import rational_text
from smederij_tally.election import Election
from smederij_tally.errors import PbError
from smederij_tally.pb_read import read_pb
from smederij_tally.pb_write import write_pb
from smederij_tally.projects import Project
from smederij_tally.published.names import BALLOTS, TOTALS
from smederij_tally.published.packing import BadFile, plain_json, read_json
from smederij_tally.totals import Totals


def votes_file(votes: Election | Totals) -> tuple[str, bytes]:
    """The name and the bytes of the file in which the votes stand."""
    if isinstance(votes, Election):
        return BALLOTS, write_pb(votes)
    facts = {
        "projects": [{"id": one.id, "name": one.name, "cost": one.cost} for one in votes.projects],
        "budget": votes.budget,
        "scale": votes.scale,
        "kind": votes.kind,
        "scores": {id: rational_text(votes.score(id)) for id in votes.scores},
        "in_favour": None if votes.in_favour is None else dict(votes.in_favour),
        "against": None if votes.against is None else dict(votes.against),
        "cast": votes.cast,
        "blank": votes.blank,
    }
    return TOTALS, plain_json(facts)


def read_votes(files: Mapping[str, bytes]) -> Election | Totals:
    """What was voted, from the files; BadFile when it can't be read."""
    if BALLOTS in files:
        try:
            return read_pb(files[BALLOTS], name=BALLOTS)
        except PbError as error:
            raise BadFile(str(error)) from error
    facts = read_json(files, TOTALS)
    try:
        return _totals(facts)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise BadFile(f"{TOTALS} can't be read: {error!r}") from error


def _totals(facts: Mapping[str, Any]) -> Totals:
    projects = tuple(Project(one["id"], int(one["cost"]), name=one["name"]) for one in facts["projects"])
    known = ("budget", "scale", "kind", "scores", "in_favour", "against", "cast", "blank")
    return Totals(projects=projects, **{name: facts[name] for name in known})


def sealed_ballots(election: Election) -> Iterator[tuple[str, str]]:
    """Per ballot of the file its id and its text as it lay in the urn, in the order of the file."""
    sheet = election.voters
    assert sheet is not None
    at = {name: place for place, name in enumerate(sheet.header)}
    for row in sheet.rows:
        points = row[at["points"]] if "points" in at else None
        yield row[at["voter_id"]], body_of(row[at["vote"]], points)


def body_of(vote: str, points: str | None) -> str:
    """A ballot as it lies in the urn, from a row of the file: the numbers chosen, or pairs with points."""
    chosen = [int(number) for number in vote.split(",") if number]
    if points is None:
        return json.dumps({"choices": sorted(chosen)}, separators=(",", ":"))
    given = [int(point) for point in points.split(",") if point]
    pairs = sorted([number, point] for number, point in zip(chosen, given, strict=True))
    return json.dumps({"points": pairs}, separators=(",", ":"))
