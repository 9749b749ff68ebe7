"""Nothing links a voter to a ballot: not the rows, not their order, not what the storage still remembers."""

import random
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection, transaction

from smederij.rounds import actions, urn
from smederij.rounds.actions import new_nonce
from smederij.rounds.models import Ballot, Round
from smederij.rounds.rules import Choices
from smederij.rounds.testing import opened


def _vote_all(at):
    """The ids of the ballots in the order in which they were cast."""
    cast_order = []
    for code in at.codes:
        nonce = new_nonce()
        letter = actions.open_letter(code, network="::1", now=at.now)
        actions.cast(letter.token, nonce, Choices({random.randint(1, 4): 1}), now=at.now)
        cast_order.append(urn.ballot_id(nonce))
    return cast_order


def _stored_order(round_id):
    """The ids as the storage holds them, without asking for an order."""
    by = "rowid" if connection.vendor == "sqlite" else "ctid"
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("select id from rounds_ballot where +round_id = %s", [round_id])
        else:
            cursor.execute(f"select id from rounds_ballot where round_id = %s order by {by}", [round_id])
        return [bytes(row[0]) for row in cursor.fetchall()]


def test_after_shaking_the_stored_order_is_that_of_the_ids(fresh_db, cast, now):
    at = opened(cast, voters=60, now=now)
    cast_order = _vote_all(at)
    before = urn.papers(at.round.pk)
    with transaction.atomic():
        urn.lock(at.round.pk)
        root = urn.shake(at.round.pk)
    assert urn.papers(at.round.pk) == before
    assert root == urn.root(before)
    assert _stored_order(at.round.pk) == sorted(cast_order) != cast_order


def test_after_shaking_all_ballots_carry_one_transaction(fresh_db, cast, now):
    if connection.vendor != "postgresql":
        pytest.skip("SQLite keeps no transaction numbers")
    at = opened(cast, voters=8, now=now)
    _vote_all(at)
    actions.settle(at.round, now=at.round.closes_at)
    with connection.cursor() as cursor:
        cursor.execute("select count(distinct xmin::text) from rounds_ballot")
        assert cursor.fetchone() == (1,)


def test_after_closing_the_write_ahead_log_is_empty(fresh_db, cast, now):
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL's log is the administrator's; docs say how long to keep it")
    at = opened(cast, voters=5, now=now)
    _vote_all(at)
    log = Path(f"{connection.settings_dict['NAME']}-wal")
    assert log.stat().st_size > 0
    actions.settle(at.round, now=at.round.closes_at)
    assert log.stat().st_size == 0


def test_a_shake_that_would_change_the_urn_changes_nothing(fresh_db, cast, now, monkeypatch):
    at = opened(cast, voters=4, now=now)
    _vote_all(at)
    before = urn.papers(at.round.pk)
    real = urn.papers
    seen = []

    def losing(round_id):
        seen.append(1)
        return real(round_id)[: 4 if len(seen) == 1 else 3]

    monkeypatch.setattr(urn, "papers", losing)
    with pytest.raises(urn.UrnChanged), transaction.atomic():
        urn.shake(at.round.pk)
    monkeypatch.undo()
    assert urn.papers(at.round.pk) == before


def test_the_urn_is_shaken_once_a_night_while_people_vote(cast, now, open_for_3):
    at = open_for_3
    _vote_all(at)
    night = at.now.replace(hour=1) + timedelta(days=1)
    assert [actions.tick(night), actions.tick(night + timedelta(minutes=5))] == [1, 0]
    assert actions.tick(night + timedelta(days=1)) == 1
    assert Round.objects.get(pk=at.round.pk).shaken_on == (night + timedelta(days=1)).date()
    assert Ballot.objects.count() == 3


def test_the_root_is_that_of_the_recursive_definition():
    from hashlib import sha256

    def recursive(leaves):
        if len(leaves) == 1:
            return leaves[0]
        half = 1
        while half * 2 < len(leaves):
            half *= 2
        return sha256(b"\1" + recursive(leaves[:half]) + recursive(leaves[half:])).digest()

    for size in range(1, 70):
        lying = [urn.Paper(bytes([n]) * 16, f"[{n}]", bytes(16)) for n in range(size)]
        leaves = [sha256(b"\0" + paper.id + paper.salt + paper.body.encode()).digest() for paper in lying]
        assert urn.root(lying) == recursive(leaves).hex()
