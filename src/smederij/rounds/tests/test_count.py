"""Closing and counting: what is won, what is granted, and every reason."""

from datetime import timedelta

import pytest

from smederij.agreements.actions import adopt
from smederij.base.money import euros
from smederij.base.refusals import Refusal
from smederij.initiatives.actions import withdraw
from smederij.initiatives.models import Initiative
from smederij.pots.models import Grant
from smederij.pots.queries import available
from smederij.rounds import actions, papers, queries, urn
from smederij.rounds.actions import new_nonce
from smederij.rounds.models import Ballot, Phase, Result, Round
from smederij.rounds.rules import Choices
from smederij.rounds.testing import opened, ready, started
from smederij_tally import Outcome, RankAndFill, count, read_pb


def _vote(at, ballots):
    """Cast ballots that name ideas by their titles."""
    numbers = {entry.title: entry.number for entry in at.entries}
    for code, ballot in zip(at.codes, ballots, strict=False):
        chosen = ballot if isinstance(ballot, dict) else dict.fromkeys(ballot, 1)
        points = {numbers[title]: given for title, given in chosen.items()}
        letter = actions.open_letter(code, network="::1", now=at.now)
        actions.cast(letter.token, new_nonce(), Choices(points, blank=not points), now=at.now)


SMALL = [
    *[["Playground", "Benches"]] * 5,
    *[["Playground", "Repair shop"]] * 3,
    ["Benches"],
    [],
]


def test_a_small_round_from_ballots_to_grants(cast, now):
    at = opened(cast, voters=12, now=now)
    _vote(at, SMALL)
    assert actions.tick(at.round.closes_at - timedelta(seconds=1)) <= 1
    assert actions.tick(at.round.closes_at) == 1
    round = Round.objects.get(pk=at.round.pk)
    assert round.phase == Phase.RESULT
    page = queries.explained(round)
    assert [(winner.title, winner.granted, winner.partly) for winner in page.winners] == [
        ("Playground", euros(3000), False),
        ("Benches", euros(1500), False),
        ("Repair shop", euros(500), True),
    ]
    assert [
        (line.title, line.score_text, line.decision, line.left_before, line.left_after) for line in page.lines
    ] == [
        ("Playground", "8", "fits", euros(5000), euros(2000)),
        ("Benches", "6", "fits", euros(2000), euros(500)),
        ("Repair shop", "3", "partly", euros(500), euros(0)),
        ("Flower boxes", "0", "no_votes", euros(0), euros(0)),
    ]
    repair = page.lines[2]
    assert (repair.short, repair.behind, repair.gap_text) == (euros(1500), "Benches", "3")
    assert (page.turnout.voted, page.turnout.blank, page.turnout.invited, page.turnout.percent) == (
        10,
        1,
        12,
        83,
    )
    assert not page.publishes_ballots
    with pytest.raises(Refusal):
        queries.published_pb(round)


def test_grants_come_with_the_result_and_a_date_to_tell(cast, now):
    facts = {"agreed_on": now.date(), "agreed_where": "hall", "by": cast.chen, "now": now}
    adopt(
        cast.area,
        text="Tell us within ten weeks.",
        rule="report",
        parameters={"weeks": 10, "receipts_from": 50_000},
        **facts,
    )
    at = opened(cast, voters=12, now=now)
    _vote(at, SMALL)
    result = actions.settle(at.round, now=at.round.closes_at)
    grants = {grant.initiative.title: grant for grant in Grant.objects.select_related("initiative")}
    assert {title: grant.amount for title, grant in grants.items()} == {
        "Playground": euros(3000),
        "Benches": euros(1500),
        "Repair shop": euros(500),
    }
    assert all(grant.report_weeks == 10 for grant in grants.values())
    assert {grant.receipts_from for grant in grants.values()} == {euros(500)}
    assert all(result.outcome_sha256[:24] in grant.key for grant in grants.values())
    assert available(at.round.pot) == euros(5000)
    assert actions.settle(at.round, now=at.round.closes_at + timedelta(days=1)) == result
    assert Grant.objects.count() == 3


def test_a_result_can_be_counted_again_from_what_is_kept(cast, now):
    at = opened(cast, voters=60, now=now)
    _vote(at, [["Benches", "Flower boxes"]] * 30 + [["Playground"]] * 29)
    result = actions.settle(at.round, now=at.round.closes_at)
    outcome = Outcome.from_dict(result.outcome)
    file = queries.published_pb(at.round)
    again = count(
        read_pb(file), RankAndFill(no_skip=True, partial_last=True, threshold=1, seed=at.round.seed)
    )
    assert (again.input_sha256, again.outcome_sha256) == (result.input_sha256, result.outcome_sha256)
    assert outcome.to_dict() == again.to_dict()
    assert queries.explained(at.round).publishes_ballots
    assert b"Smidsweg" not in file
    assert b"Resident" not in file


def test_points_are_added_up(cast, now):
    at = opened(cast, voters=3, points=True, now=now)
    _vote(at, [{"Benches": 5, "Playground": 5}, {"Flower boxes": 3, "Benches": 1}])
    actions.settle(at.round, now=at.round.closes_at)
    page = queries.explained(at.round)
    assert page.kind == "points"
    assert [(line.title, line.score_text) for line in page.lines][:3] == [
        ("Benches", "6"),
        ("Playground", "5"),
        ("Flower boxes", "3"),
    ]


