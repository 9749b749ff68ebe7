"""Tablets in the hall: coupled by somebody at the table, forgetting between two voters."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from tests.support.markup import faults

from smederij.base import clock
from smederij.base.refusals import Refusal
from smederij.people.testing import sign_in
from smederij.rounds import actions, codes, kiosk
from smederij.rounds.models import Ballot, Kiosk
from smederij.rounds.testing import opened


def code_in(page):
    return re.findall(r"[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{5}", page)[0]


class Tablet:
    """A tablet in the hall, and the phone of somebody at the table."""

    def __init__(self, at, actor):
        self.at, self.browser, self.phone = at, Client(), Client()
        sign_in(self.phone, actor)

    def page(self, answer, *, status=200):
        assert answer.status_code == status, answer.headers
        text = answer.content.decode()
        assert faults(text) == []
        return text

    def coupled(self):
        shown = code_in(self.page(self.browser.get("/tablet/")))
        answer = self.phone.post("/tablet/koppelen/", {"code": shown, "round": self.at.round.pk}, follow=True)
        assert "De tablet is gekoppeld" in self.page(answer)
        return self.page(self.browser.get("/tablet/", follow=True))

    def post(self, part, page, **fields):
        hidden = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', page))
        return self.browser.post(f"/stemmen/{part}/", {**hidden, **fields})


@pytest.fixture
def at(cast, now, monkeypatch):
    at = opened(cast, kind="approve", now=now)
    monkeypatch.setattr(clock, "now", lambda: at.now)
    return at


@pytest.fixture
def tablet(at, cast):
    return Tablet(at, cast.chen)


def test_somebody_votes_on_a_tablet_and_nothing_of_it_stays(tablet, at):
    start = tablet.coupled()
    assert "Geen code? Ga naar de stemtafel" in start
    ballot = tablet.page(tablet.post("biljet", start, code=at.codes[0]))
    review = tablet.page(tablet.post("controle", ballot, kies="1"))
    assert "controlenummer" not in review
    answer = tablet.post("klaar", review)
    assert answer.status_code == 302
    thanks = tablet.browser.get(answer.url)
    assert thanks["Clear-Site-Data"] == '"cache", "storage"'
    assert 'data-idle="15"' in tablet.page(thanks)
    assert Ballot.objects.count() == 1
    assert set(tablet.browser.cookies) <= {"tablet", "csrftoken"}


def test_going_back_never_shows_what_somebody_else_chose(tablet, at):
    start = tablet.coupled()
    ballot = tablet.page(tablet.post("biljet", start, code=at.codes[0]))
    review = tablet.page(tablet.post("controle", ballot, kies="1"))
    tablet.page(tablet.browser.get("/stemmen/"))  # somebody else begins
    for part, page in (("biljet", review), ("controle", ballot), ("klaar", review)):
        answer = tablet.post(part, page)
        assert (answer.status_code, answer.url) == (302, "/stemmen/")
    assert Ballot.objects.count() == 0


def test_the_same_form_sent_twice_is_one_vote_here_too(tablet, at):
    start = tablet.coupled()
    ballot = tablet.page(tablet.post("biljet", start, code=at.codes[0]))
    review = tablet.page(tablet.post("controle", ballot, kies="1"))
    assert [tablet.post("klaar", review).url for _ in range(2)] == [f"/stemmen/klaar/{at.round.pk}/"] * 2
    assert Ballot.objects.count() == 1


def test_a_phone_of_ones_own_is_no_tablet(at):
    page = Client().get("/stemmen/").content.decode()
    assert "data-idle" not in page
    assert 'name="beurt"' not in page
    assert "Clear-Site-Data" not in Client().get("/stemmen/").headers


def test_an_uncoupled_tablet_is_like_any_other(tablet):
    tablet.coupled()
    one = Kiosk.objects.get()
    tablet.phone.post(f"/rondes/{tablet.at.round.pk}/tafel/tablet/{one.pk}/")
    assert "data-idle" not in tablet.page(tablet.browser.get("/stemmen/"))
    assert "wacht" in tablet.page(tablet.browser.get("/tablet/"))


def test_a_tablet_waits_quietly_and_shows_a_new_code_after_ten_minutes(at, settings, monkeypatch):
    browser = Client()
    first = browser.get("/tablet/")
    code = code_in(first.content.decode())
    assert browser.get(f"/tablet/?after={code}").status_code == 204
    monkeypatch.setattr(kiosk, "COUPLES_FOR", timedelta(0))
    fresh = browser.get(f"/tablet/?after={code}")
    assert fresh.status_code == 200
    assert code not in fresh.content.decode()


def test_who_couples(at, cast, now):
    code = codes.make_code()
    for actor in (cast.bram, cast.amina, cast.finn):
        with pytest.raises(Refusal) as refused:
            actions.couple(at.round, code, by=actor, now=at.now)
        assert refused.value.status == 403
    assert actions.couple(at.round, code, by=cast.els, now=at.now) == actions.couple(
        at.round, code, by=cast.chen, now=at.now
    )
    with pytest.raises(Refusal):
        actions.couple(at.round, codes.make_code(), by=cast.els, now=at.round.closes_at)


def test_a_wrong_code_loses_nothing(tablet, at):
    answer = tablet.phone.post("/tablet/koppelen/", {"code": "ABCD", "round": at.round.pk})
    page = tablet.page(answer)
    assert "13 letters en cijfers" in page
    assert 'value="ABCD"' in page
    assert not Kiosk.objects.exists()


def test_a_forged_cookie_is_no_tablet(tablet, at):
    tablet.coupled()
    tablet.browser.cookies["tablet"] = tablet.browser.cookies["tablet"].value[:-2] + "xx"
    assert "data-idle" not in tablet.page(tablet.browser.get("/stemmen/"))
