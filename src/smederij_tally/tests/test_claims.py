"""Who was due more: the checker against trying every group, and no method of equal shares leaving a claim."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from itertools import combinations
from typing import Any

from hypothesis import assume, given
from hypothesis import strategies as st

from smederij_tally import (
    AnyOutcome,
    Ballot,
    Claim,
    Election,
    EqualShares,
    MaxWelfare,
    Project,
    RankAndFill,
    claims,
    count,
)
from smederij_tally.tests.test_shares_properties import comparable, elections, many, methods, uses


def colours(*, red: int = 51, blue: int = 49) -> Election:
    """Ten red and ten blue entries of 1, money for ten; so many want all red, so many all blue."""
    reds, blues = [f"red{i}" for i in range(10)], [f"blue{i}" for i in range(10)]
    votes = [Ballot(tuple(reds), count=red), Ballot(tuple(blues), count=blue)]
    projects = [Project(id, 1) for id in reds + blues]
    return Election.of(projects, votes=votes, vote_type="approval", budget=10, scale=1)


def test_forty_nine_of_a_hundred_are_due_more_than_nothing() -> None:
    election = colours()
    found = claims(election, count(election, RankAndFill(ties="id")))
    assert [claim.entry for claim in found] == [f"blue{i}" for i in range(10)]
    assert set(found) == {Claim(f"blue{i}", 49, Fraction(1), Fraction(49, 10)) for i in range(10)}
    assert not claims(election, count(election, EqualShares(completion="add1u", ties="id")))


def test_what_a_group_is_due_to_the_last_cent() -> None:
    """Two of four, with half of 120 between them, want one entry of 60: they are due exactly that."""
    projects = [Project("mine", 60), Project("yours", 120)]
    votes = [Ballot(("mine",), count=2), Ballot(("yours",), count=2)]
    election = Election.of(projects, votes=votes, vote_type="approval", budget=120, scale=1)
    outcome = count(election, MaxWelfare())
    assert [grant.entry for grant in outcome.selected] == ["yours"]
    assert claims(election, outcome) == [Claim("mine", 2, Fraction(60), Fraction(60))]
    dearer = replace(election, projects=(Project("mine", 61), Project("yours", 120)))
    assert not claims(dearer, count(dearer, MaxWelfare()))


def slowly(election: Election, outcome: AnyOutcome, utility: str) -> dict[str, int]:
    """Per loser the largest group with a claim, of all groups there are."""
    costs = {p.id: p.cost for p in election.projects if p.cost and not p.withdrawn}
    voters, won = uses(election, utility), {grant.entry for grant in outcome.selected}
    per_cost = utility in ("cost", "points-cost")
    share, found = Fraction(election.budget, max(1, len(voters))), {}
    for id in set(costs) - won:
        side = [use for use in voters if use.get(id)]
        for size in range(1, len(side) + 1):
            for group in combinations(side, size):
                due = share * sum((use[id] for use in group), Fraction(0)) / costs[id]
                has = [sum((w for e, w in use.items() if e in won), Fraction(0)) + use[id] for use in group]
                if all(x <= due for x in has):
                    found[id] = size
    assert per_cost or utility in ("cardinality", "points")
    return found


@many
@given(elections(), st.sampled_from(["cost", "cardinality", "points", "points-cost"]))
def test_one_pass_finds_what_trying_every_group_finds(election: Election, utility: Any) -> None:
    assume(sum(b.count for b in election.each()) <= 7)
    if election.vote_type == "approval" and utility.startswith("points"):
        utility = "cost"
    outcome = count(election, RankAndFill(ties="id"))
    found = claims(election, outcome, utility=utility)
    assert {claim.entry: claim.voters for claim in found} == slowly(election, outcome, utility)
    assert all(claim.has <= claim.due for claim in found)


@many
@given(elections(), methods, st.sampled_from(["none", "greedy", "add1", "add1u"]))
def test_equal_shares_leave_no_claim(election: Election, method: EqualShares, completion: Any) -> None:
    """EJR+ up to one entry, by the utility that was counted with; raising and filling up keep it."""
    method = replace(comparable(election, method), completion=completion, start="exact")
    outcome = count(election, method)
    assert not claims(election, outcome, utility=method.utility)


@many
@given(elections(), methods)
def test_equal_shares_give_cohesive_groups_their_part(election: Election, method: EqualShares) -> None:
    """EJR up to one entry (Peters, Pierczyński, Skowron 2021), by trying every group and every set."""
    method = replace(comparable(election, method), start="exact")
    voters = uses(election, method.utility)
    assume(len(voters) <= 6)
    outcome = count(election, method)
    won = {grant.entry for grant in outcome.selected}
    costs = {p.id: p.cost for p in election.projects if p.cost and not p.withdrawn}
    sets = [some for size in range(1, len(costs) + 1) for some in combinations(costs, size)]
    for size in range(1, len(voters) + 1):
        fitting = [
            some for some in sets if sum(costs[id] for id in some) * len(voters) <= size * election.budget
        ]
        for group in combinations(voters, size) if fitting else ():
            for some in fitting:
                least = sum((min(use.get(id, Fraction(0)) for use in group) for id in some), Fraction(0))
                assert not least or any(_enough(use, won, least) for use in group)


def _enough(use: dict[str, Fraction], won: set[str], least: Fraction) -> bool:
    has = sum((w for id, w in use.items() if id in won), Fraction(0))
    more = max((w for id, w in use.items() if id not in won), default=Fraction(0))
    return has >= least or has + more > least
