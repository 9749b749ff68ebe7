"""A drawing that fits the words, the same one every time."""

import pytest

from smederij.base.look import SCENES
from smederij.initiatives.scenes import GENERAL, WORDS, scene_of, theme_of


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
        ("Een minibieb in de Kerkstraat", "bus-stop"),
        ("Koffie voor wie alleen zit", "coffee"),
        ("Prikactie tegen zwerfafval", "clean-up"),
        ("Een zebrapad bij school", "crossing"),
        ("Geiten op het veldje", "animals"),
        ("Het dorpshuis opknappen", "hall"),
        ("Een bakfiets voor de hele straat", "sharing"),
        ("Huiswerk maken met hulp", "learning"),
        ("Zonnepanelen op de gymzaal", "solar"),
        ("Wandelen met een rollator", "path"),
        ("Jeu de boules achter de kerk", "games"),
        ("Een weggeefmarkt", "market"),
        ("Samen breien bij Amina thuis", "coffee"),
        ("Een dorpsauto om te delen", "sharing"),
    ],
)
def test_it_fits_the_words(title: str, scene: str) -> None:
    assert scene_of(title) == scene


def test_other_words_always_get_the_same_one() -> None:
    assert scene_of("Iets heel anders") == scene_of("iets heel anders")
    assert {scene_of(f"Plan {number}") for number in range(200)} == set(GENERAL) <= set(SCENES)


def test_every_drawing_in_the_table_is_there_and_every_word_leads_to_one() -> None:
    assert {scene for scene, _ in WORDS} == set(SCENES)
    for scene, words in WORDS:
        for word in words:
            assert scene_of(word) in SCENES
            assert word == word.lower(), scene


def test_each_word_is_reached() -> None:
    """A word that an earlier scene takes away would never be read."""
    taken = {word: theme_of(word) for scene, words in WORDS for word in words if theme_of(word) != scene}
    assert taken == {}
