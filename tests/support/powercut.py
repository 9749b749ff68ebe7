"""A disk that loses its power: what was not synced is lost sector by sector, as chance will have it.

Needs apsw. SQLite writes through `Disk`, which remembers what every 512-byte sector held at the last sync. At
a chosen write the power goes: nothing is written from then on. `after` gives the files as they are found:
each unsynced sector is new or old, and a file that grew may be short again.
"""

import os
import shutil
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

import apsw

SECTOR = 512


class PowerCut(Exception):
    """The power is gone."""


@dataclass
class Unsynced:
    """What one file held at its last sync, where it was written since."""

    size: int
    sectors: dict[int, bytes] = field(default_factory=dict)


class Disk(apsw.VFS):
    """A file system on top of the real one; the power goes at the write with number `cut`."""

    def __init__(self, name: str, *, cut: int) -> None:
        self.name, self.left, self.off = name, cut, False
        self.unsynced: dict[str, Unsynced] = {}
        super().__init__(name, base="")

    def xOpen(self, name: Any, flags: list[int]) -> "File":  # noqa: N802 -- SQLite's names
        return File(self, name, flags)

    def xDelete(self, filename: str, syncdir: bool) -> None:  # noqa: N802
        self.spend()
        self.unsynced.pop(filename, None)
        super().xDelete(filename, syncdir)

    def spend(self) -> None:
        """Count a write; from the chosen one on nothing reaches the disk."""
        self.left -= 1
        if self.off or self.left <= 0:
            self.off = True
            raise PowerCut

    def after(self, source: Path, target: Path, *, dice: Random) -> Path:
        """A copy of the database as it is found when the power is back."""
        for end in ("", "-wal"):
            file = Path(f"{source}{end}")
            if file.exists():
                found = Path(f"{target}{end}")
                shutil.copyfile(file, found)
                _lose(found, self.unsynced.get(str(file)), dice=dice)
        return target


class File(apsw.VFSFile):
    """One file of it."""

    def __init__(self, disk: Disk, name: Any, flags: list[int]) -> None:
        self.disk = disk
        self.path = os.path.realpath(name.filename() if isinstance(name, apsw.URIFilename) else name or "")
        super().__init__("", name, flags)

    def xWrite(self, data: bytes, offset: int) -> None:  # noqa: N802
        self.disk.spend()
        self._remember(offset, offset + len(data))
        super().xWrite(data, offset)

    def xTruncate(self, newsize: int) -> None:  # noqa: N802
        self.disk.spend()
        self._remember(newsize, self.xFileSize())
        super().xTruncate(newsize)

    def xSync(self, flags: int) -> None:  # noqa: N802
        self.disk.spend()
        self.disk.unsynced.pop(self.path, None)

    def _remember(self, start: int, end: int) -> None:
        whole = self.xFileSize()
        kept = self.disk.unsynced.setdefault(self.path, Unsynced(whole))
        for sector in range(start // SECTOR, -(-end // SECTOR)):
            at = sector * SECTOR
            if sector not in kept.sectors and at < kept.size:
                kept.sectors[sector] = self.xRead(min(SECTOR, whole - at), at) if at < whole else b""


def _lose(file: Path, unsynced: Unsynced | None, *, dice: Random) -> None:
    """Each unsynced sector as it is now, or as it was; what is beyond the old end may be there or not."""
    if unsynced is None:
        return
    now = bytearray(file.read_bytes())
    if len(now) < unsynced.size and dice.random() < 0.5:
        now += bytes(unsynced.size - len(now))
    for sector, old in unsynced.sectors.items():
        if dice.random() < 0.5 and len(now) >= sector * SECTOR:
            now[sector * SECTOR : sector * SECTOR + len(old)] = old
    grown = range(-(-unsynced.size // SECTOR), -(-len(now) // SECTOR))
    for sector in grown:
        if dice.random() < 0.5:
            now[sector * SECTOR : (sector + 1) * SECTOR] = bytes(
                len(now[sector * SECTOR : (sector + 1) * SECTOR])
            )
    if grown and dice.random() < 0.3:
        now = now[: dice.choice(list(grown)) * SECTOR]
    file.write_bytes(now)
