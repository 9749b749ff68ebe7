"""A tie with most votes first stops a comparison only where it can change who wins in the end."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from smederij_tally import Ballot, Election, EqualShares, NeedsSeed, Project, RankAndFill, TieRefused, count
from smederij_tally.tests.test_shares_properties import again, comparable, elections, many, methods


def street() -> Election:
    """Four of seven want either swing and the tree, three the bench; a lot is due among the first three."""
    projects = [Project("left", 60), Project("right", 60), Project("tree", 40), Project("bench", 30)]
    votes = [Ballot(("left", "right", "tree"), count=4), Ballot(("bench",), count=3)]
    return Election.of(projects, votes=votes, vote_type="approval", budget=70, scale=1)


@pytest.mark.parametrize("ties", ["lot", "refuse"])
def test_shares_stand_whatever_the_lot_would_have_given(ties: Any) -> None:
    with pytest.raises((NeedsSeed, TieRefused)):
        count(street(), RankAndFill(ties=ties))
    outcome = count(street(), EqualShares(comparison="coverage", ties=ties))
    assert [grant.entry for grant in outcome.selected] == ["tree", "bench"]
    assert outcome.compared is not None
    assert outcome.compared.taken == "shares"


def test_a_lot_that_decides_which_of_the_two_stands_is_asked_for() -> None:
    votes = [Ballot(("left", "right"), count=5), Ballot(("bench",), count=2), Ballot(("tree",))]
    election = Election.of(street().projects, votes=votes, vote_type="approval", budget=60, scale=1)
    with pytest.raises(NeedsSeed):
        count(election, EqualShares(comparison="winners"))


@settings(many, max_examples=80)
@given(elections(), methods, st.sampled_from(["winners", "coverage"]))
def test_a_comparison_stops_only_where_the_winners_differ(
    election: Election, method: EqualShares, comparison: Any
) -> None:
    assume(len(election.projects) <= 4)
    method = replace(comparable(election, method), completion="none", comparison=comparison)
    orders = [
        again(election, list(order), list(election.each())) for order in permutations(election.projects)
    ]
    counts = [count(one, replace(method, ties="file")) for one in orders]
    found = {frozenset(grant.entry for grant in outcome.selected) for outcome in counts}
    blind = replace(method, ties="refuse")
    try:
        won = frozenset(grant.entry for grant in count(election, blind).selected)
    except TieRefused:
        if len(found) == 1:  # then a tie among the shares themselves stopped it, not the comparison
            with pytest.raises(TieRefused):
                count(election, replace(blind, comparison=None))
    else:
        assert found == {won}
