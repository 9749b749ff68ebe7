"""Fixtures for databases: `db` as ever (rolled back), `fresh_db` for what commits, races or is killed."""

import os
import shutil
import tempfile
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connections
from pytest_django import DjangoDbBlocker

from tests.support.racing import run_in_threads as _run_in_threads
from tests.support.scenes import Stage, using
from tests.support.stores import ROOT, PostgresStore, SqliteStore, Store
from tools import postgres

FORBIDDEN = {"transactional_db", "live_server", "django_db_reset_sequences", "django_db_serialized_rollback"}
USING = {"db", "fresh_db", "cast", "django_db_setup"}
STORE = pytest.StashKey[Store]()
CLUSTER = pytest.StashKey[postgres.Cluster]()
STAGE = pytest.StashKey[Stage]()
_numbers = count(1)


@dataclass(frozen=True)
class FreshDatabase:
    """A database of one test's own. `environ` makes a subprocess use it too."""

    name: str
    url: str
    environ: dict[str, str]


def pytest_configure(config: pytest.Config) -> None:
    """Choose the store, and make sure that no test can reach anybody's real database."""
    config.addinivalue_line("markers", "browser: needs Chromium")
    store = _store(config)
    config.stash[STORE] = store
    _point_at(store.url("nothing_yet"))
    settings.LOOSE_DATABASE = store.vendor == "postgresql"  # see OPTIONS in tools/postgres.py


def pytest_unconfigure(config: pytest.Config) -> None:
    """Stop what was started, remove what was made."""
    store = config.stash.get(STORE, None)
    if isinstance(store, SqliteStore):
        shutil.rmtree(store.folder, ignore_errors=True)
    if cluster := config.stash.get(CLUSTER, None):
        cluster.stop()
        os.environ.pop("SMEDERIJ_TEST_POSTGRES", None)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Refuse tests that would flush; on the second database leave out what uses no database at all."""
    _refuse_flushing(items)
    if os.environ.get("SMEDERIJ_TEST_ONLY") == "database":
        left_out = [item for item in items if not _uses_database(item)]
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if _uses_database(item)]


def _uses_database(item: pytest.Item) -> bool:
    marked = item.get_closest_marker("django_db") is not None
    return marked or bool(USING & set(getattr(item, "fixturenames", ())))


def _refuse_flushing(items: list[pytest.Item]) -> None:
    """Votes and money have triggers that forbid it."""
    for item in items:
        marker = item.get_closest_marker("django_db")
        flushes = FORBIDDEN & set(getattr(item, "fixturenames", ()))
        if flushes or (marker and marker.kwargs.get("transaction")):
            raise pytest.UsageError(f"{item.nodeid}: use fresh_db; tables here cannot be flushed")


@pytest.fixture(scope="session")
def django_db_modify_db_settings() -> None:
    """Nothing: the database is chosen in pytest_configure."""


@pytest.fixture(scope="session", autouse=True)
def own_data() -> Iterator[Path]:
    """Files of this run go to a folder of its own."""
    kept = settings.DATA, settings.STORAGES, settings.STATIC_ROOT
    folder = Path(tempfile.mkdtemp(prefix="smederij-data-"))
    (folder / "static").mkdir()
    settings.DATA, settings.STATIC_ROOT = folder, folder / "static"
    files = {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": folder / "files"},
    }
    storages: dict[str, Any] = {**kept[1], "default": files}
    settings.STORAGES = storages
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    yield folder
    settings.DATA, settings.STORAGES, settings.STATIC_ROOT = kept
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def django_db_setup(
    request: pytest.FixtureRequest,
    django_test_environment: None,
    django_db_blocker: DjangoDbBlocker,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[None]:
    """One copy of the migrated template, and of each scene, for all rolled-back tests of this worker."""
    store = request.config.stash[STORE]
    store.template()
    name = _unused_name()
    empty = store.copy(name)
    _point_at(store.url(name))
    folder = tmp_path_factory.mktemp("scenes")
    request.config.stash[STAGE] = Stage(store, empty=empty, unused_name=_unused_name, folder=folder)
    yield
    with django_db_blocker.unblock():
        connections.close_all()
    request.config.stash[STAGE].close()
    store.drop(name)


@pytest.hookimpl(wrapper=True)
def pytest_fixture_setup(
    fixturedef: pytest.FixtureDef[Any], request: pytest.FixtureRequest
) -> Generator[None, object, object]:
    """Before a test's transaction begins: let it begin on the scene that the test asks for."""
    if fixturedef.argname == "_django_db_helper":
        with request.getfixturevalue("django_db_blocker").unblock():
            _stand_on(request.config.stash[STAGE], request.node)
    return (yield)


