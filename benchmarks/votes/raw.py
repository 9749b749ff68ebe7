"""What the database alone can take: the statements of a vote, sent straight to it, each written for good."""

import secrets
import sqlite3
import time
from contextlib import closing
from threading import Thread
from urllib.parse import unquote, urlsplit

import psycopg

from benchmarks.votes.town import Town

BODY = '{"choices":[1]}'
TEAR = "delete from rounds_credential where mac = ? and round_id = ?"
DROP = "insert into rounds_ballot (id, round_id, body, salt) values (?, ?, ?, ?)"
ONE = """
    with torn as (delete from rounds_credential where mac = %s and round_id = %s returning round_id)
    insert into rounds_ballot (id, round_id, body, salt) select %s, round_id, %s, %s from torn
"""
CONNECTIONS = 4  # as many as the server has threads


def limit(town: Town, macs: list[str]) -> float:
    """Votes a second, with so many right codes that nobody used yet."""
    url = town.environ["SMEDERIJ_DATABASE"]
    if url.startswith("sqlite"):
        return _sqlite(urlsplit(url).path, town.round, macs)
    return _postgres(url, town.round, macs)


def _sqlite(path: str, round: int, macs: list[str]) -> float:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for pragma in ("journal_mode=wal", "synchronous=full", "secure_delete=on", "recursive_triggers=on"):
            connection.execute(f"pragma {pragma}")
        began = time.perf_counter()
        for mac in macs:
            connection.execute("begin immediate")
            connection.execute(TEAR, [bytes.fromhex(mac), round])
            connection.execute(DROP, [secrets.token_bytes(16), round, BODY, secrets.token_bytes(16)])
            connection.execute("commit")
        return len(macs) / (time.perf_counter() - began)


def _postgres(url: str, round: int, macs: list[str]) -> float:
    parts = urlsplit(url)

    def cast(mine: list[str]) -> None:
        host, user = unquote(parts.hostname or ""), parts.username
        with psycopg.connect(host=host, user=user, dbname=parts.path[1:], autocommit=True) as connection:
            for mac in mine:
                salt = secrets.token_bytes(16)
                values = [bytes.fromhex(mac), round, secrets.token_bytes(16), BODY, salt]
                connection.execute(ONE, values)

    threads = [Thread(target=cast, args=(macs[first::CONNECTIONS],)) for first in range(CONNECTIONS)]
    began = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return len(macs) / (time.perf_counter() - began)
