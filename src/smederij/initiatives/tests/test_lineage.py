"""What sprang from what: several sources, never in a circle."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest

from smederij.base.refusals import Refusal
from smederij.initiatives.actions import Draft, did_not_spring, post, sprang_from, withdraw
from smederij.initiatives.models import Initiative, Origin
from smederij.initiatives.queries import living
from smederij.people.testing import Cast


def _ideas(cast: Cast, now: datetime, count: int) -> list[Initiative]:
    return [
        post(Draft(f"Idee {number}"), area=cast.area, by=cast.amina, reach=None, now=now)
        for number in range(count)
    ]


def test_both_pages_tell_it(cast: Cast, now: datetime) -> None:
    child, one, two = _ideas(cast, now, 3)
    for source in (one, two, two):
        sprang_from(child, source, by=cast.amina, now=now)
    assert [origin.source for origin in living.origins(child)] == [one, two]
    assert living.offspring(one) == living.offspring(two) == [child]
    withdraw(one, by=cast.amina, now=now)
    assert [origin.source for origin in living.origins(child)] == [two]


def test_never_in_a_circle(cast: Cast, now: datetime) -> None:
    one, two, three = _ideas(cast, now, 3)
    sprang_from(two, one, by=cast.amina, now=now)
    sprang_from(three, two, by=cast.amina, now=now)
    for child, source in ((one, three), (one, two), (one, one)):
        with pytest.raises(Refusal):
            sprang_from(child, source, by=cast.amina, now=now)
    sprang_from(three, one, by=cast.amina, now=now)
    assert Origin.objects.count() == 3


def test_only_who_carries_the_child_says_so(cast: Cast, now: datetime) -> None:
    child, source = _ideas(cast, now, 2)
    for who in (cast.bram, cast.dalia, cast.noor):
        with pytest.raises(Refusal):
            sprang_from(child, source, by=who, now=now)
    origin = sprang_from(child, source, by=cast.els, now=now)
    with pytest.raises(Refusal):
        did_not_spring(origin, by=cast.bram, now=now)
    did_not_spring(origin, by=cast.amina, now=now)
    assert not Origin.objects.exists()


def test_nothing_springs_from_what_nobody_sees(cast: Cast, waiting: Initiative, now: datetime) -> None:
    [child] = _ideas(cast, now, 1)
    with pytest.raises(Refusal) as refused:
        sprang_from(child, waiting, by=cast.amina, now=now)
    assert refused.value.status == 404


def test_two_at_once_do_not_close_a_circle(
    fresh_db: Any, run_in_threads: Callable[..., list[Any]], cast: Cast, now: datetime
) -> None:
    one, two = _ideas(cast, now, 2)
    answers = run_in_threads(
        [
            lambda: sprang_from(one, two, by=cast.amina, now=now),
            lambda: sprang_from(two, one, by=cast.amina, now=now),
        ]
    )
    assert sorted(type(answer).__name__ for answer in answers) == ["Origin", "Refusal"], answers
    assert Origin.objects.count() == 1
