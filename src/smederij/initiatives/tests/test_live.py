"""Beginning, finishing, stopping and going on, without money and without a round."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from smederij.base.models import Event
from smederij.base.refusals import Refusal
from smederij.initiatives.actions import begin, finish, go_on, stop, unbegin
from smederij.initiatives.models import Initiative
from smederij.people.actions import follow
from smederij.people.models import Notice
from smederij.people.testing import Cast

LATER = timedelta(days=2)


def test_it_begins_and_is_done(cast: Cast, idea: Initiative, now: datetime) -> None:
    assert begin(idea, by=cast.amina, now=now).begun_at == now
    done = finish(idea, by=cast.amina, now=now + LATER)
    assert (done.begun_at, done.finished_at, done.stopped_at) == (now, now + LATER, None)
    kinds = Event.objects.filter(subject_kind="initiative").order_by("pk").values_list("kind", flat=True)
    assert list(kinds) == ["initiative.posted", "initiative.begun", "initiative.finished"]


def test_twice_is_once(cast: Cast, idea: Initiative, now: datetime) -> None:
    for moment in (now, now + LATER):
        begin(idea, by=cast.amina, now=moment)
    for moment in (now + LATER, now + 2 * LATER):
        done = finish(idea, by=cast.amina, now=moment)
    assert (done.begun_at, done.finished_at) == (now, now + LATER)
    assert Event.objects.filter(kind__in=["initiative.begun", "initiative.finished"]).count() == 2


def test_what_is_done_had_begun(cast: Cast, idea: Initiative, now: datetime) -> None:
    assert finish(idea, by=cast.amina, now=now).begun_at == now


def test_it_stops_with_a_reason_and_goes_on(cast: Cast, idea: Initiative, now: datetime) -> None:
    begin(idea, by=cast.amina, now=now)
    with pytest.raises(Refusal, match="Zeg waarom"):
        stop(idea, why="  ", by=cast.amina, now=now)
    stopped = stop(idea, why="We gaan verhuizen.", by=cast.amina, now=now)
    assert (stopped.stopped_at, stopped.stopped_why) == (now, "We gaan verhuizen.")
    with pytest.raises(Refusal):
        finish(idea, by=cast.amina, now=now)
    again = go_on(idea, by=cast.amina, now=now + LATER)
    assert (again.begun_at, again.stopped_at, again.stopped_why) == (now, None, "")


def test_beginning_again_after_stopping_keeps_the_first_day(
    cast: Cast, idea: Initiative, now: datetime
) -> None:
    begin(idea, by=cast.amina, now=now)
    stop(idea, why="Te druk.", by=cast.amina, now=now)
    again = begin(idea, by=cast.amina, now=now + LATER)
    assert (again.begun_at, again.stopped_at) == (now, None)


def test_too_soon_can_be_taken_back(cast: Cast, idea: Initiative, now: datetime) -> None:
    begin(idea, by=cast.amina, now=now)
    assert unbegin(idea, by=cast.amina, now=now).begun_at is None
    finish(idea, by=cast.amina, now=now)
    with pytest.raises(Refusal):
        unbegin(idea, by=cast.amina, now=now)
    with pytest.raises(Refusal):
        stop(idea, why="Toch niet.", by=cast.amina, now=now)
    assert go_on(idea, by=cast.amina, now=now).finished_at is None


@pytest.mark.parametrize("who", ["bram", "dalia", "noor", "finn", "ada", "library"])
@pytest.mark.parametrize("verb", [begin, finish, go_on, unbegin])
def test_others_do_not_say_so(
    cast: Cast, idea: Initiative, now: datetime, who: str, verb: Callable[..., Any]
) -> None:
    with pytest.raises(Refusal) as refused:
        verb(idea, by=cast.people[who], now=now)
    assert refused.value.status == 403


def test_an_idea_that_waits_for_a_call_does_not_begin(cast: Cast, waiting: Initiative, now: datetime) -> None:
    with pytest.raises(Refusal):
        begin(waiting, by=cast.els, now=now)


def test_who_follows_is_told(cast: Cast, idea: Initiative, now: datetime) -> None:
    follow(idea, by=cast.bram, now=now)
    follow(idea, by=cast.amina, now=now)
    begin(idea, by=cast.amina, now=now)
    finish(idea, by=cast.amina, now=now)
    said = list(Notice.objects.order_by("pk").values_list("actor", "sentence"))
    assert said == [
        (cast.bram.pk, "Ze zijn begonnen: Een bank aan de vaart"),
        (cast.bram.pk, "Het is klaar: Een bank aan de vaart"),
    ]


@pytest.mark.parametrize(
    "wrong",
    [
        {"finished_at": True},
        {"stopped_at": True},
        {"stopped_why": "zomaar"},
        {"begun_at": True, "finished_at": True, "stopped_at": True, "stopped_why": "zomaar"},
    ],
)
def test_the_database_holds_no_half_lives(idea: Initiative, now: datetime, wrong: dict[str, Any]) -> None:
    values = {name: now if value is True else value for name, value in wrong.items()}
    with pytest.raises(IntegrityError), transaction.atomic():
        Initiative.objects.filter(pk=idea.pk).update(**values)


def test_two_at_once_begin_once(
    fresh_db: Any, run_in_threads: Callable[..., list[Any]], cast: Cast, idea: Initiative, now: datetime
) -> None:
    answers = run_in_threads([lambda: begin(idea, by=cast.amina, now=now)] * 3)
    assert {type(one) for one in answers} == {Initiative}, answers
    assert Event.objects.filter(kind="initiative.begun").count() == 1
