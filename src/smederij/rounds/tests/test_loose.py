"""A database that does not keep votes: the server does not start, the vote does not open, and it is said."""

import os
import socket
import subprocess
import sys
from contextlib import contextmanager

import psycopg
import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.migrations import Migration
from tests.support.stores import OWNER

from smederij.base import sql
from smederij.rounds import actions, guards
from smederij.rounds.models import Phase, Round
from smederij.rounds.queries import desk
from smederij.rounds.testing import ready

ROW_TRIGGER = {
    "sqlite": "drop trigger rounds_ballot_delete",
    "postgresql": "alter table rounds_ballot disable trigger rounds_ballot_delete",
}
WEAKER = {
    "sqlite": [
        "drop trigger rounds_ballot_update",
        "create trigger rounds_ballot_update before update on rounds_ballot begin select 1; end",
    ],
    "postgresql": [
        "create or replace function rounds_never() returns trigger language plpgsql"
        " as $$ begin return new; end $$"
    ],
}


def _as_owner(*statements):
    """What only somebody with the whole database in hand can do."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            for statement in statements:
                cursor.execute(statement)
        return
    at = connection.settings_dict
    with psycopg.connect(host=at["HOST"], port=5432, user=OWNER, dbname=at["NAME"], autocommit=True) as owner:
        for statement in statements:
            owner.execute(statement)


@contextmanager
def _set(name, value, back):
    """A setting of the connection, for a while."""
    words = "pragma {} = {}" if connection.vendor == "sqlite" else "set {} = {}"
    with connection.cursor() as cursor:
        cursor.execute(words.format(name, value))
        yield
        cursor.execute(words.format(name, back))


def test_a_database_as_we_make_it_keeps_votes(db, capsys):
    assert guards.loose() == []
    call_command("guards")
    assert "bewaakt de stemmen" in capsys.readouterr().out


def test_no_vote_opens_without_the_guards_of_the_urn(fresh_db, cast, now):
    round, _codes = ready(cast, now=now)
    _as_owner(ROW_TRIGGER[connection.vendor])
    (words,) = guards.loose()
    assert "rounds_ballot_delete" in words
    assert "smederij manage migrate" in words
    assert any("rounds_ballot_delete" in words for words in desk(round, now=now).obstacles)
    actions.tick(round.vote_at)
    assert Round.objects.get(pk=round.pk).phase == Phase.PRESENT
    if connection.vendor == "sqlite":
        call_command("migrate", verbosity=0)  # as the sentence says
    else:
        _as_owner("alter table rounds_ballot enable trigger rounds_ballot_delete")
    actions.tick(round.vote_at)
    assert Round.objects.get(pk=round.pk).phase == Phase.VOTE


def test_a_guard_that_guards_nothing_is_noticed(fresh_db):
    _as_owner(*WEAKER[connection.vendor])
    sql.assert_guards()  # it is there, by name
    (words,) = guards.loose()
    assert ("rounds_ballot_update" if connection.vendor == "sqlite" else "rounds_never") in words


@pytest.mark.parametrize(
    ("vendor", "name", "value", "good"),
    [
        ("sqlite", "synchronous", "normal", "full"),
        ("sqlite", "journal_mode", "delete", "wal"),
        ("sqlite", "foreign_keys", "off", "on"),
        ("sqlite", "recursive_triggers", "off", "on"),
        ("sqlite", "secure_delete", "off", "on"),
        ("postgresql", "synchronous_commit", "off", "on"),
    ],
)
def test_a_setting_that_loses_votes_is_named(fresh_db, settings, vendor, name, value, good):
    if connection.vendor != vendor:
        pytest.skip(f"a setting of {vendor}")
    settings.LOOSE_DATABASE = False
    with _set(name, good, good):
        before = set(guards.loose())
    with _set(name, value, good):
        (words,) = set(guards.loose()) - before
        assert f"{name} = " in words
    assert set(guards.loose()) == before


def test_a_cluster_without_fsync_is_named(db, settings):
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has no cluster")
    settings.LOOSE_DATABASE = False
    assert {"fsync", "full_page_writes"} <= {
        word for words in guards.loose() for word in words.split() if word in guards.POSTGRES
    }


def _free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return str(probe.getsockname()[1])


def test_the_server_does_not_start_without_the_guards(fresh_db):
    _as_owner(ROW_TRIGGER[connection.vendor])
    done = subprocess.run(
        [sys.executable, "-m", "smederij.cli.main", "serve", "--port", _free_port()],
        env=fresh_db.environ | {"PATH": os.environ["PATH"]},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 1
    assert "rounds_ballot_delete" in done.stderr
    assert "Traceback" not in done.stderr


def test_tables_of_the_urn_are_not_migrated_while_people_vote(fresh_db, cast, now):
    round, _codes = ready(cast, now=now)
    assert guards.held() == ""
    actions.tick(round.vote_at)
    there = sql.present_triggers()
    with pytest.raises(CommandError, match=round.title):
        sql.before_migrating([(Migration("0099", "rounds"), False)])
    assert sql.present_triggers() == there
    if connection.vendor == "sqlite":
        with pytest.raises(CommandError, match="Spring round"):
            call_command("migrate", "rounds", "zero", verbosity=0)  # Django itself asks before it begins
        sql.before_migrating(
            [(Migration("0099", "pots"), False)]
        )  # another room's: the urn stays guarded meanwhile
        assert {name for name in there if name.startswith("rounds_")} <= sql.present_triggers()
        sql.install_guards()
    actions.settle(round, now=round.closes_at)
    assert guards.held() == ""
