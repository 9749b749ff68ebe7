"""Sequential Phragmén and maximum welfare: by hand, and against slow ways that share nothing."""

from __future__ import annotations

import random
from dataclasses import replace
from fractions import Fraction
from itertools import combinations, permutations
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from smederij_tally import (
    Ballot,
    ChoiceOutcome,
    Election,
    MaxWelfare,
    NeedsSeed,
    Phragmen,
    Project,
    TallyError,
    TieRefused,
    count,
)
from smederij_tally.canonical import canonical_json
from smederij_tally.tests.test_shares_properties import again, elections, many, uses


def street(**more: Any) -> Election:
    """90 euro; three want the swing (60), two of them a tree (50) too, one a bench (30)."""
    projects = [Project("swing", 60), Project("tree", 50), Project("bench", 30)]
    votes = [Ballot(("swing", "tree"), count=2), Ballot(("swing",)), Ballot(("bench",))]
    facts = {"votes": votes, "vote_type": "approval", "budget": 90, "scale": 1}
    return Election.of(projects, **(facts | more))  # type: ignore[arg-type]


def won(outcome: ChoiceOutcome) -> list[str]:
    return [grant.entry for grant in outcome.selected]


def test_phragmen_buys_as_soon_as_supporters_have_earned_it() -> None:
    outcome = count(street(), Phragmen())
    assert won(outcome) == ["swing", "bench"]
    # Swing after 20 each; bench after 30; the tree's two had paid 20 each, so they need 25 more: 45.
    assert [outcome.step(id).at for id in ("swing", "bench", "tree")] == [20, 30, 45]
    assert outcome.step("tree").decision == "does_not_fit"


def test_phragmen_may_stop_or_skip_at_a_misfit() -> None:
    votes = [Ballot(("swing",), count=3), Ballot(("tree",), count=2), Ballot(("bench",))]
    stopped = count(street(votes=votes), Phragmen(ties="id"))
    assert won(stopped) == ["swing"]  # tree, at 25, does not fit in the 30 that are left
    assert stopped.step("bench").decision == "after_stop"
    assert won(count(street(votes=votes), Phragmen(misfit="skip"))) == ["swing", "bench"]


def test_max_welfare_looks_at_the_whole() -> None:
    outcome = count(street(), MaxWelfare())
    assert (won(outcome), outcome.welfare) == (["bench", "swing"], Fraction(3 * 60 + 30))
    assert outcome.step("tree").decision == "left_out"
    assert won(count(street(), MaxWelfare(), budget=85)) == ["swing"]


TWINS = [Project("left", 10), Project("right", 10)]


@pytest.mark.parametrize("method", [Phragmen(), MaxWelfare()])
def test_a_tie_needs_a_rule(method: Phragmen | MaxWelfare) -> None:
    election = street(votes=[Ballot(("swing",)), Ballot(("tree",))], budget=10)
    election = Election.of(
        TWINS, votes=[Ballot(("left",)), Ballot(("right",))], vote_type="approval", budget=10
    )
    with pytest.raises(NeedsSeed, match="left"):
        count(election, method)
    with pytest.raises(TieRefused):
        count(election, replace(method, ties="refuse"))
    outcome = count(election, replace(method, ties="id"))
    assert won(outcome) == ["left"]
    assert [(tie.entries, tie.settled_by, tie.mattered) for tie in outcome.ties] == [
        (("left", "right"), ("id",), True)
    ]
    assert {won(count(election, replace(method, seed=seed)))[0] for seed in "abcdefgh"} == {"left", "right"}


def test_options_that_mean_nothing() -> None:
    with pytest.raises(TallyError, match="way with a misfit"):
        Phragmen(misfit="part")  # type: ignore[arg-type]
    with pytest.raises(TallyError, match="utility"):
        MaxWelfare(utility="joy")  # type: ignore[arg-type]


def slowly(election: Election, *, stop: bool) -> list[str]:
    """Sequential Phragmén in fractions, ties by id."""
    costs = {p.id: p.cost for p in election.projects if not p.withdrawn and 0 < p.cost <= election.budget}
    voters = [set(use) for use in uses(election, "cardinality")]
    loads, winners, left = [Fraction(0)] * len(voters), list[str](), election.budget
    waiting = {id for id in costs if any(id in names for names in voters)}
    while waiting:
        sides = {
            id: [load for load, names in zip(loads, voters, strict=True) if id in names] for id in waiting
        }
        when = {id: (costs[id] + sum(side, Fraction(0))) / len(side) for id, side in sides.items()}
        first = sorted(id for id in waiting if when[id] == min(when.values()))
        misfits = {id for id in first if costs[id] > left}
        if misfits and stop:
            break
        waiting -= misfits
        for id in [id for id in first if id not in misfits][:1]:
            winners.append(id)
            waiting.remove(id)
            left -= costs[id]
            loads = [when[id] if id in names else load for load, names in zip(loads, voters, strict=True)]
    return winners


