"""Reading boundaries and postcodes from files: every mistake at once, in words, with its place."""

import csv
import io
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from smederij.base.folding import fold
from smederij.base.refusals import Refusal
from smederij.places.models import Area
from smederij.places.rules import HIGHEST, Range, contradictions, read_postcode
from smederij.places.shapes import Geometry, read_geometry

NAMES = ("slug", "gebied", "area", "naam", "name")
HEADS = {
    "gebied": "area",
    "van": "first",
    "tot": "last",
    "huisnummer_van": "from_number",
    "huisnummer_tot": "to_number",
    "kant": "side",
}
SIDES = {"": "", "beide": "", "both": "", "odd": "odd", "oneven": "odd", "even": "even"}


@dataclass
class Boundaries:
    """What a file says of boundaries, and what is wrong with it; use it only when nothing is."""

    geometries: dict[Area, Geometry] = field(default_factory=dict)
    errors: list[str] = field(default_factory=list)


@dataclass
class PostcodeFile:
    """What a file says of addresses, row by row, and what is wrong with it."""

    rows: list[tuple[int, Area, Range]] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)


class _Wrong(Exception):
    """One mistake, in a sentence."""


def read_boundaries(text: str, areas: list[Area]) -> Boundaries:
    """A GeoJSON FeatureCollection; a feature names its area by slug or name in one of NAMES."""
    read = Boundaries()
    try:
        features = json.loads(text)["features"]
        features[0]["geometry"]
    except (ValueError, KeyError, TypeError, IndexError):
        read.errors.append(_("This is no GeoJSON with features in it."))
        return read
    known = _by_name(areas)
    for number, feature in enumerate(features, start=1):
        try:
            area = _area(_named(feature), known)
            if area in read.geometries:
                raise _Wrong(_("%(area)s is in this file twice.") % {"area": area.name})
            read.geometries[area] = read_geometry(feature.get("geometry"))
        except (_Wrong, Refusal) as wrong:
            read.errors.append(_("Feature %(number)d: %(wrong)s") % {"number": number, "wrong": wrong})
    return read


def _named(feature: object) -> str:
    properties = feature.get("properties") if isinstance(feature, Mapping) else None
    named = properties if isinstance(properties, Mapping) else {}
    return next((str(named[name]) for name in NAMES if named.get(name)), "")


def _by_name(areas: list[Area]) -> dict[str, Area]:
    """Slugs win from names."""
    return {fold(area.name): area for area in areas} | {area.slug: area for area in areas}


def _area(name: str, known: dict[str, Area]) -> Area:
    area = known.get(fold(name.strip()))
    if area is None:
        if not name.strip():
            raise _Wrong(_("no area is named."))
        raise _Wrong(_("there is no area called “%(name)s”.") % {"name": name.strip()})
    return area


def read_postcodes(text: str, areas: list[Area]) -> PostcodeFile:
    """Rows of gebied;van;tot;huisnummer_van;huisnummer_tot;kant, with semicolons, commas or tabs."""
    read, known = PostcodeFile(), _by_name(areas)
    heads, rows = _table(text)
    missing = [head for head in ("area", "first") if head not in heads]
    if missing:
        read.errors.append(
            _("The first row must hold the heads: gebied;van;tot;huisnummer_van;huisnummer_tot;kant.")
        )
        return read
    for number, row in rows:
        try:
            read.rows.append((number, _area(row.get("area", ""), known), _range(row)))
        except _Wrong as wrong:
            read.errors.append(_("Row %(number)d: %(wrong)s") % {"number": number, "wrong": wrong})
    read.errors += _clashes(read.rows)
    return read


def _table(text: str) -> tuple[list[str], Iterator[tuple[int, dict[str, str]]]]:
    """The heads by our names, and the rows with their number in the file; empty rows left out."""
    first = text.lstrip("\ufeff").split("\n", 1)[0]
    mark = max(";,\t", key=first.count)
    lines = list(csv.reader(io.StringIO(text.lstrip("\ufeff")), delimiter=mark))
    heads = [HEADS.get(head.strip().lower(), head.strip().lower()) for head in (lines[:1] or [[]])[0]]
    rows = (
        (number, dict(zip(heads, (cell.strip() for cell in line), strict=False)))
        for number, line in enumerate(lines[1:], start=2)
        if any(cell.strip() for cell in line)
    )
    return heads, rows


def _range(row: dict[str, str]) -> Range:
    first = _postcode(row.get("first", ""), letters="AA")
    last = _postcode(row.get("last") or row.get("first", ""), letters="ZZ")
    low = _number(row.get("from_number", ""), otherwise=1)
    high = _number(row.get("to_number", ""), otherwise=HIGHEST)
    side = SIDES.get(row.get("side", "").lower())
    if side is None:
        raise _Wrong(_("the side is “even” or “oneven”, or stays empty."))
    range = Range(first, last, low, high, side)
    if not range.is_fit:
        raise _Wrong(_("%(range)s holds no address.") % {"range": range})
    return range


def _postcode(text: str, *, letters: str) -> str:
    """ "7901" alone is all of it."""
    whole = f"{text}{letters}" if text.isdecimal() else text
    postcode = read_postcode(whole)
    if postcode is None:
        raise _Wrong(_("“%(text)s” is no postcode.") % {"text": text})
    return postcode


def _number(text: str, *, otherwise: int) -> int:
    if not text:
        return otherwise
    if not (text.isascii() and text.isdecimal()):
        raise _Wrong(_("“%(text)s” is no house number.") % {"text": text})
    return int(text)


def _clashes(rows: list[tuple[int, Area, Range]]) -> list[str]:
    """Every two rows that give the same addresses to two areas."""
    numbered = {(area, range): number for number, area, range in rows}
    words = _("Rows %(one)d and %(other)d both claim the same addresses: %(area)s and %(other_area)s.")
    return [
        words
        % {
            "one": numbered[one],
            "other": numbered[other],
            "area": one[0].name,
            "other_area": other[0].name,
        }
        for one, other in contradictions((area, range) for _number, area, range in rows)
    ]
