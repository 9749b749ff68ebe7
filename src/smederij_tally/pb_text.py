"""The text of a .pb file, whatever it was wrapped in, cut into its three tables."""

from __future__ import annotations

import csv
import gzip
import io
import os
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from smederij_tally.errors import PbError

MOST_BYTES = 256 * 1024 * 1024  # some seven million ballots; a packed bomb stops here
TITLES = ("META", "PROJECTS", "VOTES")
Row = tuple[int, list[str]]  # line number, cells without the spaces around them


def text_of(source: str | os.PathLike[str] | bytes, *, name: str, most_bytes: int) -> str:
    """The text of a file, packed or not; PbError when it can't be opened, is too large or is not UTF-8."""
    try:
        with io.BytesIO(source) if isinstance(source, bytes) else Path(source).open("rb") as file:
            data = _unpacked(file, most=most_bytes + 1)
    except (gzip.BadGzipFile, EOFError, zlib.error) as error:
        raise PbError(name, None, f"the packed file is damaged ({error})") from error
    except OSError as error:
        raise PbError(name, None, f"can't be opened: {error.strerror or error}") from error
    if len(data) > most_bytes:
        raise PbError(name, None, f"holds more than {most_bytes} bytes of text, too much to read")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise PbError(name, line, "is not text in UTF-8") from error


def tables(text: str, *, name: str) -> dict[str, list[Row]]:
    """The rows under each title, header first; PbError when a title or a header is missing."""
    found: dict[str, list[Row]] = {}
    for line, cells in _rows(text, name=name):
        if len(found) < len(TITLES) and cells[0] == TITLES[len(found)] and not any(cells[1:]):
            found[cells[0]] = rows = []
        elif not found:
            raise PbError(name, line, "the file does not start with the line META")
        else:
            rows.append((line, cells))
    for title in TITLES:
        if not found.get(title):
            raise PbError(name, None, f"there is no table {title} with a header below it")
    return found


def header(rows: list[Row], *, needs: tuple[str, ...], name: str) -> tuple[str, ...]:
    """The column names of a table; PbError when one that is needed is missing or one stands there twice."""
    line, cells = rows[0]
    names = tuple(cells[: max(i + 1 for i, cell in enumerate(cells) if cell)])
    for need in needs:
        if need not in names:
            raise PbError(name, line, f"there is no column {need}")
    twice = [column for i, column in enumerate(names) if column in names[:i]]
    if twice:
        raise PbError(name, line, f'the column "{twice[0]}" stands there twice')
    return names


def fitted(row: Row, *, width: int, name: str) -> list[str]:
    """The cells of a row, as many as there are columns; PbError when there are more."""
    line, cells = row
    if len(cells) == width:
        return cells
    if any(cells[width:]):
        raise PbError(name, line, f"has {len(cells)} cells where the table has {width} columns")
    return (cells + [""] * width)[:width]


def _unpacked(file: BinaryIO, *, most: int) -> bytes:
    packed = file.read(2) == b"\x1f\x8b"
    file.seek(0)
    if not packed:
        return file.read(most)
    with gzip.GzipFile(fileobj=file) as unpacked:
        return unpacked.read(most)


def _rows(text: str, *, name: str) -> Iterator[Row]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=";")
    try:
        for cells in reader:
            bare = [cell.strip() for cell in cells]
            if any(bare):
                yield reader.line_num, bare
    except csv.Error as error:
        raise PbError(name, reader.line_num, f"can't be read as a table ({error})") from error
