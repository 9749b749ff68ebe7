"""The big screen where people sign and nobody votes, and until when there is an evening to lead."""

from datetime import timedelta

import pytest
from django.test import Client
from tests.support.markup import faults

from smederij.base import clock
from smederij.gatherings.actions import call, call_off
from smederij.people.testing import sign_in
from smederij.rounds import actions, stage
from smederij.rounds.models import Result, Round
from smederij.rounds.testing import opened
from smederij.rounds.tests.test_page_without_vote import _begun
from smederij.rounds.tests.test_without_vote import entries, sign_all


@pytest.fixture
def signing(cast, now):
    return _begun(cast, now)


def _page(path, *, at, monkeypatch, by=None):
    monkeypatch.setattr(clock, "now", lambda: at)
    client = Client()
    if by is not None:
        sign_in(client, by)
    answer = client.get(path)
    assert faults(answer.content) == []
    return answer.content.decode()


def _wall(round, *, at, monkeypatch):
    return _page(f"/rondes/{round.pk}/avond/scherm/", at=at, monkeypatch=monkeypatch)


def test_while_people_sign_and_after_it_nobody_reads_of_a_vote(signing, cast, now, monkeypatch):
    over = signing.closes_at
    actions.show(signing, "vote-0", version=0, by=cast.chen, now=now)
    shown = _wall(signing, at=now, monkeypatch=monkeypatch)
    assert "Er is genoeg voor alles" in shown
    assert "temmen" not in shown
    shown = _wall(signing, at=over, monkeypatch=monkeypatch)
    assert "Het tekenen is voorbij" in shown
    lead = _page(f"/rondes/{signing.pk}/avond/leiden/", at=over, monkeypatch=monkeypatch, by=cast.chen)
    assert f"/rondes/{signing.pk}/zonder-stemmen/" in lead
    assert "doos" not in lead


def test_what_was_settled_is_told_with_what_will_come(signing, cast, now, monkeypatch):
    over = signing.closes_at
    sign_all(cast, signing, now)
    for who in (cast.chen, cast.els):
        actions.settle_without_vote(signing, by=who, now=over)
    assert Result.objects.get().outcome["method"] == "settled"
    settled = Round.objects.get(pk=signing.pk)
    evening = stage.evening(settled, now=over)
    assert [one.shows for one in evening.slides][-2:] == ["vote", "end"]
    shown = _wall(settled, at=over, monkeypatch=monkeypatch)
    assert "Deze 2 ideeën komen er" in shown
    assert all(entry.title in shown for entry in entries(settled))
    actions.show(settled, "vote-0", version=0, by=cast.chen, now=over)
    shown = _wall(settled, at=over, monkeypatch=monkeypatch)
    assert "Het is rond" in shown
    assert "idee voor idee" not in shown


def test_an_evening_is_offered_until_the_result_was_told(cast, now, monkeypatch):
    at = opened(cast, voters=1, now=now)
    closes, offer = at.round.closes_at, f"/rondes/{at.round.pk}/avond/leiden/"
    desk = f"/rondes/{at.round.pk}/beheer/"
    assert offer in _page(desk, at=at.now, monkeypatch=monkeypatch, by=cast.chen)
    actions.tick(closes)
    assert offer in _page(desk, at=closes, monkeypatch=monkeypatch, by=cast.chen)
    later = closes + timedelta(days=2)
    for path in (desk, f"/rondes/{at.round.pk}/avond/"):
        assert offer not in _page(path, at=later, monkeypatch=monkeypatch, by=cast.chen)


def test_the_page_of_the_evening_leads_there_too(cast, now, monkeypatch):
    at = opened(cast, voters=1, now=now)
    evening = call(
        cast.area, title="Vertelavond", starts_at=at.now + timedelta(days=1), place="De zaal", text="",
        by=cast.chen, now=at.now,
    )  # fmt: skip
    Round.objects.filter(pk=at.round.pk).update(gathering=evening)
    path, lead = evening.get_absolute_url(), f"/rondes/{at.round.pk}/avond/leiden/"
    assert lead in _page(path, at=at.now, monkeypatch=monkeypatch, by=cast.chen)
    for other in (cast.bram, None):
        assert lead not in _page(path, at=at.now, monkeypatch=monkeypatch, by=other)
    call_off(evening, by=cast.chen, now=at.now)
    assert lead not in _page(path, at=at.now, monkeypatch=monkeypatch, by=cast.chen)
