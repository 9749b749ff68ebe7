"""SQL of our own, per vendor, for tables whose guards Django would drop when it rebuilds them."""

from collections.abc import Callable, Iterable, Sequence
from importlib.resources import files
from typing import Any

from django.core.management.base import CommandError
from django.db import connection, migrations
from django.db.backends.base.base import BaseDatabaseWrapper

from smederij.base import rooms

NEXT = "\n-- next\n"
Plan = Sequence[tuple[migrations.Migration, bool]]


class GuardsMissing(Exception):
    """Triggers that protect votes or money are not there. Nothing may open or be paid."""


def read(room: str, name: str, vendor: str) -> str:
    """The text of <room>/sql/<name>.<vendor>.sql."""
    return files(f"smederij.{room}").joinpath("sql", f"{name}.{vendor}.sql").read_text(encoding="utf-8")


def run(script: str, *, on: BaseDatabaseWrapper) -> None:
    """Run the statements of a script, parted by lines that say '-- next'."""
    with on.cursor() as cursor:
        for statement in script.split(NEXT):
            if statement.strip():
                cursor.execute(statement)


def tables(room: str, name: str) -> migrations.RunPython:
    """A migration step that runs <room>/sql/<name>.<vendor>.sql."""

    def forwards(_apps: Any, schema_editor: Any) -> None:
        run(read(room, name, schema_editor.connection.vendor), on=schema_editor.connection)

    step: Callable[[Any, Any], None] = forwards
    return migrations.RunPython(step, migrations.RunPython.noop)


def before_migrating(plan: Plan, **_kwargs: Any) -> None:
    """Before anything is changed: rooms in the plan may have a reason to stand still, else their guards lift.

    Raises CommandError, with what to do now.
    """
    planned = {migration.app_label for migration, _backwards in plan}
    touched = [room for room in rooms.every() if room.name in planned]
    for room in touched:
        if why_not := room.held() if room.held else "":
            raise CommandError(why_not)
    lift_guards(touched)


def lift_guards(touched: Iterable[rooms.Room]) -> None:
    """On SQLite: a table that is rebuilt may not be named in a trigger meanwhile.

    When the migration fails they stay away, and `assert_guards` lets nothing open or be paid.
    """
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            for room in touched:
                for trigger in room.triggers:
                    cursor.execute(f"drop trigger if exists {connection.ops.quote_name(trigger)}")


def install_guards(**_kwargs: Any) -> None:
    """After migrating: (re)make every room's triggers. The scripts can run twice."""
    for room in rooms.every():
        if room.triggers:
            run(read(room.name, "guards", connection.vendor), on=connection)


def present_triggers() -> set[str]:
    """The names of the triggers in the database that do their work."""
    query = (
        "select name from sqlite_master where type = 'trigger'"
        if connection.vendor == "sqlite"
        else "select tgname from pg_trigger where not tgisinternal and tgenabled in ('O', 'A')"
    )
    with connection.cursor() as cursor:
        cursor.execute(query)
        return {row[0] for row in cursor.fetchall()}


def assert_guards() -> None:
    """Raise GuardsMissing, naming them, when a declared trigger is not there."""
    declared = {trigger for room in rooms.every() for trigger in room.triggers}
    missing = declared - present_triggers()
    if missing:
        raise GuardsMissing(", ".join(sorted(missing)))


def advisory_lock(key: int, *, shared: bool = False) -> None:
    """PostgreSQL: hold a lock by number until the transaction ends. SQLite: the writer lock is enough.

    Its own statement, so that the next one sees a fresh snapshot.
    """
    if connection.vendor == "postgresql":
        name = "pg_advisory_xact_lock_shared" if shared else "pg_advisory_xact_lock"
        with connection.cursor() as cursor:
            cursor.execute(f"select {name}(%s)", [key])
