"""SQLite: one writer at a time, nobody starves, and a dead process holds nothing up."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection, transaction

from smederij.base import clock
from smederij.base.models import Event, Picture

only_sqlite = pytest.mark.skipif(
    os.environ.get("SMEDERIJ_TEST_DB", "sqlite") != "sqlite", reason="PostgreSQL has locks of its own"
)
HOLD = """
import django, sys, time
django.setup()
from django.db import transaction
from smederij.base import clock
from smederij.base.models import Event
with transaction.atomic():
    Event.objects.create(at=clock.now(), kind="held")
    print("held", flush=True)
    time.sleep(60)
"""


def count_up(times: int) -> Callable[[], int]:
    """Read, think, write: loses steps unless the whole is done by one at a time."""

    def run() -> int:
        for _ in range(times):
            with transaction.atomic():
                picture = Picture.objects.select_for_update().get(name="counter")
                time.sleep(0.002)
                Picture.objects.filter(pk=picture.pk).update(width=picture.width + 1)
        return times

    return run


def test_twice_at_once_loses_nothing(fresh_db: Any, run_in_threads: Callable[..., list[Any]]) -> None:
    Picture.objects.create(name="counter", width=0, height=0, at=clock.now())
    assert run_in_threads([count_up(10)] * 6) == [10] * 6
    assert Picture.objects.get(name="counter").width == 60


@only_sqlite
def test_nobody_waits_for_long_while_others_keep_writing(
    fresh_db: Any, run_in_threads: Callable[..., list[Any]]
) -> None:
    def waits() -> float:
        longest = 0.0
        for _ in range(15):
            start = time.monotonic()
            with transaction.atomic():
                Event.objects.create(at=clock.now(), kind="written")
                time.sleep(0.003)
            longest = max(longest, time.monotonic() - start)
        return longest

    found = run_in_threads([waits] * 6)
    assert Event.objects.filter(kind="written").count() == 90
    assert max(found) < 5, found


@only_sqlite
def test_the_lock_is_free_after_commit_after_rollback_and_after_closing(fresh_db: Any) -> None:
    lock = connection._lock()  # type: ignore[attr-defined]
    with transaction.atomic():
        assert lock.handle is not None
        with transaction.atomic():
            Event.objects.create(at=clock.now(), kind="inner")
        assert lock.handle is not None
    assert lock.handle is None
    with pytest.raises(RuntimeError), transaction.atomic():
        raise RuntimeError
    assert lock.handle is None
    connection.set_autocommit(False)
    list(Event.objects.all())
    connection.close()
    assert lock.handle is None


@only_sqlite
def test_reading_takes_no_lock(fresh_db: Any) -> None:
    list(Event.objects.all())
    assert connection._lock().handle is None  # type: ignore[attr-defined]


def test_a_killed_writer_holds_nobody_up_and_leaves_nothing_behind(fresh_db: Any) -> None:
    writer = subprocess.Popen(
        [sys.executable, "-c", HOLD], env=fresh_db.environ, stdout=subprocess.PIPE, text=True
    )
    try:
        assert writer.stdout is not None
        assert writer.stdout.readline().strip() == "held"
    finally:
        writer.send_signal(signal.SIGKILL)
        writer.wait(10)
    with transaction.atomic():
        Event.objects.create(at=clock.now(), kind="after")
    assert list(Event.objects.values_list("kind", flat=True)) == ["after"]


@only_sqlite
@pytest.mark.django_db
def test_the_database_is_durable_and_forgets_what_is_deleted() -> None:
    with connection.cursor() as cursor:
        asked = {}
        for name in ("journal_mode", "synchronous", "foreign_keys", "secure_delete", "recursive_triggers"):
            cursor.execute(f"pragma {name}")
            asked[name] = cursor.fetchone()[0]
    assert asked == {
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "secure_delete": 1,
        "recursive_triggers": 1,
    }
