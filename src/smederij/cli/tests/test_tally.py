"""`smederij tally`, as people and scripts meet it."""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from smederij.cli.main import main
from smederij.cli.tally import add_parser

SRC = Path(__file__).parents[3]
STREET = """META
key;value
description;Our street
num_projects;4
num_votes;4
budget;60
vote_type;approval
min_project_score_threshold;2
currency;EUR
PROJECTS
project_id;cost;name
swing;40.50;A swing
tree;50;A tree
bench;15;\x1b[31mA bench
party;15;A party
VOTES
voter_id;vote
1;swing,bench
2;swing,tree,party
3;swing,tree
4;bench,party,party
"""


@pytest.fixture
def street(tmp_path: Path) -> str:
    path = tmp_path / "street.pb"
    path.write_text(STREET, encoding="utf-8")
    return str(path)


def tally(*args: str) -> int:
    return main(["tally", *args])


def counted(capsys: pytest.CaptureFixture[str], *args: str) -> dict[str, Any]:
    assert tally(*args, "--method", "rank-and-fill", "--json") == 0
    out, err = capsys.readouterr()
    assert err == ""
    return dict(json.loads(out))


def winners(found: dict[str, Any]) -> list[tuple[str, str]]:
    return [(grant["project"], grant["granted"]) for grant in found["selected"]]


def test_json_has_the_promised_keys(street: str, capsys: pytest.CaptureFixture[str]) -> None:
    found = counted(capsys, street, "--seed", "noon")
    keys = "method options budget selected spent ties engine input_sha256 outcome_sha256"
    assert set(found) == set(keys.split())
    assert (found["method"], found["budget"]) == ("rank-and-fill", "60")
    assert found["selected"][0] == {"project": "swing", "granted": "40.5", "cost": "40.5"}
    assert found["ties"][0]["mattered"] is True


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        (["--ties", "file"], [("swing", "40.5"), ("bench", "15")]),
        (["--ties", "id"], [("swing", "40.5"), ("bench", "15")]),
        (["--ties", "file", "--no-skip"], [("swing", "40.5")]),
        (["--ties", "file", "--partial-last"], [("swing", "40.5"), ("tree", "19.5")]),
        (["--cap", "15"], [("swing", "15"), ("bench", "15"), ("party", "15"), ("tree", "15")]),
        (["--threshold", "3"], [("swing", "40.5")]),
        (["--threshold", "60%"], [("swing", "40.5")]),
    ],
)
def test_options(
    street: str, capsys: pytest.CaptureFixture[str], options: list[str], expected: list[tuple[str, str]]
) -> None:
    assert winners(counted(capsys, street, *options)) == expected


