"""SQLite for a whole town: durable, and one writer at a time in the order they came.

SQLite's own busy timeout is a lottery: under load one writer may starve. So a transaction first
takes a lock file (flock: the kernel frees it when a process dies) and only then says BEGIN IMMEDIATE.
No code takes this lock by hand; reads outside a transaction never take it.
"""

import fcntl
import os
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.db.backends.sqlite3 import base

from smederij.base.folding import fold

PRAGMAS = (
    "journal_mode=WAL",
    "synchronous=FULL",
    "foreign_keys=ON",
    "secure_delete=ON",
    "recursive_triggers=ON",
)


class WriteLock:
    """An exclusive lock on a file beside the database, held by one connection at a time."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.handle: int | None = None

    def take(self) -> None:
        """Wait until this connection is the only writer. Does nothing when it already is."""
        if self.handle is not None:
            return
        handle = os.open(self.path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        fcntl.flock(handle, fcntl.LOCK_EX)
        self.handle = handle

    def free(self) -> None:
        """Let the next writer in. Closing the handle drops the lock."""
        if self.handle is not None:
            handle, self.handle = self.handle, None
            os.close(handle)


class DatabaseWrapper(base.DatabaseWrapper):
    """One connection; every transaction Django begins on it holds the write lock."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._write_lock: WriteLock | None = None

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        connection = super().get_new_connection(conn_params)
        for pragma in PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")
        if connection.execute("PRAGMA synchronous").fetchone()[0] != 2:
            raise ImproperlyConfigured("SQLite must run with synchronous=FULL, or votes can be lost.")
        connection.create_function("smederij_fold", 1, fold, deterministic=True)
        return connection

    def _start_transaction_under_autocommit(self) -> None:
        self._lock().take()
        try:
            super()._start_transaction_under_autocommit()  # type: ignore[misc]  # the stubs leave it out
        except BaseException:
            self._lock().free()
            raise

    def _commit(self) -> None:
        try:
            super()._commit()  # type: ignore[misc]  # the stubs leave it out
        finally:
            self._free_when_done()

    def _rollback(self) -> None:
        try:
            super()._rollback()  # type: ignore[misc]  # the stubs leave it out
        finally:
            self._free_when_done()

    def _close(self) -> None:
        try:
            super()._close()  # type: ignore[misc]  # the stubs leave it out
        finally:
            if self._write_lock is not None:
                self._write_lock.free()

    def _lock(self) -> WriteLock:
        name = str(self.settings_dict["NAME"])
        if self._write_lock is None or self._write_lock.path != f"{name}.lock":
            self._write_lock = WriteLock(f"{name}.lock")
        return self._write_lock

    def _free_when_done(self) -> None:
        """A failed COMMIT leaves the transaction open; then the lock stays until the rollback."""
        if self.connection is None or not self.connection.in_transaction:
            self._lock().free()
