"""Where an area ends: reading GeoJSON with care, and drawing all areas together."""

from datetime import datetime
from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries

from smederij.base.models import Event
from smederij.base.refusals import Refusal
from smederij.places import queries, shapes
from smederij.places.actions import set_boundaries, set_boundary
from smederij.places.models import Boundary

pytestmark = pytest.mark.django_db


def test_a_boundary_is_kept_tidy_and_replaced(cast: Any, square: Any, now: datetime) -> None:
    high = {"type": "Polygon", "coordinates": [[[6, 52, 3], [6.1234567, 52, 3], [6.1, 52.1, 3], [6, 52, 3]]]}
    set_boundary(cast.area, geometry=square(), by_id=None, now=now)
    set_boundary(cast.area, geometry=high, by_id=cast.ada.pk, now=now)
    kept = Boundary.objects.get().geometry
    assert kept["coordinates"][0][1] == [6.123457, 52.0]
    assert Event.objects.filter(kind="area.bounded").count() == 2
    set_boundary(cast.area, geometry=None, by_id=None, now=now)
    assert not Boundary.objects.exists()


@pytest.mark.parametrize(
    "wrong",
    [
        None,
        [],
        {"type": "Point", "coordinates": [6, 52]},
        {"type": "Polygon"},
        {"type": "Polygon", "coordinates": []},
        {"type": "Polygon", "coordinates": "overal"},
        {"type": "Polygon", "coordinates": [[[6, 52], [6, 53], [6, 52]]]},
        {"type": "Polygon", "coordinates": [[[6, 52], [7, 52], [7, 53], [6, 53]]]},
        {"type": "Polygon", "coordinates": [[[6, 52], [7, 52], [7, "53"], [6, 52]]]},
        {"type": "Polygon", "coordinates": [[[6, 52], [7, 52], [7, True], [6, 52]]]},
        {"type": "Polygon", "coordinates": [[[6, 52], [7, 52], [float("nan"), 53], [6, 52]]]},
        {"type": "MultiPolygon", "coordinates": [[[6, 52], [7, 52], [7, 53], [6, 52]]]},
        {"type": "Polygon", "coordinates": [[[228e3, 525e3], [229e3, 525e3], [229e3, 526e3], [228e3, 525e3]]]},  # noqa: E501
        {"type": "Polygon", "coordinates": [[[6, 52], *[[6 + n / 1e5, 52] for n in range(20_000)], [6, 52]]]},
    ],
)  # fmt: skip
def test_what_is_no_boundary_is_refused(cast: Any, now: datetime, wrong: Any) -> None:
    with pytest.raises(Refusal):
        shapes.read_geometry(wrong)


def test_several_at_once_are_all_kept_or_none(cast: Any, square: Any, now: datetime) -> None:
    with pytest.raises(Refusal):
        set_boundaries({cast.area: square(), cast.other_area: {"type": "Point"}}, by_id=None, now=now)
    assert not Boundary.objects.exists()
    set_boundaries({cast.area: square(), cast.other_area: square(6.1)}, by_id=None, now=now)
    assert [area.slug for area, _shape in queries.boundaries()] == ["de-weide", "krakeel"]


def test_all_areas_stand_in_one_picture(
    cast: Any, square: Any, now: datetime, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    assert queries.outlines() is None
    far = {"type": "MultiPolygon", "coordinates": [square(6.1)["coordinates"], square(6.2)["coordinates"]]}
    set_boundaries(
        {cast.root: square(5, 51, 3), cast.area: square(), cast.other_area: far}, by_id=None, now=now
    )
    with django_assert_num_queries(1):
        picture = queries.outlines()
    assert picture is not None
    assert picture.width == 1000
    assert picture.height == pytest.approx(1000 / 3 / 0.615, abs=2)  # a degree is narrower at 52 north
    by_slug = {one.area.slug: one for one in picture.shapes}
    assert set(by_slug) == {"krakeel", "de-weide"}  # the municipality itself is no part
    assert by_slug["krakeel"].path.startswith("M0 ")
    assert by_slug["krakeel"].path.endswith("Z")
    assert by_slug["de-weide"].path.count("M") == 2
    assert by_slug["krakeel"].x == pytest.approx(167, abs=2)
    assert by_slug["krakeel"].y == pytest.approx(picture.height / 2, abs=2)


def test_points_that_fall_together_are_drawn_once(square: Any) -> None:
    detailed = square()
    ring = detailed["coordinates"][0]
    ring[1:1] = [[6.0 + n / 10_000_000, 52.0] for n in range(500)]
    picture = shapes.draw([detailed])
    assert picture is not None
    assert picture.shapes[0].path.count("L") < 8
