"""Power cuts while people vote: our tables, triggers, statements and settings, on a disk that forgets."""

import secrets
import shutil
import sqlite3
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from random import Random

import apsw
from django.db import connection

from smederij.base.folding import fold
from smederij.base.sqlite.base import PRAGMAS
from smederij.rounds import urn
from tests.support import file
from tests.support.powercut import Disk, PowerCut

BODY = '{"choices":[1]}'


@dataclass
class Found:
    """What many cuts came to."""

    cuts: int = 0
    acknowledged: int = 0
    lost: int = 0
    corrupt: int = 0
    half: int = 0  # databases in which credentials and ballots do not add up


def power_cuts(
    source: Path,
    macs: list[bytes],
    *,
    round_id: int,
    now: datetime,
    synchronous: str,
    cuts: int,
    issued: int = 0,
    dice: Random,
    folder: Path,
) -> Found:
    """So many times: people vote, the power goes at some write, and the database is opened again.

    `source` is a closed database with an open round; `macs` are its unused credentials.
    """
    found = Found()
    for number in range(cuts):
        at, back = folder / f"cut-{number}.sqlite3", folder / f"back-{number}.sqlite3"
        shutil.copyfile(source, at)
        disk = Disk(f"disk-{id(found)}-{number}", cut=dice.randint(20, 260))
        acknowledged = _vote(at, disk, macs, round_id=round_id, now=now, synchronous=synchronous)
        disk.after(at, back, dice=dice)
        _look(back, acknowledged, found, issued=issued or len(macs), round_id=round_id)
        disk.unregister()
        for leftover in folder.glob(f"*-{number}.sqlite3*"):
            leftover.unlink()
    return found


def _vote(
    path: Path, disk: Disk, macs: list[bytes], *, round_id: int, now: datetime, synchronous: str
) -> set[bytes]:
    """Vote with one credential after the other until the power goes; the ids that were acknowledged."""
    done: set[bytes] = set()
    moment = connection.ops.adapt_datetimefield_value(now)
    tear, drop = urn.TEAR_UP.replace("%s", "?"), urn.DROP.replace("%s", "?")
    try:
        voting = apsw.Connection(str(path), vfs=disk.name)
    except (apsw.Error, PowerCut):
        return done
    try:
        voting.create_scalar_function("smederij_fold", fold, 1)  # type: ignore[arg-type]
        for pragma in (*PRAGMAS, f"synchronous={synchronous}", "wal_autocheckpoint=8"):
            voting.execute(f"pragma {pragma}")
        for mac in macs:
            id = secrets.token_bytes(16)
            voting.execute("begin immediate")
            voting.execute(tear, [mac, round_id, round_id, moment, moment])
            assert voting.changes() == 1
            voting.execute(drop, [id, round_id, BODY, urn.salt()])
            voting.execute("commit")
            done.add(id)
    except (apsw.Error, PowerCut):
        pass
    finally:
        disk.off = True
        with suppress(apsw.Error, PowerCut):
            voting.close(True)
    return done


def _look(path: Path, acknowledged: set[bytes], found: Found, *, issued: int, round_id: int) -> None:
    """Open the database as it was found, with the ordinary library."""
    found.cuts += 1
    found.acknowledged += len(acknowledged)
    try:
        with closing(file.opened(path)) as back:
            if back.execute("pragma integrity_check").fetchone() != ("ok",):
                raise sqlite3.DatabaseError
            lying = {
                row[0] for row in back.execute("select id from rounds_ballot where round_id = ?", [round_id])
            }
            (left,) = back.execute(
                "select count(*) from rounds_credential where round_id = ?", [round_id]
            ).fetchone()
    except sqlite3.DatabaseError:
        found.corrupt += 1
        return
    found.lost += len(acknowledged - lying)
    found.half += left + len(lying) != issued
