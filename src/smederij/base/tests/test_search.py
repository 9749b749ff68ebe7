"""Finding by words: the databases fold as Python does, and every word must be there."""

import string
from datetime import datetime

import pytest
from django.db.models import Value

from smederij.base import rooms
from smederij.base.folding import ACCENTED, fold
from smederij.base.models import Event
from smederij.base.search import Fold, matching
from smederij.people.testing import Cast
from smederij.places.actions import NewArea, add
from smederij.places.models import Area, AreaKind

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
    town = add(NewArea("a", "Aa", AreaKind.MUNICIPALITY), within=None, by_id=None, now=now)
    for slug, name, motto in (("w", "Weide", "100% de reünie, elke week"), ("r", "De Reünie", "De straat")):
        add(NewArea(slug, name, AreaKind.VILLAGE, motto=motto), within=town, by_id=None, now=now)
    assert [one.name for one in matching(Area.objects.all(), words, "name", "motto")] == found


def test_rooms_answer_by_name_and_empty_ones_are_left_out(cast: Cast) -> None:
    answers = rooms.found("krakeel", most=5)
    assert [hit.title for hit in answers["places"]] == ["Krakeel"]
    assert "stories" not in answers
