"""Who won and said “no, thank you”: the result stands, its page says so, and nobody waits a year for it."""

from datetime import datetime

from django.test import Client
from tests.support.markup import faults

from smederij.people.testing import Cast
from smederij.pots import actions as pots
from smederij.pots.models import Grant
from smederij.pots.queries import available
from smederij.rounds import actions
from smederij.rounds.actions.settling import grant_late
from smederij.rounds.bites import winning
from smederij.rounds.declining import declined
from smederij.rounds.rules import Choices
from smederij.rounds.testing import opened


def test_the_result_stands_and_says_it(cast: Cast, now: datetime) -> None:
    at = opened(cast, voters=3, now=now)
    for code in at.codes:
        letter = actions.open_letter(code, network="::1", now=at.now)
        actions.cast(letter.token, actions.new_nonce(), Choices({1: 1}), now=at.now)
    result = actions.settle(at.round, now=at.round.closes_at)
    grant = Grant.objects.order_by("pk")[0]
    before, url = available(at.round.pot), f"/rondes/{at.round.pk}/uitslag/"
    idea, number = grant.initiative_id, at.round.pk
    assert [one.initiative_id for one in winning([number])] == [idea]
    pots.decline(grant, by=cast.chen, now=at.round.closes_at)
    assert available(at.round.pot) == before + grant.amount
    assert declined([number]) == {(number, idea)}
    assert winning([number]) == []
    assert not grant_late(at.round, now=at.round.closes_at)
    assert result.outcome["selected"]
    page = Client().get(url)
    assert faults(page.content) == []
    shown = page.content.decode()
    assert "“Nee, dank je.” Het geld zit weer in de pot." in shown
    assert "gaat aan de slag" not in shown
    assert "komen er" not in shown
