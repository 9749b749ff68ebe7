"""Worked examples from the literature come out as they were printed: entries of cost 1, money for k of them.

Lackner and Skowron (2023), *Multi-Winner Voting with Approval Preferences*; ties go to the first letter.
"""

from __future__ import annotations

from fractions import Fraction

import pytest

from smederij_tally import Ballot, Election, EqualShares, Phragmen, Project, claims, count, payments


def committee(votes: dict[str, int], *, seats: int) -> Election:
    entries = sorted(set("".join(votes)))
    cast = [Ballot(tuple(named), count=times) for named, times in votes.items()]
    projects = [Project(id, 1) for id in entries]
    return Election.of(projects, votes=cast, vote_type="approval", budget=seats, scale=1)


EXAMPLE_1 = {"ab": 3, "ac": 3, "ad": 2, "bcf": 1, "e": 1, "f": 1, "g": 1}
PROPOSITION_A2 = {"ade": 1, "ac": 1, "be": 1, "cdf": 1}  # the third profile there


def test_example_9_sequential_phragmen() -> None:
    outcome = count(committee(EXAMPLE_1, seats=4), Phragmen(ties="id"))
    chosen = [(step.entry, step.at) for step in outcome.steps if step.won]
    loads = [Fraction(1, 8), Fraction(11, 32), Fraction(55, 128), Fraction(5, 8)]
    assert chosen == list(zip("abcd", loads, strict=True))
    assert [tie.entries for tie in outcome.ties] == [("b", "c")]


def test_example_11_equal_shares() -> None:
    election = committee(EXAMPLE_1, seats=4)
    outcome = count(election, EqualShares(ties="id"))
    assert outcome.endowment == Fraction(1, 3)
    assert [(step.entry, step.price) for step in outcome.steps if step.won] == [("a", Fraction(1, 8))]
    left = {"".join(ballot.entries): left for ballot, (_, left) in payments(election, outcome)}
    assert left == {named: Fraction(5, 24) if "a" in named else Fraction(1, 3) for named in EXAMPLE_1}


@pytest.mark.parametrize(
    ("seats", "bought"),
    [
        (3, [("a", Fraction(1, 2)), ("c", Fraction(3, 4)), ("e", Fraction(3, 4))]),
        (4, [("a", Fraction(1, 2)), ("c", Fraction(1, 2)), ("d", Fraction(1, 2)), ("b", Fraction(1))]),
    ],
)
def test_proposition_a2_with_one_more_seat_e_loses_its_own(
    seats: int, bought: list[tuple[str, Fraction]]
) -> None:
    election = committee(PROPOSITION_A2, seats=seats)
    outcome = count(election, EqualShares(ties="id"))
    assert [(step.entry, step.price) for step in outcome.steps if step.won] == bought
    assert outcome.left == 0
    assert not claims(election, outcome, utility="cardinality")
