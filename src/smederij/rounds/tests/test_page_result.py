"""The round's own page and its result: every phase, every kind of outcome, and the slots on other pages."""

import json
import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from tests.support.markup import faults

from smederij.base import clock
from smederij.base.money import euros
from smederij.gatherings.actions import call, call_off
from smederij.rounds import actions
from smederij.rounds.actions import History, HistoryEntry, Plan, new_nonce
from smederij.rounds.models import Round
from smederij.rounds.rules import Choices
from smederij.rounds.testing import filled_pot, idea, nominated, opened, people, planned, timetable


def words(response):
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).replace("\xa0", " ").split())


@pytest.fixture
def stand(monkeypatch, now):
    moment = [now]
    monkeypatch.setattr(clock, "now", lambda: moment[0])
    return moment


def voted(at, *ballots):
    """These choices cast, and the round counted."""
    for code, chosen in zip(at.codes, ballots, strict=False):
        token = actions.open_letter(code, network="10.0.0.1", now=at.now).token
        actions.cast(token, new_nonce(), Choices(dict.fromkeys(chosen, 1), blank=not chosen), now=at.now)
    actions.tick(at.round.closes_at)
    return Round.objects.get(pk=at.round.pk)


def by_title(at):
    return {entry.title: entry.number for entry in at.entries}


def test_the_page_of_a_round_in_every_phase(cast, now, stand):
    round = planned(cast, now=now)
    nominated(cast, round, now=now)
    actions.import_roll(round, people(2), by=cast.chen, now=now)
    actions.issue_letters(round, by=cast.chen, now=now)
    week, client = timedelta(weeks=1), Client()
    seen = {}
    for weeks in range(6):
        stand[0] = now + weeks * week
        actions.tick(stand[0])
        page = client.get(round.get_absolute_url())
        assert not faults(page.content)
        round.refresh_from_db()
        seen[round.phase] = words(page)
    assert list(seen) == ["collect", "check", "nominate", "present", "vote", "result"]
    assert "Deel je idee" in seen["collect"]
    assert "Het stemmen begint" in seen["present"]
    assert "Stem met je brief" in seen["vote"]
    assert "Bekijk de uitslag" in seen["result"]


def test_between_the_last_moment_and_the_count_nobody_is_sent_to_vote(cast, now, stand, open_for_10):
    at = open_for_10
    stand[0] = at.round.closes_at
    page = words(Client().get(at.round.get_absolute_url()))
    assert "De stemmen worden geteld" in page
    assert "Stem met je brief" not in page.split("Wie beslist")[0]


def test_a_result_is_told_step_by_step(cast, now, stand, open_for_10):
    at = open_for_10
    n = by_title(at)
    playground, benches, shop, boxes = (
        n[t] for t in ("Playground", "Benches", "Repair shop", "Flower boxes")
    )
    votes = [
        [playground, shop],
        [playground, shop],
        [playground, benches],
        [shop],
        [playground],
        [benches],
        [],
    ]
    round = voted(at, *votes)
    stand[0] = round.closes_at
    page = Client().get(reverse("result", args=[round.pk]))
    assert not faults(page.content)
    text = words(page)
    assert "Deze 2 ideeën komen er" in text
    assert "Er zat € 5.000 in de pot. 7 mensen stemden. Eén van hen stemde blanco." in text
    assert (
        "Het kreeg 4 stemmen, het meest van allemaal. Het vroeg € 3.000. Dat paste: het kreeg € 3.000."
        in text
    )
    assert "Toen was de pot leeg." in text
    assert "Het kreeg 2 stemmen. Het vroeg € 1.500" in text
    assert "Dit idee kreeg deze keer geen stemmen." in text
    assert "10 min 0 min 3 is 7: het klopt." in text
    assert "Er stemden minder dan 50 mensen." in text
    assert "06 1000 0005" in text
    assert boxes
    assert text.index("Deze 2 ideeën") < text.index("Zo is er geteld") < text.index("Voor wie de cijfers wil")


def test_the_last_one_gets_what_is_left_and_that_is_explained(cast, now, stand, open_for_10):
    at = open_for_10
    n = by_title(at)
    round = voted(at, *[[n["Playground"]]] * 4, *[[n["Repair shop"]]] * 2, [n["Benches"]], [n["Benches"]])
    text = words(Client().get(reverse("result", args=[round.pk])))
    assert "evenveel als" in text
    assert "Het idee dat het minst vroeg, ging voor." in text
    assert "Er was nog maar € 500. De regel is: het laatste idee krijgt dan wat er over is." in text
    assert "Dus kreeg het € 500: € 1.500 minder dan het vroeg." in text
    assert "Vroeg € 2.000, krijgt € 500." in text


def test_nobody_voted(cast, now, stand):
    round = voted(opened(cast, now=now))
    page = Client().get(reverse("result", args=[round.pk]))
    assert not faults(page.content)
    assert "Deze keer is geen idee gekozen" in words(page)


def test_files_are_there_from_fifty_ballots_and_totals_always(cast, now, stand):
    at = opened(cast, voters=52, now=now)
    few = voted(at, *[[1]] * 3)
    client = Client()
    assert client.get(reverse("result_pb", args=[few.pk])).status_code == 404
    told = client.get(reverse("result_json", args=[few.pk]))
    assert json.loads(told.content)["budget"]
    assert ".pb" not in words(client.get(reverse("result", args=[few.pk])))


def test_the_ballots_of_a_large_round_can_be_fetched(cast, now, stand):
    round = voted(opened(cast, voters=50, now=now), *[[1, 2]] * 50)
    client = Client()
    file = client.get(reverse("result_pb", args=[round.pk]))
    assert file.status_code == 200
    assert file.content.startswith(b"META")
    page = words(client.get(reverse("result", args=[round.pk])))
    assert "Alle stembiljetten, zonder namen (.pb)" in page
    assert "minder dan 50" not in page


