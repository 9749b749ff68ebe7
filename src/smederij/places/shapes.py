"""Boundaries as GeoJSON: reading one with care, and drawing many as one picture."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import cos, radians
from typing import Any

from django.utils.translation import gettext as _

from smederij.base.refusals import refuse

MOST_POINTS = 20_000
DIGITS = 6  # of a degree: about ten centimetres
SIDE = 1000
Ring = list[tuple[float, float]]
Geometry = dict[str, Any]


def read_geometry(value: object) -> Geometry:
    """A Polygon or MultiPolygon in degrees, tidied. Refusal with the reason when it is something else."""
    if not isinstance(value, Mapping) or value.get("type") not in {"Polygon", "MultiPolygon"}:
        refuse(_("A boundary is a Polygon or a MultiPolygon."))
    many = value["type"] == "MultiPolygon"
    given = value.get("coordinates")
    polygons = [_polygon(one) for one in _some(given)] if many else [_polygon(given)]
    if sum(len(ring) for polygon in polygons for ring in polygon) > MOST_POINTS:
        refuse(
            _("This boundary has more than %(most)d points. Make it simpler first.") % {"most": MOST_POINTS}
        )
    return {"type": value["type"], "coordinates": polygons if many else polygons[0]}


def _polygon(value: object) -> list[list[list[float]]]:
    return [_ring(one) for one in _some(value)]


def _ring(value: object) -> list[list[float]]:
    points = [_point(one) for one in _some(value)]
    if len(points) < 4 or points[0] != points[-1]:
        refuse(_("Every ring of a boundary has at least four points and ends where it began."))
    return points


def _point(value: object) -> list[float]:
    numbers = value if isinstance(value, Sequence) else []
    if len(numbers) < 2 or not all(type(one) in {int, float} for one in numbers[:2]):
        refuse(_("A point of a boundary is two numbers: longitude and latitude."))
    lon, lat = float(numbers[0]), float(numbers[1])
    if not (-180 <= lon <= 180 and -90 <= lat <= 90):
        refuse(_("These points are not in degrees. Save the file as GeoJSON in WGS 84 (EPSG:4326)."))
    return [round(lon, DIGITS), round(lat, DIGITS)]


def _some(value: object) -> Sequence[object]:
    if not isinstance(value, Sequence) or isinstance(value, str) or not value:
        refuse(_("A boundary has at least one ring of points."))
    return value


@dataclass(frozen=True, slots=True)
class Drawn:
    """One boundary as an SVG path, where its name can stand, and how wide it is there."""

    path: str
    x: int
    y: int
    wide: int


@dataclass(frozen=True, slots=True)
class Picture:
    """Boundaries together in one picture of this size, in the order in which they came."""

    width: int
    height: int
    shapes: list[Drawn]


def draw(geometries: Sequence[Geometry]) -> Picture | None:
    """All of them to scale, north up, in a box at most SIDE wide and high; None when there are none."""
    rings = [_rings(one) for one in geometries]
    lons = [lon for shape in rings for ring in shape for lon, _lat in ring]
    lats = [lat for shape in rings for ring in shape for _lon, lat in ring]
    if not lons:
        return None
    squeeze = cos(radians((min(lats) + max(lats)) / 2))
    wide, high = (max(lons) - min(lons)) * squeeze, max(lats) - min(lats)
    scale = SIDE / max(wide, high, 1e-9)

    def place(point: tuple[float, float]) -> tuple[int, int]:
        return round((point[0] - min_lon) * squeeze * scale), round((max_lat - point[1]) * scale)

    min_lon, max_lat = min(lons), max(lats)
    shapes = [_drawn([[place(point) for point in ring] for ring in shape]) for shape in rings]
    return Picture(round(wide * scale), round(high * scale), shapes)


def _rings(geometry: Geometry) -> list[Ring]:
    many = geometry["type"] == "MultiPolygon"
    polygons = geometry["coordinates"] if many else [geometry["coordinates"]]
    return [[(point[0], point[1]) for point in ring] for polygon in polygons for ring in polygon]


def _drawn(rings: list[list[tuple[int, int]]]) -> Drawn:
    path = "".join(_path(ring) for ring in rings)
    largest = max(rings, key=lambda ring: abs(_surface(ring)))
    x, y = _middle(largest)
    across = [point[0] for point in largest]
    return Drawn(path, x, y, wide=max(across) - min(across))


def _path(ring: list[tuple[int, int]]) -> str:
    """Points that fall together are drawn once: that alone makes a detailed boundary light."""
    points = [point for at, point in enumerate(ring) if at == 0 or point != ring[at - 1]]
    return "M" + "L".join(f"{x} {y}" for x, y in points) + "Z"


def _surface(ring: list[tuple[int, int]]) -> float:
    pairs = pairwise(ring)
    return sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairs) / 2


def _middle(ring: list[tuple[int, int]]) -> tuple[int, int]:
    """The centre of gravity; the middle of its points when it has no surface."""
    surface = _surface(ring)
    if not surface:
        return round(sum(x for x, _y in ring) / len(ring)), round(sum(y for _x, y in ring) / len(ring))
    pairs = list(pairwise(ring))
    x = sum((x1 + x2) * (x1 * y2 - x2 * y1) for (x1, y1), (x2, y2) in pairs) / (6 * surface)
    y = sum((y1 + y2) * (x1 * y2 - x2 * y1) for (x1, y1), (x2, y2) in pairs) / (6 * surface)
    return round(x), round(y)
