"""Digests of ballots are those of their canonical JSON, however they are made."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from smederij_tally import Ballot, Election, Project
from smederij_tally.amounts import rational_text
from smederij_tally.canonical import digest
from smederij_tally.projects import asked_and_given
from smederij_tally.tests.test_shares_properties import elections, many


def slowly(election: Election, *, ordered: bool) -> str:
    """The definition: one JSON object with all that is counted."""
    ranked = election.vote_type == "ordinal"
    body = asked_and_given(election.projects, budget=election.budget, scale=election.scale, ordered=ordered)
    lines: list[Any] = []
    for ballot in election.each():
        marks: list[Any] = list(ballot.entries)
        if ballot.points:
            marks = [[id, rational_text(Fraction(p))] for id, p in zip(marks, ballot.points, strict=True)]
        lines.append([marks if ranked else sorted(marks), ballot.count])
    body |= {"vote_type": election.vote_type, "default": rational_text(election.default_score)}
    body |= {"places": (election.max_length or len(election.projects)) if ranked else None}
    return digest(body | {"ballots": sorted(lines)})


@many
@given(elections(), st.booleans())
def test_a_digest_is_that_of_the_canonical_json(election: Election, ordered: bool) -> None:
    assert election.input_sha256(budget=election.budget, ordered=ordered) == slowly(election, ordered=ordered)


@many
@given(
    st.lists(st.text(min_size=1, max_size=4), min_size=1, max_size=6, unique_by=str.strip),
    st.lists(st.lists(st.integers(0, 5), max_size=6), max_size=6),
    st.sampled_from(["approval", "ordinal"]),
)
def test_whatever_entries_are_called(names: list[str], marks: list[list[int]], kind: Any) -> None:
    ids = [name.strip().replace(",", "").strip() or f"n{i}" for i, name in enumerate(names)]
    projects = [Project(id, 1) for id in dict.fromkeys(ids)]
    votes = [Ballot(tuple(projects[i].id for i in some if i < len(projects))) for some in marks]
    election = Election.of(projects, votes=votes, vote_type=kind, budget=1)
    assert election.input_sha256(budget=1, ordered=False) == slowly(election, ordered=False)


def test_more_entries_than_fit_in_a_byte() -> None:
    projects = [Project(f"p{i}", 1) for i in range(700)]
    votes = [Ballot(tuple(f"p{i}" for i in range(start, 700, 51)), count=start + 1) for start in range(60)]
    election = Election.of(projects, votes=votes, vote_type="approval", budget=1)
    assert election.input_sha256(budget=1, ordered=True) == slowly(election, ordered=True)
