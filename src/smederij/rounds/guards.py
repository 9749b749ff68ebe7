"""What the database itself must keep, or nobody may vote: the urn's triggers, and that it really writes.

Looked at when the server starts and before a vote opens. `held` keeps migrations away while people vote.
"""

import re
from collections.abc import Iterator, Mapping
from functools import cache

from django.conf import settings
from django.db import connection
from django.utils.translation import gettext as _

from smederij.base import rooms, sql

TABLE = "rounds_round"
VOTING = "select title from rounds_round where origin = 'own' and phase in ('vote', 'count') order by id"
SQLITE: Mapping[str, tuple[str, ...]] = {
    "journal_mode": ("wal",),
    "synchronous": ("2", "3"),  # FULL, EXTRA: an acknowledged vote survives a power cut
    "foreign_keys": ("1",),
    "recursive_triggers": ("1",),  # or INSERT OR REPLACE walks past the trigger on DELETE
    "secure_delete": ("1",),
}
POSTGRES: Mapping[str, tuple[str, ...]] = {
    "fsync": ("on",),
    "full_page_writes": ("on",),
    "synchronous_commit": ("on", "local", "remote_write", "remote_apply"),
    "data_sync_retry": ("off",),
    "session_replication_role": ("origin",),  # or triggers stay silent
}
LOSES_ONLY = ("fsync", "full_page_writes", "synchronous_commit")  # what a database of tests may do without
_TRIGGER = re.compile(r"create (?:or replace )?trigger (\w+)", re.IGNORECASE)
_FUNCTION = re.compile(r"create or replace function (\w+)\(\).*?\$\$(.*)\$\$", re.IGNORECASE | re.DOTALL)


def loose() -> list[str]:
    """What does not hold, a sentence each with what to do now; empty when people can vote safely."""
    return [*_missing(), *_changed(), *_settings()]


def _missing() -> Iterator[str]:
    declared = {name for room in rooms.every() for name in room.triggers}
    own = _TRIGGER.findall(sql.read("rounds", "guards", connection.vendor))
    missing = declared.union(own) - sql.present_triggers()
    if missing:
        words = _(
            "The database no longer guards votes and money by itself; off or gone: %(names)s."
            " Put them back with “smederij manage migrate”, and find out who took them away."
        )
        yield words % {"names": ", ".join(sorted(missing))}


def _changed() -> Iterator[str]:
    """A guard that is there but does something else is no guard."""
    stand = _stand()
    changed = [
        name for name, text in _ours(connection.vendor).items() if name in stand and stand[name] != text
    ]
    if changed:
        words = _(
            "A guard in the database does something else than this version of Smederij says: %(names)s."
            " Put it back with “smederij manage migrate”, and find out who changed it."
        )
        yield words % {"names": ", ".join(sorted(changed))}


def _settings() -> Iterator[str]:
    show, wanted = ("pragma", SQLITE) if connection.vendor == "sqlite" else ("show", POSTGRES)
    for name, good in wanted.items():
        if settings.LOOSE_DATABASE and name in LOSES_ONLY:
            continue
        with connection.cursor() as cursor:
            cursor.execute(f"{show} {name}")
            stands = str(cursor.fetchone()[0])
        if stands not in good:
            words = _(
                "The database stands on %(name)s = %(stands)s: votes could be lost or changed."
                " Set it to %(good)s, and start the server again."
            )
            yield words % {"name": name, "stands": stands, "good": good[0]}


@cache
def _ours(vendor: str) -> Mapping[str, str]:
    """The triggers (SQLite) or their functions (PostgreSQL) by name, as this version has them."""
    script = sql.read("rounds", "guards", vendor)
    if vendor == "postgresql":
        return {name: _plain(body) for name, body in map(_parts, script.split(sql.NEXT)) if name}
    named = {_TRIGGER.match(text): text for text in map(str.strip, script.split(sql.NEXT))}
    return {match[1]: _plain(text) for match, text in named.items() if match}


def _parts(statement: str) -> tuple[str, str]:
    match = _FUNCTION.match(statement.strip())
    return (match[1], match[2]) if match else ("", "")


def _stand() -> dict[str, str]:
    """The same as they stand in the database."""
    query = (
        "select name, sql from sqlite_master where type = 'trigger'"
        if connection.vendor == "sqlite"
        else "select proname, prosrc from pg_proc where proname like 'rounds_%'"
    )
    with connection.cursor() as cursor:
        cursor.execute(query)
        return {name: _plain(text) for name, text in cursor.fetchall()}


def _plain(text: str) -> str:
    return " ".join(text.split()).removesuffix(";").casefold()


def held() -> str:
    """Why the tables of this room must stay as they are now, or "".

    Asked in SQL: models may be newer than tables. The votes of an example are nobody's.
    """
    if settings.DEMO or TABLE not in connection.introspection.table_names():
        return ""
    with connection.cursor() as cursor:
        cursor.execute(VOTING)
        titles = [row[0] for row in cursor.fetchall()]
    if not titles:
        return ""
    words = _(
        "People are voting (%(titles)s), so the tables of the urn stay as they are."
        " Run the former version until the votes are counted, then migrate."
    )
    return words % {"titles": ", ".join(titles)}
