"""The lines of a list of voters: how they are kept, and the one check of what can't be a letter."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

LONGEST = {"name": 120, "address": 160, "postcode": 7, "town": 80}
COLUMNS = tuple(LONGEST)
MOST_ROWS = 20_000
_POSTCODE = re.compile(r"([1-9][0-9]{3}) ?([A-Za-z]{2})")

Same = tuple[str, ...]


@dataclass(frozen=True)
class RollRow:
    """One line of the list of people who may vote; `line` is where it stood, when it was read from a file."""

    name: str
    address: str
    postcode: str = ""
    town: str = ""
    line: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with one line, counted as the person who made the list counts them."""

    line: int
    words: str


def same(row: RollRow) -> Same:
    """What makes two rows the same person: name and address, however they were typed."""
    where = row.postcode or row.town
    return tuple("".join(text.split()).casefold() for text in (row.name, row.address, where))


def checked(rows: Sequence[RollRow], *, known: set[Same]) -> tuple[list[RollRow], list[Problem]]:
    """The rows as they are kept, and what is wrong with the others; `known`: who is on the roll already."""
    good: list[RollRow] = []
    problems: list[Problem] = []
    seen: dict[Same, int] = {}
    for place, given in enumerate(rows, start=1):
        row = _tidy(given, line=given.line or place)
        key = same(row)
        wrong = _no_letter(row) or _double(key, known=known, seen=seen)
        if wrong:
            problems.append(Problem(row.line, wrong))
        else:
            good.append(row)
        seen.setdefault(key, row.line)
    return good, problems


def _tidy(row: RollRow, *, line: int) -> RollRow:
    """Single spaces, and a postcode as it is written: 7901 AB."""
    name, address, postcode, town = (" ".join(getattr(row, column).split()) for column in COLUMNS)
    match = _POSTCODE.fullmatch(postcode)
    return RollRow(name, address, f"{match[1]} {match[2].upper()}" if match else postcode, town, line)


def _no_letter(row: RollRow) -> str:
    """Why a letter could not arrive, or nothing."""
    if not row.address:
        return _("There is no address on this line.")
    if not row.name:
        return _("There is no name on this line. A letter needs one.")
    if row.postcode and not _POSTCODE.fullmatch(row.postcode):
        return _("'%(postcode)s' is not a postcode. An example: 7901 AB.") % {"postcode": row.postcode[:20]}
    for column in COLUMNS:
        text = getattr(row, column)
        if len(text) > LONGEST[column] or not text.isprintable():
            return _("“%(start)s…” is too long, or holds something that can't be printed.") % {
                "start": text[:30]
            }
    return ""


def _double(key: Same, *, known: set[Same], seen: dict[Same, int]) -> str:
    """Who stands there twice already, or nothing."""
    if key in known:
        return _("This person is on the list already.")
    if key in seen:
        return _("This line is the same as line %(line)s.") % {"line": seen[key]}
    return ""
