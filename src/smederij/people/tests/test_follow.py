"""Following one thing, and being told of it and of nothing else."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from smederij.base.models import Event
from smederij.people import actions, queries, room
from smederij.people.models import SENTENCE, Follow, Notice
from smederij.people.testing import Cast


def told(**given: Any) -> list[str]:
    return list(Notice.objects.filter(**given).values_list("actor__name", flat=True).order_by("actor__name"))


def tell(cast: Cast, now: datetime, sentence: str = "De oven staat.", **given: Any) -> int:
    words = {"url": "/ideeen/1/", "by": cast.chen, **given}
    return actions.tell(words.pop("subject", cast.area), sentence=sentence, now=now, **words)


def test_whoever_follows_is_told_and_nobody_else(cast: Cast, now: datetime) -> None:
    actions.follow(cast.area, by=cast.amina, now=now)
    actions.follow(cast.other_area, by=cast.dalia, now=now)
    actions.follow(cast.root, by=cast.els, now=now)
    assert tell(cast, now) == 1
    assert told() == ["Amina"]
    assert queries.follows(cast.amina, cast.area)
    assert not queries.follows(cast.amina, cast.root)
    assert not queries.follows(None, cast.area)
    assert Event.objects.filter(kind="follow.begun").count() == 3


def test_who_does_it_need_not_be_told(cast: Cast, now: datetime) -> None:
    for one in (cast.chen, cast.bram):
        actions.follow(cast.area, by=one, now=now)
    tell(cast, now)
    assert told() == ["Bram"]
    tell(cast, now, "De klok deed iets.", by=None)
    assert told(sentence="De klok deed iets.") == ["Bram", "Chen"]


def test_the_same_number_in_another_table_is_another_thing(cast: Cast, now: datetime) -> None:
    actions.follow(cast.area, by=cast.amina, now=now)
    assert tell(cast, now, subject=Notice(pk=cast.area.pk)) == 0


def test_following_twice_is_once(cast: Cast, now: datetime) -> None:
    first = actions.follow(cast.area, by=cast.amina, now=now)
    assert actions.follow(cast.area, by=cast.amina, now=now + timedelta(days=1)) == first
    assert Event.objects.filter(kind="follow.begun").count() == 1
    with pytest.raises(IntegrityError), transaction.atomic():
        Follow.objects.create(
            actor=cast.amina, subject_kind="places.area", subject_id=cast.area.pk, since=now
        )


def test_two_clicks_at_once_are_one(
    fresh_db: Any, cast: Cast, now: datetime, run_in_threads: Callable[..., list[Any]]
) -> None:
    answers = run_in_threads([lambda: actions.follow(cast.area, by=cast.amina, now=now)] * 2)
    assert {type(one) for one in answers} == {Follow}
    assert Follow.objects.count() == 1


def test_who_stops_hears_no_more_of_what_was_not_sent(cast: Cast, now: datetime) -> None:
    actions.follow(cast.area, by=cast.amina, now=now)
    tell(cast, now)
    Notice.objects.update(sent_at=now, tried_at=now)
    tell(cast, now, "En nu brandt hij.")
    actions.unfollow(cast.area, by=cast.amina, now=now)
    actions.unfollow(cast.area, by=cast.amina, now=now)
    assert tell(cast, now, "De eerste broden.") == 0
    assert list(Notice.objects.values_list("sentence", flat=True)) == ["De oven staat."]
    assert Event.objects.filter(kind="follow.ended").count() == 1


def test_nobody_is_told_the_same_twice_before_it_went(cast: Cast, now: datetime) -> None:
    actions.follow(cast.area, by=cast.amina, now=now)
    actions.follow(cast.root, by=cast.amina, now=now)
    assert (tell(cast, now), tell(cast, now), tell(cast, now, subject=cast.root)) == (1, 0, 0)
    Notice.objects.update(sent_at=now, tried_at=now)
    assert tell(cast, now) == 1


def test_a_long_sentence_is_cut_and_an_empty_one_refused(cast: Cast, now: datetime) -> None:
    actions.follow(cast.area, by=cast.amina, now=now)
    tell(cast, now, "x" * 900)
    assert len(Notice.objects.get().sentence) == SENTENCE
    with pytest.raises(IntegrityError), transaction.atomic():
        tell(cast, now, "")


def test_what_the_caller_undoes_is_not_told(cast: Cast, now: datetime) -> None:
    actions.follow(cast.area, by=cast.amina, now=now)
    with transaction.atomic():
        tell(cast, now)
        transaction.set_rollback(True)
    assert told() == []


def test_it_goes_along_and_is_forgotten(cast: Cast, now: datetime) -> None:
    for one in (cast.amina, cast.bram):
        actions.follow(cast.area, by=one, now=now)
    tell(cast, now)
    mine = room.export_me(cast.amina.pk)
    assert mine["follows"][0]["subject_kind"] == "places.area"
    assert mine["notices"][0]["sentence"] == "De oven staat."
    actions.forget(cast.amina, by=cast.amina, now=now)
    assert told() == ["Bram"]
    assert not Follow.objects.filter(actor=cast.amina).exists()
    actions.forget(cast.chen, by=cast.chen, now=now)
    assert told() == []


def test_after_a_season_it_is_thrown_away(cast: Cast, now: datetime) -> None:
    actions.follow(cast.area, by=cast.amina, now=now)
    tell(cast, now)
    room.tick(now + timedelta(days=90))
    assert Notice.objects.count() == 1
    room.tick(now + timedelta(days=91))
    assert Notice.objects.count() == 0
