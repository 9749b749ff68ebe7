"""Whom an outcome reaches: by hand, against a slow way."""

from __future__ import annotations

from fractions import Fraction
from itertools import product

from hypothesis import given

from smederij_tally import (
    Ballot,
    Beside,
    Election,
    EqualShares,
    Phragmen,
    Project,
    RankAndFill,
    Spread,
    Undecided,
    beside,
    count,
    satisfaction,
)
from smederij_tally.tests.test_shares_properties import elections, many, worths


def street() -> Election:
    """Three want the swing (60), two of them a tree (50) too, one a bench (30), one wants nothing."""
    projects = [Project("swing", 60), Project("tree", 50), Project("bench", 30)]
    votes = [Ballot(("swing", "tree"), count=2), Ballot(("swing",)), Ballot(("bench",)), Ballot(())]
    return Election.of(projects, votes=votes, vote_type="approval", budget=120, scale=1)


def test_with_votes_first_two_get_all_and_one_nothing() -> None:
    election = street()
    found = satisfaction(election, count(election, RankAndFill()))  # swing and tree
    assert (found.voters, found.reached, found.nothing, found.excluded) == (4, 3, 1, Fraction(1, 4))
    assert found.with_winners == (1, 1, 2)
    # 0, 60, 110, 110 euro: all differences together 60 + 110 + 110 + 50 + 50 + 0, of 4 x 280.
    assert found.spreads["cost"] == Spread(Fraction(70), Fraction(380, 4 * 280))
    assert found.spreads["cardinality"] == Spread(Fraction(5, 4), Fraction(1 + 2 + 2 + 1 + 1, 4 * 5))
    assert set(found.spreads) == {"cost", "cardinality"}


def test_equal_shares_leave_nobody_out() -> None:
    election = street()
    found = satisfaction(election, count(election, EqualShares()))  # swing and bench
    assert [found.reached, found.excluded, *found.with_winners] == [4, 0, 0, 4]
    assert found.spreads["cardinality"] == Spread(Fraction(1), Fraction(0))


def test_a_part_counts_for_what_was_granted() -> None:
    election = street()
    found = satisfaction(election, count(election, RankAndFill(partial_last=True), budget=80))
    assert found.spreads["cost"].mean == Fraction(60 + 80 + 80, 4)


def test_points_are_worth_what_they_are() -> None:
    projects = [Project("a", 10), Project("b", 10)]
    votes = [Ballot(("a", "b"), (Fraction(1, 2), 3)), Ballot(("b",), (0,)), Ballot(("a",), (2,))]
    election = Election.of(projects, votes=votes, vote_type="cumulative", budget=10, scale=1)
    found = satisfaction(election, count(election, RankAndFill()))
    assert [grant.entry for grant in count(election, RankAndFill()).selected] == ["b"]
    assert found.with_winners == (2, 1)  # no points is no support
    assert found.spreads["points"].mean == 1
    assert found.spreads["points-cost"].mean == 10


def test_where_nothing_wins_all_get_the_same() -> None:
    election = street()
    found = satisfaction(election, count(election, RankAndFill(), budget=0))
    assert [*found.with_winners, found.excluded] == [4, 1]
    assert found.spreads["cost"] == Spread(Fraction(0), Fraction(0))
    nobody = Election.of([Project("a", 1)], votes=[Ballot(())], vote_type="approval", budget=1)
    found = satisfaction(nobody, count(nobody, RankAndFill()))
    assert [found.voters, found.excluded] == [0, 0]


@many
@given(elections())
def test_agrees_with_the_slow_way(election: Election) -> None:
    outcome = count(election, Phragmen(misfit="skip", ties="id"))
    won = {grant.entry: grant.granted for grant in outcome.selected}
    each = [
        {id: w for id, w in worths(election, b).items() if w and id in won}
        for b in election.each()
        if b.entries
        for _ in range(b.count)
    ]
    found = satisfaction(election, outcome)
    assert found.voters == len(each)
    assert found.reached == sum(1 for got in each if got)
    slow = {
        "cardinality": [Fraction(len(got)) for got in each],
        "cost": [Fraction(sum(won[id] for id in got)) for got in each],
    }
    if election.vote_type != "approval":
        slow["points"] = [sum(got.values(), Fraction(0)) for got in each]
        slow["points-cost"] = [sum((w * won[id] for id, w in got.items()), Fraction(0)) for got in each]
    expected = {}
    for name, values in slow.items():
        total = sum(values, Fraction(0))
        apart = sum((abs(x - y) for x, y in product(values, values)), Fraction(0))
        gini = apart / (2 * len(values) * total) if total else Fraction(0)
        expected[name] = Spread(total / max(1, len(values)), gini)
    assert found.spreads == expected


def test_ways_of_counting_side_by_side() -> None:
    twins = [Project("left", 10), Project("right", 10)]
    tied = Election.of(twins, votes=[Ballot(("left",)), Ballot(("right",))], vote_type="approval", budget=10)
    first, second = beside(tied, [RankAndFill(ties="id"), Phragmen()])
    assert isinstance(first, Beside)
    assert first.satisfaction.reached == 1
    assert isinstance(second, Undecided)
    assert "left" in second.why