def test_text_explains_itself(street: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert tally(street, "--method", "rank-and-fill", "--ties", "id", "--explain") == 0
    out = capsys.readouterr().out
    assert "60 EUR to give, 4 ballots, 4 entries" in out
    assert "tree A tree, with 2 votes, asked 50. There was only 4.50 left, so it got nothing." in out
    assert "Ballots that name an entry twice, counted once: 1 (the first on line 21)." in out
    assert "it counts only with --threshold 2" in out
    assert "\x1b" not in out


def test_equal_shares_as_json(street: str, capsys: pytest.CaptureFixture[str]) -> None:
    args = ["--method", "equal-shares", "--completion", "add1", "--stop", "overshoot", "--step", "0.5"]
    assert tally(street, *args, "--ties", "id", "--json") == 0
    found = json.loads(capsys.readouterr().out)
    assert winners(found) == [("swing", "40.5"), ("bench", "15")]
    assert (found["options"]["step"], found["voters"], found["ended"]) == ("1/2", 4, "overshoot")
    assert found["steps"][0] | {"went": {}} == {
        "project": "swing",
        "decision": "bought",
        "supporters": 3,
        "round": 1,
        "price": "27/2",
        "effective": "3",
        "full": 3,
        "last": 0,
        "money": found["steps"][0]["money"],
        "short": None,
        "went": {},
    }


@pytest.mark.parametrize(
    ("method", "expected", "sentence"),
    [
        (
            ["--method", "phragmen"],
            ["bench", "party"],
            "Its turn came when each had earned 19.75. It asks more than was left",
        ),
        (["--method", "phragmen", "--misfit", "skip"], ["bench", "party"], "does not fit is skipped."),
        (["--method", "max-welfare"], ["bench", "swing"], "this one is worth most: 151.5 in all."),
    ],
)
def test_other_methods(
    street: str, capsys: pytest.CaptureFixture[str], method: list[str], expected: list[str], sentence: str
) -> None:
    assert tally(street, *method, "--ties", "id", "--json") == 0
    found = json.loads(capsys.readouterr().out)
    assert sorted(grant["project"] for grant in found["selected"]) == expected
    assert tally(street, *method, "--ties", "id", "--explain") == 0
    assert sentence in capsys.readouterr().out


RANKED = """META
key;value
description;Three plans for the square
num_projects;3
num_votes;9
budget;0
vote_type;ordinal
max_length;3
PROJECTS
project_id;cost;name
a;0;Grass
b;0;Trees
c;0;Benches
VOTES
voter_id;vote
1;a,c,b
2;a,c,b
3;a,c,b
4;a,c,b
5;b,c,a
6;b,c,a
7;b,c
8;c,b,a
9;c,b
"""


@pytest.mark.parametrize(
    ("by", "chosen", "sentence"),
    [
        ("score", "c", "c Benches had 20 points: the most, so it is chosen."),
        ("run-off", "b", "Count 2: b Trees 5, a Grass 4. b Trees has more than half of 9: it is chosen."),
        ("duels", "c", "c Benches won 2 of 2 duels: it beat b Trees 6 to 3 and beat a Grass 5 to 4."),
    ],
)
def test_one_of_three_plans(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], by: str, chosen: str, sentence: str
) -> None:
    path = tmp_path / "square.pb"
    path.write_text(RANKED, encoding="utf-8")
    args = [str(path), "--method", "pick-one", "--by", by]
    assert tally(*args, "--json") == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["chosen"], [grant["project"] for grant in found["selected"]]) == (chosen, [chosen])
    assert len(found["steps"]) == 3
    assert (len(found["heats"]), len(found["duels"])) == {"run-off": (2, 0), "duels": (0, 3)}.get(by, (0, 0))
    assert tally(*args, "--explain") == 0
    assert sentence in capsys.readouterr().out


def test_yes_or_no(street: str, capsys: pytest.CaptureFixture[str]) -> None:
    args = [street, "--method", "threshold", "--at-least", "1/2", "--ties", "id"]
    assert tally(*args, "--json") == 0
    found = json.loads(capsys.readouterr().out)
    assert [grant["project"] for grant in found["selected"]] == ["swing", "bench"]
    assert found["steps"][2] == {
        "project": "party",
        "decision": "does_not_fit",
        "yes": 2,
        "no": None,
        "voters": 4,
        "share": "1/2",
        "short": None,
    }
    assert tally(*args, "--explain") == 0
    out = capsys.readouterr().out
    assert "Adopted is what at least half of those who voted for anything said yes to." in out
    assert "swing A swing: 3 of 4 said yes, 75 percent. It is adopted and gets 40.50." in out


def themed(street: str) -> str:
    """The same street, with themes: play may get 40.50 and green 20."""
    themes = {"project_id": "category", "swing": "play", "tree": "green", "bench": "green", "party": "play"}
    lines = [
        f"{line};{themes[first]}" if (first := line.split(";")[0]) in themes else line
        for line in STREET.splitlines()
    ]
    at = lines.index("PROJECTS")
    lines[at:at] = ["categories;play,green", "budget_per_category;40,20"]
    Path(street).write_text("\n".join(lines) + "\n", encoding="utf-8")
    return street


def test_limits_within_one_pot(street: str, capsys: pytest.CaptureFixture[str]) -> None:
    found = counted(capsys, themed(street), "--ties", "id", "--limits-by", "category")
    assert winners(found) == [("bench", "15"), ("party", "15")]
    found = counted(capsys, street, "--ties", "id", "--limits-by", "category", "--limit", "play=40.50")
    assert winners(found) == [("swing", "40.5"), ("bench", "15")]
    assert found["options"]["limits"] == {"green": "20", "play": "40.5"}


