"""Files that are not for everybody: random names, no public folder, read only through an access check."""

import os
import secrets
from collections.abc import Callable, Collection
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings

A_DAY = timedelta(days=1)


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


def sweep(room: str, *, known: Callable[[], Collection[str]], now: datetime) -> int:
    """Once a day, remove files that came a day ago and that no row knows; gives how many."""
    mark, before = folder(room) / ".swept", (now - A_DAY).timestamp()
    if mark.exists() and before < mark.stat().st_mtime <= now.timestamp():
        return 0
    mark.touch()
    os.utime(mark, (now.timestamp(), now.timestamp()))
    names = set(known())
    lost = [
        file
        for file in folder(room).iterdir()
        if file.name not in names and file != mark and file.stat().st_mtime < before
    ]
    for file in lost:
        file.unlink(missing_ok=True)
    return len(lost)
