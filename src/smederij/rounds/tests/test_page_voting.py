"""The voting pages through HTTP: every way it can go, and nothing of the voter left behind."""

import re
from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from tests.support.markup import faults

from smederij.base import clock
from smederij.people.testing import sign_in
from smederij.rounds import actions
from smederij.rounds.models import Ballot, Credential
from smederij.rounds.testing import opened

NONCE = re.compile(r'name="nonce" value="([0-9a-f]{32})"')
TOKEN = re.compile(r'name="token" value="([^"]+)"')


@pytest.fixture
def client() -> Client:
    return Client(enforce_csrf_checks=True)


@pytest.fixture
def at(cast, now, monkeypatch):
    found = opened(cast, now=now)
    monkeypatch.setattr(clock, "now", lambda: found.now)
    return found


def post(client, path, data):
    client.get("/stemmen/")
    return client.post(path, {**data, "csrfmiddlewaretoken": client.cookies["csrftoken"].value})


def carried(response):
    text = response.content.decode()
    return {"token": TOKEN.findall(text)[0], "nonce": NONCE.findall(text)[0]}


def ballot(client, at, place=0):
    return post(client, "/stemmen/biljet/", {"code": at.codes[place]})


def words(response):
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).replace("\xa0", " ").split())


def checked(response):
    return set(re.findall(r'name="kies" value="(\d+)"[^>]*checked', response.content.decode()))


def test_the_short_address_asks_the_code_and_looking_uses_nothing_up(client, at):
    for path in ("/s", "/stemmen/"):
        response = client.get(path)
        assert response.status_code == 200
        assert "data-codefield" in response.content.decode()
        assert not faults(response.content)
    for path in ("/stemmen/biljet/", "/stemmen/controle/", "/stemmen/klaar/"):
        assert client.get(path)["Location"] == "/stemmen/"
    ballot(client, at)
    assert Credential.objects.filter(round=at.round).count() == len(at.codes)


def test_from_code_to_thanks(client, at):
    first = ballot(client, at)
    assert not faults(first.content)
    form = carried(first)
    second = post(client, "/stemmen/controle/", {**form, "kies": ["1", "3"]})
    assert second.status_code == 200
    assert "Je hebt nog niet gestemd." in words(second)
    assert not faults(second.content)
    assert Ballot.objects.count() == 0
    third = post(client, "/stemmen/klaar/", {**form, "kies": ["1", "3"]})
    assert third.status_code == 302
    assert third["Location"] == f"/stemmen/klaar/{at.round.pk}/"
    thanks = client.get(third["Location"])
    assert "Je stem is binnen" in words(thanks)
    assert not faults(thanks.content)
    assert [row.body for row in Ballot.objects.all()] == ['{"choices":[1,3]}']


def test_no_session_no_cache_no_code_in_an_address(client, at):
    form = carried(ballot(client, at))
    chosen = {**form, "kies": ["1"]}
    client.defaults["HTTP_ACCEPT_ENCODING"] = "gzip"
    answers = [
        client.get("/s"),
        ballot(client, at),
        post(client, "/stemmen/controle/", chosen),
        post(client, "/stemmen/klaar/", chosen),
        client.get(f"/stemmen/klaar/{at.round.pk}/"),
    ]
    for answer in answers:
        place = answer.get("Location", "")
        assert "code" not in place
        assert form["nonce"] not in place
        assert form["token"] not in place
        if answer.status_code == 200:
            assert answer["Cache-Control"] in ("no-store", "private, no-cache")
            assert "Content-Encoding" not in answer.headers
            policy = answer["Content-Security-Policy"]
            assert "unsafe" not in policy
            assert "script-src 'self'" in policy
    assert answers[-1]["Clear-Site-Data"] == '"cache"'
    assert set(client.cookies) == {"csrftoken"}


def test_a_signed_in_voter_is_not_named_and_the_session_stays_as_it_was(at, cast):
    client = Client()
    sign_in(client, cast.amina)
    before = list(Session.objects.values_list("session_key", "session_data", "expire_date"))
    first = client.post("/stemmen/biljet/", {"code": at.codes[0]})
    assert "Amina." in words(first)  # the ideas are hers
    assert "Amina" not in client.get("/stemmen/").content.decode()
    last = client.post("/stemmen/klaar/", {**carried(first), "kies": ["1"]})
    assert last.status_code == 302
    assert "sessionid" not in first.cookies
    assert "sessionid" not in last.cookies
    assert list(Session.objects.values_list("session_key", "session_data", "expire_date")) == before


def test_the_thanks_never_hold_the_control_number(client, at):
    form = carried(ballot(client, at))
    review = post(client, "/stemmen/controle/", {**form, "kies": ["1"]})
    assert form["nonce"] in words(review)
    post(client, "/stemmen/klaar/", {**form, "kies": ["1"]})
    assert form["nonce"] not in client.get(f"/stemmen/klaar/{at.round.pk}/").content.decode()


