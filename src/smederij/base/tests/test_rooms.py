"""What rooms declare, and guards that have to be there."""

import pytest
from django.conf import settings
from django.test import RequestFactory

from smederij.base import rooms, sql
from smederij.base.refusals import Allowed, Refusal, Refused, insist, refuse


@pytest.fixture
def two(monkeypatch: pytest.MonkeyPatch) -> None:
    low = rooms.Room(name="low", slots={"here": lambda request, context: "low"})
    high = rooms.Room(name="high", slots={"here": lambda request, context: "high"}, triggers=("never_made",))
    monkeypatch.setattr(rooms, "_open", {"low": low, "high": high})


def test_every_room_that_declares_something_is_open_under_its_own_name() -> None:
    names = [room.name for room in rooms.every()]
    assert "people" in names
    assert names == [name for name in settings.ROOMS if name in names]


def test_slots_are_filled_from_the_ground_up(two: None) -> None:
    assert rooms.fill("here", RequestFactory().get("/"), {}) == ["low", "high"]
    assert rooms.fill("nowhere", RequestFactory().get("/"), {}) == []


@pytest.mark.django_db
def test_a_guard_that_is_gone_is_named(two: None) -> None:
    with pytest.raises(sql.GuardsMissing, match="never_made"):
        sql.assert_guards()


@pytest.mark.django_db
def test_all_declared_guards_are_there() -> None:
    sql.assert_guards()


@pytest.mark.parametrize(("answer", "status"), [(Refused("No."), 403), (Refused("No.", hidden=True), 404)])
def test_a_no_becomes_a_page_with_a_reason(answer: Refused, status: int) -> None:
    insist(Allowed())
    with pytest.raises(Refusal) as no:
        insist(answer)
    assert (no.value.status, no.value.reason) == (status, "No.")
    assert not answer


def test_refusing_carries_its_status() -> None:
    with pytest.raises(Refusal) as no:
        refuse("Over.", status=410)
    assert no.value.status == 410
    assert str(no.value) == "Over."
