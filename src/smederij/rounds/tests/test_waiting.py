"""What waits for who works in many areas costs the same as in few."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from smederij.base.money import euros
from smederij.people.actions import give_hat
from smederij.people.testing import sign_in
from smederij.places.actions import NewArea, add
from smederij.places.models import AreaKind
from smederij.pots import actions as pots
from smederij.pots.models import Pot
from smederij.rounds import actions, waiting, winnings
from smederij.rounds.models import Citation, Entry, Round
from smederij.rounds.rules import Choices
from smederij.rounds.testing import FULL, agree, idea, number, opened, planned, ready

DAY = timedelta(days=1)


def asked(actor, now):
    """The rows, and how many questions they took."""
    with CaptureQueriesContext(connection) as taken:
        rows = list(waiting.waiting_for(actor.pk, now))
    return rows, len(taken)


def _everywhere(cast, now):
    """Els and Noor work in the whole municipality."""
    for kind in ("area_worker", "staff"):
        give_hat(kind, to=cast.els, area=cast.root, by=cast.ada, now=now)


def _copied(cast, first, count, now):
    """The same round with its ideas and what was agreed, in so many areas with a pot of their own."""
    citations, entries = list(first.citations.all()), list(first.entries.all())
    for n in range(count):
        area = add(NewArea(f"dorp-{n}", f"Dorp {n}", AreaKind.VILLAGE), within=cast.root, by_id=None, now=now)
        pot = Pot.objects.create(area=area, slug="pot", name="Pot", purpose="Samen", opened_at=now)
        round = Round.objects.get(pk=first.pk)
        round.pk, round.pot, round.key, round._state.adding = None, pot, None, True
        round.save()
        Citation.objects.bulk_create(
            Citation(round=round, rule=one.rule, agreement=one.agreement) for one in citations
        )
        Entry.objects.bulk_create(
            Entry(
                round=round,
                initiative=one.initiative,
                title=one.title,
                asked=one.asked,
                entered_at=one.entered_at,
            )
            for one in entries
        )


@pytest.mark.parametrize("count", [3, 300])
def test_many_rounds_that_are_not_ready(cast, now, count):
    """One sentence each for what is needed, for looking along, and for an idea to decide about."""
    agree(cast, "ideas", {"most": 1}, now=now)
    agree(cast, "sit_out", {"rounds": 1}, now=now)
    first = planned(cast, now=now)
    for title in ("Playground", "Benches"):
        actions.enter(
            first, idea(title, asked=500, by=cast.amina, area=cast.area, now=now), by=cast.chen, now=now
        )
    _everywhere(cast, now)
    _copied(cast, first, count - 1, now)
    rows, taken = asked(cast.els, first.vote_at - 9 * DAY)
    sentences = [row.sentence for row in rows]
    for words in ("Nog nodig", "jouw blik", "beslis of het wacht"):
        assert len([one for one in sentences if words in one]) == count, words
    guards = 7 if connection.vendor == "sqlite" else 4  # the settings a database is asked before a vote
    assert taken == 31 + guards


def _short(cast, now, count):
    """Rounds over one pot, emptied before the count by money given elsewhere."""
    both = [opened(cast, voters=1, now=now) for _ in range(count)]
    for at in both:
        letter = actions.open_letter(at.codes[0], network="::1", now=at.now)
        actions.cast(letter.token, actions.new_nonce(), Choices({number(at.entries[0]): 1}), now=at.now)
    other = idea("Elsewhere", asked=9999, by=cast.amina, area=cast.area, now=now)
    gone = [pots.Award(other, FULL - euros(1))]
    pots.award(both[0].round.pot, gone, key_prefix="elsewhere", report_weeks=None, by=None, now=now)
    for at in both:
        actions.settle(at.round, now=at.round.closes_at)
    return [Round.objects.get(pk=at.round.pk) for at in both]


@pytest.mark.parametrize("count", [1, 2])
def test_many_rounds_whose_winners_wait_for_money(cast, now, count):
    first, *_others = _short(cast, now, count)
    rows, taken = asked(cast.chen, first.closes_at)
    assert len([row for row in rows if "tekort" in row.sentence]) == count, rows
    assert taken == 17


def _paid(cast, round):
    pots.pledge(
        round.pot, funder=cast.library, amount=FULL, by=cast.finn, now=round.closes_at, key="more-money"
    )


@pytest.mark.parametrize("count", [1, 2])
def test_the_clock_asks_of_all_counted_rounds_at_once_whether_money_waits(cast, now, count):
    rounds = _short(cast, now, count)
    _paid(cast, rounds[0])
    assert actions.tick(rounds[0].closes_at) == count
    with CaptureQueriesContext(connection) as taken:
        assert actions.tick(rounds[0].closes_at) == 0
    assert len(taken) == 4


def test_a_result_that_cannot_be_read_holds_up_no_other(cast, now, monkeypatch, caplog):
    (_unsound, sound), asks = _short(cast, now, 2), winnings.not_granted_of

    def broken(rounds):
        if {round.pk for round in rounds} != {sound.pk}:
            raise KeyError("an idea that nobody knows")
        return asks(rounds)

    monkeypatch.setattr(winnings, "not_granted_of", broken)
    _paid(cast, sound)
    assert actions.tick(sound.closes_at) == 1
    assert "could not" in caplog.text


def test_my_page_leads_to_the_desk_of_each_round_that_goes_on(cast, now):
    round, _codes = ready(cast, now=now)
    desk = reverse("round_desk", args=[round.pk])
    for actor, finds in ((cast.chen, True), (cast.els, True), (cast.amina, False)):
        client = Client()
        sign_in(client, actor)
        assert (desk in client.get("/mijn/").content.decode()) is finds, actor
