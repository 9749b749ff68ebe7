"""When all fits the pot: signatures, lists on paper, objections, and two people who settle."""

import itertools
from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from smederij.agreements.actions import adopt
from smederij.base.models import Event
from smederij.base.money import euros
from smederij.base.refusals import Refusal
from smederij.initiatives.actions import withdraw
from smederij.people.actions import follow, give_hat, join, meet
from smederij.people.models import Notice
from smederij.pots import actions as pots
from smederij.pots import audit
from smederij.pots.models import Grant, Transfer
from smederij.pots.queries import available
from smederij.rounds import access, actions, winnings, without_vote
from smederij.rounds.actions import Said
from smederij.rounds.models import Entry, Objection, Phase, Result, Round, Settling, Signature
from smederij.rounds.rules import LookWords
from smederij.rounds.testing import FULL, filled_pot, idea, planned, started, timetable

ASKS = {"Bench": 900, "Meal": 600}


def agree(cast, now, *, signatures=2, days=14):
    adopt(
        cast.area,
        text="When all fits, we do not vote.",
        agreed_on=now.date(),
        agreed_where="in the hall",
        rule="settle",
        parameters={"signatures": signatures, "objection_days": days},
        by=cast.chen,
        now=now,
    )


def prepared(cast, now, *, budget=1500, asks=None, pot=None):
    """A round with ideas on the ballot that together fit."""
    round = planned(cast, budget=euros(budget), pot=pot, now=now)
    for title, asked in (asks or ASKS).items():
        posted = idea(title, asked=asked, by=cast.amina, area=cast.area, now=now)
        actions.nominate(actions.enter(round, posted, by=cast.chen, now=now), by=cast.chen, now=now)
    return round


@pytest.fixture
def begun(cast, now):
    agree(cast, now)
    round = prepared(cast, now)
    actions.begin(round, by=cast.chen, now=now)
    return Round.objects.get(pk=round.pk)


def entries(round):
    return list(round.entries.order_by("pk"))


def sign_all(cast, round, now, *, but=()):
    for entry in entries(round):
        if entry.title not in but:
            for who in (cast.amina, cast.bram):
                actions.sign(entry, by=who, now=now)


def fresh(round):
    return Round.objects.select_related("pot__area").get(pk=round.pk)


def said(**changed):
    words = {"name": "Gerda", "phone": "06 1234 5678", "reason": "The bench blocks my door.", "key": "k"}
    return Said(**{**words, **changed})


def test_it_goes_without_a_vote_and_the_money_is_reserved(cast, now, begun):
    follow(cast.area, by=cast.dalia, now=now)
    sign_all(cast, begun, now)
    over = begun.settling.until
    assert actions.settle_without_vote(begun, by=cast.chen, now=over) is None
    assert actions.settle_without_vote(begun, by=cast.chen, now=over) is None
    assert not Result.objects.exists()
    result = actions.settle_without_vote(begun, by=cast.els, now=over)
    assert result is not None
    assert actions.settle_without_vote(begun, by=cast.els, now=over) == result
    assert {grant.initiative.title: grant.amount for grant in Grant.objects.all()} == {
        "Bench": euros(900),
        "Meal": euros(600),
    }
    assert (result.ballots, result.issued, result.outcome["left"]) == (None, None, 0)
    assert without_vote.digest(result.outcome["settled_on"]) == result.input_sha256
    assert without_vote.digest(result.outcome) == result.outcome_sha256
    assert available(begun.pot) == FULL - euros(1500)
    assert fresh(begun).phase == Phase.RESULT
    assert not audit.run(now=over).problems
    kinds = list(Event.objects.filter(subject_kind="round").order_by("pk").values_list("kind", flat=True))
    assert kinds == ["round.planned", "round.settling", "round.settled_first", "round.settled"]
    assert Notice.objects.filter(actor=cast.dalia).count() == 1
    actions.tick(over + timedelta(days=30))
    assert fresh(begun).phase == Phase.DO
    assert Grant.objects.count() == 2


def test_only_where_it_was_agreed_before_and_only_when_it_fits(cast, now):
    round = prepared(cast, now)
    agree(cast, now)
    with pytest.raises(Refusal, match=r"afgesproken|agreed"):
        actions.begin(round, by=cast.chen, now=now)
    pot = round.pot
    too_much = prepared(cast, now, budget=1499, pot=pot)
    with pytest.raises(Refusal, match=r"meer|more"):
        actions.begin(too_much, by=cast.chen, now=now)
    empty = planned(cast, pot=pot, now=now)
    with pytest.raises(Refusal):
        actions.begin(empty, by=cast.chen, now=now)
    assert not Settling.objects.exists()


