"""All areas beside one another: as a list, and on a map."""

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from smederij.places import queries as places
from smederij.places.models import Area
from smederij.rounds.models import Origin, Phase, Round

LETTER = 12  # how wide a letter is on the map, in units of the drawing
OVER = (Phase.RESULT, Phase.DO)


@dataclass(frozen=True)
class Line:
    """An area, where it lies when that is not the municipality itself, and the round that is on there."""

    area: Area
    within: Area | None
    round: Round | None
    voting: bool

    @property
    def kind(self) -> str:
        """How the map draws it."""
        return "lit" if self.voting else "warm" if self.round else "cold"


@dataclass(frozen=True)
class Shape:
    """An area on the map, with the same line as in the list; `named`: its name fits in it."""

    line: Line
    path: str
    x: int
    y: int
    named: bool


@dataclass(frozen=True)
class AreasPage:
    """`shapes` is empty while no boundary is known. `tiles_from`: the server of the streets, or ""."""

    root: Area
    lines: list[Line]
    shapes: list[Shape]
    width: int
    height: int
    tiles: str
    credit: str
    tiles_from: str

    @property
    def tiles_host(self) -> str:
        """Who hears that somebody looks, in a word."""
        return urlsplit(self.tiles_from).netloc.removeprefix("*.")


def areas_page(*, tiles: str, credit: str, now: datetime) -> AreasPage:
    """Every area, what is on there, and where it lies. Four queries."""
    root, going = places.root(), _going(now=now)
    lines = {area.pk: _line(area, root, going.get(area.pk), now=now) for area in places.areas()}
    outlines = places.outlines()
    drawn = outlines.shapes if outlines else []
    return AreasPage(
        root=root,
        lines=sorted(lines.values(), key=lambda line: [one.name for one in reversed(line.area.lineage())]),
        shapes=[_shape(lines[one.area.pk], one) for one in drawn if one.area.pk in lines],
        width=outlines.width if outlines else 0,
        height=outlines.height if outlines else 0,
        tiles=tiles,
        credit=credit,
        tiles_from=_server_of(tiles),
    )


def _line(area: Area, root: Area, round: Round | None, *, now: datetime) -> Line:
    within = area.parent if area.parent_id != root.pk else None
    voting = round is not None and round.phase == Phase.VOTE and round.vote_at <= now < round.closes_at
    return Line(area, within, round, voting)


def _shape(line: Line, drawn: places.Outline) -> Shape:
    fits = len(line.area.name) * LETTER < drawn.wide
    return Shape(line, drawn.path, drawn.x, drawn.y, named=fits)


def _going(*, now: datetime) -> dict[int, Round]:
    """The round that is on in each area, by area; where there are more, one in which people vote."""
    own = Round.objects.filter(origin=Origin.OWN, called_off_at=None, collect_at__lte=now)
    on = own.exclude(phase__in=OVER).select_related("pot")
    ordered = sorted(on, key=lambda one: (one.phase == Phase.VOTE, one.closes_at))
    return {one.pot.area_id: one for one in ordered}


def _server_of(tiles: str) -> str:
    """The server in an address with {z}, {x} and {y}, as a Content Security Policy wants it."""
    parts = urlsplit(tiles)
    return f"{parts.scheme}://{parts.netloc.replace('{s}', '*')}" if parts.netloc else ""
