"""All areas: the list, the drawing, and what may come from elsewhere."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.support.markup import faults

from smederij.front.areas import areas_page
from smederij.people.testing import Cast
from smederij.places import queries as places
from smederij.places.actions import NewArea, add, set_boundary
from smederij.places.models import AreaKind

pytestmark = pytest.mark.django_db
TILES = "https://tiles.example.org/{z}/{x}/{y}.png"


def square(lon: float, lat: float = 52.0, side: float = 0.1) -> dict[str, Any]:
    corners = [(0, 0), (side, 0), (side, side), (0, side), (0, 0)]
    return {"type": "Polygon", "coordinates": [[[lon + x, lat + y] for x, y in corners]]}


def policy(client: Client, path: str) -> str:
    rules = client.get(path).headers["Content-Security-Policy"].split("; ")
    return next(rule for rule in rules if rule.startswith("img-src"))


def test_what_is_on_stands_in_the_list_and_lights_the_map(example: list[str], client: Client) -> None:
    for number, area in enumerate(places.areas()):
        set_boundary(area, geometry=square(6 + number), by_id=None, now=datetime.now(UTC))
    answer = client.get("/gebieden/")
    page = answer.context["page"]
    kinds = {line.area.name: line.kind for line in page.lines}
    assert kinds == {"De Weide": "lit", "Kerkeveld": "warm", "Lage Brug": "warm", "Noordscheschut": "cold"}
    assert {shape.line.area.name: shape.line.kind for shape in page.shapes} == kinds
    assert faults(answer.content) == []


def test_an_area_in_an_area_says_where_it_lies(cast: Cast, client: Client, now: datetime) -> None:
    inner = add(
        NewArea("hoek", "De Hoek", AreaKind.NEIGHBOURHOOD), within=cast.other_area, by_id=None, now=now
    )
    lines = client.get("/gebieden/").context["page"].lines
    assert [(line.area.name, line.within and line.within.name) for line in lines] == [
        ("De Weide", None),
        (inner.name, "De Weide"),
        ("Krakeel", None),
    ]


def test_without_boundaries_there_is_a_list_and_no_map(cast: Cast, client: Client) -> None:
    answer = client.get("/gebieden/")
    assert answer.context["page"].shapes == []
    assert "<figure" not in answer.content.decode()
    assert faults(answer.content) == []


def test_pictures_of_streets_may_come_only_to_this_page(cast: Cast, client: Client, settings: Any) -> None:
    settings.TILES = TILES
    set_boundary(cast.area, geometry=square(6), by_id=None, now=datetime.now(UTC))
    assert "https://tiles.example.org" in policy(client, "/gebieden/")
    assert "tiles.example.org" not in policy(client, "/")
    assert "tiles.example.org" not in policy(client, "/gebieden/krakeel/")
    assert "tiles.example.org" in client.get("/gebieden/").content.decode()


def test_without_streets_the_page_is_whole_and_nothing_may_come(
    cast: Cast, client: Client, settings: Any
) -> None:
    settings.TILES = ""
    set_boundary(cast.area, geometry=square(6), by_id=None, now=datetime.now(UTC))
    answer = client.get("/gebieden/")
    assert policy(client, "/gebieden/") == policy(client, "/")
    assert "Open de kaart die kan bewegen" in answer.content.decode()
    assert faults(answer.content) == []


@pytest.mark.parametrize(
    ("tiles", "server", "host"),
    [
        (TILES, "https://tiles.example.org", "tiles.example.org"),
        ("https://{s}.example.org:8443/{z}.png", "https://*.example.org:8443", "example.org:8443"),
        ("", "", ""),
    ],
)
def test_the_server_of_the_streets(cast: Cast, now: datetime, tiles: str, server: str, host: str) -> None:
    page = areas_page(tiles=tiles, credit="", now=now)
    assert (page.tiles_from, page.tiles_host) == (server, host)


def test_a_name_is_drawn_only_where_it_fits(cast: Cast, now: datetime) -> None:
    set_boundary(cast.area, geometry=square(6, side=1.0), by_id=None, now=now)
    set_boundary(cast.other_area, geometry=square(7.0, side=0.01), by_id=None, now=now)
    shapes = areas_page(tiles="", credit="", now=now).shapes
    assert {shape.line.area.name: shape.named for shape in shapes} == {"Krakeel": True, "De Weide": False}


def test_it_costs_the_same_for_three_areas_and_for_three_hundred(cast: Cast, client: Client) -> None:
    now = datetime.now(UTC)

    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            answer = client.get("/gebieden/")
        assert faults(answer.content) == []
        return len(asked)

    set_boundary(cast.area, geometry=square(6), by_id=None, now=now)
    few = queries()
    for number in range(300):
        new = NewArea(f"dorp-{number}", f"Dorp {number}", AreaKind.VILLAGE)
        one = add(new, within=cast.root, by_id=None, now=now)
        set_boundary(one, geometry=square(6 + number / 1000), by_id=None, now=now)
    assert queries() == few <= 8
