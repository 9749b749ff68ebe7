"""Casting: one vote per letter, whatever is sent however often."""

import logging
from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session

from smederij.base.models import Event
from smederij.base.refusals import Refusal
from smederij.rounds import actions, urn
from smederij.rounds.actions import new_nonce
from smederij.rounds.models import Ballot, Credential
from smederij.rounds.queries import count_sheet
from smederij.rounds.rules import Choices
from smederij.rounds.testing import opened

ONE, TWO = Choices({1: 1}), Choices({2: 1})


def _pass(at, place=0):
    return actions.open_letter(at.codes[place], network="10.0.0.1", now=at.now)


def _status(status, cast, *args, **kwargs):
    with pytest.raises(Refusal) as caught:
        cast(*args, **kwargs)
    assert caught.value.status == status
    return str(caught.value.reason)


def test_a_vote_tears_up_the_letter_and_drops_a_ballot(cast, now, open_for_10):
    at = open_for_10
    nonce = new_nonce()
    receipt = actions.cast(_pass(at).token, nonce, Choices({3: 1, 1: 1}), now=at.now)
    assert receipt.control == nonce
    (paper,) = urn.papers(at.round.pk)
    assert paper.body == '{"choices":[1,3]}'
    assert Credential.objects.filter(round=at.round).count() == 9
    sheet = count_sheet(at.round)
    assert (sheet.issued, sheet.revoked, sheet.left, sheet.ballots, sheet.adds_up) == (10, 0, 9, 1, True)


def test_the_same_form_twice_is_one_vote_and_one_answer(cast, now, open_for_10):
    at = open_for_10
    token, nonce = _pass(at).token, new_nonce()
    first = actions.cast(token, nonce, ONE, now=at.now)
    assert actions.cast(token, nonce, ONE, now=at.now) == first
    # also when the answer got lost and the clock went on past the end
    assert actions.cast(token, nonce, ONE, now=at.round.closes_at) == first
    assert Ballot.objects.count() == 1


def test_a_used_letter_votes_no_second_time(cast, now, open_for_10):
    at = open_for_10
    token, nonce = _pass(at).token, new_nonce()
    actions.cast(token, nonce, ONE, now=at.now)
    assert "Els: 06 1000 0005" in _status(409, actions.cast, token, new_nonce(), TWO, now=at.now)
    _status(409, actions.cast, token, nonce, TWO, now=at.now)
    _status(404, actions.open_letter, at.codes[0], network="10.0.0.1", now=at.now)
    assert [paper.body for paper in urn.papers(at.round.pk)] == ['{"choices":[1]}']


def test_a_form_used_for_one_letter_takes_no_other_letter(cast, now, open_for_10):
    """A phone that shows an old page to the next voter must not say thank you for nothing."""
    at = open_for_10
    nonce = new_nonce()
    actions.cast(_pass(at, 0).token, nonce, ONE, now=at.now)
    second = _pass(at, 1).token
    _status(409, actions.cast, second, nonce, ONE, now=at.now)
    assert Credential.objects.filter(round=at.round).count() == 9
    actions.cast(second, new_nonce(), ONE, now=at.now)
    assert count_sheet(at.round).ballots == 2


@pytest.mark.parametrize(
    "choices",
    [
        Choices(),
        Choices({1: 1, 2: 1, 3: 1, 4: 1}),
        Choices({9: 1}),
        Choices({1: 2}),
        Choices({1: 0}),
        Choices({1: 1}, blank=True),
    ],
)
def test_a_ballot_that_can_not_be_counted_costs_nobody_a_vote(cast, now, choices, open_for_10):
    at = open_for_10
    token = _pass(at).token
    _status(409, actions.cast, token, new_nonce(), choices, now=at.now)
    assert Credential.objects.filter(round=at.round).count() == 10
    actions.cast(token, new_nonce(), ONE, now=at.now)


def test_a_blank_vote_counts_as_a_vote(cast, now, open_for_10):
    at = open_for_10
    actions.cast(_pass(at).token, new_nonce(), Choices(blank=True), now=at.now)
    assert [paper.body for paper in urn.papers(at.round.pk)] == ['{"choices":[]}']


def test_points_are_divided_within_the_rule(cast, now):
    at = opened(cast, points=True, now=now)
    for wrong in (Choices({1: 6}), Choices({1: 5, 2: 5, 3: 1}), Choices({1: 0})):
        _status(409, actions.cast, _pass(at).token, new_nonce(), wrong, now=at.now)
    actions.cast(_pass(at).token, new_nonce(), Choices({4: 5, 1: 5}), now=at.now)
    assert [paper.body for paper in urn.papers(at.round.pk)] == ['{"points":[[1,5],[4,5]]}']


def test_nobody_votes_at_the_closing_moment_even_when_the_clock_is_late(cast, now, open_for_10):
    at = open_for_10
    token = _pass(at).token
    closes = at.round.closes_at
    _status(410, actions.cast, token, new_nonce(), ONE, now=closes)
    _status(409, actions.cast, token, new_nonce(), ONE, now=at.round.vote_at - timedelta(seconds=1))
    assert count_sheet(at.round).left == 10
    actions.cast(token, new_nonce(), ONE, now=closes - timedelta(microseconds=1))


@pytest.mark.parametrize("nonce", ["", "x", "A" * 32, "0" * 31, "0" * 33, "g" * 32])
def test_a_form_without_its_number_is_refused(cast, now, nonce, open_for_10):
    at = open_for_10
    _status(409, actions.cast, _pass(at).token, nonce, ONE, now=at.now)


def test_a_token_that_is_foreign_or_old_opens_nothing(cast, now, monkeypatch, open_for_10):
    at = open_for_10
    token = _pass(at).token
    for wrong in ("", "x", token[:-1], token + "x", f"{at.round.pk}:{token}"):
        _status(410, actions.cast, wrong, new_nonce(), ONE, now=at.now)
    monkeypatch.setattr(actions.voting, "TOKEN_SECONDS", -1)
    _status(410, actions.cast, token, new_nonce(), ONE, now=at.now)
    _status(410, actions.round_of, token)


def test_voting_leaves_no_trace_but_the_ballot(cast, now, caplog, open_for_10):
    at = open_for_10
    events = Event.objects.count()
    with caplog.at_level(logging.DEBUG):
        letter = actions.open_letter(at.codes[0], network="10.0.0.1", now=at.now)
        nonce = new_nonce()
        actions.cast(letter.token, nonce, ONE, now=at.now)
    assert Event.objects.count() == events
    assert Session.objects.count() == 0
    said = " ".join(record.getMessage() for record in caplog.records if record.name != "django.db.backends")
    assert nonce not in said
    assert at.codes[0] not in said
