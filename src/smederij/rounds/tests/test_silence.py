"""Staff answer in time; where the area agreed so, no answer is a yes, and is shown as such."""

from datetime import timedelta

from django.test import Client

from smederij.agreements.actions import adopt
from smederij.base import clock
from smederij.people.testing import sign_in
from smederij.rounds import actions, queries, waiting
from smederij.rounds.rules import LookWords
from smederij.rounds.silence import answer_due, say_before, silent_yes
from smederij.rounds.testing import nominated, planned
from smederij.rounds.tests.test_page_without_vote import _begun

LATE = timedelta(days=9)  # from a Thursday: five working days and a weekend are over


def agree(cast, now):
    adopt(
        cast.area,
        text="No answer in five days is a yes.",
        agreed_on=now.date(),
        agreed_where="in the hall",
        rule="silence",
        parameters={"working_days": 5},
        by=cast.chen,
        now=now,
    )


def silent(round, now):
    entries = [standing.entry for standing in queries.standings(round)]
    return silent_yes(entries, queries.agreed(round), now=now)


def test_silence_is_a_yes_only_where_it_was_agreed(cast, now):
    without = planned(cast, now=now)
    nominated(cast, without, now=now)
    assert silent(without, now + timedelta(days=90)) == frozenset()


def test_silence_is_a_yes_after_so_many_working_days(cast, now):
    agree(cast, now)
    round = planned(cast, now=now)
    entries = nominated(cast, round, now=now)
    book = queries.agreed(round)
    assert answer_due(entries[0], book) == clock.working_days_later(now, days=5)
    assert silent(round, answer_due(entries[0], book) - timedelta(seconds=1)) == frozenset()
    for aspect in ("safety", "law"):
        words = LookWords(aspect=aspect, free=True)
        actions.look(entries[0], words, owner=None, due=None, by=cast.noor, now=now)
    assert silent(round, now + LATE) == {entry.pk for entry in entries[1:]}


def test_it_is_shown_as_such_and_staff_see_before_when(cast, now, monkeypatch):
    agree(cast, now)
    round = planned(cast, now=now)
    nominated(cast, round, now=now)
    told = [one.sentence for one in waiting.waiting_for(cast.noor.pk, now)]
    assert any("20 maart" in sentence for sentence in told)
    monkeypatch.setattr(clock, "now", lambda: now + LATE)
    assert "Dat is een ja" in Client().get(round.get_absolute_url()).content.decode()
    client = Client()
    sign_in(client, cast.noor)
    assert "geen antwoord is ja" in client.get(f"{round.get_absolute_url()}meekijken/").content.decode()


def test_nobody_waits_where_no_answer_was_a_yes(cast, now):
    agree(cast, now)
    round = planned(cast, now=now)
    nominated(cast, round, now=now)
    assert [one for one in waiting.waiting_for(cast.noor.pk, now + LATE) if "blik" in one.sentence] == []


def test_who_is_late_reads_whom_to_call_and_is_not_blamed(cast, now):
    round = planned(cast, now=now)
    entries = nominated(cast, round, now=now)
    day_after = say_before(entries[0], queries.agreed(round)) + timedelta(days=1)
    (row,) = waiting.waiting_for(cast.noor.pk, day_after)
    assert row.late
    assert row.sentence.startswith("4 ideeën in Krakeel wachten nog op jouw blik. Afgesproken was: voor")
    assert "Bel de mensen van de ideeën." in row.sentence


def test_an_answer_is_never_asked_for_after_people_vote_or_signed(cast, now, client, monkeypatch):
    round = _begun(cast, now)
    first = round.entries.order_by("pk")[0]
    first.round.closes_at = now + timedelta(days=1)
    assert say_before(first, queries.agreed(round)) == now + timedelta(days=1)
    first.round.settling_at, first.round.vote_at = None, now + timedelta(days=2)
    assert say_before(first, queries.agreed(round)) == now + timedelta(days=2)
    monkeypatch.setattr(clock, "now", lambda: now)
    sign_in(client, cast.noor)
    page = client.get(f"/rondes/{round.pk}/meekijken/").content.decode()
    assert "Zeg het voordat het tekenen stopt" in page
    assert "stemmen begint" not in page
