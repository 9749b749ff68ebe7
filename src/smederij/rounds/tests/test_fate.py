"""What the page of an idea says of the round it took part in: chosen or not, and why."""

from datetime import datetime
from typing import Any

import pytest
from django.test import Client
from tests.support.markup import faults

from smederij.base import clock
from smederij.base.money import euros
from smederij.people.testing import Cast
from smederij.rounds import actions
from smederij.rounds.models import Round
from smederij.rounds.testing import opened
from smederij.rounds.tests.test_page_result import by_title, voted, words
from smederij.rounds.tests.test_page_without_vote import _begun
from smederij.rounds.tests.test_without_vote import entries, sign_all
from smederij.rounds.views.fate import fate


def _seen(entry: Any) -> str:
    response = Client().get(entry.initiative.get_absolute_url())
    assert not faults(response.content)
    return str(words(response))


def test_it_says_whether_it_was_chosen_and_why(
    cast: Cast, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    at = opened(cast, now=now)
    ranked = by_title(at)
    first, *_others, last = ranked
    round = voted(at, [ranked[first]], [ranked[first]])
    monkeypatch.setattr(clock, "now", lambda: at.round.closes_at)
    per_title = {entry.title: entry for entry in round.entries.all()}
    won, lost = _seen(per_title[first]), _seen(per_title[last])
    assert "Dit is gekozen. Het kreeg 2 stemmen, het meest van allemaal." in won
    assert "Deze keer niet gekozen." in lost, lost
    assert "Het idee blijft hier staan." in lost
    assert "Het vraagt" not in won + lost
    assert "Het idee blijft hier staan." not in won


def test_nothing_is_decided_before_the_count(cast: Cast, now: datetime) -> None:
    at = opened(cast, now=now)
    assert [fate(entry) for entry in at.entries] == [None] * len(at.entries)


def test_without_a_vote_nobody_reads_of_a_ballot(
    cast: Cast, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    round = _begun(cast, now)
    monkeypatch.setattr(clock, "now", lambda: now)
    page = _seen(entries(round)[0])
    assert "stemmen is niet nodig" in page
    assert "Teken, of maak bezwaar" in page
    assert "Stap 4 van 5: Tekenen" in page
    area = words(Client().get(round.pot.area.get_absolute_url()))
    for seen in (page, area, words(Client().get(round.get_absolute_url()))):
        assert "op het stembiljet" not in seen.lower()


def test_what_was_signed_for_is_chosen(cast: Cast, now: datetime) -> None:
    round = _begun(cast, now)
    sign_all(cast, round, now)
    for person in (cast.chen, cast.els):
        actions.settle_without_vote(round, by=person, now=round.settling.until)
    told = fate(entries(Round.objects.get(pk=round.pk))[0])
    assert told is not None
    assert told.chosen
    assert told.granted == euros(5)
