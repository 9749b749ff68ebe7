"""Rounds held elsewhere: a real election file, and results of which only totals are known."""

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.core.management import call_command

from smederij.base.money import ZERO, euros
from smederij.base.refusals import Refusal
from smederij.pots.queries import available
from smederij.rounds import actions, queries
from smederij.rounds.actions import History, HistoryEntry
from smederij.rounds.models import Ballot, Credential, Origin, Phase, Result, Round
from smederij_tally import Ballot as Vote
from smederij_tally import Election, Project, RankAndFill, count, read_pb

ELECTIONS = Path(os.environ.get("SMEDERIJ_ELECTIONS", Path(__file__).parents[5] / "shared/data/elections"))
real = pytest.mark.skipif(
    not ELECTIONS.is_dir(), reason="real election files: set SMEDERIJ_ELECTIONS to their folder"
)


def _election(vote_type="approval", votes=None, meta=(), **more):
    projects = [
        Project("a", 300_000, "Speeltuin"),
        Project("b", 250_000, "Bankjes"),
        Project("c", 100_000, "Linde"),
    ]
    votes = votes or [Vote(("a", "b"), count=40), Vote(("b", "c"), count=15), Vote((), count=5)]
    facts = {"description": "Buurtbudget", "date_begin": "2019", "date_end": "2019", **dict(meta)}
    return Election.of(
        projects, votes=votes, vote_type=vote_type, budget=600_000, meta=tuple(facts.items()), **more
    )


@real
def test_assen_2024(cast, now):
    election = read_pb(ELECTIONS / "Netherlands_Assen_2024.pb")
    round = actions.import_pb(election, area=cast.area, by=None, now=now)
    assert (round.origin, round.phase, round.title) == (Origin.IMPORT, Phase.DO, "Assen Top Idee")
    assert round.closes_at == datetime(2024, 4, 15, 22, tzinfo=UTC)
    page = queries.explained(round)
    votes = {line.title: int(line.score) for line in page.lines}
    assert votes == {project.name: int(dict(project.extra)["votes"]) for project in election.projects}
    assert [(winner.title, winner.granted) for winner in page.winners][:3] == [
        ("PopUp Podium", euros(7200)),
        ("Jongerenplatform", euros(21000)),
        ("Crossbaan in Peelo", euros(40000)),
    ]
    assert page.turnout.voted == Ballot.objects.count() == 84
    assert page.spent == sum((winner.granted for winner in page.winners), ZERO) <= page.budget
    assert (Credential.objects.count(), round.roll.count()) == (0, 0)
    assert available(round.pot) == ZERO


@real
def test_amsterdam_by_the_command(cast, capsys):
    file = ELECTIONS / "Netherlands_Amsterdam_166.pb"
    call_command("import_pb", str(file), area=cast.area.slug)
    call_command("import_pb", str(file), area=cast.area.slug)
    round = Round.objects.get()
    election = read_pb(file)
    outcome = count(election, RankAndFill(seed=round.seed))
    page = queries.explained(round)
    assert [winner.granted.cents for winner in page.winners] == [grant.granted for grant in outcome.selected]
    assert page.turnout.voted == 426
    assert "Buurtbudget Kleine Wereld" in capsys.readouterr().out
    # the published file counts the same, and knows nothing of voters
    again = read_pb(queries.published_pb(round))
    assert again.ballots == election.ballots
    assert again.voters is not None
    assert election.voters is not None
    assert again.voters.header == ("voter_id", "vote")
    published, known = [row[0] for row in again.voters.rows], {row[0] for row in election.voters.rows}
    assert published == sorted(bytes(ballot.id).hex() for ballot in Ballot.objects.all())
    assert len(set(published)) == 426
    assert not set(published) & known


def test_an_import_drops_what_a_file_knows_of_voters(cast, now):
    election = _election()
    round = actions.import_pb(election, area=cast.area, by=cast.els, now=now)
    assert set(Ballot.objects.values_list("body", flat=True)) == {
        '{"choices":[1,2]}',
        '{"choices":[2,3]}',
        '{"choices":[]}',
    }
    result = Result.objects.get(round=round)
    assert (result.ballots, result.blank, result.issued) == (60, 5, None)
    assert [winner.title for winner in queries.explained(round).winners] == ["Bankjes", "Speeltuin"]


