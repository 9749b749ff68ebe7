"""What must hold for every election, tried on many made-up ones."""

from __future__ import annotations

import random
from dataclasses import replace
from fractions import Fraction
from itertools import permutations

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from smederij_tally import (
    Ballot,
    Election,
    Limits,
    NeedsSeed,
    Outcome,
    Project,
    RankAndFill,
    Totals,
    VoteType,
    count,
)
from smederij_tally.tests.reference import fill, scores_of
from smederij_tally.ties import Entry, Misfit, Room, order_matters

many = settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
KINDS: list[VoteType] = ["approval", "cumulative"]
IDS = ("a", "b", "c", "d", "e", "f")


@st.composite
def elections(draw: st.DrawFn) -> Election:
    costs = draw(st.lists(st.integers(0, 12), min_size=1, max_size=6))
    projects = tuple(Project(id, cost) for id, cost in zip(IDS, costs, strict=False))
    ids = st.sampled_from([project.id for project in projects])
    entries = draw(st.lists(st.lists(ids, unique=True).map(tuple), max_size=8))
    vote_type = draw(st.sampled_from(KINDS))
    points = st.integers(0, 4) | st.sampled_from([Fraction(1, 2), Fraction(7, 4)])
    votes = [
        Ballot(named, tuple(draw(points) for _ in named) if vote_type == "cumulative" else ())
        for named in entries
    ]
    return Election.of(projects, votes=votes, vote_type=vote_type, budget=draw(st.integers(0, 30)))


methods = st.builds(
    RankAndFill,
    no_skip=st.booleans(),
    partial_last=st.booleans(),
    cap=st.none() | st.integers(1, 12),
    threshold=st.none() | st.integers(0, 4),
    ties=st.sampled_from(["cost-votes-lot", "lot", "id", "file"]),
    seed=st.just("a public seed"),
)


def won(outcome: Outcome) -> dict[str, int]:
    return {grant.entry: grant.granted for grant in outcome.selected}


@many
@given(elections(), methods)
def test_agrees_with_the_reference(election: Election, method: RankAndFill) -> None:
    method = replace(method, ties="file")
    ballots = [
        dict(zip(b.entries, b.points or [Fraction(1)] * len(b.entries), strict=True))
        for b in election.each()
        for _ in range(b.count)
    ]
    asks = {project.id: project.cost for project in election.projects}
    expected = fill(
        asks,
        scores_of([{id: Fraction(p) for id, p in ballot.items()} for ballot in ballots], list(asks)),
        budget=election.budget,
        ending=method.misfit,
        cap=method.cap,
        threshold=Fraction(method.threshold or 0),
    )
    assert won(count(election, method)) == expected


@many
@given(elections(), methods)
def test_never_grants_more_than_there_is_or_was_asked(election: Election, method: RankAndFill) -> None:
    outcome = count(election, method)
    assert 0 <= outcome.spent == sum(won(outcome).values()) <= election.budget
    assert all(0 <= step.granted <= step.asked <= step.cost for step in outcome.steps)
    assert {step.entry for step in outcome.steps} == {project.id for project in election.projects}
    left = election.budget
    for step in outcome.steps:
        assert (step.left_before, step.left_after) == (left, left - step.granted)
        left = step.left_after


@many
@given(elections())
def test_skipping_leaves_no_loser_that_would_still_fit(election: Election) -> None:
    outcome = count(election, RankAndFill(ties="id"))
    assert all(step.asked > outcome.left for step in outcome.steps if step.score and not step.won)


@many
@given(elections(), methods, st.randoms(use_true_random=False))
def test_the_order_of_ballots_and_list_does_not_matter(
    election: Election, method: RankAndFill, chance: random.Random
) -> None:
    assume(method.ties != "file")
    votes = [replace(ballot, count=1) for ballot in election.each() for _ in range(ballot.count)]
    projects = list(election.projects)
    chance.shuffle(votes)
    chance.shuffle(projects)
    shuffled = Election.of(projects, votes=votes, vote_type=election.vote_type, budget=election.budget)
    assert count(shuffled, method).to_dict() == count(election, method).to_dict()


@many
@given(elections(), methods, st.permutations(["p", "q", "r", "s", "t", "u"]))
def test_names_do_not_matter(election: Election, method: RankAndFill, names: list[str]) -> None:
    method = replace(method, ties="file")
    called = dict(zip(IDS, names, strict=True))
    renamed = Election.of(
        [replace(project, id=called[project.id]) for project in election.projects],
        votes=[replace(b, entries=tuple(called[id] for id in b.entries)) for b in election.each()],
        vote_type=election.vote_type,
        budget=election.budget,
    )
    assert won(count(renamed, method)) == {called[id]: n for id, n in won(count(election, method)).items()}


@many
@given(elections(), methods, st.integers(2, 1000))
def test_in_another_currency_the_same_wins(election: Election, method: RankAndFill, rate: int) -> None:
    projects = tuple(replace(project, cost=project.cost * rate) for project in election.projects)
    cap = None if method.cap is None else method.cap * rate
    dearer = replace(election, projects=projects, budget=election.budget * rate)
    expected = {id: granted * rate for id, granted in won(count(election, method)).items()}
    assert won(count(dearer, replace(method, cap=cap))) == expected


