"""A SQLite file of ours opened with the plain library, with the functions that its checks and indexes use."""

import sqlite3
from pathlib import Path

from django.db.backends.sqlite3._functions import register  # type: ignore[import-untyped]

from smederij.base.folding import fold


def opened(path: str | Path) -> sqlite3.Connection:
    """Close it with `closing`."""
    connection = sqlite3.connect(path, timeout=30)
    connection.create_function("smederij_fold", 1, fold, deterministic=True)
    register(connection)
    return connection
