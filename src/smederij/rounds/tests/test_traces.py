"""After the count the database's files no longer tell which torn-up letter and which ballot go together."""

import os
import random
import time
from pathlib import Path

import psycopg
import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from tests.support import traces
from tests.support.stores import OWNER

from smederij.rounds import actions, urn
from smederij.rounds.actions import new_nonce
from smederij.rounds.models import Credential
from smederij.rounds.rules import Choices
from smederij.rounds.testing import opened

VOTERS, VOTED = 60, 50
TURNS = 10


@pytest.fixture
def voted(fresh_db, cast, now):
    """A round in which most have voted: the round, the torn-up credentials and the ballots as cast."""
    at = opened(cast, voters=VOTERS, now=now)
    before = _macs(at)
    order, codes = [], list(at.codes)
    random.Random(7).shuffle(codes)
    for code in codes[:VOTED]:
        nonce = new_nonce()
        letter = actions.open_letter(code, network="::1", now=at.now)
        actions.cast(letter.token, nonce, Choices({1: 1}), now=at.now)
        order.append(urn.ballot_id(nonce))
    return at, before - _macs(at), order


def _macs(at):
    return {bytes(mac) for mac in Credential.objects.filter(round=at.round).values_list("mac", flat=True)}


def test_the_sqlite_file_remembers_no_torn_letter(voted):
    if connection.vendor != "sqlite":
        pytest.skip("a file of SQLite")
    at, torn, order = voted
    path = Path(connection.settings_dict["NAME"])
    assert traces.in_sqlite(path, torn) > 0  # while people vote the log tells; so this can fail
    actions.settle(at.round, now=at.round.closes_at)
    assert traces.in_sqlite(path, torn) == 0
    assert traces.order_in_sqlite(path, order) in (sorted(order), sorted(order, reverse=True))


def test_the_files_of_postgresql_pair_no_letter_with_a_ballot(voted):
    if connection.vendor != "postgresql":
        pytest.skip("files of PostgreSQL")
    at, torn, order = voted
    socket, name = os.environ["SMEDERIJ_TEST_POSTGRES"], connection.settings_dict["NAME"]
    assert traces.in_postgres(socket, name, torn=torn, ballots=order) > 0
    actions.settle(at.round, now=at.round.closes_at)
    with pytest.raises(CommandError):
        call_command("clean_urn")  # the web role may not, and says so
    assert _cleaned(socket, name, lambda: traces.in_postgres(socket, name, torn=torn, ballots=order)) == 0


def _cleaned(socket, name, pairs):
    """What is left after cleaning as the owner; again while something beside it (autoanalyze) reads."""
    with psycopg.connect(host=socket, user=OWNER, dbname=name, autocommit=True) as owner:
        for _turn in range(TURNS):
            for statement in urn.CLEANING["postgresql"]:
                owner.execute(statement)
            if not pairs():
                return 0
            time.sleep(1)
    return pairs()