@many
@given(elections(), methods)
def test_with_every_ballot_twice_the_same_wins(election: Election, method: RankAndFill) -> None:
    method = replace(method, threshold=None)
    votes = [replace(ballot, count=ballot.count * 2) for ballot in election.each()]
    twice = Election.of(election.projects, votes=votes, vote_type=election.vote_type, budget=election.budget)
    assert won(count(twice, method)) == won(count(election, method))


@many
@given(elections(), methods)
def test_a_seed_changes_nothing_where_no_lot_is_needed(election: Election, method: RankAndFill) -> None:
    with_seed = count(election, method)
    lots = [tie for tie in with_seed.ties if "lot" in tie.settled_by]
    without = replace(method, seed=None)
    if lots:
        assert all(tie.mattered for tie in lots)
        with pytest.raises(NeedsSeed):
            count(election, without)
    else:
        assert count(election, without).steps == with_seed.steps


@many
@given(elections(), methods)
def test_a_tie_mattered_exactly_when_another_order_gives_other_money(
    election: Election, method: RankAndFill
) -> None:
    outcome = count(election, replace(method, ties="id"))
    order = [step for step in outcome.steps if step.rank is not None]
    for tie in outcome.ties:
        seen = set()
        first = next(i for i, step in enumerate(order) if step.entry in tie.entries)
        for shuffled in permutations(tie.entries):
            ids = [step.entry for step in order]
            ids[first : first + len(shuffled)] = shuffled
            again = Totals(
                projects=tuple(next(p for p in election.projects if p.id == id) for id in ids),
                budget=election.budget,
                scores={id: len(ids) - i for i, id in enumerate(ids)},
            )
            seen.add(tuple(sorted(won(count(again, replace(method, threshold=None))).items())))
        assert tie.mattered == (len(seen) > 1)


@many
@given(elections(), methods)
def test_what_a_loser_lacked_is_what_it_takes(election: Election, method: RankAndFill) -> None:
    method = replace(method, ties="id", threshold=None)
    totals = election.totals()
    outcome = count(totals, method)
    for step in outcome.steps:
        if step.money_short is None:
            continue
        assert step.granted < step.asked
        if step.behind is None or step.score_gap is None:
            assert full_with(totals, method, step.entry, more=Fraction(10**6)) is False
        else:
            assert full_with(totals, method, step.entry, more=step.score_gap + Fraction(1, 100)) is True
            if step.score_gap:
                assert full_with(totals, method, step.entry, more=step.score_gap - Fraction(1, 100)) is False


def full_with(totals: Totals, method: RankAndFill, entry: str, *, more: Fraction) -> bool:
    scores = {id: totals.score(id) + (more if id == entry else 0) for id in totals.scores}
    step = count(replace(totals, scores=scores), method).step(entry)
    return step.granted == step.asked


@many
@given(elections(), methods, st.data())
def test_a_winner_that_asks_less_still_wins(
    election: Election, method: RankAndFill, data: st.DataObject
) -> None:
    outcome = count(election, replace(method, ties="file"))
    assume(outcome.selected)
    winner = data.draw(st.sampled_from(outcome.selected))
    cheaper = data.draw(st.integers(0, winner.cost))
    projects = tuple(
        replace(project, cost=cheaper) if project.id == winner.entry else project
        for project in election.projects
    )
    assert winner.entry in won(count(replace(election, projects=projects), replace(method, ties="file")))


@many
@given(elections(), methods)
def test_what_is_stored_comes_back(election: Election, method: RankAndFill) -> None:
    outcome = count(election, method)
    assert Outcome.from_dict(outcome.to_dict()) == outcome


@settings(many, max_examples=300)
@given(
    st.lists(st.tuples(st.integers(1, 9), st.sampled_from("xy")), min_size=1, max_size=4),
    st.integers(0, 20),
    st.sampled_from(["skip", "stop", "part"]),
    st.one_of(st.none(), st.tuples(st.integers(0, 14), st.integers(0, 14))),
)
def test_order_matters_is_known_without_trying_all(
    asked: list[tuple[int, str]], left: int, misfit: Misfit, most: tuple[int, int] | None
) -> None:
    rooms = {} if most is None else dict(zip("xy", most, strict=True))
    groups = tuple((str(i), group) for i, (_, group) in enumerate(asked))
    limits = None if most is None else Limits(groups, tuple(rooms.items()))
    method = RankAndFill(no_skip=misfit == "stop", partial_last=misfit == "part", ties="file", limits=limits)
    results = set()
    for order in permutations(range(len(asked))):
        listed = tuple(Project(str(i), asked[i][0]) for i in order)
        totals = Totals(projects=listed, budget=left, scores={project.id: 1 for project in listed})
        results.add(tuple(sorted(won(count(totals, method)).items())))
    entries = [
        Entry(str(i), i, Fraction(1), None, cost, cost, group if most else None)
        for i, (cost, group) in enumerate(asked)
    ]
    assert order_matters(entries, room=Room(left, rooms), misfit=misfit) == (len(results) > 1)
