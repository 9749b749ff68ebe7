"""What is not ready is said honestly: on the desk, to everyone, and to who can do something about it."""

from dataclasses import replace
from datetime import timedelta

import pytest

from smederij.base import clock
from smederij.base.money import euros
from smederij.people.testing import sign_in
from smederij.rounds import actions, rules, waiting
from smederij.rounds.models import Phase, Round
from smederij.rounds.readiness import readiness
from smederij.rounds.testing import filled_pot, nominated, planned


@pytest.fixture
def late(cast, now, client, monkeypatch):
    round = planned(cast, now=now)
    actions.tick(round.vote_at)
    monkeypatch.setattr(clock, "now", lambda: round.vote_at + timedelta(hours=1))
    sign_in(client, cast.chen)
    return round


def test_a_vote_that_did_not_begin_is_no_secret(cast, late, client):
    for path in (f"/rondes/{late.pk}/", f"/rondes/{late.pk}/beheer/", "/gebieden/krakeel/"):
        assert "Er moet nog iets klaar." in client.get(path).content.decode(), path
    assert cast.chen.phone in client.get(f"/rondes/{late.pk}/").content.decode()
    desk = client.get(f"/rondes/{late.pk}/beheer/").content.decode()
    assert f'class="btn" href="/rondes/{late.pk}/beheer/data/"' in desk


def test_one_row_a_round_on_my_page(cast, late):
    rows = list(waiting.waiting_for(cast.chen.pk, late.vote_at))
    assert [row.url for row in rows] == [f"/rondes/{late.pk}/beheer/"]


def test_another_round_that_decides_now_is_named(cast, now):
    pot = filled_pot(cast, now=now)
    first, second = (planned(cast, pot=pot, budget=euros(8000), now=now) for _ in range(2))
    Round.objects.filter(pk=first.pk).update(phase=Phase.VOTE)
    assert "Een andere ronde beslist nu" in rules.short_of_money(readiness(second))
    short = replace(readiness(second), available=euros(1), promised=euros(0))
    assert "andere ronde" not in rules.short_of_money(short)


def test_before_the_vote_who_runs_it_reads_what_is_needed(cast, now):
    round = planned(cast, now=now)
    nominated(cast, round, now=now)
    (row,) = waiting.waiting_for(cast.chen.pk, round.vote_at - timedelta(days=9))
    sentence = "Spring round in Krakeel: over 9 dagen begint het stemmen. Nog nodig: de lijst en de brieven."
    assert row.sentence == sentence
    assert row.url == f"/rondes/{round.pk}/beheer/"
    assert list(waiting.waiting_for(cast.chen.pk, now)) == []
    (row,) = waiting.waiting_for(cast.noor.pk, now)
    assert row.sentence.startswith("4 ideeën in Krakeel wachten op jouw blik, voor donderdag 27 maart")


def test_the_card_of_an_area_has_no_second_way_to_plan(cast, late, client):
    assert client.get("/gebieden/krakeel/").content.decode().count("/gebieden/krakeel/ronde/") == 1
