"""Seals: a leaf for every ballot, a root over all of them, and a head for every night.

A leaf is SHA-256 of a zero byte, the id, the salt and the body of a ballot, so that nobody guesses a short
ballot from its seal. The root is a Merkle tree over the leaves in the order of the ids, with prefixes as in
RFC 6962; an odd node goes up as it is. A head is the digest of what is said about the urn at one moment; it
names the head before it, so that none can be slipped in between or left out.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256
from typing import Any

from smederij_tally.canonical import digest

WITH_BALLOTS, WITHOUT = ("id", "salt", "head"), ("leaf", "head")


def leaf_of(id: bytes, salt: bytes, body: str) -> bytes:
    """The seal of one ballot."""
    return sha256(b"\0" + id + salt + body.encode()).digest()


def root_of(leaves: Sequence[bytes]) -> str:
    """The seal of all ballots together, in hexadecimal; the leaves in the order of the ids."""
    if not leaves:
        return sha256(b"").hexdigest()
    row = list(leaves)
    while len(row) > 1:
        pairs = zip(row[::2], row[1::2], strict=False)
        row = [sha256(b"\1" + left + right).digest() for left, right in pairs] + row[len(row) & ~1 :]
    return row[0].hex()


def head_of(says: Mapping[str, Any]) -> str:
    """The head of what is said about the urn, in hexadecimal."""
    return digest(dict(says))


def seal_lines(rows: Iterable[Sequence[str]], *, ballots: bool) -> bytes:
    """The table of seals: per ballot its id and salt (or only its leaf) and the number of its night."""
    out = io.StringIO(newline="")
    table = csv.writer(out, delimiter=";", lineterminator="\r\n")
    table.writerows([WITH_BALLOTS if ballots else WITHOUT, *rows])
    return out.getvalue().encode()