def _stand_on(stage: Stage, node: pytest.Item) -> None:
    scene = stage.prepare(node)
    name = scene.at if scene else stage.empty
    if (shared := connections["default"].settings_dict)["NAME"] != name:
        connections.close_all()
        shared["NAME"] = name


@pytest.fixture
def fresh_db(
    request: pytest.FixtureRequest, django_db_setup: None, django_db_blocker: DjangoDbBlocker, own_data: Path
) -> Iterator[FreshDatabase]:
    """A database of the test's own, where everything really commits; threads and subprocesses see it."""
    if "db" in request.fixturenames or request.node.get_closest_marker("django_db"):
        pytest.fail("fresh_db and db (or the django_db mark) exclude each other")
    store = request.config.stash[STORE]
    name = _unused_name()
    with django_db_blocker.unblock():
        scene = request.config.stash[STAGE].prepare(request.node)
        try:
            with using(store.copy(name, scene.template if scene else None)):
                yield FreshDatabase(name, store.url(name), _environ(store.url(name), own_data))
        finally:
            store.drop(name)


@pytest.fixture
def run_in_threads(fresh_db: FreshDatabase) -> Callable[..., list[Any]]:
    """Run several callables at the same moment on the fresh database; see tests/support/racing.py."""

    def run(jobs: Sequence[Callable[[], Any]], *, seconds: float = 30) -> list[Any]:
        return _run_in_threads(jobs, seconds=seconds)

    return run


def _store(config: pytest.Config) -> Store:
    kind = os.environ.get("SMEDERIJ_TEST_DB", "sqlite")
    if kind == "sqlite":
        return SqliteStore()
    if kind != "postgres":
        raise pytest.UsageError(f"SMEDERIJ_TEST_DB is sqlite or postgres, not {kind!r}")
    if "SMEDERIJ_TEST_POSTGRES" not in os.environ:
        try:
            config.stash[CLUSTER] = postgres.start()
        except postgres.Missing as error:
            raise pytest.UsageError(str(error)) from error
        os.environ["SMEDERIJ_TEST_POSTGRES"] = config.stash[CLUSTER].socket
    return PostgresStore(os.environ["SMEDERIJ_TEST_POSTGRES"])


def _point_at(url: str) -> None:
    """Make every later connection, in any thread, go to this database."""
    from smederij.config.settings import _database

    connections.close_all()
    settings.DATABASES["default"] = _database(url)
    connections.settings = connections.configure_settings({"default": settings.DATABASES["default"]})
    with suppress(AttributeError):  # no connection was made in this thread yet
        del connections["default"]


def _unused_name() -> str:
    worker = os.environ.get("PYTEST_XDIST_WORKER", "main")
    return f"smederij_{worker}_{os.getpid()}_{next(_numbers)}"


def _environ(url: str, data: Path) -> dict[str, str]:
    own = {
        "SMEDERIJ_DATABASE": url,
        "SMEDERIJ_DATA": str(data),
        "SMEDERIJ_LOOSE_DATABASE": str(settings.LOOSE_DATABASE),
        "SMEDERIJ_SECRET_KEY": settings.SECRET_KEY,
        "DJANGO_SETTINGS_MODULE": "smederij.config.settings",
        "PYTHONPATH": str(ROOT / "src"),
    }
    return {**os.environ, **own}
