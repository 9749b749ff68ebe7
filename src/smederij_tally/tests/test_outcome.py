"""Outcomes that are kept, told and checked again."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from smederij_tally import (
    Ballot,
    Election,
    EqualShares,
    MaxWelfare,
    Outcome,
    Phragmen,
    Project,
    RankAndFill,
    TallyError,
    Totals,
    count,
    explain,
    tied,
)
from smederij_tally.canonical import canonical_json

PROJECTS = (Project("swing", 40_00), Project("tree", 50_00), Project("bench", 30_50))


def outcome(**options: Any) -> Outcome:
    totals = Totals(projects=PROJECTS, budget=60_00, scores={"swing": 3, "tree": 1, "bench": 2}, cast=4)
    return count(totals, RankAndFill(**options))


def test_a_stored_outcome_comes_back_through_json() -> None:
    kept = json.dumps(outcome(threshold=Fraction(3, 2)).to_dict())
    assert Outcome.from_dict(json.loads(kept)) == outcome(threshold=Fraction(3, 2))


def test_a_stored_outcome_that_was_changed_is_refused() -> None:
    kept = outcome().to_dict()
    kept["steps"][1]["granted"] = 1
    with pytest.raises(TallyError, match="digest"):
        Outcome.from_dict(kept)


def test_the_digest_does_not_hang_on_the_version_of_the_engine() -> None:
    kept = outcome().to_dict() | {"engine": "another engine"}
    assert Outcome.from_dict(kept).outcome_sha256 == outcome().outcome_sha256


def fixed() -> Election:
    votes = [Ballot(("swing", "bench")), Ballot(("swing",), count=2), Ballot(("tree", "bench"))]
    return Election.of(PROJECTS, votes=votes, vote_type="approval", budget=60_00)


FIXED = {
    RankAndFill(): "ea2dd9f7ab6e61f58953f62f6c35b394544c121df38d834e7a347f7aa3fb5229",
    EqualShares(): "247fc356be0b9965f397c20c4c431124c9bf60247801b41834089a50fbd143bb",
    Phragmen(): "2e297e5ab8c07aa36c7251c148de92d985b169bb47dcfeca7e0825b583320242",
    MaxWelfare(): "c2bf6a287c0d45bc43d2345ac44a6d941ee56b15509adb89d2b3150e7be907ac",
}


@pytest.mark.parametrize("method", FIXED, ids=lambda method: method.name)
def test_a_fixed_round_has_fixed_digests(method: Any) -> None:
    """These change only with what is decided or how it is written down: then say so in the changelog."""
    outcome = count(fixed(), method)
    assert outcome.input_sha256 == "5b0657ff19338ac0bc19eda0d373c6e6bc0bbd0dd0540993bf31eb43e49df622"
    assert outcome.outcome_sha256 == FIXED[method]


@pytest.mark.parametrize("method", FIXED, ids=lambda method: method.name)
def test_every_kind_of_outcome_comes_back_from_what_is_stored(method: Any) -> None:
    outcome = count(fixed(), method)
    kept = json.loads(json.dumps(outcome.to_dict()))
    assert type(outcome).from_dict(kept) == outcome
    with pytest.raises(TallyError, match="digest"):
        type(outcome).from_dict(kept | {"budget": 1})


def test_what_was_counted_is_in_the_digest_and_names_are_not() -> None:
    before = outcome().input_sha256
    named = tuple(Project(p.id, p.cost, name="A name") for p in PROJECTS)
    scores = {"swing": 3, "tree": 1, "bench": 2}
    assert (
        count(Totals(projects=named, budget=60_00, scores=scores, cast=4), RankAndFill()).input_sha256
        == before
    )
    other = Totals(projects=PROJECTS, budget=60_01, scores=scores, cast=4)
    assert count(other, RankAndFill()).input_sha256 != before
    assert count(other, RankAndFill(), budget=60_00).input_sha256 == before


def test_the_hash_seed_of_python_changes_nothing() -> None:
    code = (
        "from smederij_tally import *\n"
        "votes = [Ballot(('b', 'a')), Ballot(('c',)), Ballot(('a', 'c'))]\n"
        "e = Election.of([Project(i, 5) for i in 'abc'], votes=votes, vote_type='approval', budget=9)\n"
        "print(count(e, RankAndFill(seed='s')).to_dict())"
    )
    src = str(Path(__file__).parents[2])
    runs = set()
    for seed in ("0", "1"):
        env = {"PYTHONHASHSEED": seed, "PYTHONPATH": src}
        runs.add(
            subprocess.run([sys.executable, "-c", code], env=env, capture_output=True, check=True).stdout
        )
    assert len(runs) == 1


def test_canonical_json_is_one_way_of_writing() -> None:
    assert canonical_json({"b": [1, None], "a": "é"}) == '{"a":"é","b":[1,null]}'.encode()


def test_sentences_for_every_step() -> None:
    assert explain(outcome(), names={"bench": "The bench"}) == [
        "swing, with 3 votes, asked 40. There was 60 left, so it got all of it.",
        "The bench, with 2 votes, asked 30.50. There was only 20 left, so it got nothing. "
        "It was 10.50 short. For the full amount it needed to finish above swing: at least 2 more votes.",
        "tree, with 1 vote, asked 50. There was only 20 left, so it got nothing. It was 30 short. "
        "For the full amount it needed to finish above swing: at least 3 more votes.",
    ]


def test_sentences_about_limits() -> None:
    assert explain(outcome(cap=25_00, threshold=2)) == [
        "swing, with 3 votes, asked 40 (no entry can get more than 25). "
        "There was 60 left, so it got all of it.",
        "bench, with 2 votes, asked 30.50 (no entry can get more than 25). "
        "There was 35 left, so it got all of it.",
        "tree had 1 vote. It needed 2 to take part: 1 more.",
    ]
    assert "too few people voted" in explain(outcome(minimum_turnout=5))[0]
    assert explain(outcome(partial_last=True))[1].startswith(
        "bench, with 2 votes, asked 30.50. There was 20 left. It got that, and that was all."
    )


def test_sentences_about_ties() -> None:
    totals = Totals(
        projects=PROJECTS, budget=60_00, scores={"swing": "2.5", "tree": "2.5", "bench": 2}, kind="percent"
    )
    assert tied(count(totals, RankAndFill())) == [
        "swing, tree had the same score, 2.5 percent: the one that asks less goes first. "
        "It made a difference to who got money."
    ]


def test_the_example_of_the_readme_is_true(capsys: pytest.CaptureFixture[str]) -> None:
    readme = (Path(__file__).parents[1] / "README.md").read_text(encoding="utf-8")
    code = re.findall(r"```python\n(.*?)```", readme, flags=re.DOTALL)[0]
    said = " ".join(line.removeprefix("# ") for line in code.splitlines() if line.startswith("# "))
    exec(code, {})
    assert " ".join(capsys.readouterr().out.split()) == said
