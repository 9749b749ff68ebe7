"""Which forge is mine? By postcode and house number, and nothing of it is kept."""

from datetime import datetime
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.support.markup import faults

from smederij.base.models import Event
from smederij.places.actions import NewArea, Range, add, set_boundaries, set_postcodes
from smederij.places.models import AreaKind

pytestmark = pytest.mark.django_db


@pytest.fixture
def settled(cast: Any, now: datetime) -> Any:
    set_postcodes(cast.area, ranges=[Range("7901AA", "7901ZZ")], by_id=None, now=now)
    odd = Range("7901AC", "7901AC", side="odd")
    set_postcodes(cast.other_area, ranges=[odd, Range("7902AA", "7902AA")], by_id=None, now=now)
    return cast


@pytest.mark.parametrize(
    ("postcode", "number", "path"),
    [
        ("7901 xb", "", "/gebieden/krakeel/"),
        ("7901AC", "12 a", "/gebieden/krakeel/"),
        ("7901AC", "13-2", "/gebieden/de-weide/"),
        ("7902aa", "", "/gebieden/de-weide/"),
    ],
)
def test_an_address_leads_to_its_area(
    settled: Any, client: Client, postcode: str, number: str, path: str
) -> None:
    events = Event.objects.count()
    answer = client.post("/waar/", {"postcode": postcode, "number": number})
    assert (answer.status_code, answer.headers["Location"]) == (302, path)
    assert not Session.objects.exists()
    assert Event.objects.count() == events


def test_a_shared_postcode_asks_for_the_number_and_names_both(settled: Any, client: Client) -> None:
    answer = client.post("/waar/", {"postcode": "7901AC", "number": ""})
    assert "number" in answer.context["page"].form.errors
    assert {area.slug for area in answer.context["page"].shared_by} == {"krakeel", "de-weide"}
    assert 'value="7901AC"' in answer.content.decode()
    assert faults(answer.content) == []


def test_an_unknown_address_gets_the_list_and_a_number_to_call(settled: Any, client: Client) -> None:
    answer = client.post("/waar/", {"postcode": "9999ZZ", "number": "1"})
    page = answer.context["page"]
    assert page.unknown
    assert [area.slug for area in page.areas] == ["de-weide", "krakeel"]
    assert "088 000 00 00" in answer.content.decode()
    assert faults(answer.content) == []


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"postcode": "", "number": "1"}, "postcode"),
        ({"postcode": "straat", "number": "1"}, "postcode"),
        ({"postcode": "7901AA", "number": "huis"}, "number"),
        ({"postcode": "7901AA", "number": "0"}, "number"),
        ({"postcode": "7901AA", "number": "123456"}, "number"),
    ],
)
def test_what_cannot_be_read_is_said_and_stays(
    settled: Any, client: Client, typed: dict[str, str], field: str
) -> None:
    answer = client.post("/waar/", typed)
    page = answer.context["page"]
    assert list(page.form.errors) == [field]
    assert not page.unknown
    assert all(f'value="{value}"' in answer.content.decode() for value in typed.values() if value)


def test_the_page_costs_the_same_for_three_areas_and_for_three_hundred(
    settled: Any, client: Client, now: datetime
) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            answer = client.get("/waar/")
        assert faults(answer.content) == []
        return len(asked)

    few = queries()
    for number in range(300):
        new = NewArea(f"dorp-{number}", f"Dorp {number}", AreaKind.VILLAGE)
        add(new, within=settled.root, by_id=None, now=now)
    assert queries() == few <= 5


def test_the_boundaries_are_open_data(settled: Any, client: Client, square: Any, now: datetime) -> None:
    set_boundaries({settled.root: square(5, 51, 3), settled.area: square()}, by_id=None, now=now)
    answer = client.get("/gebieden/grenzen.json")
    assert answer.headers["Content-Type"] == "application/geo+json"
    features = answer.json()["features"]
    assert [one["id"] for one in features] == ["krakeel", "smeedrecht"]
    assert features[0]["properties"] == {
        "name": "Krakeel",
        "url": "/gebieden/krakeel/",
        "within": "smeedrecht",
    }
    assert features[0]["geometry"]["type"] == "Polygon"
