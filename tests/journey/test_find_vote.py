"""Finding one's own vote afterwards, by the number that stood on the last page."""

import re
import shlex

import pytest
from django.test import Client
from django.urls import reverse

from smederij.base import clock
from smederij.cli.main import main
from smederij.rounds import actions, papers, queries, urn
from smederij.rounds.actions import new_nonce
from smederij.rounds.models import Round
from smederij.rounds.rules import Choices
from smederij.rounds.testing import opened
from tests.support.markup import faults


def _counted(cast, now, voters):
    at, controls = opened(cast, voters=voters, now=now), []
    for place, code in enumerate(at.codes):
        letter = actions.open_letter(code, network="::1", now=at.now)
        chosen = Choices({1: 1, 3: 1} if place else {}, blank=not place)
        controls.append(actions.cast(letter.token, new_nonce(), chosen, now=at.now).control)
    actions.tick(at.round.closes_at)
    return Round.objects.get(pk=at.round.pk), controls


@pytest.fixture
def client(monkeypatch, now):
    monkeypatch.setattr(clock, "now", lambda: now)
    return Client()


def _words(response):
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def test_who_kept_the_number_finds_the_vote(cast, now, client, caplog):
    round, controls = _counted(cast, now, 50)
    path = reverse("find_vote", args=[round.pk])
    shown = client.get(reverse("result", args=[round.pk]))
    assert path in shown.content.decode()
    assert not faults(shown.content)
    found = client.post(path, {"nonce": f" {controls[1][:16].upper()} {controls[1][16:]} "})
    titles = {entry.number: entry.title for entry in papers.on_ballot(round)}
    assert titles[1] in _words(found)
    assert titles[3] in _words(found)
    assert titles[2] not in _words(found).split("Terug naar")[0]
    assert "no-store" in found["Cache-Control"]
    assert not faults(found.content)
    assert "Blanco" in _words(client.post(path, {"nonce": controls[0]}))
    for wrong in (new_nonce(), "", "x" * 500):
        assert "Geen stem heeft dit controlenummer" in _words(client.post(path, {"nonce": wrong}))
    assert controls[1] not in caplog.text
    assert urn.ballot_id(controls[1]).hex() in queries.published_pb(round).decode()


def test_under_fifty_votes_nothing_can_be_looked_up(cast, now, client):
    round, controls = _counted(cast, now, 49)
    path = reverse("find_vote", args=[round.pk])
    assert path not in client.get(reverse("result", args=[round.pk])).content.decode()
    assert client.post(path, {"nonce": controls[1]}).status_code == 302


def test_the_command_on_the_page_gives_the_result(cast, now, client, tmp_path, monkeypatch, capsys):
    round, _controls = _counted(cast, now, 50)
    command = papers.command(round)
    assert command in client.get(reverse("result", args=[round.pk])).content.decode()
    (tmp_path / f"ronde-{round.pk}.pb").write_bytes(queries.published_pb(round))
    monkeypatch.chdir(tmp_path)
    assert main([*shlex.split(command)[1:], "--json"]) == 0
    assert round.result.outcome_sha256 in capsys.readouterr().out


def test_how_safe_it_is_says_who_can_do_what(db, client):
    page = _words(client.get(reverse("how_safe")))
    assert "Medewerkers van de gemeente zien ook het werkblad van de ronde." in page
    assert "De gebiedsregisseur ziet de lijst en kan brieven met codes maken." in page
    assert "Wie brieven kan maken of de codes in handen heeft, kan stemmen met codes" in page
    assert "ziet niet meer dan jij" not in page
