"""The power goes while people vote: what was acknowledged is there, and a weaker setting would lose it."""

from contextlib import closing
from pathlib import Path
from random import Random

import pytest
from django.db import connection, connections

from smederij.rounds.models import Credential
from smederij.rounds.testing import opened

pytest.importorskip("apsw", reason="apsw is not installed (requirements/dev.txt)")
from tests.support.cuts import power_cuts

CUTS = 25
SEED = 20261125


@pytest.fixture
def ballot_box(fresh_db, cast, now):
    """A closed SQLite file with an open round in it, and what it takes to vote there."""
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL has its own tests for this")
    at = opened(cast, voters=60, now=now)
    macs = [bytes(mac) for mac in Credential.objects.filter(round=at.round).values_list("mac", flat=True)]
    with closing(connection.cursor()) as cursor:
        cursor.execute("pragma wal_checkpoint(truncate)")
    path = Path(connection.settings_dict["NAME"])
    connections.close_all()
    return {"source": path, "macs": macs, "round_id": at.round.pk, "now": at.now}


def test_no_acknowledged_vote_is_lost_when_the_power_goes(ballot_box, tmp_path):
    found = power_cuts(**ballot_box, synchronous="FULL", cuts=CUTS, dice=Random(SEED), folder=tmp_path)
    assert (found.cuts, found.lost, found.corrupt, found.half) == (CUTS, 0, 0, 0)
    assert found.acknowledged > CUTS  # otherwise nobody voted before the power went


def test_a_weaker_setting_loses_votes(ballot_box, tmp_path):
    """So the test above can fail."""
    found = power_cuts(**ballot_box, synchronous="NORMAL", cuts=CUTS, dice=Random(SEED), folder=tmp_path)
    assert found.lost > 0
    assert (found.corrupt, found.half) == (0, 0)
