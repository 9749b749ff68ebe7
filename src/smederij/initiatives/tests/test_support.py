"""Standing behind an idea: once a person, taken back by the same tap."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest

from smederij.base.models import Event
from smederij.base.refusals import Refusal
from smederij.initiatives.actions import stand_back, stand_behind
from smederij.initiatives.models import Initiative, Support
from smederij.initiatives.queries import living
from smederij.people.testing import Cast


def test_it_is_counted_and_named_only_when_they_agree(cast: Cast, idea: Initiative, now: datetime) -> None:
    stand_behind(idea, named=True, by=cast.bram, now=now)
    stand_behind(idea, named=False, by=cast.dalia, now=now)
    backing = living.backing(idea, actor=cast.bram)
    assert (backing.count, backing.names, backing.others) == (2, ["Bram"], 1)
    assert backing.mine is not None
    assert living.backing(idea, actor=None).mine is None


def test_once_a_person_and_gone_when_taken_back(cast: Cast, idea: Initiative, now: datetime) -> None:
    stand_behind(idea, named=False, by=cast.bram, now=now)
    assert stand_behind(idea, named=True, by=cast.bram, now=now).named
    assert Support.objects.count() == 1
    stand_back(idea, by=cast.bram, now=now)
    stand_back(idea, by=cast.bram, now=now)
    assert not Support.objects.exists()
    kinds = Event.objects.filter(kind__startswith="support.").values_list("kind", flat=True)
    assert sorted(kinds) == ["support.given", "support.taken_back"]


def test_nobody_stands_behind_what_they_cannot_see(cast: Cast, waiting: Initiative, now: datetime) -> None:
    for by, status in ((cast.bram, 404), (cast.els, 409)):
        with pytest.raises(Refusal) as refused:
            stand_behind(waiting, named=True, by=by, now=now)
        assert refused.value.status == status


def test_three_taps_at_once_count_once(
    fresh_db: Any, run_in_threads: Callable[..., list[Any]], cast: Cast, idea: Initiative, now: datetime
) -> None:
    answers = run_in_threads([lambda: stand_behind(idea, named=False, by=cast.bram, now=now)] * 3)
    assert {type(one) for one in answers} == {Support}, answers
    assert Support.objects.count() == 1
