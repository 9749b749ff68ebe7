"""Reading a list of voters as people have it: a sheet, an export, or lines pasted from either."""

import csv
import io
import re
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import BinaryIO
from zipfile import BadZipFile, ZipFile

from django.utils.translation import gettext as _
from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from smederij.rounds.roll_rows import MOST_ROWS, RollRow

MOST_BYTES = 5 * 1024 * 1024
MOST_UNPACKED = 100 * 1024 * 1024

# Which headings people use for what, without signs or spaces; columns for one thing are joined with a space.
HEADINGS = {
    "name": "naam name volledigenaam voornaam voornamen roepnaam voorletters initialen tussenvoegsel"
    " tussenvoegsels tussenv voorvoegsel voorvoegsels achternaam familienaam geslachtsnaam",
    "address": "adres address straat straatnaam straatenhuisnummer huisnummer huisnr hnr nummer nr huisletter"
    " toevoeging toev huisnummertoevoeging huisnrtoevoeging",
    "postcode": "postcode pc postalcode",
    "town": "plaats woonplaats plaatsnaam town",
}
KINDS = {heading: kind for kind, headings in HEADINGS.items() for heading in headings.split()}
TITLE_LINES = 5  # a title and the like above the headings
# Without headings: what the columns are, by how many there are.
ORDERS = {
    2: ["name", "address"],
    3: ["name", "address", "postcode"],
    4: ["name", "address", "postcode", "town"],
}


class NotAList(ValueError):
    """The file or the text can't be read as a list; the sentence says what to do."""


@dataclass(frozen=True)
class RollTable:
    """The list as read, each row with its line in the sheet; the columns that were used, and those left."""

    rows: list[RollRow]
    columns: list[tuple[str, str]] = field(default_factory=list)
    left: list[str] = field(default_factory=list)


def read_upload(file: BinaryIO) -> str:
    """The lines of an uploaded CSV or XLSX file, tab-separated. Raises NotAList."""
    content = file.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        raise NotAList(_("This file is larger than 5 MB. Take out the columns that are not needed."))
    if content[:4] == b"PK\x03\x04":
        return _sheet_text(content)
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    if b"\x00" in content:
        raise NotAList(_("We can't open this file as a list. Save it as Excel (.xlsx) or as CSV."))
    return content.decode("cp1252", errors="replace")


def read_roll(text: str) -> RollTable:
    """Read lines with or without headings. Raises NotAList when there is nothing to read."""
    lines = [(number, cells) for number, cells in enumerate(_cells(text), start=1) if any(cells)]
    if not lines:
        raise NotAList(_("The list is still empty. Choose a file or paste lines from a sheet."))
    if len(lines) > MOST_ROWS + 1:
        raise NotAList(_("This list has more than 20,000 lines. Did you choose the right file?"))
    at = _headings_at(lines)
    names, headings = lines[at][1], _headings(lines[at][1])
    if not any(headings):
        return _table(lines, kinds=_order_of(lines), names=[])
    if "address" not in headings:
        raise NotAList(_("We see no column called 'adres' or 'straat'. Give the columns a heading."))
    if "name" not in headings:
        raise NotAList(_("We see no column called 'naam'. Everyone on the list needs a name for the letter."))
    return _table(lines[at + 1 :], kinds=headings, names=names)


def _headings_at(lines: Sequence[tuple[int, list[str]]]) -> int:
    """Where the headings stand: on the first line, or a little lower, under a title."""
    found = (_headings(cells) for _number, cells in lines[:TITLE_LINES])
    return next((at for at, kinds in enumerate(found) if {"name", "address"} <= set(kinds)), 0)


def _headings(cells: Sequence[str]) -> list[str]:
    """What each column holds, by its heading."""
    return [KINDS.get(re.sub(r"[\W_]", "", cell.casefold()), "") for cell in cells]


def _order_of(lines: Sequence[tuple[int, list[str]]]) -> list[str]:
    width = max(len(cells) for _number, cells in lines)
    if width not in ORDERS:
        raise NotAList(_("Put headings above the columns: naam, adres, postcode, plaats."))
    return ORDERS[width]


def _table(lines: Sequence[tuple[int, list[str]]], *, kinds: list[str], names: list[str]) -> RollTable:
    rows = [_row(cells, kinds=kinds, line=number) for number, cells in lines]
    labels = names or [str(index + 1) for index in range(len(kinds))]
    pairs = list(zip(labels, kinds, strict=False))
    columns = [(label, kind) for label, kind in pairs if kind]
    return RollTable(rows, columns, left=[label for label, kind in pairs if label and not kind])


def _row(cells: Sequence[str], *, kinds: Sequence[str], line: int) -> RollRow:
    found: dict[str, list[str]] = {"name": [], "address": [], "postcode": [], "town": []}
    for cell, kind in zip(cells, kinds, strict=False):
        if kind and cell:
            found[kind].append(cell)
    return RollRow(**{kind: " ".join(parts) for kind, parts in found.items()}, line=line)


def _cells(text: str) -> Iterable[list[str]]:
    lines = [line for line in text.splitlines() if line.strip()][:TITLE_LINES]
    first = next((line for line in lines if any(sign in line for sign in "\t;,")), "\t")
    delimiter = max("\t;,", key=first.count)
    if delimiter == "\t":  # a sheet's lines may hold commas and quotes of their own
        return [[_tidy(cell) for cell in line.split("\t")] for line in text.splitlines()]
    try:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
        return [[_tidy(cell) for cell in cells] for cells in reader]
    except csv.Error as error:
        raise NotAList(_("We can't read these lines as a list. Save the sheet as Excel (.xlsx).")) from error


def _sheet_text(content: bytes) -> str:
    """The first sheet of a workbook as tab-separated lines."""
    unreadable = NotAList(_("We can't open this file as a sheet. Save it as Excel (.xlsx) or as CSV."))
    try:
        if sum(part.file_size for part in ZipFile(io.BytesIO(content)).infolist()) > MOST_UNPACKED:
            raise unreadable
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        sheet = book.worksheets[0]
        rows = [
            [_cell(value) for value in row]
            for row in sheet.iter_rows(max_row=MOST_ROWS + 20, values_only=True)
        ]
    except (
        InvalidFileException,
        BadZipFile,
        zlib.error,
        RuntimeError,
        EOFError,
        KeyError,
        IndexError,
        ValueError,
        TypeError,
        OSError,
        SyntaxError,
    ) as error:
        raise unreadable from error
    return "\n".join("\t".join(row) for row in rows)


def _cell(value: object) -> str:
    """A cell as people see it: house number 12, not 12.0, and no line breaks."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return _tidy(str(value))


def _tidy(text: str) -> str:
    return " ".join(text.replace("\x00", "").split())
