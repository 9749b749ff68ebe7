"""What the database itself refuses, whoever asks."""

import sqlite3
from datetime import timedelta

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from smederij.base import rooms, sql
from smederij.base.money import euros
from smederij.rounds import actions, urn
from smederij.rounds.actions import new_nonce
from smederij.rounds.models import Ballot, Entry, Phase, Result, Round
from smederij.rounds.queries import desk
from smederij.rounds.rules import Choices
from smederij.rounds.testing import filled_pot, nominated, opened, people, planned

ROW = "insert into rounds_ballot (id, round_id, body, salt) values (%s, %s, '{}', %s)"
HOSTILE = [
    "update rounds_ballot set body = '[]'",
    "update rounds_ballot set id = salt",
    "delete from rounds_ballot",
    "update rounds_credential set roll_id = roll_id + 1000",
    "update rounds_issue set batch_id = batch_id",
    "delete from rounds_issue",
    "update rounds_result set ballots = 5",
    "delete from rounds_result",
    "insert into rounds_gate (id, round_id) values (2, {round})",
    "insert into rounds_gate (id, round_id, shut) values (1, {round}, 1)",
    "insert into rounds_gate (id, round_id) values (1, 999999); delete from rounds_ballot",
]
FIXED = [
    *(
        f"update rounds_round set {to} where id = {{round}}"
        for to in (
            "budget = budget + 1", "closes_at = vote_at", "vote_at = collect_at", "threshold = threshold + 1",
            "cap = 1", "ballot_type = 'points'", "most_choices = most_choices + 1", "most_per_idea = 9",
            "skip_misfit = not skip_misfit", "partial_last = not partial_last", "seed = 'mine'",
            "origin = 'import'", "phase = 'collect'", "phase = 'present'", "phase = 'unknown'",
            "pepper_sha256 = 'mine'",
        )
    ),
    *(
        f"update rounds_entry set {to} where round_id = {{round}} and number = 1"
        for to in (
            "asked = asked + 1", "title = 'Mine'", "text = 'Mine'", "number = null", "number = 77",
            "project_id = 'mine'", "published_score = '9'", "round_id = {other}",
        )
    ),
    "delete from rounds_entry where round_id = {round}",
    "delete from rounds_round where id = {round}",
    "update rounds_entry set round_id = {round} where round_id = {other}",
]  # fmt: skip
ON_SQLITE = [
    "insert or replace into rounds_ballot select id, round_id, '[]', salt from rounds_ballot",
    "update or replace rounds_ballot set body = '[]'",
    "insert or replace into rounds_entry select * from rounds_entry",
    "insert or replace into rounds_round select * from rounds_round",
    "replace into rounds_result select * from rounds_result",
]
ON_POSTGRES = [
    "truncate rounds_ballot",
    "truncate rounds_credential",
    "truncate rounds_result cascade",
    "alter table rounds_ballot disable trigger all",
    "drop trigger rounds_ballot_delete on rounds_ballot",
    "create or replace function rounds_never() returns trigger language plpgsql as 'begin return new; end'",
    "set session_replication_role = replica",
]


def _counted(cast, now):
    at = opened(cast, voters=3, now=now)
    for code in at.codes[:2]:
        letter = actions.open_letter(code, network="::1", now=at.now)
        actions.cast(letter.token, new_nonce(), Choices({1: 1}), now=at.now)
    actions.settle(at.round, now=at.round.closes_at)
    return at.round


def _try(statements):
    """Run them, and then what would run at the end of the transaction."""
    with connection.cursor() as cursor:
        for statement in statements.split(";"):
            cursor.execute(statement)
    connection.check_constraints()  # what only fails at the end
    pytest.fail(f"accepted: {statements}")


def test_no_statement_rewrites_votes_or_results(cast, now):
    round = _counted(cast, now)
    lying, result = urn.papers(round.pk), Result.objects.values().get()
    hostile = HOSTILE + (ON_SQLITE if connection.vendor == "sqlite" else ON_POSTGRES)
    for statement in hostile:
        with pytest.raises((DatabaseError, sqlite3.DatabaseError)), transaction.atomic():
            _try(statement.format(round=round.pk))
    assert urn.papers(round.pk) == lying
    assert Result.objects.values().get() == result


