"""What the files of a database still tell to somebody who reads their bytes: who tore up what when."""

import struct
from collections.abc import Iterable
from pathlib import Path

import psycopg

HEADER = 24  # bytes of a PostgreSQL row before its first column; then one byte with its length
Column = Iterable[bytes]


def in_sqlite(path: Path, torn: Column) -> int:
    """How many torn-up credentials can still be read somewhere in the file or its log."""
    whole = b"".join(file.read_bytes() for file in (path, Path(f"{path}-wal")) if file.exists())
    return sum(mac in whole for mac in torn)


def order_in_sqlite(path: Path, ids: list[bytes]) -> list[bytes]:
    """The ballots as they lie in the file."""
    whole = path.read_bytes()
    return sorted((id for id in ids if id in whole), key=whole.index)


def in_postgres(socket: str, database: str, *, torn: Column, ballots: Column) -> int:
    """How many torn-up credentials share a transaction number with the traces of a ballot.

    Reads the tables' files as they lie on the disk, rows that were deleted long ago included.
    """
    with psycopg.connect(host=socket, port=5432, user="postgres", dbname=database, autocommit=True) as root:
        root.execute("checkpoint")
        data = root.execute("show data_directory").fetchone()[0]  # type: ignore[index]
        files = {
            table: root.execute("select pg_relation_filepath(%s)", [table]).fetchone()[0]  # type: ignore[index]
            for table in ("rounds_credential", "rounds_ballot")
        }
    gone = _numbers(Path(data, files["rounds_credential"]).read_bytes(), torn, at=4)
    cast = _numbers(Path(data, files["rounds_ballot"]).read_bytes(), ballots, at=0)
    return len(gone & cast - {0})


def _numbers(whole: bytes, keys: Column, *, at: int) -> set[int]:
    """The transaction numbers in front of every row that begins with one of these keys."""
    found = set()
    for key in keys:
        place = whole.find(key)
        while place != -1:
            start = place - 1 - HEADER
            if start >= 0:
                found.add(struct.unpack_from("<I", whole, start + at)[0])
            place = whole.find(key, place + 1)
    return found
