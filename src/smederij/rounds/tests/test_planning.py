"""Dates, ideas, looking along, the ballot."""

from dataclasses import replace
from datetime import timedelta

import pytest

from smederij.agreements.actions import adopt
from smederij.base.models import Event
from smederij.base.money import ZERO, euros
from smederij.base.refusals import Refusal
from smederij.initiatives.actions import Draft, accept, change, invite, lay_down, post, withdraw
from smederij.rounds import actions, papers, queries
from smederij.rounds.actions import Plan
from smederij.rounds.models import Entry, Look, Phase, Round
from smederij.rounds.rules import LookWords
from smederij.rounds.testing import filled_pot, idea, planned, timetable
from smederij.rounds.views.words import rules_in_words

OBSTACLE = LookWords(
    "safety", free=False, reason="Too close to the road.", next_step="We look for another spot."
)


def _plan(now, **more):
    return Plan(**{"title": "Spring", "budget": euros(5000), "timetable": timetable(now), **more})


def _refused(verb, *args, **kwargs):
    with pytest.raises(Refusal) as caught:
        verb(*args, **kwargs)
    return caught.value.status


def test_without_agreements_the_house_rules_hold(cast, now):
    round = planned(cast, now=now)
    assert (round.ballot_type, round.most_choices, round.most_per_idea) == ("approve", 3, 1)
    assert (round.partial_last, round.skip_misfit, round.cap) == (True, False, None)
    assert (round.phase, len(round.seed), queries.citations(round)) == (Phase.COLLECT, 32, {})
    assert Event.objects.filter(kind="round.planned", subject_id=round.pk, actor_id=cast.chen.pk).exists()


def test_the_rules_of_that_moment_are_copied_and_cited(cast, now):
    facts = {"agreed_on": now.date(), "agreed_where": "in the hall", "by": cast.chen, "now": now}
    ten = {"kind": "points", "most_choices": 10, "most_per_idea": 5}
    adopt(cast.area, text="Ten points.", rule="ballot", parameters=ten, **facts)
    adopt(cast.area, text="At most 2.000.", rule="cap", parameters={"amount": 200_000}, **facts)
    round = planned(cast, now=now)
    assert (round.ballot_type, round.most_choices, round.most_per_idea) == ("points", 10, 5)
    assert round.cap == euros(2000)
    assert queries.citations(round) == {"ballot": "Ten points.", "cap": "At most 2.000."}
    later = now + timedelta(days=1)
    three = {"kind": "approve", "most_choices": 5}
    adopt(cast.area, text="Five.", rule="ballot", parameters=three, **(facts | {"now": later}))
    assert Round.objects.get().ballot_type == "points"


def test_votes_to_win_and_days_to_object_come_from_agreements_and_stay(cast, now):
    facts = {"agreed_on": now.date(), "agreed_where": "in the hall", "by": cast.chen}
    adopt(cast.area, text="Ten votes.", rule="votes", parameters={"at_least": 10}, now=now, **facts)
    adopt(cast.area, text="A month.", rule="objection", parameters={"days": 30}, now=now, **facts)
    adopt(cast.area, text="Next year.", rule="sit_out", parameters={"years": 1}, now=now, **facts)
    round = planned(cast, now=now)
    assert (round.threshold, round.objection_days) == (10, 30)
    adopt(cast.area, text="At once.", rule="sit_out", parameters={"rounds": 1}, now=now, **facts)
    assert queries.agreed(round).sit_out.rule.years == 1
    assert str(queries.agreed(round).sit_out.agreement) == "Next year."
    assert queries.agreed(round).ideas.agreement is None


@pytest.mark.parametrize(
    "wrong",
    [
        {"title": " "},
        {"title": "x" * 121},
        {"budget": ZERO},
        {"budget": euros(-5)},
        {"objection_days": -1},
        {"objection_days": 91},
    ],
)
def test_a_plan_that_can_not_be(cast, now, wrong):
    assert (
        _refused(actions.plan, filled_pot(cast, now=now), _plan(now, **wrong), by=cast.chen, now=now) == 409
    )
    assert Round.objects.count() == 0


def test_only_the_areas_people_plan(cast, now):
    pot = filled_pot(cast, now=now)
    for actor in (cast.amina, cast.dalia, cast.finn, cast.noor):
        assert _refused(actions.plan, pot, _plan(now), by=actor, now=now) == 403


def test_dates_move_until_the_vote_opens(cast, now):
    round = planned(cast, now=now)
    week = timedelta(weeks=1)
    later = replace(timetable(now + week), check_at=None)
    moved = actions.reschedule(round, later, by=cast.els, now=now)
    assert (moved.vote_at, moved.check_at) == (now + 5 * week, None)
    wrong = replace(later, closes_at=later.vote_at)
    assert _refused(actions.reschedule, round, wrong, by=cast.els, now=now) == 409
    Round.objects.update(phase=Phase.VOTE)
    assert _refused(actions.reschedule, round, later, by=cast.els, now=now) == 403


