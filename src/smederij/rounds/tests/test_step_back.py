"""Granting one another something, and winning on a condition."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from smederij.base.money import ZERO, euros
from smederij.base.refusals import Refusal
from smederij.pots import actions as pots
from smederij.pots.models import Grant
from smederij.rounds import access, actions, queries, waiting
from smederij.rounds.actions import Step, new_nonce
from smederij.rounds.models import Entry, Look, Phase, SteppingBack
from smederij.rounds.rules import Choices, LookWords
from smederij.rounds.testing import nominated, planned, ready, started

IBAN = "NL91ABNA0417164300"


def entry_of(round, title):
    return round.entries.get(title=title)


def test_an_idea_steps_back_in_favour_of_another(cast, now):
    round, _codes = ready(cast, now=now)
    benches, playground = entry_of(round, "Benches"), entry_of(round, "Playground")
    step = Step(before=benches.asked, in_favour_of=playground, named=True)
    written = actions.step_back(benches, step, by=cast.amina, now=now)
    assert actions.step_back(benches, step, by=cast.chen, now=now) == written
    assert (written.before, written.after, written.by, written.whole) == (
        euros(1500),
        ZERO,
        cast.amina,
        True,
    )
    with pytest.raises(Refusal):
        actions.nominate(benches, by=cast.chen, now=now)
    actions.tick(round.vote_at)
    assert "Benches" not in {one.title for one in queries.ballot_paper(round).entries}


def test_part_of_what_was_asked_is_given_up_exactly(cast, now):
    round, _codes = ready(cast, now=now)
    benches = entry_of(round, "Benches")
    written = actions.step_back(benches, Step(before=euros(1500), after=euros(1000)), by=cast.chen, now=now)
    assert (written.by, written.written_by) == (cast.amina, cast.chen)
    benches.refresh_from_db()
    assert benches.asked == euros(1000)
    with pytest.raises(Refusal):  # a form that was open meanwhile
        actions.step_back(benches, Step(before=euros(1500), after=euros(900)), by=cast.amina, now=now)
    for after in (euros(1000), euros(2000)):
        with pytest.raises(Refusal):
            actions.step_back(benches, Step(before=euros(1000), after=after), by=cast.amina, now=now)
    actions.tick(round.vote_at)
    assert {one.title: one.asked for one in queries.ballot_paper(round).entries}["Benches"] == euros(1000)


def test_what_was_given_up_stays_given_up(cast, now):
    round = planned(cast, now=now)
    benches = next(one for one in nominated(cast, round, now=now) if one.title == "Benches")
    actions.step_back(benches, Step(before=euros(1500), after=euros(1000)), by=cast.amina, now=now)
    actions.unnominate(benches, by=cast.chen, now=now)
    assert actions.nominate(benches, by=cast.chen, now=now).asked == euros(1000)


def test_only_who_started_it_or_the_group_and_only_before_the_vote(cast, now, open_for_10):
    at = open_for_10
    entry = Entry.objects.select_related("initiative", "round__pot__area").get(pk=at.entries[0].pk)
    for phase in Phase:
        entry.round.phase = phase
        before = phase in {"collect", "check", "nominate", "present"}
        may = {
            name
            for name, who in cast.people.items()
            if access.may_step_back(who, entry, entry.round, now=now)
        }
        assert may == ({"amina", "chen", "els"} if before else set()), phase
    with pytest.raises(Refusal):
        actions.step_back(entry, Step(before=entry.asked), by=cast.amina, now=at.now)
    row = {"entry": entry, "before": entry.asked, "after": ZERO, "by": cast.amina}
    with pytest.raises(IntegrityError), transaction.atomic():
        SteppingBack.objects.create(**row, written_by=cast.amina, at=at.now)


def test_it_is_never_changed(cast, now):
    round, _codes = ready(cast, now=now)
    benches = entry_of(round, "Benches")
    actions.step_back(benches, Step(before=benches.asked), by=cast.amina, now=now)
    rows = SteppingBack.objects.all()
    for do in (rows.delete, lambda: rows.update(named=True)):
        with (
            pytest.raises(Exception, match=r"never changed|never taken away|permission denied"),
            transaction.atomic(),
        ):
            do()


def test_in_favour_of_an_idea_that_is_there(cast, now):
    round, _codes = ready(cast, now=now)
    benches, playground = entry_of(round, "Benches"), entry_of(round, "Playground")
    actions.step_back(playground, Step(before=playground.asked), by=cast.amina, now=now)
    playground.refresh_from_db()
    for wrong in (playground, benches):
        with pytest.raises(Refusal):
            actions.step_back(benches, Step(before=benches.asked, in_favour_of=wrong), by=cast.amina, now=now)


def obstacle(cast, entry, now, aspect="safety", owner=None):
    words = LookWords(aspect=aspect, free=False, reason="The quay is soft.", next_step="Els measures.")
    return actions.look(entry, words, owner=owner or cast.els, due=None, by=cast.noor, now=now)


def won(cast, now, *, both=False):
    """The playground won while an obstacle stood; gives the look and the grant."""
    round, codes = ready(cast, now=now)
    entry = entry_of(round, "Playground")
    looks = [obstacle(cast, entry, now)]
    if both:
        looks.append(obstacle(cast, entry, now, "law", cast.noor))
    actions.tick(round.vote_at)
    entry.refresh_from_db()
    for code in codes:
        letter = actions.open_letter(code, network="::1", now=round.vote_at)
        actions.cast(letter.token, new_nonce(), Choices({entry.number: 1}), now=round.vote_at)
    actions.tick(round.closes_at)
    return looks, Grant.objects.get(initiative=started(entry)), round.closes_at


def test_an_idea_wins_on_a_condition_and_its_money_waits(cast, now):
    (look,), grant, late = won(cast, now)
    assert grant.held_by == cast.els
    assert "The quay is soft." in grant.held_reason
    order = {"amount": euros(100), "payee": "Amina", "iban": IBAN, "by": cast.chen}
    with pytest.raises(Refusal, match="quay"):
        pots.order_payment(grant, key="an-order-of-this-form", now=late, **order)
    assert [one for one in waiting.waiting_for(cast.els.pk, late) if "Playground" in one.sentence]
    for stranger in (cast.amina, cast.chen, cast.finn):
        with pytest.raises(Refusal):
            actions.solve(look, how="Done.", by=stranger, now=late)
    with pytest.raises(Refusal):
        actions.solve(look, how="  ", by=cast.els, now=late)
    for _twice in range(2):
        actions.solve(look, how="The quay was made firm.", by=cast.els, now=late)
    grant.refresh_from_db()
    assert (grant.held_reason, grant.held_by) == ("", None)
    assert not [one for one in waiting.waiting_for(cast.els.pk, late) if "Playground" in one.sentence]
    pots.order_payment(grant, key="an-order-of-this-form", now=late, **order)


def test_two_obstacles_are_solved_one_by_one(cast, now):
    looks, grant, late = won(cast, now, both=True)
    for look in looks:
        grant.refresh_from_db()
        assert grant.held_reason
        actions.solve(look, how="Solved.", by=look.owner, now=late)
    grant.refresh_from_db()
    assert grant.held_reason == ""


def test_what_the_steering_group_holds_stays_held(cast, now):
    (look,), grant, late = won(cast, now)
    pots.release(grant, by=cast.finn, now=late)
    pots.hold(grant, reason="A dispute.", by=cast.finn, now=late)
    actions.solve(look, how="Solved.", by=cast.els, now=late)
    grant.refresh_from_db()
    assert grant.held_reason == "A dispute."


def test_an_obstacle_solved_before_the_count_holds_nothing(cast, now):
    round, codes = ready(cast, now=now)
    entry = entry_of(round, "Playground")
    look = obstacle(cast, entry, now)
    actions.solve(look, how="Solved.", by=cast.els, now=now)
    assert not queries.standings(round)[0].obstacles
    actions.tick(round.vote_at)
    entry.refresh_from_db()
    for code in codes:
        letter = actions.open_letter(code, network="::1", now=round.vote_at)
        actions.cast(letter.token, new_nonce(), Choices({entry.number: 1}), now=round.vote_at)
    actions.tick(round.closes_at + timedelta(minutes=1))
    assert Grant.objects.get(initiative=started(entry)).held_reason == ""


def test_a_new_look_opens_it_again(cast, now):
    round, _codes = ready(cast, now=now)
    entry = entry_of(round, "Playground")
    actions.solve(obstacle(cast, entry, now), how="Solved.", by=cast.els, now=now)
    obstacle(cast, entry, now)
    assert Look.objects.get().stands
