"""A drawing that fits the words, the same one every time."""

import pytest

from smederij.base.look import SCENES
from smederij.initiatives.scenes import WORDS, scene_of


@pytest.mark.parametrize(
    ("title", "scene"),
    [
        ("Een bank aan de vaart", "bench"),
        ("SPEELTUIN bij de linden", "playground"),
        ("Een tuin achter de flat", "garden"),
        ("Geveltuinen in de Kerkstraat", "facade-garden"),
        ("Crossbaan op het lege veld", "bmx"),
        ("Samen eten in het oude schooltje", "meal"),
        ("Licht op het donkere pad", "lantern"),
        ("Twaalf appelbomen", "trees"),
        ("Repareren op zaterdag", "repair-cafe"),
        ("Een voedselbank in de kerk", "meal"),
        ("Een muurschildering op het gemaal", "mural"),
    ],
)
def test_it_fits_the_words(title: str, scene: str) -> None:
    assert scene_of(title) == scene


def test_other_words_always_get_the_same_one() -> None:
    assert scene_of("Iets heel anders") == scene_of("iets heel anders")
    assert len({scene_of(f"Plan {number}") for number in range(200)}) > 5


def test_every_drawing_in_the_table_is_there() -> None:
    assert {scene for scene, _ in WORDS} <= set(SCENES)