def test_an_idea_takes_part_once(cast, now):
    round = planned(cast, now=now)
    swing = idea("Swing", asked=900, by=cast.amina, area=cast.area, now=now)
    entry = actions.enter(round, swing, by=cast.amina, now=now)
    assert actions.enter(round, swing, by=cast.chen, now=now) == entry
    assert (entry.title, entry.asked, entry.entered_by) == ("Swing", euros(900), cast.amina)
    assert Entry.objects.count() == 1


def test_whoever_carries_an_idea_now_enters_it(cast, now):
    round = planned(cast, now=now)
    swing = idea("Swing", asked=900, by=cast.amina, area=cast.area, now=now)
    accept(invite(swing, name="Bram", by=cast.amina, now=now), by=cast.bram, now=now)
    lay_down(swing, by=cast.amina, now=now)
    assert _refused(actions.enter, round, swing, by=cast.amina, now=now) == 403
    assert actions.enter(round, swing, by=cast.bram, now=now).entered_by == cast.bram


def test_what_can_not_take_part(cast, now):
    round = planned(cast, now=now)
    elsewhere = idea("Elsewhere", asked=10, by=cast.dalia, area=cast.other_area, now=now)
    no_amount = post(Draft(title="No amount"), area=cast.area, by=cast.amina, reach=None, now=now)
    gone = idea("Gone", asked=10, by=cast.amina, area=cast.area, now=now)
    withdraw(gone, by=cast.amina, now=now)
    for wrong in (elsewhere, no_amount, gone):
        assert _refused(actions.enter, round, wrong, by=cast.chen, now=now) == 409
    mine = idea("Mine", asked=10, by=cast.amina, area=cast.area, now=now)
    assert _refused(actions.enter, round, mine, by=cast.bram, now=now) == 403
    assert {found.title for found in queries.desk(round, now=now).could_enter} == {"No amount", "Mine"}


def test_text_and_amount_freeze_on_the_ballot(cast, now):
    round = planned(cast, now=now)
    swing = idea("Swing", asked=900, by=cast.amina, area=cast.area, now=now)
    entry = actions.enter(round, swing, by=cast.amina, now=now)
    change(swing, Draft(title="Two swings", asked=euros(1200)), by=cast.amina, now=now)
    entry = actions.nominate(entry, by=cast.chen, now=now)
    assert (entry.title, entry.asked, entry.nominated_by) == ("Two swings", euros(1200), cast.chen)
    change(swing, Draft(title="Three swings", asked=euros(9000)), by=cast.amina, now=now)
    assert actions.nominate(entry, by=cast.els, now=now).title == "Two swings"
    assert Entry.objects.get().asked == euros(1200)
    assert _refused(actions.nominate, entry, by=cast.amina, now=now) == 403


def test_looking_along_removes_nothing(cast, now):
    round = planned(cast, now=now)
    entry = actions.enter(
        round, idea("Swing", asked=9, by=cast.amina, area=cast.area, now=now), by=cast.chen, now=now
    )
    actions.look(entry, OBSTACLE, owner=cast.noor, due=None, by=cast.noor, now=now)
    actions.nominate(entry, by=cast.chen, now=now)
    (standing,) = queries.standings(round)
    assert (standing.nominated, [look.reason for look in standing.obstacles]) == (
        True,
        ["Too close to the road."],
    )
    assert queries.desk(round, now=now).obstacles[0] != ""
    free = LookWords("safety", free=True)
    actions.look(entry, free, owner=None, due=None, by=cast.els, now=now)
    assert (Look.objects.count(), queries.standings(round)[0].obstacles) == (1, ())
    assert _refused(actions.look, entry, free, owner=None, due=None, by=cast.chen, now=now) == 403
    taste = LookWords("taste", free=True)
    assert _refused(actions.look, entry, taste, owner=None, due=None, by=cast.noor, now=now) == 409
    no_step = replace(OBSTACLE, next_step="")
    assert _refused(actions.look, entry, no_step, owner=cast.noor, due=None, by=cast.noor, now=now) == 409


def test_agreements_bite_where_they_are_about(cast, now):
    facts = {"agreed_on": now.date(), "agreed_where": "in the hall", "by": cast.chen, "now": now}
    adopt(cast.area, text="A coin.", rule="tie", parameters={"way": "lot"}, **facts)
    adopt(cast.area, text="From four.", rule="age", parameters={"from": 4}, **facts)
    round = planned(cast, now=now)
    assert (papers.method(round).ties, "--ties lot" in papers.command(round)) == ("lot", True)
    assert "From four." in queries.age_note(round)
    assert {"Evenveel stemmen? Dan beslist het lot.", "Je mag stemmen vanaf 4 jaar."} <= set(
        rules_in_words(round)
    )


def test_without_agreements_nothing_is_said_about_ages_and_the_cheaper_goes_first(cast, now):
    round = planned(cast, now=now)
    assert (papers.method(round).ties, queries.age_note(round)) == ("cost-votes-lot", "")
    assert "--ties" not in papers.command(round)
