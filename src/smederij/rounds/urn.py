"""The urn and the credentials, in SQL: the few statements on which secrecy and one vote each rest."""

import logging
import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from django.db import connection, transaction

from smederij.base import sql
from smederij_tally.published import leaf_of, root_of

LOCK = 0x726F756E << 31  # "roun": keeps our lock numbers apart from those of other rooms
TEAR_UP = """
    delete from rounds_credential where mac = %s and round_id = %s and exists (
        select 1 from rounds_round where id = %s and phase = 'vote' and vote_at <= %s and closes_at > %s
    )
"""
DROP = "insert into rounds_ballot (id, round_id, body, salt) values (%s, %s, %s, %s)"
READ = "select id, body, salt from rounds_ballot where round_id = %s order by id"
REWRITE = """
    with lifted as (delete from rounds_ballot where round_id = %s returning id, round_id, body, salt)
    insert into rounds_ballot (id, round_id, body, salt)
    select id, round_id, body, salt from lifted order by id
"""
CLEANING = {
    "sqlite": ("pragma wal_checkpoint(truncate)",),
    # FULL, into new files: a plain VACUUM leaves bytes in which torn letters and ballots share their numbers
    "postgresql": ("vacuum full rounds_ballot", "vacuum full rounds_credential"),
}
OWNS = "select pg_has_role(current_user, relowner, 'usage') from pg_class where relname = 'rounds_ballot'"
log = logging.getLogger(__name__)


class UrnChanged(Exception):
    """Shaking would have changed what lies in the urn; nothing was done."""


@dataclass(frozen=True)
class Paper:
    """One ballot as it lies in the urn."""

    id: bytes
    body: str
    salt: bytes


def lock(round_id: int, *, shared: bool = False) -> None:
    """Hold the round until the transaction ends: casting together with other casting, all else alone."""
    sql.advisory_lock(LOCK + round_id, shared=shared)


def ballot_id(nonce: str) -> bytes:
    """Where a ballot lies: a hash of the number that only its voter's form held."""
    return sha256(b"ballot-id" + bytes.fromhex(nonce)).digest()[:16]


def tear_up(mac: bytes, *, round_id: int, now: datetime) -> bool:
    """Take the credential out, if it is there and people can vote at this moment."""
    moment = connection.ops.adapt_datetimefield_value(now)
    with connection.cursor() as cursor:
        cursor.execute(TEAR_UP, [mac, round_id, round_id, moment, moment])
        return bool(cursor.rowcount == 1)


def drop(paper: Paper, *, round_id: int) -> None:
    """Put one ballot in the urn."""
    with connection.cursor() as cursor:
        cursor.execute(DROP, [paper.id, round_id, paper.body, paper.salt])


def drop_all(papers: Iterable[Paper], *, round_id: int) -> None:
    """Put ballots in the urn."""
    with connection.cursor() as cursor:
        cursor.executemany(DROP, [(paper.id, round_id, paper.body, paper.salt) for paper in papers])


def salt() -> bytes:
    """Sixteen random bytes, so that the digest of a short ballot can't be guessed back."""
    return secrets.token_bytes(16)


def find(id: bytes, *, round_id: int) -> str | None:
    """What a ballot says, by where it lies."""
    with connection.cursor() as cursor:
        cursor.execute("select body from rounds_ballot where id = %s and round_id = %s", [id, round_id])
        row = cursor.fetchone()
    return row[0] if row else None


def papers(round_id: int) -> list[Paper]:
    """All that lies in the urn of a round, in the order of the ids."""
    with connection.cursor() as cursor:
        cursor.execute(READ, [round_id])
        return [Paper(bytes(id), body, bytes(salt)) for id, body, salt in cursor.fetchall()]


def root(lying: Sequence[Paper]) -> str:
    """The seal of all that lies in the urn, in id order, in hexadecimal."""
    return root_of([leaf_of(paper.id, paper.salt, paper.body) for paper in lying])


def shake(round_id: int) -> str:
    """Rewrite the urn in id order and give its root. Needs the round's lock, alone, inside a transaction.

    Afterwards the order on disk says nothing of the order of casting. UrnChanged when it is not the same urn.
    """
    before = papers(round_id)
    with connection.cursor() as cursor:
        cursor.execute("insert into rounds_gate (id, round_id) values (1, %s)", [round_id])
        if connection.vendor == "postgresql":
            cursor.execute(REWRITE, [round_id])
        else:
            cursor.execute("delete from rounds_ballot where round_id = %s", [round_id])
            drop_all(before, round_id=round_id)
        cursor.execute("delete from rounds_gate where id = 1")
    whole = root(before)
    if root(papers(round_id)) != whole:
        raise UrnChanged(f"round {round_id}")
    transaction.on_commit(clean_pages, robust=True)
    return whole


def clean_pages() -> bool:
    """Wipe what the storage still remembers of the old order. Can't be done inside a transaction.

    On PostgreSQL only the owner of the tables can; false, and a line in the log, when that is another role.
    """
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(OWNS)
            if not cursor.fetchone()[0]:
                log.warning(
                    "Old pages of the urn stay: run `smederij manage clean_urn` as owner of the tables."
                )
                return False
        for statement in CLEANING[connection.vendor]:
            cursor.execute(statement)
    return True
