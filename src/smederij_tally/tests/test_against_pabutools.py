"""Real elections counted by another program too. Optional: `pip install -r requirements/compare.txt`.

pabutools is called as a black box, with ties by identifiers on both sides. Left out, and why:
it lets Phragmén take entries nobody supports, and does not know that a cost of 999999999 means withdrawn, so
neither kind is given to it. A ballot that names an entry twice counts once on both sides.
"""

from __future__ import annotations

import gzip
from pathlib import Path
from typing import Any

import pytest

from smederij_tally import Election, EqualShares, MaxWelfare, Phragmen, RankAndFill, count, read_pb
from smederij_tally.market import Market
from smederij_tally.tests.test_real_elections import FOLDER

try:
    from pabutools import election as pabu
    from pabutools import rules
    from pabutools.tiebreaking import TieBreakingRule
except ImportError:
    pytest.skip("pabutools is not installed (requirements/compare.txt)", allow_module_level=True)

MOST_VOTERS = 5_000
FILES = sorted(path for path in FOLDER.glob("*.pb*") if path.name.endswith((".pb", ".pb.gz")))
if not FILES:
    pytest.skip(f"no real elections in {FOLDER} (set SMEDERIJ_ELECTIONS)", allow_module_level=True)


def text_of(path: Path) -> str:
    data = path.read_bytes()
    return (gzip.decompress(data) if path.suffix == ".gz" else data).decode("utf-8-sig")


def small(path: Path) -> bool:
    head = text_of(path)[:5000].splitlines()
    facts = dict(line.split(";", 1) for line in head if line.count(";") == 1)
    naming = facts.get("vote_type", "").strip() in ("approval", "choose-1")
    return naming and int(facts.get("num_votes", "0").strip('" ')) <= MOST_VOTERS


class Pair:
    """One election, read by both."""

    def __init__(self, path: Path) -> None:
        self.ours: Election = read_pb(path.read_bytes(), name=path.name, keep_voters=False)
        market = Market.of(self.ours, utility="cost")
        playing = {self.ours.projects[i].id for i in market.playing}
        scale = self.ours.scale
        found = {p.id: pabu.Project(p.id, cost=_number(p.cost, scale)) for p in self.ours.projects}
        self.instance = pabu.Instance(
            [p for id, p in found.items() if id in playing], budget_limit=_number(self.ours.budget, scale)
        )
        self.profile = pabu.ApprovalMultiProfile(instance=self.instance)
        for ballot in self.ours.each():
            if ballot.entries:
                names = [found[id] for id in ballot.entries if id in playing]
                frozen = pabu.FrozenApprovalBallot(names)
                self.profile[frozen] = self.profile.get(frozen, 0) + ballot.count
        self.by_id = TieBreakingRule(lambda instance, profile, project: str(project))


def _number(minor: int, scale: int) -> Any:
    from pabutools.fractions import frac

    return frac(minor, scale)


@pytest.fixture(scope="module", params=[p for p in FILES if small(p)], ids=lambda path: path.name)
def pair(request: pytest.FixtureRequest) -> Pair:
    return Pair(request.param)


def theirs(found: Any) -> set[str]:
    return {str(project) for project in found}


def ours(pair: Pair, method: Any) -> set[str]:
    return {grant.entry for grant in count(pair.ours, method).selected}


@pytest.mark.parametrize("utility", ["cost", "cardinality"])
def test_equal_shares(pair: Pair, utility: Any) -> None:
    sat = pabu.Cost_Sat if utility == "cost" else pabu.Cardinality_Sat
    found = rules.method_of_equal_shares(pair.instance, pair.profile, sat_class=sat, tie_breaking=pair.by_id)
    assert ours(pair, EqualShares(utility=utility, ties="id")) == theirs(found)


def test_raising_shares(pair: Pair) -> None:
    """One unit of the currency at a time; only where that program is done within seconds."""
    voters, currency = pair.ours.ballots.cast, dict(pair.ours.meta).get("currency")
    if voters > 150 or currency == "HUF":
        pytest.skip("takes that program too long")
    found = rules.method_of_equal_shares(
        pair.instance,
        pair.profile,
        sat_class=pabu.Cost_Sat,
        tie_breaking=pair.by_id,
        voter_budget_increment=1,
    )
    assert ours(pair, EqualShares(completion="add1", ties="id")) == theirs(found)


def test_phragmen(pair: Pair) -> None:
    found = rules.sequential_phragmen(pair.instance, pair.profile, tie_breaking=pair.by_id)
    assert ours(pair, Phragmen(ties="id")) == theirs(found)


def test_most_votes_first(pair: Pair) -> None:
    found = rules.greedy_utilitarian_welfare(
        pair.instance, pair.profile, sat_class=pabu.Cost_Sat, tie_breaking=pair.by_id
    )
    assert ours(pair, RankAndFill(ties="id")) == theirs(found)


@pytest.mark.parametrize("utility", ["cost", "cardinality"])
def test_max_welfare_is_worth_as_much(pair: Pair, utility: Any) -> None:
    """Of equally good sets that program takes any, so only what they are worth is compared."""
    sat = pabu.Cost_Sat if utility == "cost" else pabu.Cardinality_Sat
    found = rules.max_additive_utilitarian_welfare(pair.instance, pair.profile, sat_class=sat)
    outcome = count(pair.ours, MaxWelfare(utility=utility, ties="id"))
    worth = {step.entry: step.supporters * (step.cost if utility == "cost" else 1) for step in outcome.steps}
    assert outcome.welfare == sum(worth[id] for id in theirs(found))
