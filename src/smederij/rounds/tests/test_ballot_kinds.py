"""Each kind of ballot: agreed, on pages with scripts off, in the urn, in the file and back."""

import re

import pytest
from django.test import Client
from tests.support.markup import faults

from smederij.base import clock
from smederij.base.money import euros
from smederij.rounds import actions, papers, queries
from smederij.rounds.actions import import_pb, new_nonce
from smederij.rounds.models import Ballot, Round
from smederij.rounds.rules import Choices
from smederij.rounds.testing import agree, opened
from smederij.rounds.views.words import rules_in_words
from smederij_tally import count, read_pb

KINDS = ["one", "approve", "budget", "points"]
TOKEN, NONCE = re.compile(r'name="token" value="([^"]+)"'), re.compile(r'name="nonce" value="([0-9a-f]{32})"')


def cast_all(at, ballots):
    """These ballots, by the titles of the ideas."""
    numbers = {entry.title: entry.number for entry in at.entries}
    for code, chosen in zip(at.codes, ballots, strict=False):
        points = {numbers[title]: given for title, given in dict(chosen).items()}
        token = actions.open_letter(code, network="::1", now=at.now).token
        actions.cast(token, new_nonce(), Choices(points, blank=not points), now=at.now)
    actions.tick(at.round.closes_at)
    return Round.objects.select_related("pot__area").get(pk=at.round.pk)


def words(response):
    text = re.sub(r"<[^>]+>", " ", response.content.decode())
    return " ".join(text.replace("\xa0", " ").replace("&nbsp;", " ").split())


def send(client, path, **data):
    return client.post(path, data)


def start(client, at):
    """The ballot, and what its form carries."""
    page = send(client, "/stemmen/biljet/", code=at.codes[0])
    text = page.content.decode()
    return page, {"token": TOKEN.findall(text)[0], "nonce": NONCE.findall(text)[0]}


@pytest.fixture
def at(request, cast, now, monkeypatch):
    found = opened(cast, kind=request.param, now=now)
    monkeypatch.setattr(clock, "now", lambda: found.now)
    return found


@pytest.mark.parametrize("kind", KINDS)
def test_what_the_area_agreed_is_how_the_round_votes_and_the_round_says_so(cast, now, kind):
    at = opened(cast, kind=kind, now=now)
    assert at.round.ballot_type == kind
    assert [citation.rule for citation in at.round.citations.all()] == ["ballot"]
    page = words(Client().get(at.round.get_absolute_url()))
    said = {
        "one": "Iedereen kiest één idee.",
        "approve": "Iedereen kiest hooguit 3 ideeën.",
        "budget": "Iedereen kiest zoveel ideeën als er samen in de pot passen.",
        "points": "Iedereen verdeelt 10 punten, hooguit 5 op één idee.",
    }
    assert said[kind] in page


@pytest.mark.parametrize("at", ["one"], indirect=True)
def test_choose_one_goes_from_letter_to_urn_without_scripts(at):
    client = Client()
    page, form = start(client, at)
    assert not faults(page.content)
    assert page.content.decode().count('type="radio" name="kies"') == len(at.entries) + 1  # and blank
    two = send(client, "/stemmen/controle/", **form, kies=["1", "2"])
    assert two.status_code == 422
    assert "Kies één idee. Je koos er meer dan één." in words(two)
    look = send(client, "/stemmen/controle/", **form, kies="2")
    assert not faults(look.content)
    assert send(client, "/stemmen/klaar/", **form, kies="2").status_code == 302
    assert [row.body for row in Ballot.objects.all()] == ['{"choices":[2]}']


@pytest.mark.parametrize("at", ["one"], indirect=True)
def test_blank_is_one_of_the_radio_buttons_so_that_nobody_gets_stuck(at):
    client = Client()
    _page, form = start(client, at)
    assert "Je stemt blanco" in words(send(client, "/stemmen/controle/", **form, kies="blanco"))
    back = send(client, "/stemmen/biljet/", **form, blanco="1")
    assert 'value="blanco" checked' in back.content.decode()
    assert send(client, "/stemmen/klaar/", **form, kies="blanco").status_code == 302
    assert [row.body for row in Ballot.objects.all()] == ['{"choices":[]}']


