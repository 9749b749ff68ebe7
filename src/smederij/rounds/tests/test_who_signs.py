"""Who may sign without a vote: each person once, and whom we knew before it began."""

from datetime import timedelta

import pytest

from smederij.base.refusals import Refusal
from smederij.people.actions import give_hat, meet
from smederij.rounds import actions
from smederij.rounds.models import Objection, Round, Signature
from smederij.rounds.tests.test_without_vote import _also, agree, entries, prepared, said


@pytest.fixture
def begun(cast, now):
    agree(cast, now)
    round = prepared(cast, now)
    actions.begin(round, by=cast.chen, now=now)
    return Round.objects.get(pk=round.pk)


def test_who_acts_for_two_signs_for_one(cast, now, begun):
    first = entries(begun)[0]
    shop = _also(cast, now, "The shop of Bram", of=cast.bram)
    assert actions.sign(first, by=cast.bram, now=now) == actions.sign(first, by=shop, now=now)
    assert Signature.objects.count() == 1
    actions.unsign(first, by=shop, now=now)
    assert not Signature.objects.exists()


def test_nobody_takes_away_an_objection_to_their_own_idea_nor_their_own_under_another_name(cast, now, begun):
    give_hat("group", to=cast.amina, area=cast.area, by=cast.els, now=now)
    first = entries(begun)[0]
    objection = actions.object_to(first, said(), by=None, now=now)
    with pytest.raises(Refusal, match=r"eigen|own"):
        actions.answer(objection, words="No trouble at all.", stands=False, by=cast.amina, now=now)
    shop = _also(cast, now, "The shop of Chen", of=cast.chen)
    mine = actions.object_to(first, said(key="other"), by=shop, now=now)
    with pytest.raises(Refusal, match=r"eigen|own"):
        actions.answer(mine, words="It is over.", stands=False, by=cast.chen, now=now)
    assert set(Objection.objects.values_list("stands", "answer")) == {(True, "")}


def test_who_came_after_it_began_signs_on_paper(cast, now, begun):
    """Nobody lets neighbours in, one after another, to sign."""
    later = now + timedelta(days=1)
    newcomer = meet("Nieuw", phone="0612345678", now=later)
    give_hat("resident", to=newcomer, area=cast.area, by=cast.els, now=later)
    with pytest.raises(Refusal, match="papier"):
        actions.sign(entries(begun)[0], by=newcomer, now=later)
