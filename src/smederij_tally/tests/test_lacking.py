"""What an entry lacked in equal shares, held against counting again from the beginning."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from smederij_tally import Ballot, Election, EqualShares, Project, ShareLack, TallyError, count, lacks
from smederij_tally.tests.test_shares_properties import comparable, elections, many, methods

HALL = {"oven": 600, "swing": 500, "lamp": 300}


def hall(*votes: tuple[str, int]) -> Election:
    """A made-up hall: 900 euro, ten voters or so; `votes` are entries apart by spaces, and how often."""
    projects = [Project(id, cost) for id, cost in HALL.items()]
    ballots = [Ballot(tuple(named.split()), count=times) for named, times in votes]
    return Election.of(projects, votes=ballots, vote_type="approval", budget=900, scale=1)


def wins(election: Election, method: EqualShares, entry: str) -> bool:
    return entry in {grant.entry for grant in count(election, method).selected}


def cheaper(election: Election, entry: str, cost: int) -> Election:
    projects = (replace(p, cost=cost) if p.id == entry else p for p in election.projects)
    return Election.of(projects, votes=election.each(), **_rest(election))


def joined(election: Election, entry: str, more: int) -> Election:
    votes = [*election.each(), Ballot((entry,), count=more)]
    return Election.of(election.projects, votes=votes, **_rest(election))


def _rest(election: Election) -> dict[str, Any]:
    names = ("vote_type", "budget", "scale", "max_length", "default_score")
    return {name: getattr(election, name) for name in names}


def test_a_hall_can_be_told_by_hand() -> None:
    """Nine voters hold 100 each. Six pay the oven 100 each; three have 300 for a swing of 500: 200 too much.

    With k more for the swing, 3 + k of 9 + k hold (3 + k) / (9 + k) of 900: from 500 on that is k >= 4.5.
    """
    election = hall(("oven", 6), ("swing", 3))
    found = {lack.entry: lack for lack in lacks(election, count(election, EqualShares(ties="id")))}
    assert found["swing"] == ShareLack(entry="swing", cost=300, largest=True, voters=5, fewest=True)
    # Nobody voted for the lamp: no lower cost helps; k alone hold k / (9 + k) of 900: 300 from k = 4.5 on.
    assert found["lamp"] == ShareLack(entry="lamp", cost=None, largest=True, voters=5, fewest=True)


def test_who_voted_for_both_is_won_by_a_lower_price() -> None:
    """All nine want both: at 100 each the oven takes two thirds; 300 is left, so a swing of 300 is bought."""
    election = hall(("oven swing", 9))
    (swing, _) = lacks(election, count(election, EqualShares(utility="cardinality", ties="id")))
    assert swing.entry == "oven"  # with the lowest price first, the swing goes first and leaves 400
    assert (swing.cost, swing.largest) == (500, True)  # as cheap as the swing, and first by its id


def test_a_tie_is_not_won_by_a_little_less() -> None:
    """Nine want both: nine full votes each, whatever they cost. The oven goes first by id; 300 is left."""
    (swing, lamp) = lacks(election := hall(("oven swing", 9)), count(election, EqualShares(ties="id")))
    assert (swing.entry, swing.cost, lamp.cost) == ("swing", 300, None)


def test_the_cheapest_idea_can_ask_no_less() -> None:
    """It asks 1 of a pot of 0: asking nothing at all is no lower price for it."""
    election = Election.of(
        [Project("a", 1)], votes=[Ballot(())] * 5 + [Ballot(("a",))], vote_type="approval", budget=0
    )
    (lack,) = lacks(election, count(election, EqualShares(completion="add1", ties="id")))
    assert (lack.cost, lack.largest) == (None, True)


def test_where_no_number_of_voters_helps_the_search_ends() -> None:
    """An idea takes the whole pot only when all who share it want it: five left theirs blank."""
    projects = [Project("a", 0), Project("b", 1), Project("c", 1)]
    election = Election.of(
        projects, votes=[Ballot(())] * 5 + [Ballot(("a", "b"))], vote_type="approval", budget=1
    )
    found = lacks(election, count(election, EqualShares(completion="add1", ties="id")))
    assert {lack.entry for lack in found} <= {"a", "b", "c"}


@settings(many, max_examples=40)
@given(elections(), methods)
def test_recounting_from_the_beginning_says_the_same(election: Election, method: EqualShares) -> None:
    method = replace(comparable(election, method), completion="none")
    _holds(election, method)


@settings(many, max_examples=12)
@given(elections(), methods, st.sampled_from(["greedy", "add1", "add1u"]))
def test_also_when_the_rest_is_spent(election: Election, method: EqualShares, completion: str) -> None:
    _holds(election, replace(comparable(election, method), completion=completion))  # type: ignore[arg-type]


def _holds(election: Election, method: EqualShares) -> None:
    outcome = count(election, method)
    costs = {p.id: p.cost for p in election.projects}
    for lack in lacks(election, outcome):
        winning = [
            c
            for c in range(1, costs[lack.entry])
            if wins(cheaper(election, lack.entry, c), method, lack.entry)
        ]
        if lack.cost is not None:
            assert lack.cost in winning
        if lack.largest:
            assert lack.cost == max(winning, default=None)
        if election.vote_type not in ("approval", "choose-1"):
            assert (lack.voters, lack.fewest) == (None, False)
            continue
        tried = range(1, (lack.voters or 12) + 1)
        first = next((k for k in tried if wins(joined(election, lack.entry, k), method, lack.entry)), None)
        if lack.voters is not None:
            assert wins(joined(election, lack.entry, lack.voters), method, lack.entry)
        if lack.fewest:
            assert lack.voters == first


def test_lots_and_comparisons_and_size_give_nothing_rather_than_a_guess() -> None:
    election = hall(("oven swing lamp", 2), ("swing", 3))
    assert lacks(election, count(election, EqualShares(comparison="winners", ties="id"))) == []
    outcome = count(election, EqualShares(ties="id"))
    assert lacks(election, outcome)
    assert lacks(election, outcome, most_work=1) == []


def test_another_election_is_refused() -> None:
    election = hall(("oven", 6), ("swing", 3))
    outcome = count(election, EqualShares(ties="id"))
    with pytest.raises(TallyError):
        lacks(hall(("swing", 9)), outcome)
