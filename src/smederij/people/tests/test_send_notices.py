"""Bringing notices: bundled, at most one message an hour, never twice, and easy to stop."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from smtplib import SMTPRecipientsRefused
from typing import Any

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from smederij.people import actions, sending
from smederij.people.models import Follow, Login, Notice
from smederij.people.room import tick
from smederij.people.testing import Cast

HOUR = timedelta(hours=1)


@pytest.fixture
def told(cast: Cast, now: datetime) -> Cast:
    """Amina follows Krakeel, and two things happened there."""
    actions.follow(cast.area, by=cast.amina, now=now)
    tell(cast, now, "De oven staat.")
    tell(cast, now, "De eerste broden zijn er.")
    return cast


def tell(cast: Cast, now: datetime, sentence: str) -> None:
    actions.tell(cast.area, sentence=sentence, url="/gebieden/krakeel/", by=cast.chen, now=now)


def test_what_happened_comes_in_one_message(told: Cast, now: datetime) -> None:
    assert tick(now) == 1
    [message] = mail.outbox
    assert message.to == ["amina@example.org"]
    assert "De oven staat." in message.body
    assert "De eerste broden zijn er." in message.body
    assert "http://localhost:8000/gebieden/krakeel/" in message.body
    assert not Notice.objects.filter(sent_at=None).exists()


def test_one_notice_is_its_own_subject(cast: Cast, now: datetime) -> None:
    actions.follow(cast.area, by=cast.amina, now=now)
    tell(cast, now, "De oven\r\nstaat.")
    sending.send_notices(now)
    assert mail.outbox[0].subject == "De oven staat."


def test_nobody_gets_more_than_one_message_an_hour(told: Cast, now: datetime) -> None:
    sending.send_notices(now)
    tell(told, now, "Er is nog meer.")
    assert sending.send_notices(now + HOUR - timedelta(seconds=1)) == 0
    assert sending.send_notices(now + HOUR) == 1
    assert sending.send_notices(now + 3 * HOUR) == 0
    assert [len(message.to) for message in mail.outbox] == [1, 1]


def test_somebody_who_is_several_gets_one_message(told: Cast, now: datetime) -> None:
    told.amina.logins.get().actors.add(told.library)
    Login.objects.get(email="library@example.org").delete()
    actions.follow(told.root, by=told.library, now=now)
    actions.tell(told.root, sentence="De raad was er.", by=None, now=now)
    assert sending.send_notices(now) == 1
    assert "De raad was er." in mail.outbox[0].body


def test_two_clocks_bring_it_once(
    fresh_db: Any, told: Cast, now: datetime, run_in_threads: Callable[..., list[Any]]
) -> None:
    answers = run_in_threads([lambda: sending.send_notices(now)] * 3)
    assert sorted(answers) == [0, 0, 1]
    assert len(mail.outbox) == 1


def test_it_goes_outside_any_transaction(fresh_db: Any, told: Cast, now: datetime, monkeypatch: Any) -> None:
    inside: list[bool] = []
    plain = EmailBackend.send_messages

    def watched(self: EmailBackend, messages: Any) -> int:
        inside.append(connection.in_atomic_block)
        return plain(self, messages)

    monkeypatch.setattr(EmailBackend, "send_messages", watched)
    sending.send_notices(now)
    assert inside == [False]


def test_what_does_not_go_waits_an_hour_and_goes_then(told: Cast, now: datetime, monkeypatch: Any) -> None:
    with monkeypatch.context() as broken:
        broken.setattr(EmailBackend, "send_messages", _refused)
        assert sending.send_notices(now) == 0
        assert sending.send_notices(now + timedelta(minutes=30)) == 0
    assert sending.send_notices(now + timedelta(minutes=59)) == 0
    assert sending.send_notices(now + HOUR) == 1
    assert "De oven staat." in mail.outbox[0].body


def _refused(*_args: Any) -> int:
    raise SMTPRecipientsRefused({})


def test_a_server_that_is_away_costs_no_notice_its_turn(told: Cast, now: datetime, monkeypatch: Any) -> None:
    with monkeypatch.context() as away:
        away.setattr(EmailBackend, "open", _away, raising=False)
        assert sending.send_notices(now) == 0
    assert not Notice.objects.filter(tried_at__isnull=False).exists()
    assert sending.send_notices(now) == 1


def _away(*_args: Any) -> int:
    raise ConnectionRefusedError


def test_after_some_tries_or_a_week_it_is_only_read(told: Cast, now: datetime) -> None:
    Notice.objects.filter(sentence="De oven staat.").update(tries=sending.MOST_TRIES)
    assert sending.send_notices(now + timedelta(days=7)) == 0
    assert sending.send_notices(now + timedelta(days=6)) == 1
    assert "De oven staat." not in mail.outbox[0].body


def test_who_has_no_way_in_only_reads(cast: Cast, now: datetime) -> None:
    someone = actions.meet("Sam", email="sam@example.org", now=now)
    actions.follow(cast.area, by=someone, now=now)
    tell(cast, now, "De oven staat.")
    assert sending.send_notices(now) == 0
    assert Notice.objects.get().sent_at is None


def test_who_stopped_before_it_went_gets_nothing(told: Cast, now: datetime) -> None:
    actions.unfollow(told.area, by=told.amina, now=now)
    assert sending.send_notices(now) == 0


def test_three_hundred_followers_take_no_more_questions_each(cast: Cast, now: datetime) -> None:
    def questions(number: int) -> float:
        for one in range(number):
            someone = actions.meet(f"P{one}", email=f"p{number}-{one}@example.org", now=now)
            actions.open_login(f"p{number}-{one}@example.org", now=now)
            actions.follow(cast.area, by=someone, now=now)
        tell(cast, now, f"Voor {number}.")
        with CaptureQueriesContext(connection) as asked:
            sent = sending.send_notices(now)
        Notice.objects.all().delete()
        assert sent == min(Follow.objects.count(), sending.MOST_AT_ONCE)
        return len(asked) / sent

    few, many = questions(3), questions(60)
    assert many <= few


def stop_link(kind: str = "body") -> str:
    [message] = mail.outbox
    text = message.body if kind == "body" else message.extra_headers["List-Unsubscribe"]
    found = re.search(r"http://localhost:8000(/volgen/stop/[^\s>]+/)", str(text))
    assert found
    return found[1]


@pytest.mark.parametrize("kind", ["body", "header"])
def test_stopping_takes_one_tap_and_no_signing_in(told: Cast, now: datetime, kind: str) -> None:
    sending.send_notices(now)
    stranger, path = Client(enforce_csrf_checks=True), stop_link(kind)
    shown = stranger.get(path)
    assert shown.context["page"].names == ["Krakeel"]
    assert Follow.objects.filter(actor=told.amina).exists()
    done = stranger.post(path, {"List-Unsubscribe": "One-Click"})
    assert (done.status_code, done.context["page"].done) == (200, True)
    assert not Follow.objects.filter(actor=told.amina).exists()
    assert stranger.post(path).status_code == 200
    assert mail.outbox[0].extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def test_the_link_stops_nothing_else(told: Cast, now: datetime) -> None:
    actions.follow(told.root, by=told.amina, now=now)
    actions.follow(told.area, by=told.bram, now=now)
    sending.send_notices(now)
    Client().post(stop_link())
    left = Follow.objects.values_list("actor__name", "subject_kind", "subject_id")
    assert set(left) == {("Amina", "places.area", told.root.pk), ("Bram", "places.area", told.area.pk)}


def test_a_link_that_was_changed_stops_nothing(told: Cast, now: datetime) -> None:
    sending.send_notices(now)
    path = stop_link()
    answer = Client().post(f"{path[:-3]}xx/")
    assert answer.status_code == 404
    assert Follow.objects.count() == 1