def test_a_double_click_or_a_lost_answer_gives_the_same_thanks(client, at):
    form = {**carried(ballot(client, at)), "kies": ["2"]}
    first = post(client, "/stemmen/klaar/", form)
    again = post(client, "/stemmen/klaar/", form)
    assert (first.status_code, first["Location"]) == (again.status_code, again["Location"])
    assert Ballot.objects.count() == 1


def test_a_used_code_gets_a_name_and_a_number(client, at):
    first = carried(ballot(client, at))
    second = carried(ballot(client, at))
    post(client, "/stemmen/klaar/", {**first, "kies": ["2"]})
    late = post(client, "/stemmen/klaar/", {**second, "kies": ["1"]})
    assert late.status_code == 409
    assert "Met deze code is al gestemd" in words(late)
    assert "06 1000 0005" in words(late)
    assert ballot(client, at).status_code == 404
    assert Ballot.objects.count() == 1


def test_a_wrong_code_is_kindly_refused_and_kept(client, at):
    for code in ("", "ABCD", "ABCD-EFGH-12345", "x" * 500, "\x00'\"<script>"):
        response = post(client, "/stemmen/biljet/", {"code": code})
        assert response.status_code in {200, 404}
        assert "Laat de ideeën zien" in words(response)
        assert "<script>" not in response.content.decode().split("</head>")[1]
        if code == "ABCD":
            assert 'value="ABCD"' in response.content.decode()


def test_after_many_wrong_codes_a_right_one_still_works(client, at):
    for _ in range(12):
        last = post(client, "/stemmen/biljet/", {"code": "ABCD-EFGH-12345"})
    assert last.status_code == 429
    assert ballot(client, at).status_code == 200


def test_too_many_choices_are_kept_with_a_kind_word(client, at):
    form = carried(ballot(client, at))
    response = post(client, "/stemmen/controle/", {**form, "kies": ["1", "2", "3", "4"]})
    assert response.status_code == 422
    assert "Kies hooguit 3 ideeën." in words(response)
    assert checked(response) == {"1", "2", "3", "4"}
    assert carried(response) == form
    # and when someone sends it straight to the urn
    assert post(client, "/stemmen/klaar/", {**form, "kies": ["1", "2", "3", "4"]}).status_code == 422
    assert Ballot.objects.count() == 0


def test_an_empty_ballot_is_no_vote_unless_blank_is_said(client, at):
    form = carried(ballot(client, at))
    empty = post(client, "/stemmen/controle/", form)
    assert "Je koos nog niets." in words(empty)
    both = post(client, "/stemmen/controle/", {**form, "kies": ["1"], "blanco": "1"})
    assert both.status_code == 422
    assert checked(both) == {"1"}
    blank = post(client, "/stemmen/controle/", {**form, "blanco": "1"})
    assert "Je stemt blanco" in words(blank)
    assert post(client, "/stemmen/klaar/", {**form, "blanco": "1"}).status_code == 302
    assert [row.body for row in Ballot.objects.all()] == ['{"choices":[]}']


def test_an_old_token_asks_the_code_again_and_keeps_the_choices(client, at, monkeypatch):
    form = carried(ballot(client, at))
    monkeypatch.setattr(actions.voting, "TOKEN_SECONDS", -1)
    for path in ("/stemmen/biljet/", "/stemmen/controle/", "/stemmen/klaar/"):
        away = post(client, path, {**form, "kies": ["1", "3"]})
        assert away.status_code == 410
        assert "Je was even weg" in words(away)
        assert re.findall(r'name="kies" value="(\d)"', away.content.decode()) == ["1", "3"]
    monkeypatch.undo()
    monkeypatch.setattr(clock, "now", lambda: at.now)
    back = {"code": at.codes[0], "nonce": form["nonce"], "kies": ["1", "3"]}
    review = post(client, "/stemmen/biljet/", back)
    assert "Je hebt nog niet gestemd." in words(review)
    assert carried(review)["nonce"] == form["nonce"]
    assert post(client, "/stemmen/klaar/", {**carried(review), "kies": ["1", "3"]}).status_code == 302


def test_a_round_that_closes_while_choosing_says_so_and_whom_to_call(client, at, monkeypatch):
    form = {**carried(ballot(client, at)), "kies": ["1"]}
    monkeypatch.setattr(clock, "now", lambda: at.round.closes_at)
    for path in ("/stemmen/biljet/", "/stemmen/controle/", "/stemmen/klaar/"):
        response = post(client, path, form)
        assert response.status_code == 410
        assert "Het stemmen is voorbij" in words(response)
        assert "De uitslag komt" in words(response)
        assert "06 1000 0005" in words(response)
        assert not faults(response.content)
    assert Credential.objects.filter(round=at.round).count() == len(at.codes)


def test_before_voting_the_code_waits(client, at, monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: at.round.vote_at - timedelta(minutes=1))
    response = ballot(client, at)
    assert response.status_code == 409
    assert "Bewaar je brief" in words(response)


def test_changing_something_keeps_what_was_chosen(client, at):
    form = carried(ballot(client, at))
    back = post(client, "/stemmen/biljet/", {**form, "kies": ["2", "4"]})
    assert checked(back) == {"2", "4"}
    assert carried(back)["nonce"] == form["nonce"]


