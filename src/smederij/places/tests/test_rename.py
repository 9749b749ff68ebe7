"""An area that changes name: the old address goes on leading there."""

from datetime import datetime
from typing import Any

import pytest
from django.test import Client

from smederij.base.models import Event
from smederij.base.refusals import Moved, Refusal
from smederij.places import queries
from smederij.places.actions import NewArea, add, rename
from smederij.places.models import AreaKind, FormerSlug

pytestmark = pytest.mark.django_db


def test_the_old_address_leads_to_the_new_one(cast: Any, client: Client, now: datetime) -> None:
    rename(cast.area, slug="het-krakeel", name="Het Krakeel", by_id=cast.ada.pk, now=now)
    assert queries.area("het-krakeel").name == "Het Krakeel"
    for old, new in (
        ("/gebieden/krakeel/", "/gebieden/het-krakeel/"),
        ("/gebieden/krakeel/pot/?a=1", "/gebieden/het-krakeel/pot/?a=1"),
        ("/en/gebieden/krakeel/afspraken/", "/en/gebieden/het-krakeel/afspraken/"),
    ):
        answer = client.get(old)
        assert (answer.status_code, answer.headers["Location"]) == (302, new)
    assert Event.objects.get(kind="area.renamed").actor_id == cast.ada.pk


def test_what_was_sent_to_the_old_address_arrives(cast: Any, client: Client, now: datetime) -> None:
    rename(cast.area, slug="het-krakeel", name="Het Krakeel", by_id=None, now=now)
    answer = client.post("/gebieden/krakeel/bel-mij/", {"name": "Amina", "phone": "0612345678"})
    assert (answer.status_code, answer.headers["Location"]) == (307, "/gebieden/het-krakeel/bel-mij/")


def test_a_name_may_come_back(cast: Any, client: Client, now: datetime) -> None:
    rename(cast.area, slug="nieuw", name="Nieuw", by_id=None, now=now)
    rename(cast.area, slug="krakeel", name="Krakeel", by_id=None, now=now)
    assert client.get("/gebieden/krakeel/").status_code == 200
    assert client.get("/gebieden/nieuw/").headers["Location"] == "/gebieden/krakeel/"
    assert list(FormerSlug.objects.values_list("slug", flat=True)) == ["nieuw"]


def test_another_name_with_the_same_address_moves_nothing(cast: Any, now: datetime) -> None:
    assert rename(cast.area, slug="krakeel", name="Het Krakeel", by_id=None, now=now).name == "Het Krakeel"
    assert not FormerSlug.objects.exists()


def test_no_address_leads_to_two_areas(cast: Any, now: datetime) -> None:
    rename(cast.area, slug="nieuw", name="Nieuw", by_id=None, now=now)
    for slug in ("nieuw", "krakeel"):
        with pytest.raises(Refusal):
            rename(cast.other_area, slug=slug, name="Weide", by_id=None, now=now)
        with pytest.raises(Refusal):
            add(NewArea(slug, "Nog een", AreaKind.VILLAGE), within=cast.root, by_id=None, now=now)


def test_who_asks_for_the_old_name_hears_the_new_one(cast: Any, now: datetime) -> None:
    rename(cast.area, slug="nieuw", name="Nieuw", by_id=None, now=now)
    with pytest.raises(Moved) as moved:
        queries.area("krakeel")
    assert (moved.value.old, moved.value.new, moved.value.status) == ("krakeel", "nieuw", 404)
    assert "Nieuw" in str(moved.value.reason)
