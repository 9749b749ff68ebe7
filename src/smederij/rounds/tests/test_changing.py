"""Until voting opens a round can be corrected or called off, and an idea comes off the ballot."""

import re
from datetime import timedelta

import pytest

from smederij.base import clock
from smederij.base.money import euros
from smederij.base.refusals import Refusal
from smederij.people.testing import sign_in
from smederij.rounds import actions, queries, waiting
from smederij.rounds.actions import Correction, Plan
from smederij.rounds.models import Credential, Phase, Round
from smederij.rounds.testing import filled_pot, idea, nominated, planned, ready, timetable

WHY = "De helft van de geldgevers trok zich terug."


def _refused(verb, *args, **kwargs):
    with pytest.raises(Refusal) as caught:
        verb(*args, **kwargs)
    return str(caught.value.reason)


@pytest.fixture
def chen(cast, now, client, monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: now)
    sign_in(client, cast.chen)
    return client


def test_name_and_amount_change_until_there_are_letters(cast, now):
    round = planned(cast, now=now)
    better = Correction(title=" Zomer  ronde", budget=euros(4000), gathering=None)
    changed = actions.correct(round, better, by=cast.els, now=now)
    assert (changed.title, changed.budget) == ("Zomer ronde", euros(4000))
    with pytest.raises(Refusal):
        actions.correct(round, better, by=cast.noor, now=now)
    lettered, _codes = ready(cast, now=now)
    assert "De brieven zijn al gemaakt" in _refused(actions.correct, lettered, better, by=cast.els, now=now)


def test_nobody_decides_over_more_than_is_in_the_pot(cast, now):
    pot = filled_pot(cast, amount=euros(2200), now=now)
    plan = Plan(title="Te veel", budget=euros(2201), timetable=timetable(now))
    told = "In de pot zit € 2.200. Over meer kun je nu niet beslissen."
    assert _refused(actions.plan, pot, plan, by=cast.chen, now=now).replace("\xa0", " ") == told
    round = planned(cast, pot=pot, budget=euros(2200), now=now)
    more = Correction(title="Meer", budget=euros(2201), gathering=None)
    assert _refused(actions.correct, round, more, by=cast.chen, now=now).replace("\xa0", " ") == told


def test_planning_twice_makes_one_round(cast, now, chen):
    pot = filled_pot(cast, now=now)
    path = "/gebieden/krakeel/ronde/"
    page = chen.get(path).content.decode()
    (key,) = re.findall('name="key" value="([0-9a-f]+)"', page)
    dates = {f"{name}_at": moment for name, moment in _typed(now).items()}
    typed = {"title": "Voorjaarsronde", "pot": pot.pk, "budget": "4.000", "key": key, **dates}
    first, second = chen.post(path, typed), chen.post(path, typed)
    assert first["Location"] == second["Location"]
    assert Round.objects.count() == 1
    chen.post(path, {**typed, "key": "another"})
    assert Round.objects.count() == 2


def _typed(now):
    days = {"collect": 0, "check": 7, "vote": 14, "closes": 24}
    return {name: (now + timedelta(days=n)).strftime("%Y-%m-%dT%H:%M") for name, n in days.items()}


def test_planning_twice_at_once_makes_one_round(fresh_db, run_in_threads, cast, now):
    pot = filled_pot(cast, now=now)
    plan = Plan(title="Spring", budget=euros(500), timetable=timetable(now), key="abc")
    made = run_in_threads([lambda: actions.plan(pot, plan, by=cast.chen, now=now)] * 6)
    assert {getattr(one, "pk", one) for one in made} == {Round.objects.get().pk}


def test_a_round_that_does_not_go_on_says_why_and_is_never_opened(cast, now, client):
    round, _codes = ready(cast, now=now)
    assert "Zeg waarom" in _refused(actions.call_off, round, reason=" ", by=cast.chen, now=now)
    with pytest.raises(Refusal):
        actions.call_off(round, reason=WHY, by=cast.noor, now=now)
    actions.call_off(round, reason=WHY, by=cast.chen, now=now)
    page = client.get(round.get_absolute_url()).content.decode()
    assert "Deze ronde gaat niet door" in page
    assert WHY in page
    assert "Chen" in page
    assert queries.current(cast.area, now=now) == []
    actions.tick(round.vote_at)
    round.refresh_from_db()
    assert round.phase == Phase.COLLECT
    assert not Credential.objects.exists()
    assert not round.roll.exclude(name="").exists()
    assert list(waiting.waiting_for(cast.chen.pk, round.vote_at)) == []
    assert actions.tick(round.vote_at) == 0


def test_once_voting_opened_a_round_goes_on(cast, now, open_for_2):
    at = open_for_2
    with pytest.raises(Refusal):
        actions.call_off(at.round, reason=WHY, by=cast.chen, now=at.now)


def test_an_idea_stands_in_one_open_round(cast, now):
    pot = filled_pot(cast, now=now)
    first, second = (planned(cast, pot=pot, budget=euros(900), now=now) for _ in range(2))
    swing = idea("Swing", asked=900, by=cast.amina, area=cast.area, now=now)
    actions.enter(first, swing, by=cast.amina, now=now)
    assert "Spring round" in _refused(actions.enter, second, swing, by=cast.chen, now=now)
    assert swing not in queries.desk(second, now=now).could_enter
    actions.call_off(first, reason=WHY, by=cast.chen, now=now)
    assert swing in queries.desk(second, now=now).could_enter
    assert actions.enter(second, swing, by=cast.chen, now=now).round == second


def test_an_idea_comes_off_the_ballot_until_there_are_letters(cast, now, chen):
    round = planned(cast, now=now)
    entry = nominated(cast, round, now=now)[0]
    answer = chen.post(f"/rondes/{round.pk}/beheer/biljet/{entry.pk}/eraf/", follow=True)
    assert "Playground staat niet meer op het stembiljet." in answer.content.decode()
    entry.refresh_from_db()
    assert entry.nominated_at is None
    lettered, _codes = ready(cast, now=now)
    wanted = lettered.entries.first()
    assert "De brieven zijn al" in _refused(actions.unnominate, wanted, by=cast.chen, now=now)
    assert "Haal van het stembiljet" not in chen.get(f"/rondes/{lettered.pk}/beheer/").content.decode()


def test_the_desk_changes_and_calls_off(cast, now, chen):
    round = planned(cast, now=now)
    desk = chen.get(f"/rondes/{round.pk}/beheer/").content.decode()
    assert "beheer/wijzigen/" in desk
    assert "beheer/afblazen/" in desk
    assert chen.get(f"/rondes/{round.pk}/beheer/wijzigen/").status_code == 200
    typed = {"title": "Zomerronde", "budget": "4.000", "gathering": ""}
    assert chen.post(f"/rondes/{round.pk}/beheer/wijzigen/", typed).status_code == 302
    assert Round.objects.get().title == "Zomerronde"
    assert chen.post(f"/rondes/{round.pk}/beheer/afblazen/", {"reason": ""}).status_code == 200
    chen.post(f"/rondes/{round.pk}/beheer/afblazen/", {"reason": WHY})
    assert Round.objects.get().called_off_reason == WHY
    desk = chen.get(f"/rondes/{round.pk}/beheer/").content.decode()
    assert WHY in desk
    assert "beheer/afblazen/" not in desk