@pytest.mark.parametrize("at", ["budget"], indirect=True)
def test_what_does_not_fit_the_pot_is_said_by_how_much_and_the_form_is_kept(at):
    client, numbers = Client(), {entry.title: str(entry.number) for entry in at.entries}
    page, form = start(client, at)
    assert not faults(page.content)
    assert "Kies wat je wilt, zolang het samen in de pot past." in words(page)
    chosen = [numbers[title] for title in ("Playground", "Benches", "Repair shop")]
    for path, status in (("/stemmen/controle/", 422), ("/stemmen/klaar/", 422)):
        answer = send(client, path, **form, kies=chosen)
        assert answer.status_code == status
        assert "kost samen € 6.500. In de pot zit € 5.000. Haal er minstens € 1.500 af." in words(answer)
        checked = set(re.findall(r'name="kies" value="(\d+)"[^>]*checked', answer.content.decode()))
        assert checked == set(chosen)
        assert "Past niet bij wat je koos: € 1.750 te veel." in words(answer)  # the flower boxes
        assert not faults(answer.content)
    assert Ballot.objects.count() == 0
    fits = [numbers["Playground"], numbers["Repair shop"]]
    assert "Samen € 5.000 van de € 5.000 in de pot." in words(
        send(client, "/stemmen/controle/", **form, kies=fits)
    )
    assert send(client, "/stemmen/klaar/", **form, kies=fits).status_code == 302
    assert Ballot.objects.count() == 1


def test_a_capped_idea_takes_no_more_than_the_cap_from_a_budget_ballot(cast, now, monkeypatch):
    agree(cast, "cap", {"amount": 200_000}, now=now)
    at = opened(cast, kind="budget", now=now)
    monkeypatch.setattr(clock, "now", lambda: at.now)
    client = Client()
    page, form = start(client, at)
    assert "krijgt hooguit € 2.000" in words(page)
    numbers = {entry.title: str(entry.number) for entry in at.entries}
    three = [numbers["Playground"], numbers["Benches"], numbers["Flower boxes"]]  # 2,000 + 1,500 + 250
    assert send(client, "/stemmen/klaar/", **form, kies=three).status_code == 302


VOTES = {
    "one": [{"Benches": 1}] * 30 + [{"Playground": 1}] * 20 + [{}] * 3,
    "approve": [{"Benches": 1, "Playground": 1}] * 30 + [{"Repair shop": 1}] * 20 + [{}],
    "budget": [{"Benches": 1, "Playground": 1}] * 30 + [{"Repair shop": 1, "Flower boxes": 1}] * 21,
    "points": [{"Benches": 5, "Playground": 5}] * 30 + [{"Flower boxes": 3}] * 21,
}
HEAD = {
    "one": ("choose-1", {}),
    "approve": ("approval", {"max_length": "3"}),
    "budget": ("approval", {"max_sum_cost": "5000"}),
    "points": ("cumulative", {"max_points": "5", "max_sum_points": "10"}),
}


@pytest.mark.parametrize("kind", KINDS)
def test_the_file_says_how_people_voted_and_counts_to_the_same_result_here_and_elsewhere(cast, now, kind):
    at = opened(cast, kind=kind, voters=60, now=now)
    round = cast_all(at, VOTES[kind])
    read = read_pb(queries.published_pb(round))
    head, (vote_type, limits) = dict(read.meta), HEAD[kind]
    assert (read.vote_type, {key: head.get(key) for key in limits}) == (vote_type, limits)
    assert not {"max_length", "max_sum_cost", "max_sum_points"} - set(limits) & set(head)
    again = count(read, papers.method(round))
    assert again.to_dict() == round.result.outcome
    back = import_pb(read, area=cast.area, by=None, now=round.closes_at + (round.closes_at - round.vote_at))
    assert (back.ballot_type, back.partial_last, back.skip_misfit) == (kind, True, False)
    assert _decided(back.result.outcome) == _decided(round.result.outcome)


def _decided(outcome):
    return [(step["entry"], step["score"], step["granted"], step["decision"]) for step in outcome["steps"]]


def test_a_capped_round_does_not_claim_that_ballots_fit_by_their_full_cost(cast, now):
    agree(cast, "cap", {"amount": 200_000}, now=now)
    at = opened(cast, kind="budget", voters=52, now=now)
    round = cast_all(at, [{"Playground": 1, "Benches": 1, "Flower boxes": 1}] * 51)
    head = dict(read_pb(queries.published_pb(round)).meta)
    assert "max_sum_cost" not in head
    assert (head["rule"], head["max_project_grant"]) == ("greedy-custom", "2000")
    assert round.result.outcome["spent"] == euros(3750).cents


def test_the_rules_speak_of_points_where_points_are_divided(cast, now):
    points, votes = opened(cast, kind="points", voters=2, now=now), opened(cast, voters=2, now=now)
    assert any("de meeste punten" in words for words in rules_in_words(points.round))
    assert not any("stemmen" in words for words in rules_in_words(points.round)[:2])
    votes.round.ballot_type = "approve"
    assert any("de meeste stemmen" in words for words in rules_in_words(votes.round))
