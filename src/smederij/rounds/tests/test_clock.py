"""The clock moves rounds, opens only what is ready, and can be asked as often as one likes."""

from dataclasses import replace
from datetime import timedelta
from hashlib import sha256

import pytest

from smederij.base.models import Event
from smederij.base.money import euros
from smederij.initiatives.actions import withdraw
from smederij.people.actions import export, forget
from smederij.rounds import actions, queries, rules, waiting
from smederij.rounds.actions import Plan
from smederij.rounds.models import Phase, Round
from smederij.rounds.testing import filled_pot, nominated, number, people, planned, started, timetable


def _phase(round):
    return Round.objects.get(pk=round.pk).phase


def _ready(cast, round, now):
    nominated(cast, round, now=now)
    actions.import_roll(round, people(3), by=cast.chen, now=now)
    actions.issue_letters(round, by=cast.chen, now=now)


def test_a_round_walks_through_its_phases(cast, now):
    round = planned(cast, now=now)
    _ready(cast, round, now)
    week, seen = timedelta(weeks=1), []
    for weeks in range(9):
        actions.tick(now + weeks * week)
        assert actions.tick(now + weeks * week) == 0
        seen.append(_phase(round))
    assert seen == ["collect", "check", "nominate", "present", "vote", "result", "result", "do", "do"]
    kinds = list(
        Event.objects.filter(subject_kind="round", subject_id=round.pk)
        .order_by("pk")
        .values_list("kind", flat=True)
    )
    moved = [kind for kind in kinds if kind.removeprefix("round.") in Phase.values]
    assert moved == ["round.check", "round.nominate", "round.present", "round.vote", "round.do"]
    assert "round.counted" in kinds


@pytest.mark.parametrize("missing", ["ideas", "roll", "letters", "money"])
def test_what_is_not_ready_stays_where_it_is_and_says_why(cast, now, missing):
    round = planned(cast, now=now)
    if missing == "money":
        Round.objects.update(budget=euros(10_001))
        round.refresh_from_db()
    if missing != "ideas":
        nominated(cast, round, now=now)
    if missing != "roll":
        actions.import_roll(round, people(3), by=cast.chen, now=now)
        if missing != "letters":
            actions.issue_letters(round, by=cast.chen, now=now)
    actions.tick(round.vote_at)
    assert _phase(round) == Phase.PRESENT
    round.refresh_from_db()
    assert len(queries.desk(round, now=round.vote_at).obstacles) == 1
    told = [one.sentence for one in waiting.waiting_for(cast.chen.pk, round.vote_at)]
    assert len(told) == 1
    assert list(waiting.waiting_for(cast.dalia.pk, round.vote_at)) == []
    actions.tick(round.closes_at + timedelta(days=1))
    assert _phase(round) == Phase.PRESENT


def test_a_vote_that_missed_its_own_end_waits_for_new_dates(cast, now):
    round = planned(cast, now=now)
    _ready(cast, round, now)
    after = round.closes_at + timedelta(hours=1)
    actions.tick(after)
    assert _phase(round) == Phase.PRESENT
    dates = timetable(now)
    later = replace(dates, vote_at=after + timedelta(hours=1), closes_at=after + timedelta(days=7))
    actions.reschedule(round, later, by=cast.chen, now=after)
    actions.tick(after + timedelta(hours=1))
    assert _phase(round) == Phase.VOTE


def test_two_rounds_do_not_open_on_the_same_money(cast, now):
    pot = filled_pot(cast, amount=euros(8000), now=now)
    first, second = (planned(cast, pot=pot, now=now) for _ in range(2))
    for round in (first, second):
        _ready(cast, round, now)
    actions.tick(first.vote_at)
    assert sorted([_phase(first), _phase(second)]) == [Phase.PRESENT, Phase.VOTE]


def test_ballot_numbers_are_drawn_by_a_lot_anyone_can_repeat(cast, now, open_for_2):
    at = open_for_2
    lots = {
        number(entry): sha256(f"{at.round.seed}\n{started(entry).public_id}".encode()).hexdigest()
        for entry in at.entries
    }
    assert sorted(lots) == [1, 2, 3, 4]
    assert [lots[place] for place in sorted(lots)] == sorted(lots.values())


def test_an_idea_taken_back_before_the_vote_is_not_on_the_ballot(cast, now):
    round = planned(cast, now=now)
    _ready(cast, round, now)
    entry = round.entries.get(title="Benches")
    withdraw(started(entry), by=cast.amina, now=now)
    actions.tick(round.vote_at)
    paper = queries.ballot_paper(round)
    assert {entry.title for entry in paper.entries} == {"Playground", "Repair shop", "Flower boxes"}
    assert {entry.number for entry in paper.entries} == {1, 2, 3}


def test_every_ballot_paper_has_an_order_of_its_own(cast, now, open_for_2):
    at = open_for_2
    orders = {tuple(entry.pk for entry in queries.ballot_paper(at.round).entries) for _ in range(200)}
    assert len(orders) > 10
    assert all(sorted(order) == sorted(entry.pk for entry in at.entries) for order in orders)


def test_what_goes_on_in_an_area(cast, now, open_for_2):
    at = open_for_2
    assert queries.current(cast.area, now=now) == [at.round]
    assert queries.current(cast.other_area, now=now) == []
    actions.tick(at.round.closes_at)
    assert queries.current(cast.area, now=now) == [at.round]
    actions.tick(at.round.closes_at + timedelta(days=14))
    assert queries.current(cast.area, now=now) == []
    assert queries.past(cast.area) == [at.round]


def test_one_broken_round_holds_up_no_other(cast, now, monkeypatch, caplog):
    broken, other = (planned(cast, pot=filled_pot(cast, name=name, now=now), now=now) for name in "ab")
    real = rules.phase_at

    def phase_at(timetable, moment):
        if timetable.collect_at == broken.collect_at - timedelta(hours=1):
            raise RuntimeError("broken")
        return real(timetable, moment)

    Round.objects.filter(pk=broken.pk).update(collect_at=broken.collect_at - timedelta(hours=1))
    monkeypatch.setattr(rules, "phase_at", phase_at)
    actions.tick(now + timedelta(weeks=1))
    assert (_phase(broken), _phase(other)) == (Phase.COLLECT, Phase.CHECK)
    assert "could not do _move" in caplog.text


def test_a_plan_of_an_area_is_exported_and_survives_forgetting(cast, now, open_for_2):
    at = open_for_2
    known = export(cast.chen)["rounds"]
    assert known["planned"] == ["Spring round"]
    assert set(known["nominated"]) == {"Playground", "Benches", "Repair shop", "Flower boxes"}
    assert export(cast.bram)["rounds"] == {
        "planned": [],
        "entered": [],
        "nominated": [],
        "looked": [],
        "decided": [],
        "called_about": [],
        "signed": [],
        "objected": [],
        "answered": [],
        "stepped_back": [],
        "works_on": [],
    }
    forget(cast.chen, by=cast.chen, now=at.now)
    assert at.round.entries.count() == 4
    assert at.round.roll.count() == 2


def test_an_empty_plan_does_not_open(cast, now):
    plan = Plan(title="x", budget=euros(1), timetable=timetable(now))
    round = actions.plan(filled_pot(cast, now=now), plan, by=cast.chen, now=now)
    assert actions.tick(round.vote_at) == 1
    assert _phase(round) == Phase.PRESENT
