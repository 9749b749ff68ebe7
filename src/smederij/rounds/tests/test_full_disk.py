"""A disk that is full, or a database that may not be written: a kind page, and no half vote."""

import resource
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.db import connection
from django.test import Client

from smederij.base import clock
from smederij.rounds import actions, urn
from smederij.rounds.actions import new_nonce
from smederij.rounds.queries import count_sheet
from smederij.rounds.testing import opened

TRIES = 10


@contextmanager
def _no_room():
    """SQLite's log can grow by a few votes only; PostgreSQL may not write at all."""
    if connection.vendor == "sqlite":
        soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
        log = Path(f"{connection.settings_dict['NAME']}-wal")
        resource.setrlimit(resource.RLIMIT_FSIZE, (log.stat().st_size + 60_000, hard))
        yield
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        return
    with connection.cursor() as cursor:
        cursor.execute("set default_transaction_read_only = on")
        yield
        cursor.execute("set default_transaction_read_only = off")


def _form(at, code, *, choices):
    token = actions.open_letter(code, network="::1", now=at.now).token
    return {"token": token, "nonce": new_nonce(), "kies": choices}


def _fill(at):
    """Until no more fits in the pages that are there."""
    client = Client()
    refused: list[Any] = []
    taken: list[Any] = []
    for code in at.codes:
        form = _form(at, code, choices=["1", "2"])
        answer = client.post("/stemmen/klaar/", form)
        (taken if answer.status_code == 302 else refused).append((form, answer))
        if len(refused) == TRIES:
            break
    return taken, refused


def test_a_disk_that_is_full_costs_nobody_a_vote(fresh_db, cast, now, monkeypatch, caplog):
    at = opened(cast, voters=80, now=now)
    monkeypatch.setattr(clock, "now", lambda: at.now)
    with _no_room():
        taken, refused = _fill(at)
    assert len(refused) == TRIES
    assert connection.vendor == "postgresql" or taken
    for form, answer in refused:
        assert answer.status_code == 503
        assert "Er is iets mis bij ons, niet met je brief. Bewaar hem. Bel " in answer.content.decode()
        assert form["nonce"] not in caplog.text
        assert form["token"] not in caplog.text
    assert len(urn.papers(at.round.pk)) == len(taken)
    assert count_sheet(at.round).adds_up
    client = Client()
    for form, _answer in (*refused, *taken):  # there is room again: the same form is taken, once
        assert client.post("/stemmen/klaar/", form).status_code == 302
    assert len(urn.papers(at.round.pk)) == len(taken) + TRIES
    assert count_sheet(at.round).adds_up
