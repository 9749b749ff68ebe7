"""Files that are not for everybody: random names, no public folder, read only through an access check."""

import secrets
from collections.abc import Collection
from datetime import datetime
from pathlib import Path

from django.conf import settings


def folder(room: str) -> Path:
    """Where a room's files lie; made when needed."""
    place = Path(settings.DATA) / "files" / room
    place.mkdir(parents=True, exist_ok=True)
    return place


def keep(room: str, data: bytes, *, suffix: str) -> str:
    """Write a file, outside any transaction, and give its name. `sweep` removes what no row came to know."""
    name = f"{secrets.token_hex(16)}.{suffix}"
    (folder(room) / name).write_bytes(data)
    return name


def path_of(room: str, name: str) -> Path | None:
    """The file, or None when there is none."""
    file = folder(room) / name
    return file if name.replace(".", "", 1).isalnum() and file.is_file() else None


def discard(room: str, name: str) -> None:
    """Remove a file; gone already is fine."""
    if file := path_of(room, name):
        file.unlink(missing_ok=True)


def sweep(room: str, *, known: Collection[str], before: datetime) -> int:
    """Remove files that no row knows and that are older than `before`; gives how many."""
    lost = [
        file
        for file in folder(room).iterdir()
        if file.name not in known and file.stat().st_mtime < before.timestamp()
    ]
    for file in lost:
        file.unlink(missing_ok=True)
    return len(lost)
