"""What people vote on stays in the pot, and a count never waits for money."""

import pytest

from smederij.base.money import euros
from smederij.base.refusals import Refusal
from smederij.pots import actions as pots
from smederij.pots.book import books
from smederij.pots.models import Grant, Transfer
from smederij.pots.queries import available
from smederij.pots.testing import idea
from smederij.rounds import actions, queries, waiting, winnings
from smederij.rounds.actions import new_nonce, settling
from smederij.rounds.models import Phase, Result, Round
from smederij.rounds.rules import Choices
from smederij.rounds.testing import BUDGET, FULL, filled_pot, planned, ready, timetable


def _voted(at):
    """Everyone chooses the first two ideas."""
    for code in at.codes:
        letter = actions.open_letter(code, network="::1", now=at.now)
        actions.cast(letter.token, new_nonce(), Choices({1: 1, 2: 1}), now=at.now)


def _drain(cast, pot, *, now):
    """Leave one euro, by a grant outside any round."""
    other = pots.Award(idea(cast, "Elsewhere", now=now), FULL - euros(1))
    pots.award(pot, [other], key_prefix="elsewhere", report_weeks=None, by=None, now=now)


def test_a_pledge_cannot_be_undone_while_people_vote_on_it(cast, now, open_for_3):
    at = open_for_3
    pledge = Transfer.objects.get(code="pledge")
    with pytest.raises(Refusal, match=r"gestemd|voting"):
        pots.undo_pledge(pledge, by=cast.ada, now=at.now)
    assert available(at.round.pot) == FULL
    _voted(at)
    assert sum(grant.amount.cents for grant in _settled(at)) > 0


def _settled(at):
    actions.settle(at.round, now=at.round.closes_at)
    return Grant.objects.all()


def test_what_is_more_than_promised_can_be_undone(cast, now, open_for_3):
    at = open_for_3
    facts = {"funder": cast.library, "by": cast.finn, "now": now}
    more = pots.pledge(at.round.pot, amount=euros(40), key="more-pledge", **facts)
    pots.undo_pledge(more, by=cast.ada, now=at.now)
    assert available(at.round.pot) == FULL


def test_before_voting_nothing_is_promised(cast, now):
    pot = filled_pot(cast, now=now)
    planned(cast, pot=pot, now=now)
    pots.undo_pledge(Transfer.objects.get(code="pledge"), by=cast.ada, now=now)
    assert not available(pot)


def test_a_pot_that_falls_short_does_not_hold_up_the_result(cast, now, open_for_3):
    at = open_for_3
    _voted(at)
    _drain(cast, at.round.pot, now=at.now)
    late = at.round.closes_at
    actions.tick(late)
    round = Round.objects.get(pk=at.round.pk)
    assert (round.phase, Grant.objects.exclude(key__startswith="elsewhere").count()) == (Phase.RESULT, 0)
    (sentence,) = queries.desk(round, now=late).obstacles
    assert "€" in sentence
    assert [one for one in waiting.waiting_for(cast.chen.pk, late) if sentence in one.sentence]
    assert list(waiting.waiting_for(cast.dalia.pk, late)) == []


def test_winners_get_their_money_once_the_pot_has_it(cast, now, open_for_3):
    at = open_for_3
    _voted(at)
    _drain(cast, at.round.pot, now=at.now)
    late = timetable(now).closes_at
    actions.tick(late)
    end = late + (late - now)
    actions.tick(end)
    assert Round.objects.get(pk=at.round.pk).phase == Phase.RESULT  # nothing is done while winners wait
    facts = {"funder": cast.library, "amount": BUDGET, "by": cast.finn}
    pledged = pots.pledge(at.round.pot, key="late-pledge", now=end, **facts)
    with pytest.raises(Refusal):  # what was won is promised still
        pots.undo_pledge(pledged, by=cast.ada, now=end)
    actions.tick(end)
    grants = Grant.objects.exclude(key__startswith="elsewhere")
    round = Round.objects.get(pk=at.round.pk)
    assert (grants.count(), round.phase) == (2, Phase.DO)
    assert Result.objects.count() == 1
    assert not winnings.obstacles(round.result)
    said = [one.decided for one in books([round.pot])[0].movements if "beloofd aan" in one.words]
    assert sorted(said) == ["", round.title, round.title]  # the book says which round decided


@pytest.mark.parametrize("turn", range(4))
def test_undoing_a_pledge_and_opening_at_once(fresh_db, run_in_threads, cast, now, turn):
    """One of the two happens: the vote opens on money that stays, or the money goes and nothing opens."""
    round, _codes = ready(cast, now=now)
    pledge = Transfer.objects.get(code="pledge")
    jobs = [
        lambda: actions.tick(round.vote_at),
        lambda: pots.undo_pledge(pledge, by=cast.ada, now=round.vote_at),
    ]
    run_in_threads(jobs if turn % 2 else jobs[::-1])
    voting = Round.objects.get(pk=round.pk).phase == Phase.VOTE
    assert bool(available(round.pot)) == voting


def test_what_is_told_of_promises_is_what_is_claimed(cast, now, django_assert_num_queries, open_for_3):
    """While people vote, after the count, and when the pot could not give."""
    at = open_for_3
    pot = at.round.pot
    (told,) = winnings.promises([pot.pk])
    assert (told.amount, told.words, told.url) == (BUDGET, at.round.title, at.round.get_absolute_url())
    assert told.amount == winnings.claims(pot.pk)
    _voted(at)
    _drain(cast, pot, now=at.now)
    actions.settle(at.round, now=at.round.closes_at)
    (waits,) = winnings.promises([pot.pk])
    assert waits.amount == winnings.claims(pot.pk) > euros(1)
    pots.pledge(pot, funder=cast.library, amount=FULL, by=cast.finn, now=at.now, key="more-money")
    settling.grant_late(at.round, now=at.round.closes_at)
    assert winnings.promises([pot.pk]) == []
    with django_assert_num_queries(3):
        winnings.promises([pot.pk])
