"""The same votes counted another way: what it would choose, whom it reaches, what stays closed."""

import pytest
from django.test import Client
from django.urls import reverse
from tests.support.markup import faults

from smederij.base import clock
from smederij.rounds.models import Result
from smederij.rounds.otherwise import from_ballots, from_totals, otherwise
from smederij.rounds.testing import opened
from smederij.rounds.tests.test_page_result import by_title, voted, words
from smederij_tally import Ballot, Election, Project, RankAndFill, count


def election(*, points=()):
    """60 people choose a and b, 40 only c; the pot is 100 and each asks 50."""
    given = {"points": points} if points else {}
    return Election.of(
        (Project("a", 50), Project("b", 50), Project("c", 40)),
        votes=[Ballot(("a", "b"), count=60, **given), Ballot(("c",), (1,) if points else (), count=40)],
        vote_type="cumulative" if points else "approval",
        budget=100,
    )


@pytest.mark.parametrize("points", [(), (2, 1)])
def test_equal_shares_reach_the_forty_whom_most_votes_left_out(points):
    votes = election(points=points)
    outcome = count(votes, RankAndFill(seed="public"))
    ways = {way.kind: way for way in from_ballots(outcome, votes, pointed=bool(points))}
    assert [grant.entry for grant in ways["held"].grants] == ["a", "b"]
    assert {grant.entry for grant in ways["shares"].grants} == {"a", "c"}
    assert (ways["held"].reached, ways["shares"].reached) == (60, 100)
    assert ways["held"].same
    assert not ways["shares"].same


def test_the_most_an_idea_can_get_and_the_votes_it_needs_hold_in_every_way():
    votes = election()
    outcome = count(votes, RankAndFill(seed="public", cap=30, threshold=50))
    for way in from_ballots(outcome, votes, pointed=False):
        assert {grant.entry: grant.granted for grant in way.grants} == {"a": 30, "b": 30}, way.kind


@pytest.mark.parametrize(
    ("options", "others"),
    [
        ({"partial_last": True}, {"next": {"a": 30, "c": 20}, "stop": {"a": 30}}),
        ({"partial_last": True, "no_skip": True}, {"next": {"a": 30, "c": 20}, "stop": {"a": 30}}),
        ({"no_skip": True}, {"next": {"a": 30, "c": 20}, "part": {"a": 30, "b": 25}}),
        ({}, {"part": {"a": 30, "b": 25}, "stop": {"a": 30}}),
    ],
)
def test_totals_are_enough_for_the_rules_about_what_no_longer_fits(options, others):
    votes = Election.of(
        (Project("a", 30), Project("b", 40), Project("c", 20)),
        votes=[Ballot(("a", "b", "c"), count=2), Ballot(("a", "b")), Ballot(("a",))],
        vote_type="approval",
        budget=55,
    )
    ways = from_totals(count(votes.totals(), RankAndFill(seed="public", **options)))
    assert {way.kind: {grant.entry: grant.granted for grant in way.grants} for way in ways[1:]} == others
    assert all(way.reached is None for way in ways)


@pytest.fixture
def later(monkeypatch, now):
    moment = [now]
    monkeypatch.setattr(clock, "now", lambda: moment[0])
    return moment


def test_under_fifty_ballots_only_the_totals_speak(cast, now, later, open_for_10):
    n = by_title(open_for_10)
    chosen = [n["Playground"]], [n["Playground"], n["Repair shop"]], [n["Benches"]]
    round = voted(open_for_10, *chosen)
    later[0] = round.closes_at
    page = Client().get(reverse("result_otherwise", args=[round.pk]))
    assert not faults(page.content)
    told = words(page)
    assert "Wat als anders geteld was?" in told
    assert "dicht" in told
    assert "Gelijke delen" not in told
    assert "die iets kozen" not in told
    found = otherwise(round, Result.objects.get(round=round))
    assert found.choosers is None
    assert {way.kind for way in found.ways} == {"next", "stop"}


def test_from_fifty_ballots_on_equal_shares_and_whom_it_reaches(
    cast, now, later, django_assert_max_num_queries
):
    at = opened(cast, voters=50, now=now)
    n = by_title(at)
    first, second = [n["Playground"], n["Repair shop"]], [n["Benches"]]
    round = voted(at, *[first] * 30, *[second] * 19, [])
    later[0] = round.closes_at
    result = Client().get(reverse("result", args=[round.pk]))
    where = reverse("result_otherwise", args=[round.pk])
    assert where in result.content.decode()
    before = Result.objects.get(round=round).outcome
    page = Client().get(where)
    assert not faults(page.content)
    told = words(page)
    assert "Gelijke delen" in told
    assert "30 van de 49 mensen die iets kozen" in told
    assert "49 van de 49 mensen die iets kozen" in told
    assert Result.objects.get(round=round).outcome == before
    with django_assert_max_num_queries(20):
        Client().get(where)


def test_without_a_result_there_is_nothing_to_count_again(cast, now, later, open_for_2):
    page = Client().get(reverse("result_otherwise", args=[open_for_2.round.pk]))
    assert page["Location"] == open_for_2.round.get_absolute_url()
