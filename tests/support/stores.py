"""Where test databases come from: a migrated template made once, and copies of it, made in milliseconds.

Two stores with one shape: `template()` makes sure that the template is there, `copy(name)` makes a database
of it (or of `source`, which nobody uses now) and gives the NAME Django knows it by, `drop(name)` takes it
away, `url(name)` is what a subprocess is told.
"""

import fcntl
import hashlib
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, LiteralString, Protocol
from urllib.parse import quote

import psycopg
from psycopg.sql import SQL, Identifier

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "smederij"
KEPT = ROOT / "var" / "test"
OWNER, WEB = "smederij_owner", "smederij_web"
STILL_IN_USE = 3600  # seconds: another run may be copying a template made from earlier sources


class Store(Protocol):
    """What both stores can do."""

    vendor: str

    def template(self) -> None: ...
    def copy(self, name: str, source: str | None = None) -> str: ...
    def drop(self, name: str) -> None: ...
    def url(self, name: str) -> str: ...


def fingerprint() -> str:
    """A hash over everything that shapes a migrated database."""
    shaping = [
        *SOURCE.rglob("migrations/*.py"),
        *SOURCE.rglob("*.sql"),
        *SOURCE.rglob("models.py"),
        *SOURCE.rglob("room.py"),
        *SOURCE.rglob("apps.py"),
        *SOURCE.rglob("management/commands/*.py"),
        SOURCE / "base" / "sql.py",
        SOURCE / "config" / "settings.py",
        ROOT / "requirements" / "base.txt",
        Path(__file__),
    ]
    digest = hashlib.sha256()
    for file in sorted(shaping):
        digest.update(str(file.relative_to(ROOT)).encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()[:16]


def migrate(url: str, *extra: list[str]) -> None:
    """Run Django's migrations on a database, then the commands given, in a process of their own."""
    with tempfile.TemporaryDirectory(prefix="smederij-migrate-") as data:
        environ = os.environ | {
            "SMEDERIJ_DATABASE": url,
            "SMEDERIJ_DATA": data,
            "DJANGO_SETTINGS_MODULE": "smederij.config.settings",
            "PYTHONPATH": str(ROOT / "src"),
        }
        for command in (["migrate", "--verbosity", "0", "--skip-checks"], *extra):
            done = subprocess.run(
                [sys.executable, "-m", "django", *command],
                env=environ,
                cwd=ROOT,
                capture_output=True,
                text=True,
                check=False,
                stdin=subprocess.DEVNULL,
                timeout=300,
            )
            if done.returncode:
                raise RuntimeError(f"{' '.join(command)} failed\n{done.stdout}{done.stderr}")


@contextmanager
def one_at_a_time(name: str) -> Iterator[None]:
    """Only one process makes a template; the others wait and find it ready."""
    KEPT.mkdir(parents=True, exist_ok=True)
    with (KEPT / f"{name}.lock").open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield


class SqliteStore:
    """Files. The template is kept between runs, under a name that changes with the migrations."""

    vendor = "sqlite"

    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="smederij-test-"))
        self.source = KEPT / f"template-{fingerprint()}.sqlite3"

    def template(self) -> None:
        with one_at_a_time("sqlite"):
            if self.source.exists():
                return
            for old in KEPT.glob("template-*"):
                if time.time() - old.stat().st_mtime > STILL_IN_USE:
                    old.unlink()
            making = KEPT / "making.sqlite3"
            for leftover in KEPT.glob("making.sqlite3*"):
                leftover.unlink()
            migrate(f"sqlite://{making}")
            with closing(sqlite3.connect(making)) as connection:
                connection.execute("pragma wal_checkpoint(truncate)")
            making.rename(self.source)

    def copy(self, name: str, source: str | None = None) -> str:
        target = self.folder / f"{name}.sqlite3"
        shutil.copyfile(self.folder / f"{source}.sqlite3" if source else self.source, target)
        return str(target)

    def drop(self, name: str) -> None:
        for file in self.folder.glob(f"{name}.sqlite3*"):
            file.unlink()

    def url(self, name: str) -> str:
        return f"sqlite://{self.folder / name}.sqlite3"


class PostgresStore:
    """Databases in a cluster of this run. Tests connect as the web role, which may not change tables."""

    vendor = "postgresql"

    def __init__(self, socket: str) -> None:
        self.socket = socket
        self.source = f"template_{fingerprint()}"

    def template(self) -> None:
        with one_at_a_time("postgres"):
            if self._rows("select 1 from pg_database where datname = %s", self.source):
                return
            making = f"{self.source}_making"
            self._do("drop database if exists {} with (force)", making)
            self._do("create database {}", making)
            migrate(self._url(making, OWNER), ["grant_web_role", WEB])
            self._do("alter database {} rename to {}", making, self.source)

    def copy(self, name: str, source: str | None = None) -> str:
        self._do("create database {} template {} strategy file_copy", name, source or self.source)
        return name

    def drop(self, name: str) -> None:
        self._do("drop database if exists {} with (force)", name)

    def url(self, name: str) -> str:
        return self._url(name, WEB)

    def _url(self, name: str, role: str) -> str:
        return f"postgresql://{role}@{quote(self.socket, safe='')}:5432/{name}"

    def _connect(self) -> psycopg.Connection[tuple[Any, ...]]:
        return psycopg.connect(host=self.socket, port=5432, user=OWNER, dbname="postgres", autocommit=True)

    def _do(self, statement: LiteralString, *names: str) -> None:
        with self._connect() as connection:
            connection.execute(SQL(statement).format(*map(Identifier, names)))

    def _rows(self, query: LiteralString, *values: str) -> list[tuple[Any, ...]]:
        with self._connect() as connection:
            return connection.execute(query, values).fetchall()
