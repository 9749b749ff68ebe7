"""A funder's money comes into the pot."""

from datetime import datetime

import pytest

from smederij.base.models import Event
from smederij.base.money import Money, euros
from smederij.base.refusals import Refusal
from smederij.people.testing import Cast
from smederij.pots import actions, queries
from smederij.pots.models import Pot, Transfer
from smederij.pots.testing import Till, funded_pot


@pytest.fixture
def pot(cast: Cast, now: datetime) -> Pot:
    return actions.open_pot(cast.area, name="Pot van Krakeel", purpose="Voor de buurt", by=cast.els, now=now)


def test_opening_twice_is_one_pot(pot: Pot, cast: Cast, now: datetime) -> None:
    again = actions.open_pot(cast.area, name=pot.name, purpose=pot.purpose, by=cast.els, now=now)
    assert again == pot
    with pytest.raises(Refusal, match=r"naam|name"):
        actions.open_pot(cast.area, name=pot.name, purpose="Iets anders", by=cast.els, now=now)


def test_a_pledge_fills_the_pot_and_is_written_down(pot: Pot, cast: Cast, now: datetime) -> None:
    actions.pledge(pot, funder=cast.library, amount=euros(1500), by=cast.finn, now=now, key="pledge-1")
    actions.pledge(pot, funder=cast.noor, amount=Money(50), by=cast.ada, now=now, key="pledge-2")
    statement = queries.statement(pot)
    assert [(share.funder, share.amount) for share in statement.shares] == [
        ("Library", euros(1500)),
        ("een buur", Money(50)),
    ]
    assert statement.total == statement.available == queries.available(pot) == Money(150_050)
    assert Event.objects.filter(kind="pot.pledged").count() == 2


def test_the_same_key_is_the_same_pledge(pot: Pot, cast: Cast, now: datetime) -> None:
    one, two = (
        actions.pledge(pot, funder=cast.library, amount=euros(5), by=cast.finn, now=now, key="pledge-1")
        for _ in range(2)
    )
    assert one == two
    assert queries.available(pot) == euros(5)
    assert Event.objects.filter(kind="pot.pledged").count() == 1


def test_the_same_key_with_other_content_is_refused(pot: Pot, cast: Cast, now: datetime) -> None:
    actions.pledge(pot, funder=cast.library, amount=euros(5), by=cast.finn, now=now, key="pledge-1")
    for funder, amount in ((cast.library, euros(6)), (cast.noor, euros(5))):
        with pytest.raises(Refusal):
            actions.pledge(pot, funder=funder, amount=amount, by=cast.finn, now=now, key="pledge-1")
    assert queries.available(pot) == euros(5)


@pytest.mark.parametrize("cents", [0, -1, 10**11 + 1])
def test_only_real_amounts(pot: Pot, cast: Cast, now: datetime, cents: int) -> None:
    with pytest.raises(Refusal):
        actions.pledge(pot, funder=cast.library, amount=Money(cents), by=cast.finn, now=now, key="pledge-1")
    assert Transfer.objects.count() == 0


@pytest.mark.parametrize("key", ["", "short", "x" * 41, "with space", "new\nline1"])
def test_a_broken_form_is_refused(pot: Pot, cast: Cast, now: datetime, key: str) -> None:
    with pytest.raises(Refusal):
        actions.pledge(pot, funder=cast.library, amount=euros(5), by=cast.finn, now=now, key=key)


def test_undoing_takes_another_person_and_happens_once(cast: Cast, now: datetime) -> None:
    pot = funded_pot(cast, euros(700), now=now)
    pledged = Transfer.objects.get(code="pledge")
    with pytest.raises(Refusal):
        actions.undo_pledge(pledged, by=cast.finn, now=now)
    one, two = (actions.undo_pledge(pledged, by=cast.ada, now=now) for _ in range(2))
    assert one == two
    assert queries.statement(pot).shares == []
    assert queries.available(pot) == Money(0)


def test_what_is_granted_cannot_be_undone(till: Till) -> None:
    with pytest.raises(Refusal):
        actions.undo_pledge(Transfer.objects.get(code="pledge"), by=till.cast.ada, now=till.now)
    with pytest.raises(Refusal):
        actions.undo_pledge(Transfer.objects.get(code="award"), by=till.cast.ada, now=till.now)
