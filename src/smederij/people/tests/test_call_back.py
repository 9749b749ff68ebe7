"""'Bel mij': asking, who sees it when, and ticking off."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest

from smederij.base import clock
from smederij.base.models import Event
from smederij.base.refusals import Refusal
from smederij.people import actions, queries
from smederij.people.models import CallBack, HatKind, Knock
from smederij.people.room import tick, waiting_for
from smederij.people.testing import Cast


def ask(cast: Cast, now: datetime, **given: object) -> CallBack:
    words = {"name": "Piet", "phone": "06 1234 5678", "about": "de bank", "by": None, **given}
    return actions.ask_call(cast.area, **words, now=now)  # type: ignore[arg-type]


def seeing(cast: Cast, now: datetime) -> set[str]:
    return {name for name, actor in cast.people.items() if queries.open_callbacks(actor, now=now)}


def test_asking_sets_a_term_of_two_working_days(cast: Cast, now: datetime) -> None:
    asked = ask(cast, now, by=cast.amina)
    assert asked.due == clock.at(now.date() + timedelta(days=4), hour=12)
    assert Event.objects.get(kind="callback.asked").actor_id == cast.amina.pk


def test_first_the_own_people_see_it_and_after_the_term_those_around(cast: Cast, now: datetime) -> None:
    asked = ask(cast, now)
    assert seeing(cast, now) == {"chen", "els"}
    assert seeing(cast, asked.due - timedelta(seconds=1)) == {"chen", "els"}
    assert seeing(cast, asked.due) == {"chen", "els", "ada"}


def test_callable_people_of_the_area_around_see_it_after_the_term(cast: Cast, now: datetime) -> None:
    actions.give_hat(HatKind.AREA_WORKER, to=cast.noor, area=cast.root, by=cast.ada, now=now)
    asked = ask(cast, now)
    assert "noor" not in seeing(cast, now)
    assert "noor" in seeing(cast, asked.due)
    assert "dalia" not in seeing(cast, asked.due)


def test_where_nobody_can_be_called_those_around_see_it_at_once(cast: Cast, now: datetime) -> None:
    actions.ask_call(cast.other_area, name="Piet", phone="06 1234 5678", about="", by=None, now=now)
    assert seeing(cast, now) == {"ada"}


def test_the_same_question_twice_is_one_question(cast: Cast, now: datetime) -> None:
    first, again = ask(cast, now), ask(cast, now + timedelta(minutes=9))
    assert first.pk == again.pk
    assert ask(cast, now + timedelta(minutes=10)).pk != first.pk


def test_two_clicks_at_once_are_one_question(
    fresh_db: Any, cast: Cast, now: datetime, run_in_threads: Callable[..., list[Any]]
) -> None:
    asked = run_in_threads([lambda: ask(cast, now)] * 4)
    assert len({one.pk for one in asked}) == CallBack.objects.count() == 1


def test_ticking_off_ends_the_waiting(cast: Cast, now: datetime) -> None:
    asked = ask(cast, now)
    assert [one.since for one in waiting_for(cast.els.pk, now)] == [now]
    actions.return_call(asked, by=cast.els, now=now)
    actions.return_call(asked, by=cast.chen, now=now + timedelta(hours=1))
    asked.refresh_from_db()
    assert (asked.called_by, asked.called_at) == (cast.els, now)
    assert list(waiting_for(cast.els.pk, now)) == []
    assert Event.objects.filter(kind="callback.returned").count() == 1


def test_somebody_else_cannot_tick_off(cast: Cast, now: datetime) -> None:
    asked = ask(cast, now)
    with pytest.raises(Refusal) as no:
        actions.return_call(asked, by=cast.dalia, now=now)
    assert no.value.status == 404
    asked.refresh_from_db()
    assert asked.called_at is None


def test_a_flood_from_one_network_is_stopped_for_an_hour(cast: Cast, now: datetime) -> None:
    for _ in range(actions.MOST_KNOCKS):
        actions.knock("a", now=now)
    with pytest.raises(Refusal) as no:
        actions.knock("a", now=now)
    assert no.value.status == 429
    actions.knock("b", now=now)
    actions.knock("a", now=now + timedelta(hours=1))


def test_sweeping_keeps_what_waits_and_throws_away_what_is_done(cast: Cast, now: datetime) -> None:
    done, waits = ask(cast, now), ask(cast, now, about="de heg")
    actions.return_call(done, by=cast.els, now=now)
    actions.knock("a", now=now)
    assert tick(now + timedelta(days=30)) == 1
    assert CallBack.objects.count() == 2
    assert tick(now + timedelta(days=30, seconds=1)) == 1
    assert list(CallBack.objects.all()) == [waits]
    assert not Knock.objects.exists()
    tick(now + timedelta(days=181))
    assert not CallBack.objects.exists()
