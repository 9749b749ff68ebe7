"""Which addresses belong to an area: reading, deciding, refusing, and two at once."""

from datetime import datetime
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from pytest_django import DjangoAssertNumQueries

from smederij.base.models import Event
from smederij.base.refusals import Refusal
from smederij.places import queries
from smederij.places.actions import Range, set_all_postcodes, set_postcodes
from smederij.places.models import Area, Postcodes
from smederij.places.rules import contradictions, read_postcode

WIDE = Range("7901AA", "7901ZZ")
STREET = Range("7901AB", "7901AB")


@pytest.mark.parametrize(
    ("text", "postcode"),
    [
        ("7901AB", "7901AB"),
        (" 7901 ab ", "7901AB"),
        ("7901  Ab", "7901AB"),
        ("0901AB", None),
        ("7901", None),
        ("7901A", None),
        ("7901ABC", None),
        ("٧٩٠١AB", None),
        ("", None),
    ],
)
def test_a_postcode_is_read_as_people_write_it(text: str, postcode: str | None) -> None:
    assert read_postcode(text) == postcode


@pytest.mark.parametrize(
    ("one", "other", "clash"),
    [
        (WIDE, WIDE, True),
        (WIDE, STREET, False),
        (WIDE, Range("7902AA", "7902ZZ"), False),
        (WIDE, Range("7900AA", "7901ZZ"), False),
        (WIDE, Range("7901ZA", "7902AC"), True),
        (STREET, Range("7901AB", "7901AB", 1, 20), False),
        (Range("7901AB", "7901AB", side="odd"), Range("7901AB", "7901AB", side="even"), False),
        (Range("7901AB", "7901AB", side="odd"), Range("7901AB", "7901AB", 1, 20), True),
        (Range("7901AB", "7901AB", side="odd"), Range("7901AB", "7901AB", 4, 4), False),
        (Range("7901AB", "7901AB", side="odd"), Range("7901AB", "7901AB", 5, 5), False),
        (Range("7901AB", "7901AB", 2, 10, "odd"), Range("7901AB", "7901AB", 3, 9, "odd"), True),
        (Range("7901AB", "7901AB", 1, 9), Range("7901AB", "7901AB", 9, 20), True),
        (Range("7901AB", "7901AB", 1, 9), Range("7901AB", "7901AB", 10, 20), False),
        (Range("7901AA", "7901AC", 1, 9), STREET, True),
    ],
)
def test_two_areas_may_not_share_addresses_unless_one_lies_in_the_other(
    one: Range, other: Range, clash: bool
) -> None:
    assert bool(list(contradictions([("a", one), ("b", other)]))) is clash
    assert bool(list(contradictions([("b", other), ("a", one)]))) is clash
    assert not list(contradictions([("a", one), ("a", other)]))


@pytest.mark.parametrize(
    "range",
    [Range("7901AB", "7901AA"), Range("7901AA", "7901AA", 9, 3), Range("7901AA", "7901AA", 2, 2, "odd")],
)
@pytest.mark.django_db
def test_what_holds_no_address_is_refused(cast: Any, now: datetime, range: Range) -> None:
    with pytest.raises(Refusal):
        set_postcodes(cast.area, ranges=[range], by_id=None, now=now)
    assert not Postcodes.objects.exists()


@pytest.fixture
def settled(cast: Any, now: datetime) -> Any:
    """Krakeel has 7901; within it De Weide has one street, and the odd side of another up to 19."""
    set_postcodes(cast.area, ranges=[WIDE], by_id=cast.ada.pk, now=now)
    street = [STREET, Range("7901AC", "7901AC", 1, 19, "odd"), Range("7902AA", "7902AA", 1, 9)]
    set_postcodes(cast.other_area, ranges=street, by_id=None, now=now)
    return cast


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("postcode", "number", "area"),
    [
        ("7901 xy", 4, "krakeel"),
        ("7901AB", 4, "de-weide"),
        ("7901AB", None, "de-weide"),
        ("7901AC", 19, "de-weide"),
        ("7901AC", 18, "krakeel"),
        ("7901AC", 21, "krakeel"),
        ("7901AC", None, None),
        ("7902AA", 9, "de-weide"),
        ("7902AA", 10, None),
        ("7902AA", None, "de-weide"),
        ("7903AA", 1, None),
        ("geen postcode", 1, None),
    ],
)
def test_the_smallest_range_wins(
    settled: Any,
    postcode: str,
    number: int | None,
    area: str | None,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    with django_assert_max_num_queries(1):
        found = queries.area_at(postcode, number=number)
        assert (found and found.slug) == area
        assert found is None or found.lineage()[-1].name == "Smeedrecht"


@pytest.mark.django_db
def test_a_street_with_two_areas_names_both(settled: Any) -> None:
    assert {one.slug for one in queries.areas_at("7901AC", number=None)} == {"krakeel", "de-weide"}


@pytest.mark.django_db
def test_what_contradicts_another_area_is_refused_by_name(settled: Any, now: datetime) -> None:
    with pytest.raises(Refusal, match=r"Krakeel.*7901AA-7901ZZ.*De Weide.*7901ZA-7902AC"):
        set_postcodes(settled.other_area, ranges=[Range("7901ZA", "7902AC")], by_id=None, now=now)
    assert Postcodes.objects.filter(area=settled.other_area).count() == 3


@pytest.mark.django_db
def test_postcodes_replace_the_ones_before_and_are_recorded(settled: Any, now: datetime) -> None:
    set_postcodes(settled.area, ranges=[Range("7905AA", "7905ZZ")] * 2, by_id=None, now=now)
    assert [str(one) for one in settled.area.postcodes.all()] == ["7905AA-7905ZZ"]
    assert Event.objects.filter(kind="area.postcodes", subject_id=settled.area.pk).count() == 2


@pytest.mark.django_db
def test_the_whole_municipality_at_once(settled: Any, now: datetime) -> None:
    set_all_postcodes(
        [(settled.area, STREET), (settled.other_area, Range("7901AC", "7901AC"))], by_id=None, now=now
    )
    assert Postcodes.objects.count() == 2
    with pytest.raises(Refusal):
        set_all_postcodes([(settled.area, STREET), (settled.other_area, STREET)], by_id=None, now=now)
    assert Postcodes.objects.count() == 2


@pytest.mark.django_db
def test_the_database_itself_keeps_order(settled: Any) -> None:
    for wrong in (
        {"first": "7999AB", "last": "7999AA"},
        {"first": "7999AA", "last": "7999AA", "from_number": 9, "to_number": 3},
        {"first": "7901AA", "last": "7901ZZ"},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Postcodes.objects.create(area=settled.other_area, **wrong)


def test_two_who_claim_the_same_at_once_are_not_both_right(cast: Any, fresh_db, run_in_threads, now) -> None:
    def claim(area: Area):
        return lambda: set_postcodes(area, ranges=[Range("7901AA", "7901ZZ", 1, 50)], by_id=None, now=now)

    def claim_more(area: Area):
        return lambda: set_postcodes(area, ranges=[Range("7901AB", "7902ZZ", 1, 20)], by_id=None, now=now)

    answers = run_in_threads([claim(cast.area), claim_more(cast.other_area)])
    assert sum(isinstance(answer, Refusal) for answer in answers) == 1
    assert Postcodes.objects.count() == 1