@pytest.mark.parametrize("phase", [Phase.VOTE, Phase.RESULT, Phase.DO])
def test_what_people_vote_on_stands_fixed(cast, now, phase, open_for_3):
    at = open_for_3
    other = planned(cast, pot=filled_pot(cast, name="Other", now=now), now=now)
    nominated(cast, other, now=now)
    if phase != Phase.VOTE:
        actions.settle(at.round, now=at.round.closes_at)
    if phase == Phase.DO:
        actions.tick(at.round.closes_at + timedelta(days=15))
    assert Round.objects.get(pk=at.round.pk).phase == phase
    before = list(Round.objects.values().order_by("pk")), list(Entry.objects.values().order_by("pk"))
    for statement in FIXED:
        with pytest.raises((DatabaseError, sqlite3.DatabaseError)), transaction.atomic():
            _try(statement.format(round=at.round.pk, other=other.pk))
    assert before == (
        list(Round.objects.values().order_by("pk")),
        list(Entry.objects.values().order_by("pk")),
    )


def test_what_is_not_on_a_ballot_yet_can_change(cast, now):
    round = planned(cast, now=now)
    nominated(cast, round, now=now)
    assert Round.objects.filter(pk=round.pk).update(budget=euros(1), cap=euros(1), seed="other") == 1
    assert round.entries.update(title="Other", asked=euros(3)) == 4
    assert round.entries.all().delete()[0] >= 4


@pytest.mark.parametrize("too_soon", [True, False])
def test_no_result_before_voting_is_over(cast, now, too_soon):
    round = opened(cast, voters=2, now=now).round if too_soon else planned(cast, now=now)
    at = round.closes_at - timedelta(microseconds=1) if too_soon else round.closes_at
    with pytest.raises(IntegrityError), transaction.atomic():
        Result.objects.create(round=round, outcome={}, counted_at=at)


def test_the_web_role_only_adds_to_the_book_of_events_and_citations(cast, now):
    if connection.vendor != "postgresql":
        names = {table for room in rooms.every() for table in room.append_only}
        assert {"base_event", "rounds_citation"} <= names
        return
    for table in ("base_event", "rounds_citation"):
        for statement in (f"delete from {table}", f"update {table} set id = id", f"truncate {table}"):
            with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
                _try(statement)


def test_the_urn_takes_no_ballot_before_or_after_the_vote(cast, now):
    early, counted = planned(cast, now=now), _counted(cast, now)
    for round in (early.pk, counted.pk, 424242):
        with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(ROW, [b"x" * 16, round, b"s" * 16])
    assert not Ballot.objects.filter(pk=b"x" * 16).exists()


def _empty(round_id):
    with connection.cursor() as cursor:
        cursor.execute("insert into rounds_gate (id, round_id) values (1, %s)", [round_id])
        cursor.execute("delete from rounds_ballot where round_id = %s", [round_id])


def test_the_gate_does_not_outlive_its_transaction(fresh_db, cast, now, open_for_2):
    """Whoever opens the gate and forgets it loses the whole transaction."""
    at = open_for_2
    letter = actions.open_letter(at.codes[0], network="::1", now=at.now)
    actions.cast(letter.token, new_nonce(), Choices({1: 1}), now=at.now)
    with pytest.raises(IntegrityError), transaction.atomic():
        _empty(at.round.pk)
    assert Ballot.objects.count() == 1
    with connection.cursor() as cursor:
        cursor.execute("select count(*) from rounds_gate")
        assert cursor.fetchone() == (0,)


def test_a_ballot_has_an_id_a_round_a_body_and_a_salt_and_nothing_else(db):
    with connection.cursor() as cursor:
        columns = {
            column.name for column in connection.introspection.get_table_description(cursor, "rounds_ballot")
        }
        relations = connection.introspection.get_relations(cursor, "rounds_ballot")
    assert columns == {"id", "round_id", "body", "salt"}
    assert relations == {}


def test_missing_guards_keep_the_vote_shut(cast, now, monkeypatch):
    at = planned(cast, now=now)
    before = len(desk(at, now=now).obstacles)
    monkeypatch.setattr(sql, "present_triggers", set)
    assert len(desk(at, now=now).obstacles) == before + 1
    nominated(cast, at, now=now)
    actions.import_roll(at, people(2), by=cast.chen, now=now)
    actions.issue_letters(at, by=cast.chen, now=now)
    actions.tick(at.vote_at)
    assert Round.objects.get(pk=at.pk).phase == Phase.PRESENT


def test_all_guards_are_there(db):
    sql.assert_guards()
    if connection.vendor == "postgresql":
        assert {"rounds_ballot_truncate", "rounds_credential_truncate"} <= sql.present_triggers()
