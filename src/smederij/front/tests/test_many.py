"""The list of ideas in a round: as many questions for three as for three hundred."""

from datetime import datetime

import pytest
import time_machine
from django.test import Client
from pytest_django import DjangoAssertNumQueries
from tests.support.markup import faults

from smederij.people.testing import Cast
from smederij.rounds import actions
from smederij.rounds.testing import idea, planned


@pytest.mark.django_db
def test_the_ideas_of_a_round_take_at_most_fifteen_queries(
    cast: Cast, client: Client, now: datetime, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    round = planned(cast, now=now)

    def enter(count: int) -> None:
        for number in range(count):
            one = idea(f"Idee {number} van {count}", asked=100, by=cast.amina, area=cast.area, now=now)
            actions.enter(round, one, by=cast.chen, now=now)

    with time_machine.travel(now, tick=False):
        client.get(round.get_absolute_url())
        enter(3)
        with django_assert_max_num_queries(15) as few:
            client.get(round.get_absolute_url())
        enter(297)
        with django_assert_max_num_queries(len(few)):
            answer = client.get(round.get_absolute_url())
    assert answer.content.decode().count("van 297") >= 297
    assert faults(answer.content) == []
