"""Where a town can live: a SQLite file, or a PostgreSQL that really writes, each gone afterwards."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from benchmarks.votes.server import first
from tools import postgres

ROOT = Path(__file__).resolve().parents[2]
ROLE = "smederij_owner"


@dataclass(frozen=True)
class Place:
    """How to reach an empty database, and its cluster if it has one of its own."""

    environ: dict[str, str]
    cluster: postgres.Cluster | None


@contextmanager
def place(vendor: str, *, folder: str | None = None) -> Iterator[Place]:
    """A new and empty database; `folder` says on which disk. Can raise Missing."""
    data = tempfile.mkdtemp(prefix="smederij-town-", dir=folder)
    cluster = postgres.start(durable=True) if vendor == "postgresql" else None
    try:
        if cluster:
            _create(cluster)
            first(cluster.main_process())
        yield Place(_environ(data, cluster), cluster)
    finally:
        if cluster:
            cluster.stop()
        shutil.rmtree(data, ignore_errors=True)


def _create(cluster: postgres.Cluster) -> None:
    command = [str(cluster.programs / "createdb"), "-h", cluster.socket, "-U", ROLE, "town"]
    subprocess.run(command, check=True, timeout=60, cwd="/")


def _environ(data: str, cluster: postgres.Cluster | None) -> dict[str, str]:
    at = f"postgresql://{ROLE}@{quote(cluster.socket, safe='')}:5432/town" if cluster else ""
    own = {
        "SMEDERIJ_DATA": data,
        "SMEDERIJ_DATABASE": at or f"sqlite://{data}/town.sqlite3",
        "SMEDERIJ_LOG_LEVEL": "ERROR",
        "DJANGO_SETTINGS_MODULE": "smederij.config.settings",
        "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT)]),
        "PATH": os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")]),
    }
    kept = {name: value for name, value in os.environ.items() if not name.startswith("SMEDERIJ_")}
    return kept | own
