"""Election files: what is read, what is refused, and that it comes back as it was."""

from __future__ import annotations

import gzip
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from smederij_tally import (
    Ballot,
    Election,
    PbError,
    Project,
    Sheet,
    TallyError,
    VoteType,
    read_pb,
    save_pb,
    write_pb,
)

STREET = '''META
key;value
description;"Our street; and the next"
num_projects;3
num_votes;4
budget;100,50
vote_type;approval
rule;greedy
max_length;2
PROJECTS
project_id;cost;name;colour
7;40;"A swing; and a ""slide""";red
x1;50.25;Tree;
9;999999999;Gone;blue
VOTES
voter_id;vote;age
1;7,x1;30
2; x1 , 7 ;41
3;7,7;
4;;12
'''


def test_a_file_is_read() -> None:
    street = read_pb(STREET.encode())
    assert (street.budget, street.scale, street.vote_type) == (100_50, 100, "approval")
    assert [(p.id, p.cost) for p in street.projects][:2] == [("7", 40_00), ("x1", 50_25)]
    assert [p.withdrawn for p in street.projects] == [False, False, True]
    assert street.projects[0].name == 'A swing; and a "slide"'
    assert street.projects[0].extra == (("colour", "red"),)
    assert set(street.each()) == {Ballot(("7", "x1"), count=2), Ballot(("7",)), Ballot(())}
    assert dict(street.meta)["description"] == "Our street; and the next"
    assert [(note.code, note.count, note.example) for note in street.notes] == [
        ("blank_ballot", 1, "line 20"),
        ("repeated_entry", 1, "line 19"),
    ]


@pytest.mark.parametrize(
    "data",
    [
        b"\xef\xbb\xbf" + STREET.encode(),
        STREET.replace("\n", "\r\n").encode(),
        gzip.compress(STREET.encode()),
        STREET.replace("META\n", "META;\n\n").replace("VOTES", " VOTES ;;").encode(),
        STREET.rstrip("\n").encode(),
    ],
    ids=["byte order mark", "windows", "packed", "loose titles", "no last line end"],
)
def test_wrappings_make_no_difference(data: bytes) -> None:
    assert read_pb(data) == read_pb(STREET.encode())


@pytest.mark.parametrize(
    ("old", "new", "line", "what"),
    [
        ("META", "MATE", 1, "does not start with the line META"),
        ("VOTES\n", "", None, "no table VOTES"),
        ("voter_id;vote;age", "voter_id;wote;age", 16, "no column vote"),
        ("project_id;cost;name;colour", "project_id;cost;name;name", 11, '"name" stands there twice'),
        ("budget;100,50", "budget;lots", 6, "the budget can't be read"),
        ("budget;100,50", "budget;-5", 6, "the budget can't be read"),
        ("budget;100,50\n", "", None, "META does not give the budget"),
        ("vote_type;approval", "vote_type;shouting", 7, 'the vote type "shouting" is none of'),
        ("rule;greedy", "budget;7", 8, '"budget" is given twice'),
        ("num_votes;4", "num_votes;5", 5, "num_votes says 5, but the file holds 4"),
        ("num_projects;3", "num_projects;2", 4, "num_projects says 2, but the file holds 3"),
        ("x1;50.25", "x1;1e3", 13, "the cost of entry x1 can't be read"),
        ("x1;50.25", "x1;٣", 13, "the cost of entry x1 can't be read"),
        ("x1;50.25", '"x,1";50.25', 13, "has a comma"),
        ("x1;50.25", ";50.25", 13, "the row has no id"),
        ("x1;50.25", "7;50.25", 13, 'the id "7" stands in the table twice'),
        ("1;7,x1;30", "1;7,z;30", 17, '"z" is on a ballot but not in the list'),
        ("3;7,7;", "1;7,7;", 19, 'the id "1" stands in the table twice'),
        ("3;7,7;", ";7,7;", 19, "the row has no id"),
        ("4;;12", "4;;12;13", 20, "has 4 cells where the table has 3 columns"),
    ],
)
def test_a_wrong_file_is_refused_with_its_line(old: str, new: str, line: int | None, what: str) -> None:
    assert old in STREET
    with pytest.raises(PbError) as refused:
        read_pb(STREET.replace(old, new, 1).encode(), name="street.pb")
    assert (refused.value.file, refused.value.line) == ("street.pb", line)
    assert what in str(refused.value)


POINTS = """META
key;value
num_projects;2
num_votes;2
budget;10
vote_type;cumulative
max_sum_points;5
PROJECTS
project_id;cost
1;5
2;6
VOTES
voter_id;vote;points
1;1,2;3,2.5
2;2;4
"""


def test_points_are_read_exactly() -> None:
    election = read_pb(POINTS.encode())
    both, one = Ballot(("1", "2"), (Fraction(3), Fraction(5, 2))), Ballot(("2",), (Fraction(4),))
    assert set(election.each()) == {both, one}
    assert [note.code for note in election.notes] == ["too_many_points"]