def test_a_round_without_result_sends_to_its_page(cast, now, stand):
    round = planned(cast, now=now)
    assert Client().get(reverse("result", args=[round.pk]))["Location"] == round.get_absolute_url()
    assert Client().get(reverse("result_json", args=[round.pk])).status_code == 404
    assert Client().get(reverse("result", args=[987654])).status_code == 404


def test_a_historical_round_has_the_same_page_with_its_source(cast, now, stand):
    entries = (
        HistoryEntry("Speeltuin", euros(3000), "45.5"),
        HistoryEntry("Bankjes", euros(1500), "30.25"),
        HistoryEntry("Vlaggen", euros(900), "24.25"),
    )
    history = History(
        title="Oude ronde",
        budget=euros(4000),
        held=now - timedelta(days=3000),
        entries=entries,
        scores="percent",
        voters=120,
        source="Dorpskrant, 2009",
    )
    round = actions.record_history(history, area=cast.area, by=cast.els, now=now)
    client = Client()
    page = client.get(reverse("result", args=[round.pk]))
    assert not faults(page.content)
    text = words(page)
    assert "Bron: Dorpskrant, 2009." in text
    assert "Ongeveer 120 mensen stemden." in text
    assert "45,5% van de stemmen" in text
    assert "Brieven en stemmen" not in text
    assert not faults(client.get(round.get_absolute_url()).content)


def test_the_result_asks_as_many_queries_for_many_ideas(cast, now, stand, django_assert_max_num_queries):
    pot = filled_pot(cast, now=now)
    plan = Plan(title="Many", budget=euros(5000), timetable=timetable(now))
    round = actions.plan(pot, plan, by=cast.chen, now=now)
    for number in range(30):
        one = idea(f"Idea {number}", asked=100 + number, by=cast.amina, area=cast.area, now=now)
        actions.nominate(actions.enter(round, one, by=cast.chen, now=now), by=cast.chen, now=now)
    actions.import_roll(round, people(3), by=cast.chen, now=now)
    letters = actions.issue_letters(round, by=cast.chen, now=now).letters
    actions.tick(round.vote_at)
    for letter in letters:
        token = actions.open_letter(letter.code, network="10.0.0.1", now=round.vote_at).token
        actions.cast(token, new_nonce(), Choices({1: 1, 2: 1}), now=round.vote_at)
    actions.tick(round.closes_at)
    client, path = Client(), reverse("result", args=[round.pk])
    page = client.get(path)
    assert not faults(page.content)
    assert "Nog 18 ideeën" in words(page)
    with django_assert_max_num_queries(17):
        client.get(path)


def test_other_pages_show_what_goes_on(cast, now, stand):
    client = Client()
    area = cast.area.get_absolute_url()
    assert "Er is nu geen ronde" in words(client.get(area))
    at = opened(cast, now=now)
    stand[0] = now
    bench = at.entries[0].initiative
    stand[0] = at.now
    text = words(client.get(area))
    assert "Nu in de Smederij" in text
    assert "We stemmen over € 5.000" in text
    assert bench is not None
    page = client.get(bench.get_absolute_url())
    assert "Op het stembiljet als nummer" in words(page)
    assert not faults(page.content)


def test_after_sharing_an_idea_a_collecting_round_invites(cast, now, stand, rf):
    from smederij.rounds.slots import after_posting

    request = rf.get("/")
    assert after_posting(request, {"area": cast.area}) == ""
    round = planned(cast, now=now)
    assert round.get_absolute_url() in after_posting(request, {"area": cast.area})
    assert after_posting(request, {}) == ""


def test_the_evening_shows_the_round_and_a_cancelled_one_shows_nowhere(cast, now, stand):
    evening = call(
        cast.area,
        title="Vertelavond",
        starts_at=now + timedelta(weeks=3),
        place="School",
        by=cast.els,
        now=now,
    )
    plan = Plan(title="Spring", budget=euros(500), timetable=timetable(now), gathering=evening)
    round = actions.plan(filled_pot(cast, now=now), plan, by=cast.chen, now=now)
    client, path = Client(), round.get_absolute_url()
    assert "Hier hoor je de ideeën van Spring" in words(client.get(evening.get_absolute_url()))
    stand[0] = now + timedelta(weeks=2)
    actions.tick(stand[0])
    page = words(client.get(path))
    assert "Kom naar de avond" in page
    assert "De ideeën worden verteld: School." in page
    call_off(evening, by=cast.els, now=stand[0])
    page = words(client.get(path))
    assert "Kom naar de avond" not in page
    assert "School" not in page


def test_how_safe_says_where_it_stops(client, db):
    page = client.get(reverse("how_safe"))
    assert not faults(page.content)
    assert "niet geheim voor wie de computer beheert" in words(page)


def test_who_just_missed_the_last_euros_hears_so(cast, now, client):
    """Third gets the last 3,500 of 6,000; fourth would have had that above third, and all above second."""
    asked = (("Zaal", 5000, "90"), ("Bank", 1500, "80"), ("Dak", 6000, "50"), ("Pad 100%", 4000, "49"))
    entries = tuple(HistoryEntry(title, euros(amount), score) for title, amount, score in asked)
    history = History(title="Toen", budget=euros(10000), held=now, entries=entries)
    text = words(
        client.get(
            reverse("result", args=[actions.record_history(history, area=cast.area, by=None, now=now).pk])
        )
    )
    assert "Met één stem meer had het de laatste € 3.500 gekregen." in text