@many
@given(elections(), st.sampled_from(["stop", "skip"]))
def test_phragmen_agrees_with_the_slow_way(election: Election, misfit: Any) -> None:
    outcome = count(election, Phragmen(misfit=misfit, ties="id"))
    chosen = [step.entry for step in outcome.steps if step.decision == "chosen"]
    assert chosen == slowly(election, stop=misfit == "stop")
    assert outcome.spent <= election.budget
    assert len(outcome.steps) == len(election.projects)


@many
@given(elections(), st.sampled_from(["cost", "cardinality", "points", "points-cost"]))
def test_max_welfare_agrees_with_trying_everything(election: Election, utility: Any) -> None:
    if election.vote_type == "approval" and utility.startswith("points"):
        utility = "cost"
    outcome = count(election, MaxWelfare(utility=utility, ties="id"))
    costs = {p.id: p.cost for p in election.projects if p.cost and not p.withdrawn}
    worth = dict.fromkeys(costs, Fraction(0))
    for use in uses(election, utility):
        for id in set(use) & set(worth):
            worth[id] += use[id]
    ids = sorted(id for id in costs if worth[id])
    sets = [
        (
            -sum((worth[id] for id in some), Fraction(0)),
            sum(costs[id] for id in some),
            [id not in some for id in ids],
        )
        for size in range(len(ids) + 1)
        for some in combinations(ids, size)
        if sum(costs[id] for id in some) <= election.budget
    ]
    best = min(sets)
    assert sorted(s.entry for s in outcome.steps if s.decision == "chosen") == [
        id for id, out in zip(ids, best[2], strict=True) if not out
    ]
    assert outcome.welfare == -best[0]
    equal = sum(one[:2] == best[:2] for one in sets)
    assert bool(outcome.ties) == (equal > 1)


@many
@given(elections(), st.sampled_from(["stop", "skip"]))
def test_only_a_tie_that_changes_the_winners_stops_phragmen(election: Election, misfit: Any) -> None:
    """Tried with every order of the list."""
    assume(len(election.projects) <= 4)
    found = set()
    for order in permutations(election.projects):
        outcome = count(
            again(election, list(order), list(election.each())), Phragmen(misfit=misfit, ties="file")
        )
        found.add(frozenset(won(outcome)))
    if len(found) > 1:
        with pytest.raises(TieRefused):
            count(election, Phragmen(misfit=misfit, ties="refuse"))
    else:
        assert {frozenset(won(count(election, Phragmen(misfit=misfit, ties="refuse"))))} == found


CHOICES = st.sampled_from(
    [
        Phragmen(ties="id"),
        Phragmen(misfit="skip", ties="id"),
        MaxWelfare(ties="id"),
        MaxWelfare(utility="cardinality", ties="id"),
    ]
)


@many
@given(elections(), CHOICES, st.randoms(use_true_random=False), st.integers(2, 1000))
def test_told_otherwise_it_is_the_same(
    election: Election, method: Phragmen | MaxWelfare, chance: random.Random, rate: int
) -> None:
    """The order of ballots and list, the names (kept in their order, which breaks ties), and the currency."""
    outcome = count(election, method)
    votes = [replace(ballot, count=1) for ballot in election.each() for _ in range(ballot.count)]
    projects = list(election.projects)
    chance.shuffle(votes)
    chance.shuffle(projects)
    told = count(again(election, projects, votes), method)
    assert canonical_json(told.to_dict()) == canonical_json(outcome.to_dict())
    named = [replace(p, id=f"n{p.id}") for p in election.projects]
    votes = [replace(b, entries=tuple(f"n{id}" for id in b.entries)) for b in election.each()]
    assert won(count(again(election, named, votes), method)) == [f"n{id}" for id in won(outcome)]
    dearer = [replace(p, cost=p.cost * rate) for p in election.projects]
    richer = count(again(election, dearer, list(election.each()), times=rate), method)
    assert won(richer) == won(outcome)
    assert richer.spent == outcome.spent * rate


@many
@given(elections(), CHOICES)
def test_nothing_with_support_is_left_that_still_fits(
    election: Election, method: Phragmen | MaxWelfare
) -> None:
    assume(not (isinstance(method, Phragmen) and method.misfit == "stop"))
    outcome = count(election, method)
    for step in outcome.steps:
        assert step.won or step.decision in ("no_support", "withdrawn") or step.cost > outcome.left


@many
@given(elections(), st.sampled_from(["stop", "skip"]))
def test_phragmen_is_paid_by_who_asked_for_it(election: Election, misfit: Any) -> None:
    """What each supporter has paid at a win adds up to the cost, and nobody has paid more than all earned."""
    outcome = count(election, Phragmen(misfit=misfit, ties="id"))
    voters = [set(use) for use in uses(election, "cardinality")]
    paid = [Fraction(0)] * len(voters)
    for step in outcome.steps:
        if step.decision == "chosen":
            assert step.at is not None
            more = [step.at - p if step.entry in names else 0 for p, names in zip(paid, voters, strict=True)]
            assert min(more) >= 0
            assert sum(more) == step.cost
            paid = [p + m for p, m in zip(paid, more, strict=True)]
            assert max(paid) == step.at
    assert sum(paid) == outcome.spent