@pytest.mark.parametrize(
    ("new", "what"), [("2;4,1", "1 entries and 2 points"), ("2;-4", "is not an amount"), ("2;", "0 points")]
)
def test_points_that_do_not_fit_are_refused(new: str, what: str) -> None:
    with pytest.raises(PbError, match=what) as refused:
        read_pb(POINTS.replace("2;4\n", new + "\n").encode())
    assert refused.value.line == 15


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\x00" * 50,
        b"\xff\xfeM\x00E\x00",
        b"\x1f\x8b\x08\x00rubbish",
        gzip.compress(STREET.encode())[:-20],
        b"%PDF-1.7\n1;2",
    ],
    ids=["empty", "zeros", "utf-16", "not really packed", "cut short", "pdf"],
)
def test_foreign_files_are_refused(data: bytes) -> None:
    with pytest.raises(PbError):
        read_pb(data)


def test_a_packed_bomb_is_not_unpacked() -> None:
    with pytest.raises(PbError, match="holds more than 1000 bytes"):
        read_pb(gzip.compress(b"META\n" + b" " * 10_000_000), most_bytes=1000)


def test_a_missing_file_is_an_error_in_words(tmp_path: Path) -> None:
    with pytest.raises(PbError, match="can't be opened"):
        read_pb(tmp_path / "nothing.pb")


def test_a_file_comes_back_as_it_was(tmp_path: Path) -> None:
    street = read_pb(STREET.encode())
    for name in ("street.pb", "street.pb.gz"):
        save_pb(street, tmp_path / name)
        assert read_pb(tmp_path / name) == street
    assert (tmp_path / "street.pb.gz").read_bytes()[:2] == b"\x1f\x8b"
    assert b"budget;100,50" in write_pb(street)


def test_what_was_changed_is_written_changed() -> None:
    street = read_pb(STREET.encode())
    swing = replace(street.projects[0], cost=3_50)
    again = read_pb(write_pb(replace(street, budget=7_00, projects=(swing, *street.projects[1:]))))
    assert (again.budget, again.projects[0].cost) == (7_00, 3_50)


def test_ballots_keep_their_public_number_and_order() -> None:
    votes = [Ballot(("b",), voter="Q7"), Ballot(("a", "b"), voter="B2"), Ballot(("b",), voter="A1")]
    election = Election.of([Project("a", 1), Project("b", 2)], votes=votes, vote_type="approval", budget=3)
    rows = read_pb(write_pb(election)).voters
    assert rows == Sheet(("voter_id", "vote"), (("Q7", "b"), ("B2", "a,b"), ("A1", "b")))


def test_without_their_voters_ballots_are_numbered() -> None:
    street = read_pb(STREET.encode(), keep_voters=False)
    assert street.voters is None
    again = read_pb(write_pb(street))
    assert again.ballots == street.ballots
    assert again.voters is not None
    assert again.voters.header == ("voter_id", "vote")


def test_voters_that_do_not_match_the_ballots_are_not_written() -> None:
    street = read_pb(STREET.encode())
    assert street.voters is not None
    with pytest.raises(TallyError, match="different voters"):
        write_pb(replace(street, voters=replace(street.voters, rows=street.voters.rows[1:])))


KINDS: list[VoteType] = ["approval", "ordinal", "scoring"]
words = st.text(st.characters(exclude_categories=["Cs"]), max_size=12).map(str.strip)
ids = words.filter(lambda word: word and "," not in word)


@settings(max_examples=80, deadline=None)
@given(st.lists(ids, min_size=1, max_size=4, unique=True), st.data())
def test_any_text_survives_the_file(entries: list[str], data: st.DataObject) -> None:
    amounts = st.integers(0, 10**12)
    projects = [
        Project(id, data.draw(amounts), name=data.draw(words), extra=(("told", data.draw(words)),))
        for id in entries
    ]
    vote_type = data.draw(st.sampled_from(KINDS))
    points = st.integers(0, 9) | st.sampled_from([Fraction(1, 2), Fraction(1, 8)])
    named = data.draw(st.lists(st.lists(st.sampled_from(entries), unique=True).map(tuple), max_size=4))
    pointed = vote_type == "scoring"
    votes = [
        Ballot(names, tuple(data.draw(points) for _ in names) if pointed else (), voter=f"v{i}")
        for i, names in enumerate(named)
    ]
    election = Election.of(
        projects,
        votes=votes,
        vote_type=vote_type,
        budget=data.draw(st.integers(0, 10**12)),
        meta=(("description", data.draw(words)),),
        project_header=("project_id", "cost", "name", "told"),
    )
    again = read_pb(write_pb(election))
    assert (again.projects, again.budget) == (election.projects, election.budget)
    assert again.ballots == election.ballots
    assert dict(again.meta)["description"] == dict(election.meta)["description"]
    if votes:
        assert again.voters == election.voters
