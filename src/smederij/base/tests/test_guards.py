"""The guards of votes and money around a migration."""

from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection

from smederij.base import rooms, sql


def test_every_declared_guard_is_there(db: None) -> None:
    sql.assert_guards()


def test_a_migration_may_rebuild_a_guarded_table(fresh_db: Any) -> None:
    """Django rebuilds a table on SQLite by making it anew, which a trigger that names it would stop."""
    if connection.vendor != "sqlite":
        pytest.skip("only SQLite rebuilds tables; on PostgreSQL the web role may not migrate")
    sql.lift_guards(rooms.every())
    with pytest.raises(sql.GuardsMissing, match="rounds_ballot_delete"):
        sql.assert_guards()
    with connection.cursor() as cursor:
        cursor.execute("alter table rounds_round rename to rounds_round_old")
        cursor.execute("alter table rounds_round_old rename to rounds_round")
    call_command("migrate", verbosity=0)
    sql.assert_guards()