def test_what_is_counted_froze_when_voting_opened(cast, now):
    """What becomes of an idea later changes nothing in the count, not even when counted again."""
    at = opened(cast, voters=60, now=now)
    _vote(at, [["Playground", "Benches"]] * 55)
    playground = next(started(entry) for entry in at.entries if entry.title == "Playground")
    Initiative.objects.filter(pk=playground.pk).update(withdrawn_at=at.now, title="Else", asked=euros(1))
    result = actions.settle(at.round, now=at.round.closes_at)
    assert [winner.title for winner in queries.explained(at.round).winners] == ["Benches", "Playground"]
    assert _counted_again(at.round) == (result.input_sha256, result.outcome_sha256)
    benches = next(started(entry) for entry in at.entries if entry.title == "Benches")
    Initiative.objects.filter(pk=benches.pk).update(withdrawn_at=at.round.closes_at)
    assert _counted_again(at.round) == (result.input_sha256, result.outcome_sha256)
    _insist_file_gives_result(at.round)


def test_an_idea_taken_back_before_voting_gets_no_number(cast, now):
    round, _codes = ready(cast, now=now)
    benches = round.entries.get(title="Benches")
    withdraw(started(benches), by=cast.amina, now=now)
    actions.tick(round.vote_at)
    assert not round.entries.exclude(number=None).filter(title="Benches").exists()
    assert round.entries.exclude(number=None).count() == 3


@pytest.mark.parametrize("points", [False, True])
def test_the_published_file_gives_the_result(cast, now, points):
    facts = {"agreed_on": now.date(), "agreed_where": "hall", "by": cast.chen, "now": now}
    cap = {"amount": 100_000}
    adopt(cast.area, text="At most a thousand euros an idea.", rule="cap", parameters=cap, **facts)
    at = opened(cast, voters=60, points=points, now=now)
    more = {"Playground": 5, "Repair shop": 4} if points else ["Playground", "Repair shop"]
    _vote(at, [["Benches", "Flower boxes"]] * 25 + [more] * 28 + [[]])
    result = actions.settle(at.round, now=at.round.closes_at)
    assert max(grant["granted"] for grant in result.outcome["selected"]) == 100_000
    _insist_file_gives_result(at.round)


def test_every_published_file_of_the_example_gives_its_result(example):
    for round in Round.objects.filter(phase=Phase.VOTE):
        actions.settle(round, now=round.closes_at)
    published = Round.objects.filter(result__ballots__gte=50)
    assert published
    for round in published:
        _insist_file_gives_result(round)
    for round in Round.objects.filter(result__isnull=False):
        assert _counted_again(round) == (round.result.input_sha256, round.result.outcome_sha256)


def _counted_again(round):
    """The digests of a second count from the tables."""
    round = Round.objects.get(pk=round.pk)
    again = count(papers.votes(round, urn.papers(round.pk)), papers.method(round))
    return again.input_sha256, again.outcome_sha256


def _insist_file_gives_result(round):
    round = Round.objects.get(pk=round.pk)
    again = count(read_pb(queries.published_pb(round)), papers.method(round))
    assert again.to_dict() == round.result.outcome
    assert again.outcome_sha256 == round.result.outcome_sha256


def test_a_round_without_a_single_vote_ends_too(cast, now, open_for_3):
    at = open_for_3
    actions.settle(at.round, now=at.round.closes_at)
    page = queries.explained(at.round)
    assert (page.turnout.voted, page.winners, page.left) == (0, (), euros(5000))


def test_ties_are_told(cast, now):
    at = opened(cast, voters=4, now=now)
    _vote(at, [["Playground"], ["Benches"], ["Playground", "Benches"]])
    actions.settle(at.round, now=at.round.closes_at)
    page = queries.explained(at.round)
    assert (page.ties[0].titles, page.ties[0].settled_by) == (("Benches", "Playground"), ("cost",))
    assert page.lines[0].tied_with == ("Playground",)


def test_nothing_is_counted_while_people_can_vote(cast, now, open_for_3):
    at = open_for_3
    with pytest.raises(Refusal):
        actions.settle(at.round, now=at.round.closes_at - timedelta(microseconds=1))
    with pytest.raises(Refusal):
        queries.explained(at.round)
    assert Result.objects.count() == 0


def test_letters_and_ballots_that_do_not_add_up_stop_the_count(cast, now, caplog, open_for_3):
    at = open_for_3
    _vote(at, [["Playground"]])
    urn.drop(urn.Paper(b"stuffed ballot.."[:16], '{"choices":[2]}', urn.salt()), round_id=at.round.pk)
    assert not queries.count_sheet(at.round).adds_up
    with pytest.raises(actions.settling.SheetDiffers):
        actions.settle(at.round, now=at.round.closes_at)
    assert actions.tick(at.round.closes_at + timedelta(hours=1)) == 0
    assert "SheetDiffers" in caplog.text
    assert (Result.objects.count(), Grant.objects.count(), Ballot.objects.count()) == (0, 0, 2)
    assert queries.desk(at.round, now=at.round.closes_at + timedelta(hours=1)).obstacles
