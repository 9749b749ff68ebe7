"""A round that is over is told as something that was."""

import re

import pytest
from django.test import Client
from tests.support.markup import faults

from smederij.rounds import actions
from smederij.rounds.models import Phase
from smederij.rounds.testing import opened
from smederij.rounds.views.words import step_of, timeline
from smederij_tally import Ballot as Vote
from smederij_tally import Election, Project


def words(client: Client, path: str) -> str:
    answer = client.get(path)
    assert faults(answer.content) == []
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).replace("\xa0", " ").split())


def test_what_led_to_a_decision_is_told_afterwards_as_it_went(cast, now) -> None:
    round = opened(cast, now=now).round
    before = timeline(round, now=now)
    assert "Het stemmen begint" in [step.title for step in before]
    round.phase = Phase.RESULT
    after = timeline(round, now=now)
    assert [step.at for step in after] == [step.at for step in before]
    assert ("Het stemmen begon", "Met de code uit de brief.") in [(one.title, one.words) for one in after]
    assert not {step.words for step in after} & {step.words for step in before}


@pytest.mark.parametrize(
    ("phase", "settled", "step"),
    [
        (Phase.CHECK, True, "sign"),
        (Phase.RESULT, True, "signed"),
        (Phase.DO, True, "signed"),
        (Phase.DO, False, "do"),
    ],
)
def test_who_signed_did_not_vote(cast, now, phase, settled, step) -> None:
    round = opened(cast, now=now).round
    round.phase, round.settling_at = phase, now if settled else None
    assert step_of(round) == step
    titles = [one.title for one in timeline(round, now=now)]
    assert ("Het tekenen stopte" in titles) == (step == "signed")


def test_a_round_of_elsewhere_claims_nothing_it_does_not_know(cast, client, now) -> None:
    projects = [Project("a", 300_000, "Speeltuin"), Project("b", 250_000, "Bankjes")]
    facts = (("description", "Buurtbudget"), ("date_begin", "2019"), ("date_end", "2019"))
    votes = [Vote(("a", "b"), count=40), Vote(("b",), count=15)]
    election = Election.of(projects, votes=votes, vote_type="approval", budget=600_000, meta=facts)
    url = actions.import_pb(election, area=cast.area, by=None, now=now).get_absolute_url()
    said = words(client, url)
    assert "Deze ronde is voorbij." in said
    assert "Hier ging het om" in said
    for unknown in ("Ideeën kwamen binnen", "uit de brief", "wordt nu gemaakt", "om over te beslissen"):
        assert unknown not in said
    assert "Deze 2 ideeën zijn gekozen" in words(client, f"{url}uitslag/")