@pytest.mark.parametrize(
    ("vote_type", "votes", "scores"),
    [
        ("ordinal", [Vote(("a", "b"), count=3), Vote(("b",))], {"Speeltuin": 9, "Bankjes": 9, "Linde": 0}),
        (
            "cumulative",
            [Vote(("a", "b"), (2, 3)), Vote(("c",), (1,))],
            {"Speeltuin": 2, "Bankjes": 3, "Linde": 1},
        ),
        ("choose-1", [Vote(("a",), count=2), Vote(("c",))], {"Speeltuin": 2, "Bankjes": 0, "Linde": 1}),
    ],
)
def test_every_kind_of_ballot_is_counted_as_the_engine_counts_it(cast, now, vote_type, votes, scores):
    election = _election(vote_type, votes)
    assert election.totals().scores == {
        "a": scores["Speeltuin"],
        "b": scores["Bankjes"],
        "c": scores["Linde"],
    }
    round = actions.import_pb(election, area=cast.area, by=None, now=now)
    assert {line.title: int(line.score) for line in queries.explained(round).lines} == scores


@pytest.mark.parametrize("meta", [{"currency": "PLN"}, {"date_end": "2099"}])
def test_what_can_not_become_a_round_is_refused(cast, now, meta):
    with pytest.raises(Refusal):
        actions.import_pb(_election(meta=meta.items()), area=cast.area, by=None, now=now)
    assert Round.objects.count() == 0


def test_only_some_may_bring_in_a_round(cast, now):
    for nobody in (cast.amina, cast.chen, cast.dalia):
        with pytest.raises(Refusal) as caught:
            actions.import_pb(_election(), area=cast.area, by=nobody, now=now)
        assert caught.value.status == 403


NOORDSCHESCHUT_2008 = History(
    title="Noordscheschut 2008",
    budget=euros(24_000),
    held=datetime(2008, 11, 1, 21, tzinfo=UTC),
    scores="percent",
    voters=700,
    entries=(
        HistoryEntry("first", euros(15_000), "23.8"),
        HistoryEntry("second", euros(7_500), "15.1"),
        HistoryEntry("third", euros(2_840), "9.7"),
    ),
)
NOORDSCHESCHUT_2010 = History(
    title="Noordscheschut 2010",
    budget=euros(15_800),
    held=datetime(2010, 11, 1, 21, tzinfo=UTC),
    entries=(
        HistoryEntry("first", euros(10_000), "332"),
        HistoryEntry("second", euros(1_500), "279"),
        HistoryEntry("third", euros(6_000), "140"),
        HistoryEntry("fourth", euros(5_300), "96"),
        HistoryEntry("last", euros(250), "64"),
    ),
)


@pytest.mark.parametrize(
    ("history", "granted"),
    [
        (NOORDSCHESCHUT_2008, {"first": 15_000, "second": 7_500, "third": 1_500}),
        (NOORDSCHESCHUT_2010, {"first": 10_000, "second": 1_500, "third": 4_300}),
    ],
)
def test_real_results_come_out_to_the_euro(cast, now, history, granted):
    round = actions.record_history(history, area=cast.area, by=None, now=now)
    page = queries.explained(round)
    assert {winner.title: winner.granted for winner in page.winners} == {
        title: euros(amount) for title, amount in granted.items()
    }
    assert [winner.partly for winner in page.winners] == [False, False, True]
    assert page.left == ZERO
    assert page.turnout.voted == history.voters
    assert (round.origin, round.phase) == (Origin.HISTORY, Phase.DO)
    assert actions.record_history(history, area=cast.area, by=None, now=now) == round
    assert not page.publishes_ballots


def test_history_tells_why_a_cheap_idea_got_nothing(cast, now):
    round = actions.record_history(NOORDSCHESCHUT_2010, area=cast.area, by=None, now=now)
    last = queries.explained(round).lines[-1]
    assert (last.title, last.decision, last.score_text, last.behind) == ("last", "after_stop", "64", "third")
    assert last.gap_text == "76"
    round = actions.record_history(NOORDSCHESCHUT_2008, area=cast.area, by=None, now=now)
    assert [line.score_text for line in queries.explained(round).lines] == ["23,8%", "15,1%", "9,7%"]
