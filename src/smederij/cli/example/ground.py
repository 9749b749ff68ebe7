"""Where Hamerveen lies: nowhere. Its boundaries are drawn in open water, its postcodes are nobody's."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from smederij.places import actions as places
from smederij.places.models import Area
from smederij.places.rules import Range

if TYPE_CHECKING:
    from smederij.cli.example.load import Town

FILE = Path(__file__).with_name("boundaries.geojson")
ALL = sorted(one["properties"]["slug"] for one in json.loads(FILE.read_text())["features"])
LETTERS = ("ABCDEFGH", "JKLMNPQR", "STUVWXYZ")  # three areas share the four digits of a postcode


def survey(town: Town) -> None:
    """Every area gets its boundary and its postcodes; one street is shared by its odd and its even side."""
    drawn = json.loads(FILE.read_text())["features"]
    outlines = {town.areas[one["properties"]["slug"]]: one["geometry"] for one in drawn}
    places.set_boundaries(outlines, by_id=None, now=town.day(-490))
    owned: list[tuple[Area, Range]] = [
        (town.areas[slug], Range(f"{postcode(slug, 0)}A", f"{postcode(slug, 7)}Z"))
        for slug in sorted(town.areas)
    ]
    shared = f"{postcode('de-weide', 7)}Z"
    owned.append((town.areas["kerkeveld"], Range(shared, shared, side="odd")))
    places.set_all_postcodes(owned, by_id=None, now=town.day(-490))


def postcode(slug: str, street: int) -> str:
    """Four digits and the first letter of a street in an area, such as "1234A"."""
    number = ALL.index(slug)
    return f"{1231 + number // 3}{LETTERS[number % 3][street % 8]}"
