"""A scene stands in the database of whoever asks for it, whole and its own, and nowhere else."""

from dataclasses import dataclass
from datetime import datetime

import pytest
from django.contrib.sessions.models import Session
from django.db import connection

from smederij.people.models import Actor, Hat
from smederij.people.testing import Cast
from tests.support.scenes import scene

MADE: list[str] = []


@dataclass
class Play:
    cast: Cast
    session: Session


@scene
def play(cast: Cast, now: datetime) -> Play:
    MADE.append("play")
    return Play(cast, Session.objects.create(session_key="play", session_data="x", expire_date=now))


@pytest.mark.parametrize("turn", [1, 2])
def test_it_is_made_once_and_every_test_has_its_own(play: Play, cast: Cast, turn: int) -> None:
    assert MADE == ["play"]
    assert play.cast is cast
    assert Session.objects.get().expire_date == play.session.expire_date
    assert cast.amina.name == Actor.objects.get(pk=cast.amina.pk).name == "Amina"
    cast.amina.name = "Somebody else"
    cast.amina.save()
    play.session.delete()


def test_it_stands_in_a_fresh_database_too(fresh_db, play: Play) -> None:
    assert not connection.in_atomic_block
    assert Session.objects.get().pk == play.session.pk


def test_without_it_nobody_is_there(db: None) -> None:
    assert (Actor.objects.count(), Session.objects.count()) == (0, 0)


def test_below_it_only_what_it_stands_on(cast: Cast) -> None:
    assert Hat.objects.filter(actor=cast.chen).count() == 3
    assert Session.objects.count() == 0


class TestAtAnotherTime:
    @pytest.fixture
    def now(self, now: datetime) -> datetime:
        return now.replace(year=2031)

    def test_it_is_made_anew(self, cast: Cast, now: datetime) -> None:
        assert cast.amina.known_since == now
