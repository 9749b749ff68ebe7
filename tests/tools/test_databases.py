"""The test databases keep their promises: commits are seen by others, and nothing lasts."""

import subprocess
import sys

import pytest
from django.contrib.sessions.models import Session
from django.db import connection, transaction
from django.utils import timezone

from tests.support.databases import FreshDatabase

COUNT = "import django; django.setup();"
COUNT += " from django.contrib.sessions.models import Session as S; print(S.objects.count())"


def _session(key: str) -> Session:
    return Session.objects.create(session_key=key, session_data="x", expire_date=timezone.now())


@pytest.mark.parametrize("turn", [1, 2])
def test_a_rolled_back_test_leaves_nothing(db: None, turn: int) -> None:
    assert Session.objects.count() == 0
    _session("same-key-twice")


@pytest.mark.parametrize("turn", [1, 2])
def test_a_fresh_database_really_commits_and_is_gone_afterwards(fresh_db: FreshDatabase, turn: int) -> None:
    assert Session.objects.count() == 0
    assert not connection.in_atomic_block
    _session("same-key-twice")


def test_threads_and_processes_see_the_fresh_database(fresh_db, run_in_threads) -> None:
    answers = run_in_threads([lambda n=n: _session(f"key-{n}").pk for n in range(8)])
    assert answers == [f"key-{n}" for n in range(8)]
    seen = subprocess.run(
        [sys.executable, "-c", COUNT], env=fresh_db.environ, capture_output=True, text=True, check=True
    )
    assert seen.stdout.strip() == "8"


def test_a_thread_that_fails_gives_its_error(fresh_db, run_in_threads) -> None:
    answers = run_in_threads([lambda: _session("one"), lambda: _session("one")])
    assert sorted(type(answer).__name__ for answer in answers) == ["IntegrityError", "Session"]


def test_the_web_role_may_not_change_tables(fresh_db: FreshDatabase) -> None:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has no roles")
    refused = pytest.raises(Exception, match=r"must be owner|permission denied")
    with refused, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("alter table django_session add column x integer")
