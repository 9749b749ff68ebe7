"""Finding by words: the databases fold as Python does, and every word must be there."""

import string
from datetime import datetime

import pytest
from django.db.models import Value

from smederij.base import rooms
from smederij.base.folding import ACCENTED, fold
from smederij.base.models import Event
from smederij.base.rooms import Room
from smederij.base.search import Fold, Hit, Nearly, matching

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "text", [ACCENTED, string.printable, "Café DE Reünie", "Cafe\u0301", "één vóór 'twee'", "ß Ł ø 😀", ""]
)
def test_the_database_folds_as_python_does(now: datetime, text: str) -> None:
    Event.objects.create(at=now, kind="x")
    said = Event.objects.annotate(folded=Fold(Value(text))).get().folded
    assert said == fold(text)


def test_letters_lose_case_and_accent() -> None:
    assert fold("Ëen CAFÉ") == "een cafe"


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("reunie", ["De Reünie", "Weide"]),
        ("REÜNIE de", ["De Reünie", "Weide"]),
        ("reunie elke", ["Weide"]),
        ("100%", ["Weide"]),
        ("1_0", []),
        ("e", []),
        ("", []),
        ("   ", []),
        ("niets", []),
    ],
)
def test_every_word_is_there_and_the_title_comes_first(now: datetime, words: str, found: list[str]) -> None:
    for kind, subject in (("Weide", "100% de reünie, elke week"), ("De Reünie", "De straat")):
        Event.objects.create(at=now, kind=kind, subject_kind=subject)
    assert [one.kind for one in matching(Event.objects.all(), words, "kind", "subject_kind")] == found


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("bnak", ["Een bank aan de vaart"]),  # swapped
        ("bannk vaart", ["Een bank aan de vaart"]),  # too many
        ("crosbaan", ["Een crossbaan"]),  # too few
        ("krossbaan", []),  # the first letter is right
        ("crossbaen", ["Een crossbaan"]),  # wrong
        ("bankjes", ["Een bank aan de vaart"]),  # another ending
        ("ba", ["Een bank aan de vaart", "Een crossbaan"]),  # short: as it is
        ("a.b(", []),
        ("bank zwembad", []),  # every word
    ],
)
def test_a_slip_of_the_finger_still_finds_it(now: datetime, typed: str, found: list[str]) -> None:
    for kind in ("Een bank aan de vaart", "Een crossbaan"):
        Event.objects.create(at=now, kind=kind)
    shown = matching(Event.objects.order_by("pk"), Nearly(typed), "kind", "subject_kind")
    assert [one.kind for one in shown] == found


def test_rooms_answer_by_name_and_empty_ones_are_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    hit = Hit("idee", "Een bank", "/ideeen/1/")
    open_rooms = [
        Room(name="full", search=lambda words, most: [hit][:most] if words == "bank" else []),
        Room(name="empty", search=lambda words, most: []),
        Room(name="silent"),
    ]
    monkeypatch.setattr(rooms, "every", lambda: open_rooms)
    assert rooms.found("bank", most=5) == {"full": [hit]}
    assert rooms.found("stoel", most=5) == {}