def test_the_order_is_random_per_ballot_and_stays_for_one(client, at):
    def order(response):
        return re.findall(r'name="kies" value="(\d+)"', response.content.decode())

    orders = {tuple(order(ballot(client, at))) for _ in range(12)}
    assert len(orders) > 1
    first = ballot(client, at)
    form = carried(first)
    assert order(post(client, "/stemmen/biljet/", form)) == order(first)


def test_junk_reaches_no_urn(client, at):
    form = carried(ballot(client, at))
    for junk in ({"kies": ["99"]}, {"kies": ["-1", "a" * 900, "1e9"]}, {"punten-1": "2"}):
        assert post(client, "/stemmen/klaar/", {**form, **junk}).status_code == 422
    assert Ballot.objects.count() == 0


def test_without_its_seal_no_form_is_taken(at):
    client = Client(enforce_csrf_checks=True)
    assert client.post("/stemmen/biljet/", {"code": at.codes[0]}).status_code == 403


def test_a_page_of_thanks_for_a_round_that_does_not_vote_sends_along(client, at, monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: at.round.vote_at - timedelta(days=1))
    assert client.get(f"/stemmen/klaar/{at.round.pk}/")["Location"] == at.round.get_absolute_url()
    assert client.get("/stemmen/klaar/999999/").status_code == 404


def test_the_ballot_asks_a_fixed_number_of_queries(client, at, django_assert_max_num_queries):
    client.get("/stemmen/")
    with django_assert_max_num_queries(14):
        ballot(client, at)


def test_another_language_stays_in_the_vote_with_what_was_chosen(client, at):
    typed = post(client, "/en/stemmen/biljet/", {"code": at.codes[0], "taal": "en"})
    assert f'value="{at.codes[0]}"' in typed.content.decode()  # the code waits; nothing was opened with it
    first = ballot(client, at)
    form = {**carried(first), "kies": ["1", "3"], "taal": "en"}
    assert 'formaction="/en/stemmen/biljet/"' in first.content.decode()
    paper = post(client, "/en/stemmen/biljet/", form)
    assert "Choose what will come" in words(paper)
    assert not faults(paper.content)
    assert checked(paper) == {"1", "3"}
    assert carried(paper) == carried(first)
    review = post(client, "/stemmen/controle/", form)
    assert 'formaction="/en/stemmen/controle/"' in review.content.decode()
    assert "You have not voted yet." in words(post(client, "/en/stemmen/controle/", form))
    assert Ballot.objects.count() == 0
    thanks = client.get(f"/stemmen/klaar/{at.round.pk}/")
    assert f'href="/en/stemmen/klaar/{at.round.pk}/"' in thanks.content.decode()


class TestPoints:
    @pytest.fixture
    def at(self, cast, now, monkeypatch):
        found = opened(cast, points=True, now=now)
        monkeypatch.setattr(clock, "now", lambda: found.now)
        return found

    def test_points_are_divided_and_counted(self, client, at):
        first = ballot(client, at)
        assert not faults(first.content)
        assert first.content.decode().count('type="radio"') == 4 * 6
        assert '<div aria-hidden="true"><div class="pot">' in first.content.decode()  # points, not euros
        form = {**carried(first), "punten-1": "5", "punten-2": "0", "punten-3": "2"}
        review = post(client, "/stemmen/controle/", form)
        assert "5 punten" in words(review)
        assert post(client, "/stemmen/klaar/", form).status_code == 302
        assert [row.body for row in Ballot.objects.all()] == ['{"points":[[1,5],[3,2]]}']

    def test_too_many_points_are_kept(self, client, at):
        form = {**carried(ballot(client, at)), "punten-1": "5", "punten-2": "5", "punten-3": "5"}
        response = post(client, "/stemmen/controle/", form)
        assert response.status_code == 422
        assert "Je kunt hooguit 10 punten verdelen." in words(response)
        assert len(re.findall(r'value="5"[^>]*checked', response.content.decode())) == 3


def test_choices_travel_only_in_forms(client, at):
    """Nothing asks a device to keep a code or a choice."""
    for response in (client.get("/s"), ballot(client, at)):
        text = response.content.decode()
        assert "data-draft" not in text
        assert text.count("data-no-draft") >= 1


def test_an_old_seal_asks_the_code_again_and_keeps_the_choices(client, at):
    """The CSRF cookie is gone, as after a long evening: the choices are not."""
    here = {"HTTP_ORIGIN": "http://testserver"}
    answer = client.post("/stemmen/klaar/", {"kies": ["1", "2"], "csrfmiddlewaretoken": "x" * 64}, **here)
    text = answer.content.decode()
    assert answer.status_code == 410
    assert "Typ je code nog een keer" in text
    assert text.count('name="kies"') == 2
    assert "no-store" in answer["Cache-Control"]
    foreign = client.post("/stemmen/klaar/", {"kies": ["1"]}, HTTP_ORIGIN="http://elsewhere.example")
    assert foreign.status_code == 403