def test_the_most_an_idea_can_get_counts(cast, now):
    agree(cast, now)
    adopt(
        cast.area,
        text="At most 500.",
        agreed_on=now.date(),
        agreed_where="in the hall",
        rule="cap",
        parameters={"amount": 50_000},
        by=cast.chen,
        now=now,
    )
    round = prepared(cast, now, budget=1000)
    actions.begin(round, by=cast.chen, now=now)
    sign_all(cast, round, now)
    for who in (cast.chen, cast.els):
        actions.settle_without_vote(round, by=who, now=round.settling.until)
    assert [grant.amount for grant in Grant.objects.all()] == [euros(500), euros(500)]


def test_the_money_is_promised_meanwhile_and_the_ideas_stay_as_they_are(cast, now, begun):
    pledge = Transfer.objects.get(code="pledge")
    assert [promise.amount for promise in winnings.promises([begun.pot_id])] == [euros(1500)]
    with pytest.raises(Refusal):
        pots.undo_pledge(pledge, by=cast.ada, now=now)
    first = entries(begun)[0]
    with pytest.raises(Refusal):
        withdraw(started(first), by=cast.amina, now=now)
    later = idea("Late", asked=5, by=cast.amina, area=cast.area, now=now)
    refused = (
        lambda: actions.enter(begun, later, by=cast.chen, now=now),
        lambda: actions.unnominate(first, by=cast.chen, now=now),
        lambda: actions.reschedule(begun, timetable(now), by=cast.chen, now=now),
        lambda: actions.step_back(first, actions.Step(before=first.asked), by=cast.amina, now=now),
        lambda: actions.issue_letters(begun, by=cast.chen, now=now),
    )
    for do in refused:
        with pytest.raises(Refusal):
            do()
    for change in ({"asked": euros(1)}, {"title": "Other"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Entry.objects.filter(pk=first.pk).update(**change)
    for change in ({"budget": euros(1)}, {"phase": "vote"}, {"closes_at": now + timedelta(days=1)}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Round.objects.filter(pk=begun.pk).update(**change)


def test_the_clock_leaves_it_alone(cast, now, begun):
    for days in (1, 13, 15, 40):
        assert actions.tick(now + timedelta(days=days)) == 0
    assert fresh(begun).phase == Phase.PRESENT


def test_residents_sign_once_and_can_take_it_back(cast, now, begun):
    first = entries(begun)[0]
    for _twice in range(2):
        actions.sign(first, by=cast.bram, now=now)
    assert Signature.objects.count() == 1
    for stranger in (cast.dalia, cast.finn, cast.els):
        with pytest.raises(Refusal):
            actions.sign(first, by=stranger, now=now)
    actions.unsign(first, by=cast.bram, now=now)
    assert not Signature.objects.exists()
    with pytest.raises(Refusal):
        actions.sign(first, by=cast.bram, now=begun.settling.until)


def test_two_who_turn_out_to_be_one_signed_once(cast, now, begun):
    login = cast.bram.logins.get()
    for entry, who in zip(entries(begun), (cast.bram, cast.amina), strict=True):
        actions.sign(entry, by=who, now=now)
    actions.sign(entries(begun)[0], by=cast.amina, now=now)
    cast.amina.logins.all().delete()
    login.actors.add(cast.amina)
    kept = join(cast.amina, cast.bram, login=login, now=now)
    assert list(Signature.objects.values_list("actor", flat=True)) == [kept.pk] * 2
    actions.unsign(entries(begun)[0], by=kept, now=now)
    assert Signature.objects.get().entry == entries(begun)[1]


def test_a_list_counts_when_two_people_count_the_same(cast, now, begun):
    first = entries(begun)[0]
    give_hat("counter", to=cast.bram, area=cast.area, by=cast.els, now=now)

    def signed():
        return without_vote.ideas(Settling.objects.get())[0].signed

    actions.count_list(first, 1, 31, by=cast.chen, now=now)
    assert (signed().all, signed().differ) == (0, (1,))
    actions.count_list(first, 1, 31, by=cast.chen, now=now)
    assert signed().all == 0
    actions.count_list(first, 1, 30, by=cast.bram, now=now)
    assert (signed().all, signed().differ) == (0, (1,))
    actions.count_list(first, 1, 30, by=cast.chen, now=now)
    assert (signed().all, signed().differ) == (30, ())
    actions.count_list(first, 2, 5, by=cast.chen, now=now)
    actions.sign(first, by=cast.bram, now=now)
    assert (signed().screen, signed().paper, signed().all) == (1, 30, 31)
    other_name = meet("Chen again", now=now)
    give_hat("group", to=other_name, area=cast.area, by=cast.els, now=now)
    cast.chen.logins.get().actors.add(other_name)
    with pytest.raises(Refusal):
        actions.count_list(first, 2, 5, by=other_name, now=now)
    for number, count in ((0, 5), (100, 5), (3, -1), (3, 501)):
        with pytest.raises(Refusal):
            actions.count_list(first, number, count, by=cast.chen, now=now)


def test_an_objection_holds_it_up_until_somebody_else_answers(cast, now, begun):
    sign_all(cast, begun, now)
    first, over = entries(begun)[0], begun.settling.until
    made = actions.object_to(first, said(), by=None, now=now)
    assert actions.object_to(first, said(), by=None, now=now) == made
    with pytest.raises(Refusal, match=r"bezwaar|objection"):
        actions.settle_without_vote(begun, by=cast.chen, now=over)
    with pytest.raises(Refusal):
        actions.answer(made, words="Nonsense.", stands=False, by=cast.amina, now=now)
    with pytest.raises(Refusal):
        actions.answer(made, words=" ", stands=False, by=cast.chen, now=now)
    actions.answer(made, words="We move the bench two metres.", stands=False, by=cast.chen, now=now)
    for who in (cast.chen, cast.els):
        actions.settle_without_vote(begun, by=who, now=over)
    assert Grant.objects.count() == 2
    assert Objection.objects.get().phone
    actions.tick(over + timedelta(days=30))
    kept = Objection.objects.get()
    assert (kept.name, kept.phone, kept.answered_by) == ("", "", cast.chen)


def test_nobody_answers_their_own_objection_away(cast, now, begun):
    mine = actions.object_to(entries(begun)[0], said(), by=cast.chen, now=now)
    with pytest.raises(Refusal):
        actions.answer(mine, words="Never mind.", stands=False, by=cast.chen, now=now)
    actions.answer(mine, words="It stays.", stands=True, by=cast.chen, now=now)
    actions.answer(mine, words="We spoke; it is solved.", stands=False, by=cast.els, now=now)
    assert not Objection.objects.get().stands


def test_without_enough_signatures_the_group_goes_on_without_that_idea(cast, now, begun):
    sign_all(cast, begun, now, but=("Meal",))
    over = begun.settling.until
    with pytest.raises(Refusal, match="Meal"):
        actions.settle_without_vote(begun, by=cast.chen, now=over)
    meal = entries(begun)[1]
    actions.leave_out(meal, by=cast.chen, now=over)
    actions.settle_without_vote(begun, by=cast.chen, now=over)
    actions.settle_without_vote(begun, by=cast.els, now=over)
    assert [grant.initiative.title for grant in Grant.objects.all()] == ["Bench"]
    assert Result.objects.get().outcome["left"] == 60_000
    meal.refresh_from_db()
    assert meal.number is None


def test_who_said_yes_to_more_ideas_says_it_again(cast, now, begun):
    sign_all(cast, begun, now)
    over = begun.settling.until
    actions.settle_without_vote(begun, by=cast.chen, now=over)
    actions.leave_out(entries(begun)[1], by=cast.els, now=over)
    assert actions.settle_without_vote(begun, by=cast.els, now=over) is None
    assert not Result.objects.exists()


def test_it_becomes_a_vote_after_all(cast, now, begun):
    actions.object_to(entries(begun)[0], said(), by=None, now=now)
    later = now + timedelta(days=20)
    dates = timetable(later)
    for _twice in range(2):
        actions.to_vote(begun, dates, by=cast.chen, now=later)
    round = fresh(begun)
    assert (round.settling_at, round.phase, round.vote_at) == (None, Phase.COLLECT, dates.vote_at)
    with pytest.raises(Refusal):
        actions.settle_without_vote(begun, by=cast.chen, now=later)
    again = actions.begin(round, by=cast.chen, now=later)
    assert again.until > later
    assert Settling.objects.count() == 1
    with pytest.raises(Refusal):
        actions.to_vote(round, replace(dates, vote_at=later), by=cast.chen, now=later)


@pytest.mark.parametrize("missing", ["time", "second", "objection", "ballots"])
def test_the_database_itself_refuses_a_result_that_is_not_settled(cast, now, begun, missing):
    over = begun.settling.until
    by = {"first_by": cast.chen, "first_at": now, "second_by": cast.els, "second_at": now}
    Settling.objects.update(**({} if missing == "second" else by))
    if missing == "objection":
        actions.object_to(entries(begun)[0], said(), by=None, now=now)
    Round.objects.filter(pk=begun.pk).update(phase="count")
    facts = {"outcome": {}, "input_sha256": "", "outcome_sha256": "", "engine": ""}
    at = over - timedelta(seconds=1) if missing == "time" else over
    ballots = 3 if missing == "ballots" else None
    with pytest.raises(IntegrityError), transaction.atomic():
        Result.objects.create(round=begun, counted_at=at, ballots=ballots, **facts)


def test_one_person_cannot_be_both(cast, now, begun):
    with pytest.raises(IntegrityError), transaction.atomic():
        Settling.objects.update(first_by=cast.chen, second_by=cast.chen)


def test_another_name_of_the_same_login_is_no_second_person(cast, now, begun):
    sign_all(cast, begun, now)
    other_name = meet("Chen again", now=now)
    give_hat("group", to=other_name, area=cast.area, by=cast.els, now=now)
    cast.chen.logins.get().actors.add(other_name)
    over = begun.settling.until
    actions.settle_without_vote(begun, by=cast.chen, now=over)
    assert actions.settle_without_vote(begun, by=other_name, now=over) is None
    assert not Result.objects.exists()


def test_an_obstacle_goes_along_as_a_condition(cast, now):
    agree(cast, now)
    round = prepared(cast, now)
    actions.begin(round, by=cast.chen, now=now)
    words = LookWords(aspect="safety", free=False, reason="The quay is soft.", next_step="Els measures.")
    actions.look(entries(round)[0], words, owner=cast.els, due=None, by=cast.noor, now=now)
    sign_all(cast, round, now)
    for who in (cast.chen, cast.els):
        actions.settle_without_vote(round, by=who, now=round.settling.until)
    held = Grant.objects.exclude(held_reason="").get()
    assert (held.initiative.title, held.held_by) == ("Bench", cast.els)


@pytest.mark.parametrize("verb", ["may_settle", "may_sign", "may_count_lists"])
def test_who_may_do_what_in_which_phase(cast, now, begun, verb):
    expected = {
        "may_settle": {"chen", "els"},
        "may_sign": {"amina", "bram", "chen"},
        "may_count_lists": {"chen", "els"},
    }
    for phase in Phase:
        begun.phase = phase
        before = phase in {"collect", "check", "nominate", "present"}
        may = {name for name, actor in cast.people.items() if getattr(access, verb)(actor, begun, now=now)}
        assert may == (expected[verb] if before else set()), phase
    assert not getattr(access, verb)(None, begun, now=now)


def test_two_settle_at_once_and_sign_at_once(fresh_db, run_in_threads, cast, now):
    agree(cast, now)
    round = prepared(cast, now)
    actions.begin(round, by=cast.chen, now=now)
    found = entries(round)
    signing = [
        lambda entry=entry, who=who: actions.sign(entry, by=who, now=now)
        for entry, who in itertools.product(found, (cast.amina, cast.bram, cast.amina))
    ]
    run_in_threads(signing)
    assert Signature.objects.count() == 4
    over = Settling.objects.get().until
    actions.settle_without_vote(round, by=cast.chen, now=over)
    run_in_threads([lambda: actions.settle_without_vote(round, by=cast.els, now=over) for _twice in range(4)])
    assert Result.objects.count() == 1
    assert Grant.objects.count() == 2
    assert available(round.pot) == FULL - euros(1500)


def test_it_does_not_begin_on_money_another_round_decides_over(cast, now):
    agree(cast, now)
    pot = filled_pot(cast, amount=euros(2000), now=now)
    first = prepared(cast, now, pot=pot)
    actions.begin(first, by=cast.chen, now=now)
    second = prepared(cast, now, pot=pot, asks={"Other": 800})
    with pytest.raises(Refusal):
        actions.begin(second, by=cast.chen, now=now)


def _also(cast, now, name, *, of):
    """Another name that the same login acts for."""
    other = meet(name, now=now)
    give_hat("resident", to=other, area=cast.area, by=cast.els, now=now)
    of.logins.get().actors.add(other)
    return other
