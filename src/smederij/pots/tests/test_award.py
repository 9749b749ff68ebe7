"""Winners get their money reserved: all of them, or none."""

from datetime import datetime, timedelta

import pytest

from smederij.base.money import Money, euros
from smederij.base.refusals import Refusal
from smederij.people.testing import Cast
from smederij.pots import actions, queries
from smederij.pots.models import Grant, Pot, Transfer
from smederij.pots.testing import funded_pot, idea


@pytest.fixture
def pot(cast: Cast, now: datetime) -> Pot:
    return funded_pot(cast, euros(1000), now=now)


def test_every_winner_gets_its_own_reservation(pot: Pot, cast: Cast, now: datetime) -> None:
    awards = [actions.Award(idea(cast, f"Idee {n}", now=now), euros(n)) for n in (300, 200)]
    grants = actions.award(pot, awards, key_prefix="round-1", report_weeks=26, by=None, now=now)
    assert [grant.amount for grant in grants] == [euros(300), euros(200)]
    assert {grant.report_weeks for grant in grants} == {26}
    assert {grant.receipts_from for grant in grants} == {None}
    statement = queries.statement(pot)
    assert (statement.available, statement.reserved, statement.total) == (euros(500), euros(500), euros(1000))


def test_a_second_time_gives_the_same_grants(pot: Pot, cast: Cast, now: datetime) -> None:
    awards = [actions.Award(idea(cast, f"Idee {n}", now=now), euros(400)) for n in range(2)]
    first = actions.award(pot, awards, key_prefix="round-1", report_weeks=None, by=None, now=now)
    later = now + timedelta(days=1)
    again = actions.award(pot, awards, key_prefix="round-1", report_weeks=None, by=cast.ada, now=later)
    assert first == again
    assert queries.available(pot) == euros(200)
    other = [actions.Award(awards[0].initiative, euros(401))]
    with pytest.raises(Refusal):
        actions.award(pot, other, key_prefix="round-1", report_weeks=None, by=None, now=now)


def test_from_which_amount_receipts_are_asked_is_kept_as_it_was_then(
    pot: Pot, cast: Cast, now: datetime
) -> None:
    awards = [actions.Award(idea(cast, "Een bank", now=now), euros(400))]
    for limit in (euros(500), euros(1)):  # the second is sent again, with a newer rule: the first counts
        (grant,) = actions.award(
            pot, awards, key_prefix="round-1", report_weeks=None, receipts_from=limit, by=None, now=now
        )
        grant.refresh_from_db()
        assert grant.receipts_from == euros(500)


def test_too_much_together_grants_nothing(pot: Pot, cast: Cast, now: datetime) -> None:
    awards = [actions.Award(idea(cast, f"Idee {n}", now=now), Money(50_001)) for n in range(2)]
    with pytest.raises(Refusal):
        actions.award(pot, awards, key_prefix="round-1", report_weeks=None, by=None, now=now)
    assert Grant.objects.count() == 0
    assert Transfer.objects.filter(code="award").count() == 0


def test_one_bad_award_takes_all_back(pot: Pot, cast: Cast, now: datetime) -> None:
    awards = [actions.Award(idea(cast, f"Idee {n}", now=now), euros(n)) for n in (300, 0)]
    with pytest.raises(Refusal):
        actions.award(pot, awards, key_prefix="round-1", report_weeks=None, by=None, now=now)
    assert Grant.objects.count() == 0
    assert queries.available(pot) == euros(1000)
