"""A voting process killed in the middle: nothing acknowledged is lost, nothing is half done."""

import os
import random
import signal
import time

from django.db import connections

from smederij.rounds import actions, urn
from smederij.rounds.actions import new_nonce
from smederij.rounds.models import Ballot
from smederij.rounds.queries import count_sheet
from smederij.rounds.rules import Choices
from smederij.rounds.testing import opened

CYCLES, SHARE = 20, 25


def _vote(tokens, *, at, out):
    """Vote for one after the other, and write down each vote that was acknowledged. Never returns."""
    try:
        for token in tokens:
            nonce = new_nonce()
            actions.cast(token, nonce, Choices({1: 1}), now=at.now)
            os.write(out, nonce.encode())
    finally:
        os._exit(0)


def _killed_while_voting(tokens, *, at, seconds):
    """The numbers of the ballots that a voting process acknowledged before it was killed."""
    connections.close_all()  # a child must not share a connection with its parent
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        _vote(tokens, at=at, out=writing)
    os.close(writing)
    with os.fdopen(reading) as acknowledged:
        first = acknowledged.read(32)
        time.sleep(seconds)
        os.kill(child, signal.SIGKILL)
        rest = acknowledged.read()
    os.waitpid(child, 0)
    both = first + rest
    return [both[start : start + 32] for start in range(0, len(both), 32)]


def test_killed_while_voting(fresh_db, cast, now):
    at = opened(cast, voters=CYCLES * SHARE, now=now)
    tokens = [actions.open_letter(code, network="::1", now=at.now).token for code in at.codes]
    dice, acknowledged, cut_short = random.Random(20250313), [], 0
    for cycle in range(CYCLES):
        mine = tokens[cycle * SHARE : (cycle + 1) * SHARE]
        voted = _killed_while_voting(mine, at=at, seconds=dice.uniform(0.0, 0.012))
        acknowledged += voted
        cut_short += len(voted) < SHARE
    lying = {paper.id for paper in urn.papers(at.round.pk)}
    assert {urn.ballot_id(nonce) for nonce in acknowledged} <= lying
    assert len(acknowledged) <= len(lying) <= len(acknowledged) + CYCLES
    assert cut_short > CYCLES / 2  # otherwise this test killed nobody
    assert count_sheet(at.round).adds_up
    result = actions.settle(at.round, now=at.round.closes_at)
    assert result.ballots == len(lying) == Ballot.objects.count()
