"""Votes through the real server, at 1, 16 and 64 people at once, on SQLite and on PostgreSQL.

Beside them in the same run: the same page without the database, fdatasync of the disk, and the statements of
a vote sent straight to the database. The bars of docs/reference/votes.md are named with the figures; a busy
machine can miss those in ballots a second, so missing one stops nothing. BENCH_SECONDS=10 measures longer;
BENCH_FIRST=1 (as root) measures ahead of whatever else the machine does.
"""

import os
import secrets
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from tempfile import NamedTemporaryFile

from benchmarks.figures import Figure, rate
from benchmarks.votes import load, raw
from benchmarks.votes.places import place
from benchmarks.votes.server import Server, cookie, serving
from benchmarks.votes.town import Town, found
from tools import postgres

CLIENTS = (1, 16, 64)
SECONDS = float(os.environ.get("BENCH_SECONDS", "1.5"))
MOST = int(1500 * SECONDS)  # votes in one measurement: it ends when these are cast
RAW = 400
BARS = {"sqlite": 20, "postgresql": 15}  # per cent of the page without the database
BARE, DONE = "/bare/", "/stemmen/klaar/"


def measure() -> Iterator[Figure]:
    """Both databases in turn."""
    for vendor in BARS:
        try:
            with place(vendor, folder=os.environ.get("SMEDERIJ_DATA")) as here:
                yield from _measured(vendor, here.environ)
        except postgres.Missing as error:
            yield Figure(f"{vendor} not measured: {error}", 0, "")


def _measured(vendor: str, environ: dict[str, str]) -> Iterator[Figure]:
    town = found(environ, voters=(len(CLIENTS) + 1) * MOST + RAW)
    yield _sync(Path(environ["SMEDERIJ_DATA"]))
    tokens = iter(town.tokens[RAW:])
    with serving(environ) as server:
        for clients in CLIENTS:
            yield from _both(vendor, town, server, clients=clients, tokens=list(islice(tokens, MOST)))
    with serving(environ, workers=1) as server:
        volley = _votes(server, list(islice(tokens, MOST)), path=DONE, clients=64)
        yield Figure(f"{vendor}: ballots, 64 at once, one process (--workers 1)", volley.rate, "per s")
    limit = raw.limit(town, town.macs[:RAW])
    yield Figure(f"{vendor}: the statements of a vote sent straight to the database", limit, "per s")


def _both(vendor: str, town: Town, server: Server, *, clients: int, tokens: list[str]) -> Iterator[Figure]:
    """The page without the database, then real votes."""
    bare = _votes(server, town.tokens[:MOST] * 4, path=BARE, clients=clients)
    began = server.cpu()
    cast = _votes(server, tokens, path=DONE, clients=clients)
    spent = 1000 * (server.cpu() - began) / len(cast.answers)
    if len(cast.thanked()) != len(cast.answers):
        raise RuntimeError(f"{vendor}: {len(cast.answers) - len(cast.thanked())} votes were not taken")
    said = f"{vendor}, {clients} at once"
    yield Figure(f"{said}: the page without the database", bare.rate, "per s")
    yield Figure(f"{said}: ballots (bar with 2 quiet processors: 1,000)", cast.rate, "per s")
    yield Figure(f"{said}: of that page (bar: at least {BARS[vendor]})", 100 * cast.rate / bare.rate, "%")
    yield Figure(f"{said}: half of the voters wait less than", cast.percentile(0.5), "ms")
    yield Figure(f"{said}: 99 of 100 voters wait less than (bar at 64: 100)", cast.percentile(0.99), "ms")
    yield Figure(f"{said}: processor time of the server for a ballot (bar: 1.0)", spent, "ms")


def _votes(server: Server, tokens: list[str], *, path: str, clients: int) -> load.Volley:
    seal = cookie(server.port)
    shots = [load.vote(token, secrets.token_hex(16), 1, seal=seal, path=path) for token in tokens]
    return load.fire(server.port, shots, clients=clients, seconds=SECONDS, seal=seal)


def _sync(folder: Path) -> Figure:
    with NamedTemporaryFile(dir=folder) as file:

        def write() -> None:
            os.write(file.fileno(), b"x" * 4096)
            os.fdatasync(file.fileno())

        return rate("write 4 kB and fdatasync on the disk of the town", write)
