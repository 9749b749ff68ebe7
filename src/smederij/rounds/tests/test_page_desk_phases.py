"""The desk shows what belongs to the moment: no votes where people sign, the result when it is there."""

from django.test import Client
from tests.support.markup import faults

from smederij.base import clock
from smederij.base.money import euros
from smederij.people.testing import sign_in
from smederij.rounds import actions
from smederij.rounds.testing import filled_pot, opened, planned
from smederij.rounds.tests.test_page_without_vote import _begun
from smederij.rounds.tests.test_without_vote import agree, prepared


def _page(path, *, by, at, monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: at)
    client = Client()
    sign_in(client, by)
    answer = client.get(path)
    assert answer.status_code == 200
    assert faults(answer.content) == []
    return answer.content.decode().split("<main")[1].split("</main>")[0]


def test_where_people_sign_the_desk_knows_no_ballot(cast, now, monkeypatch):
    round = _begun(cast, now)
    page = _page(f"/rondes/{round.pk}/beheer/", by=cast.chen, at=now, monkeypatch=monkeypatch)
    assert "doet mee" in page
    assert "nog niet bekeken" in page
    for words in ("stembiljet", "Wie mag stemmen", "Telblad", "De lijst met wie mag stemmen is leeg"):
        assert words not in page


def test_without_letters_there_is_no_count_sheet(cast, now, monkeypatch):
    round = planned(cast, now=now)
    page = _page(f"/rondes/{round.pk}/beheer/", by=cast.chen, at=now, monkeypatch=monkeypatch)
    assert "Wie mag stemmen" in page
    assert "Telblad" not in page


def test_the_result_is_one_tap_away(cast, now, monkeypatch):
    at = opened(cast, voters=2, now=now)
    path, result = f"/rondes/{at.round.pk}/beheer/", f"/rondes/{at.round.pk}/uitslag/"
    page = _page(path, by=cast.chen, at=at.now, monkeypatch=monkeypatch)
    assert "Telblad" in page
    assert result not in page
    actions.tick(at.round.closes_at)
    page = _page(path, by=cast.chen, at=at.round.closes_at, monkeypatch=monkeypatch)
    assert result in page
    assert "nog niet bekeken" not in page


def test_money_that_another_round_counts_on_is_not_suggested(cast, now, monkeypatch):
    path = "/gebieden/krakeel/ronde/"
    filled_pot(cast, now=now)
    page = _page(path, by=cast.chen, at=now, monkeypatch=monkeypatch)
    assert 'value="10.000"' in page
    assert "niets vrij in de pot" not in page


def test_only_what_is_free_is_suggested(cast, now, monkeypatch):
    at = opened(cast, voters=1, now=now)
    page = _page("/gebieden/krakeel/ronde/", by=cast.chen, at=at.now, monkeypatch=monkeypatch)
    assert 'value="5.000"' in page


def test_who_plans_while_all_is_promised_reads_why_nothing_is_suggested(cast, now, monkeypatch):
    agree(cast, now)
    pot = filled_pot(cast, amount=euros(10), now=now)
    actions.begin(prepared(cast, now, budget=10, asks={"Bench": 10}, pot=pot), by=cast.chen, now=now)
    page = _page("/gebieden/krakeel/ronde/", by=cast.chen, at=now, monkeypatch=monkeypatch)
    assert "niets vrij in de pot" in page
