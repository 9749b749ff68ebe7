"""Scenes: what many tests begin with, made once by real actions and then copied like the migrated template.

    @scene
    def till(cast: Cast, now: datetime) -> Till: ...

is a fixture. A test that asks for it gets a database in which those rows stand already, and values of its
own. A scene may ask for one other scene, and for `now`. Where a test has another `now`, or stands on another
scene already, the same actions are simply done anew.
"""

import inspect
import pickle
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connections, transaction

from smederij.base import clock
from tests.support.stores import Store

NOW = clock.at(date(2025, 3, 13), hour=12)
GIVEN = pytest.StashKey[dict[tuple[str, str], Any]]()


def scene(make: Callable[..., Any]) -> Any:
    """Make a fixture of actions that many tests begin with."""

    def given(request: pytest.FixtureRequest, **asked: Any) -> Any:
        request.getfixturevalue("fresh_db" if "fresh_db" in request.fixturenames else "db")
        given = request.node.stash[GIVEN]
        return given[_key(make)] if _key(make) in given else make(**asked)

    asks = [inspect.Parameter("request", inspect.Parameter.POSITIONAL_OR_KEYWORD)]
    given.__signature__ = inspect.Signature([*asks, *inspect.signature(make).parameters.values()])  # type: ignore[attr-defined]
    given.makes = make  # type: ignore[attr-defined]
    return pytest.fixture(name=make.__name__)(given)


@dataclass(frozen=True)
class Kept:
    """A scene that was made: a database to copy from, and one for rolled-back tests; its values and files.

    `at`: the NAME Django knows the shared one by.
    """

    template: str
    shared: str
    at: str
    values: bytes
    files: Path


class Stage:
    """The scenes of one process. Each is made when the first test asks for it."""

    def __init__(self, store: Store, *, empty: str, unused_name: Callable[[], str], folder: Path) -> None:
        self.store, self.empty, self.unused_name, self.folder = store, empty, unused_name, folder
        self.kept: dict[Callable[..., Any], Kept] = {}

    def prepare(self, node: pytest.Item) -> Kept | None:
        """The scene this test stands on, its values and files at hand. None: an empty municipality."""
        line = _line(node)
        for below, make in zip([None, *line], line, strict=False):
            if make not in self.kept:
                self.kept[make] = self._make(make, on=self.kept[below] if below else None)
        found = self.kept[line[-1]] if line else None
        node.stash[GIVEN] = pickle.loads(found.values) if found else {}
        if found:
            shutil.copytree(found.files, settings.DATA, dirs_exist_ok=True)
        return found

    def close(self) -> None:
        """Take it all away."""
        for one in self.kept.values():
            self.store.drop(one.template)
            self.store.drop(one.shared)

    def _make(self, make: Callable[..., Any], *, on: Kept | None) -> Kept:
        template, shared = self.unused_name(), self.unused_name()
        given = pickle.loads(on.values) if on else {}
        values = {name: value for (_module, name), value in given.items()} | {"now": NOW}
        files = self.folder / template
        shutil.copytree(on.files, files) if on else files.mkdir()
        with (
            using(self.store.copy(template, on.template if on else None)),
            _files_in(files),
            transaction.atomic(),
        ):
            given[_key(make)] = make(**{name: values[name] for name in inspect.signature(make).parameters})
            connections["default"].run_on_commit = []  # as in every test that is rolled back
        return Kept(template, shared, self.store.copy(shared, template), pickle.dumps(given), files)


def _key(make: Callable[..., Any]) -> tuple[str, str]:
    return make.__module__, make.__name__


def _line(node: pytest.Item) -> list[Callable[..., Any]]:
    """The longest line of scenes a test asks for, each standing on the one before."""
    known = node._fixtureinfo.name2fixturedefs  # type: ignore[attr-defined]
    if len(known.get("now", ())) > 1:
        return []
    makes = {name: made.makes for name, defs in known.items() if hasattr(made := defs[-1].func, "makes")}
    return max((_below(make, makes) for make in makes.values()), key=len, default=[])


def _below(make: Callable[..., Any], makes: dict[str, Callable[..., Any]]) -> list[Callable[..., Any]]:
    under = [makes[name] for name in inspect.signature(make).parameters if name in makes]
    return [*(_below(under[0], makes) if under else ()), make]


@contextmanager
def using(name: str) -> Iterator[None]:
    """Let every connection of this process go to this database for a while."""
    connections.close_all()
    shared = connections["default"].settings_dict
    kept, shared["NAME"] = shared["NAME"], name
    try:
        yield
    finally:
        connections.close_all()
        shared["NAME"] = kept


@contextmanager
def _files_in(folder: Path) -> Iterator[None]:
    kept, settings.DATA = settings.DATA, folder
    try:
        yield
    finally:
        settings.DATA = kept
