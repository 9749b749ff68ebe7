"""Adding areas, and finding them again."""

from datetime import datetime

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from pytest_django import DjangoAssertNumQueries

from smederij.base.models import Event
from smederij.base.refusals import Refusal
from smederij.places import queries
from smederij.places.actions import NewArea, add
from smederij.places.models import Area, AreaKind

pytestmark = pytest.mark.django_db
TOWN = NewArea("smeedrecht", "Smeedrecht", AreaKind.MUNICIPALITY)
DISTRICT = NewArea("noord", "Noord", AreaKind.DISTRICT)
VILLAGE = NewArea("krakeel", "Krakeel", AreaKind.VILLAGE, residents=2000)


@pytest.fixture
def town(now: datetime) -> Area:
    return add(TOWN, within=None, by_id=None, now=now)


def test_areas_nest_and_know_where_they_lie(
    town: Area, now: datetime, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    district = add(DISTRICT, within=town, by_id=None, now=now)
    village = add(VILLAGE, within=district, by_id=7, now=now)
    with django_assert_num_queries(1):
        found = queries.area("krakeel")
        assert found.lineage() == [village, district, town]
    assert queries.root() == town
    assert queries.areas() == [village, district]
    assert Event.objects.get(actor_id=7).kind == "area.added"


@pytest.mark.parametrize(
    ("new", "inside"),
    [
        (NewArea("tweede", "Tweede", AreaKind.MUNICIPALITY), False),
        (NewArea("tweede", "Tweede", AreaKind.MUNICIPALITY), True),
        (VILLAGE, False),
        (NewArea("smeedrecht", "Weer", AreaKind.VILLAGE), True),
    ],
)
def test_what_does_not_fit_is_refused(town: Area, now: datetime, new: NewArea, inside: bool) -> None:
    with pytest.raises(Refusal):
        add(new, within=town if inside else None, by_id=None, now=now)
    assert Area.objects.count() == 1


def test_the_database_itself_wants_one_root(town: Area) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Area.objects.create(slug="tweede", name="Tweede", kind=AreaKind.VILLAGE)
    with pytest.raises(IntegrityError), transaction.atomic():
        Area.objects.filter(pk=town.pk).update(parent=town)


def test_what_is_not_there_is_said() -> None:
    for ask in (queries.root, lambda: queries.area("nergens")):
        with pytest.raises(Refusal) as no:
            ask()
        assert no.value.status == 404


def test_the_places_of_a_new_installation() -> None:
    call_command("area", "smeedrecht", "Smeedrecht", "--kind", "municipality")
    call_command("area", "krakeel", "Krakeel", "--residents", "2000")
    assert queries.area("krakeel").parent == queries.root()
    for wrong in (["krakeel", "Nog eens"], ["los", "Los", "--within", "nergens"]):
        with pytest.raises(CommandError):
            call_command("area", *wrong)
