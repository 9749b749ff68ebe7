"""An agreement about people is applied by a person, or there is an exception in the open."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from tests.support.scenes import scene

from smederij.agreements.actions import adopt
from smederij.base.models import Event
from smederij.base.refusals import Refusal
from smederij.initiatives.actions import answer_offer, offer_to_carry, stand_behind
from smederij.people.actions import give_hat, meet
from smederij.people.models import HatKind
from smederij.rounds import access, actions, queries
from smederij.rounds.actions import Decision, new_nonce
from smederij.rounds.models import Round, Ruling
from smederij.rounds.rules import Choices
from smederij.rounds.testing import filled_pot, idea, nominated, number, opened, planned, started

WAITS, MAY = Decision(rule="sit_out"), Decision(rule="sit_out", reason="Nobody else came forward.")


def agree(cast, kind, now, text="We agreed so.", **parameters):
    return adopt(
        cast.area,
        text=text,
        agreed_on=now.date(),
        agreed_where="in the hall",
        rule=kind,
        parameters=parameters,
        by=cast.chen,
        now=now,
    )


def won_by_amina(cast, now):
    """A round in which an idea of Amina won."""
    at = opened(cast, voters=3, now=now)
    letter = actions.open_letter(at.codes[0], network="::1", now=at.now)
    actions.cast(letter.token, new_nonce(), Choices({number(at.entries[0]): 1}), now=at.now)
    actions.settle(at.round, now=at.round.closes_at)
    return at


@scene
def sits_out(cast, now):
    """The next round, with an idea of Amina, who won, and one of Bram. Gives (round, hers, his, when)."""
    at = won_by_amina(cast, now)
    later = at.round.closes_at + timedelta(days=20)
    agree(cast, "sit_out", later, text="Whoever won skips a round.", rounds=1)
    pot = filled_pot(cast, name="Next", now=later)
    round = planned(cast, pot=pot, now=later)
    hers, his = (
        actions.enter(
            round, idea(title, asked=500, by=who, area=cast.area, now=later), by=cast.chen, now=later
        )
        for title, who in (("A swing", cast.amina), ("A fence", cast.bram))
    )
    return round, hers, his, later


def refused(verb, *args, **kwargs):
    with pytest.raises(Refusal) as caught:
        verb(*args, **kwargs)
    return caught.value


def test_the_machine_notices_and_says_why(cast, sits_out):
    round, hers, his, _when = sits_out
    found = queries.bites(round)
    [notice] = found[hers.pk].notices
    assert (notice.rule, notice.ruling, str(notice.agreement)) == (
        "sit_out",
        None,
        "Whoever won skips a round.",
    )
    assert "Spring round" in notice.why
    assert not found[his.pk].notices
    assert found[his.pk].free


def test_until_a_person_decided_it_cannot_be_on_the_ballot(cast, sits_out):
    _round, hers, his, when = sits_out
    assert "Whoever won skips a round." in refused(actions.nominate, hers, by=cast.chen, now=when).reason
    assert actions.nominate(his, by=cast.chen, now=when).nominated_at == when


def test_it_waits_after_a_call(cast, sits_out):
    round, hers, _his, when = sits_out
    assert refused(actions.let_wait, hers, WAITS, by=cast.chen, now=when).status == 409
    made = actions.let_wait(hers, replace(WAITS, called_by=cast.els), by=cast.chen, now=when)
    assert (made.applied, made.called_by, made.by, made.at) == (True, cast.els, cast.chen, when)
    assert Event.objects.filter(kind="round.agreement_applied", subject_id=made.pk).exists()
    assert queries.bites(round)[hers.pk].waits
    assert "Whoever won skips a round." in refused(actions.nominate, hers, by=cast.chen, now=when).reason


def test_an_exception_has_a_reason_and_lets_it_in(cast, sits_out):
    _round, hers, _his, when = sits_out
    assert (
        refused(actions.make_exception, hers, replace(MAY, reason=" "), by=cast.chen, now=when).status == 409
    )
    assert actions.make_exception(hers, MAY, by=cast.chen, now=when).reason == MAY.reason
    assert actions.nominate(hers, by=cast.chen, now=when).nominated_at == when
    assert Event.objects.filter(kind="round.exception_made").count() == 1


def test_only_people_of_the_area_can_have_called(cast, sits_out):
    _round, hers, _his, when = sits_out
    called = replace(WAITS, called_by=cast.dalia)
    assert refused(actions.let_wait, hers, called, by=cast.chen, now=when).status == 403


def test_what_concerns_nobody_is_not_decided(cast, sits_out):
    _round, _hers, his, when = sits_out
    assert refused(actions.make_exception, his, MAY, by=cast.chen, now=when).status == 409
    many = replace(MAY, rule="ideas")
    assert refused(actions.make_exception, his, many, by=cast.chen, now=when).status == 409


def test_nobody_decides_about_their_own_idea_and_then_those_around_do(cast, sits_out):
    _round, hers, _his, when = sits_out
    give_hat(HatKind.GROUP, to=cast.amina, area=cast.area, by=None, now=when)
    assert refused(actions.make_exception, hers, MAY, by=cast.amina, now=when).status == 403
    sita = meet("Sita", phone="06 1000 0009", now=when)
    give_hat(HatKind.STEERING, to=sita, area=cast.root, by=None, now=when)
    assert actions.make_exception(hers, MAY, by=sita, now=when).by == sita


@pytest.mark.parametrize(
    ("who", "may"),
    [
        ("amina", False),
        ("bram", False),
        ("chen", True),
        ("dalia", False),
        ("els", True),
        ("finn", False),
        ("noor", False),
        ("ada", False),
        ("library", False),
        (None, False),
    ],
)
@pytest.mark.parametrize(
    ("phase", "open"), [("collect", True), ("present", True), ("vote", False), ("do", False)]
)
def test_who_may_decide_when(cast, sits_out, who, may, phase, open):
    round, hers, his, when = sits_out
    round.phase = phase
    actor = cast.people.get(who)
    assert bool(access.may_rule(actor, round, hers, now=when)) is (may and open)
    assert bool(access.may_rule(actor, round, his, now=when)) is (may and open)


def test_the_same_again_is_once_and_another_answer_looks_first(cast, sits_out):
    _round, hers, _his, when = sits_out
    first = actions.make_exception(hers, MAY, by=cast.chen, now=when)
    assert actions.make_exception(hers, MAY, by=cast.chen, now=when) == first
    called = replace(WAITS, called_by=cast.els)
    assert "Chen" in refused(actions.let_wait, hers, called, by=cast.els, now=when).reason
    second = actions.let_wait(hers, replace(called, instead_of=first.pk), by=cast.els, now=when)
    assert (second.replaces, Ruling.objects.count()) == (first, 2)
    assert queries.bites(hers.round)[hers.pk].waits


def test_what_stands_on_the_ballot_comes_off_first(cast, sits_out):
    _round, hers, _his, when = sits_out
    first = actions.make_exception(hers, MAY, by=cast.chen, now=when)
    actions.nominate(hers, by=cast.chen, now=when)
    again = replace(WAITS, called_by=cast.els, instead_of=first.pk)
    assert refused(actions.let_wait, hers, again, by=cast.chen, now=when).status == 409
    actions.unnominate(hers, by=cast.chen, now=when)
    assert actions.let_wait(hers, again, by=cast.chen, now=when).applied


def test_a_ruling_is_never_changed(cast, sits_out):
    _round, hers, _his, when = sits_out
    made = actions.make_exception(hers, MAY, by=cast.chen, now=when)
    for touch in (
        lambda: Ruling.objects.update(reason="x"),
        lambda: Ruling.objects.filter(pk=made.pk).delete(),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            touch()
    wrong = {"entry": hers, "agreement": made.agreement, "by": cast.chen, "at": when, "replaces": made}
    for facts in ({"applied": False}, {"applied": True}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Ruling.objects.create(rule="sit_out", **facts, **wrong)


def test_a_rule_made_later_holds_from_the_next_round(cast, now):
    round = planned(cast, now=now)
    agree(cast, "ideas", now, most=1)
    entered = [
        actions.enter(
            round, idea(title, asked=500, by=cast.amina, area=cast.area, now=now), by=cast.amina, now=now
        )
        for title in ("One", "Two")
    ]
    assert all(queries.bites(round)[entry.pk].free for entry in entered)


def test_more_ideas_than_agreed(cast, now):
    agree(cast, "ideas", now, most=1)
    round = planned(cast, now=now)
    one, two, three = (
        actions.enter(
            round, idea(title, asked=500, by=cast.amina, area=cast.area, now=now), by=cast.amina, now=now
        )
        for title in ("One", "Two", "Three")
    )
    found = queries.bites(round)
    assert [len(found[entry.pk].open) for entry in (one, two, three)] == [0, 1, 1]
    decision = Decision(rule="ideas", called_by=cast.els)
    actions.let_wait(two, decision, by=cast.chen, now=now)
    assert queries.bites(round)[two.pk].waits  # also now that it does not count any more
    actions.make_exception(three, Decision(rule="ideas", reason="It is small."), by=cast.chen, now=now)
    assert actions.nominate(three, by=cast.chen, now=now)


def test_support_decides_by_itself(cast, now):
    agree(cast, "nomination", now, way="support", at_least=2)
    round = planned(cast, now=now)
    one = idea("One", asked=500, by=cast.amina, area=cast.area, now=now)
    entry = actions.enter(round, one, by=cast.amina, now=now)
    for neighbour in (cast.amina, cast.bram):  # her own hand does not count
        stand_behind(one, named=True, by=neighbour, now=now)
    assert queries.bites(round)[entry.pk].support == 1
    assert "We agreed so." in refused(actions.nominate, entry, by=cast.chen, now=now).reason
    stand_behind(one, named=False, by=cast.chen, now=now)
    assert actions.nominate(entry, by=cast.chen, now=now).nominated_at == now


def test_everyone_who_carries_an_idea_waits_and_who_came_later_does_not(cast, now, open_for_3):
    at = open_for_3
    one = started(at.entries[0])
    carries(one, cast.bram, now=now)
    letter = actions.open_letter(at.codes[0], network="::1", now=at.now)
    actions.cast(letter.token, new_nonce(), Choices({number(at.entries[0]): 1}), now=at.now)
    actions.settle(at.round, now=at.round.closes_at)
    later = at.round.closes_at + timedelta(days=20)
    carries(one, cast.els, now=later)
    agree(cast, "sit_out", later, rounds=1, per="group")
    round = planned(cast, pot=filled_pot(cast, name="Next", now=later), now=later)
    found = {}
    for who in (cast.amina, cast.bram, cast.els):
        mine = idea(f"Of {who}", asked=500, by=who, area=cast.area, now=later)
        found[who.name] = actions.enter(round, mine, by=cast.chen, now=later).pk
    bitten = queries.bites(round)
    assert {name: bool(bitten[entry].open) for name, entry in found.items()} == {
        "Amina": True,
        "Bram": True,
        "Els": False,
    }


def test_who_carries_it_does_not_decide_about_it(cast, sits_out):
    round, _hers, his, when = sits_out
    carries(started(his), cast.chen, now=when)
    assert not access.may_rule(cast.chen, round, his, now=when)


def carries(initiative, actor, now):
    """Somebody says yes to carrying it too."""
    offer = offer_to_carry(initiative, by=actor, now=now)
    answer_offer(offer, agrees=True, by=initiative.starter, now=now)


def test_more_than_the_cap_is_said_and_may_go_on(cast, now):
    agree(cast, "cap", now, amount=100_000)
    round = planned(cast, now=now)
    entries = nominated(cast, round, now=now)
    found = queries.bites(round)
    assert {started(entry).title: bool(found[entry.pk].capped) for entry in entries} == {
        "Playground": True,
        "Benches": True,
        "Repair shop": True,
        "Flower boxes": False,
    }


@pytest.mark.parametrize("rows", [3, 60])
def test_many_ideas_take_as_many_questions(cast, now, rows, django_assert_max_num_queries):
    for kind, parameters in (("sit_out", {"years": 1}), ("ideas", {"most": 1}), ("cap", {"amount": 100})):
        agree(cast, kind, now, text=kind, **parameters)
    round = planned(cast, now=now)
    for title in range(rows):
        actions.enter(
            round,
            idea(f"Idea {title}", asked=500, by=cast.amina, area=cast.area, now=now),
            by=cast.chen,
            now=now,
        )
    with django_assert_max_num_queries(8):
        found = queries.bites(Round.objects.select_related("pot__area").get(pk=round.pk))
    assert sum(len(one.open) for one in found.values()) == rows - 1


def test_two_at_once_make_one_ruling(fresh_db, run_in_threads, cast, now):
    agree(cast, "ideas", now, most=1)
    round = planned(cast, now=now)
    _one, two = (
        actions.enter(
            round, idea(title, asked=500, by=cast.amina, area=cast.area, now=now), by=cast.amina, now=now
        )
        for title in ("One", "Two")
    )
    waits = Decision(rule="ideas", called_by=cast.els)
    may = Decision(rule="ideas", reason="It is small.")
    answers = run_in_threads(
        [
            lambda: actions.let_wait(two, waits, by=cast.chen, now=now),
            lambda: actions.make_exception(two, may, by=cast.els, now=now),
            lambda: actions.let_wait(two, waits, by=cast.els, now=now),
        ]
    )
    assert sorted(type(answer).__name__ for answer in answers) == ["Refusal", "Refusal", "Ruling"], answers
    assert Ruling.objects.count() == 1