def test_pots_of_their_own(street: str, capsys: pytest.CaptureFixture[str]) -> None:
    args = [themed(street), "--method", "equal-shares", "--apart", "category", "--ties", "id"]
    assert tally(*args, "--json") == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["apart"], found["budget"], found["spent"]) == ("category", "60", "15")
    assert {name: pot["voters"] for name, pot in found["pots"].items()} == {"green": 4, "play": 4}
    assert tally(*args, "--completion", "greedy", "--explain") == 0
    out = capsys.readouterr().out
    assert "Equal shares of 20 EUR" in out
    assert "bench" in out


def test_equal_shares_explain_themselves(street: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert tally(street, "--method", "equal-shares", "--ties", "id", "--explain") == 0
    out = capsys.readouterr().out
    assert "Equal shares of 60 EUR: 15 for each of 4 voters." in out
    assert "Each of the 4 voters had 15 to spend on what they voted for." in out
    assert "tree A tree costs 50; 2 people voted for it. Together they had 30: 20 too little." in out
    assert "\x1b" not in out


@pytest.mark.parametrize(
    ("args", "what"),
    [
        (["--method", "equal-shares", "--cap", "5"], "--cap is not an option of equal-shares"),
        (["--method", "equal-shares", "--utility", "points"], "needs points or a ranking"),
        (["--method", "equal-shares", "--completion", "add1", "--step", "0"], "above zero"),
        (["--method", "equal-shares", "--step", "some"], "--step some"),
        (["--method", "equal-shares", "--ties", "refuse"], "the tie rule is to refuse"),
        (["--method", "phragmen", "--utility", "cost"], "--utility is not an option of phragmen"),
        (["--method", "max-welfare", "--misfit", "skip"], "--misfit is not an option of max-welfare"),
        (["--method", "rank-and-fill", "--utility", "cost"], "--utility is not an option of rank-and-fill"),
        (["--method", "rank-and-fill"], "only a lot can decide: give a seed"),
        (["--method", "rank-and-fill", "--ties", "refuse"], "the tie rule is to refuse"),
        (["--method", "rank-and-fill", "--cap", "0.001"], "--cap 0.001"),
        (["--method", "rank-and-fill", "--threshold", "many"], "--threshold many"),
        (["--method", "rank-and-fill", "--explain", "--json"], "choose one"),
        (["--method", "rank-and-fill", "--limit", "play=5"], "--limit needs groups"),
        (["--method", "rank-and-fill", "--limits-by", "category"], "belongs to no group"),
        (["--method", "rank-and-fill", "--limits-by", "a", "--apart", "a"], "choose one"),
        (["--method", "phragmen", "--apart", "category", "--limit", "play"], "--limit play"),
        (["--method", "pick-one", "--by", "run-off"], "a run-off needs ballots that rank"),
        (["--method", "pick-one", "--cap", "5"], "--cap is not an option of pick-one"),
        (["--method", "threshold", "--more-than", "half"], "--more-than half: give a part"),
        (["--method", "threshold", "--more-than", "50%", "--at-least", "60%"], "choose one"),
    ],
)
def test_what_cannot_be_done_is_said_on_stderr(
    street: str, capsys: pytest.CaptureFixture[str], args: list[str], what: str
) -> None:
    assert tally(street, *args) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert what in err
    assert err.count("\n") == 1


def test_a_file_that_is_not_there_or_wrong(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    wrong = tmp_path / "wrong.pb"
    wrong.write_text(STREET.replace("1;swing,bench", "1;swing,moon"), encoding="utf-8")
    assert tally(str(tmp_path / "none.pb"), "--method", "rank-and-fill") == 2
    assert tally(str(wrong), "--method", "rank-and-fill") == 2
    err = capsys.readouterr().err
    assert "can't be opened" in err
    assert 'wrong.pb, line 18: "moon" is on a ballot' in err


def test_counts_where_django_is_not(street: str) -> None:
    code = (
        "import sys\n"
        "class NoDjango:\n"
        "    def find_spec(self, name, path=None, target=None):\n"
        "        if name.split('.')[0] == 'django': raise ImportError('no Django here')\n"
        "sys.meta_path.insert(0, NoDjango())\n"
        "from smederij.cli.main import main\n"
        "sys.exit(main(sys.argv[1:]))"
    )
    args = ["tally", street, "--method", "rank-and-fill", "--ties", "id", "--json"]
    done = subprocess.run(
        [sys.executable, "-c", code, *args],
        env={"PYTHONPATH": str(SRC)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout)["spent"] == "55.5"


def test_the_page_about_the_command_names_every_option_and_way() -> None:
    parser = argparse.ArgumentParser()
    add_parser(parser.add_subparsers())
    page = (SRC.parent / "docs" / "reference" / "tally.md").read_text(encoding="utf-8")
    (command,) = next(a for a in parser._actions if a.choices).choices.values()  # type: ignore[union-attr]
    words = [
        word for action in command._actions for word in (*action.option_strings, *(action.choices or ()))
    ]
    assert len(words) > 50
    assert [word for word in words if word not in ("-h", "--help") and f"`{word}" not in page] == []


def test_manage_hands_over_to_django(capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["manage", "version"]) == 0
    assert capfd.readouterr().out[0].isdigit()


def test_equal_shares_tell_what_a_loser_lacked(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Four voters hold 15 each; two want a tree of 50. With 8 more for it, ten of twelve hold 5 each: 50.

    The three for the swing pay 13.50 each, which leaves the tree's two 1.50 each: at 3 it would have won.
    """
    path = tmp_path / "street.pb"
    path.write_text(STREET.replace("party,party", "party"), encoding="utf-8")
    asked = [str(path), "--method", "equal-shares", "--ties", "id"]
    assert tally(*asked, "--json", "--lacks") == 0
    tree = {"project": "tree", "cost": "3", "largest": True, "voters": 8, "fewest": True}
    assert tree in json.loads(capsys.readouterr().out)["lacks"]
    assert tally(*asked, "--explain") == 0
    told = (
        "At a cost of 3 or less it would have won. It would have won with 8 more people voting for it alone,"
    )
    assert told in capsys.readouterr().out
    assert tally(*asked, "--lacks") == 2
    assert "--lacks goes with --json" in capsys.readouterr().err


def test_other_ways_side_by_side(street: str, capsys: pytest.CaptureFixture[str]) -> None:
    found = counted(capsys, street, "--compare", "--seed", "x")["compare"]
    assert [way["method"] for way in found] == ["rank-and-fill", "equal-shares", "phragmen", "max-welfare"]
    first = found[0]
    assert first["selected"] == [id for id, _ in winners(counted(capsys, street, "--seed", "x"))]
    assert (first["voters"], first["reached"], first["excluded"]) == (4, 4, "0")
    assert first["with_winners"] == [0, 3, 1]
    assert first["satisfaction"]["cardinality"] == {"mean": "5/4", "gini": "3/20"}
    assert first["satisfaction"]["cost"]["mean"] == "303/8"  # 55.50, 40.50, 40.50 and 15 euro
    assert first["claims"] == []
    tally(street, "--method", "phragmen", "--compare", "--ties", "id")
    out = capsys.readouterr().out
    for name in ("most votes first", "equal shares", "Phragmén", "maximum welfare"):
        assert name in out


def test_a_way_that_a_lot_must_decide_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    tied = STREET.replace("1;swing,bench", "1;swing,party").replace("budget;60", "budget;15")
    path = tmp_path / "tied.pb"
    path.write_text(tied.replace("4;bench,party,party", "4;bench"), encoding="utf-8")
    assert tally(str(path), "--method", "rank-and-fill", "--compare", "--json") == 0
    ways = {way["method"]: way for way in json.loads(capsys.readouterr().out)["compare"]}
    assert ways["rank-and-fill"]["selected"] == ["party"]
    assert tally(str(path), "--method", "pick-one", "--compare", "--ties", "id") == 2
    assert "pick-one is none" in capsys.readouterr().err
