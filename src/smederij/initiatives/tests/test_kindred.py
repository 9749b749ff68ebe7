"""Kindred ideas: what neighbours would call the same idea, and what they would not."""

from time import perf_counter

import pytest

from smederij.initiatives.kindred import LEAST, Said, likeness, nearest, stem

ALIKE = [
    ("Een bank aan de vaart", "Bankjes langs het water, halverwege de vaart"),
    ("Speeltuin bij de linden opknappen", "De speelplek bij de lindebomen opnieuw inrichten"),
    ("Een moestuin achter de flat", "Groentetuin op het veldje achter de flats"),
    ("Samen eten op woensdag", "Elke woensdag met elkaar eten in het schooltje"),
    ("Zwerfafval rapen met de klas", "Prikactie tegen zwerfafval"),
    ("Licht op het donkere pad", "Lantaarns langs het donkere fietspad"),
    ("Twaalf appelbomen op het plein", "Fruitbomen planten op het kerkplein"),
    ("Een zebrapad bij school", "Veilig oversteken bij de school"),
    ("Jeu de boules achter de kerk", "Een baan voor jeu de boules"),
    ("Geveltuintjes in de Kerkstraat", "Geveltuinen in onze straat"),
    ("Schommel voor de kleintjes", "Een schommel onder de kastanje"),
    ("Koffieochtend voor ouderen", "Koffie drinken met oudere buren"),
    ("Minibieb bij de bushalte", "Boekenkast in het bushok"),
    ("Aanhanger delen", "Een aanhanger voor de hele buurt"),
    ("Nieuwe netten voor het doel", "Netten in de doelen hangen"),
]
DIFFERENT = [
    ("Een bank aan de vaart", "Een voedselbank in de kerk"),
    ("Speeltuin bij de linden", "Een tuin achter de flat"),
    ("Samen eten op woensdag", "Samen wandelen op zaterdag"),
    ("Een bank aan de vaart", "Kanoën op de vaart"),
    ("Muziek op het plein", "Twaalf appelbomen op het plein"),
    ("Zebrapad bij de school", "Huiswerk maken in de school"),
    ("Licht op het pad", "Een pad door het groen"),
    ("Boeken ruilen", "Banken schilderen"),
    ("Geiten op het veldje", "Voetballen op het veldje"),
    ("Een koor voor iedereen", "Een soepkar voor iedereen"),
    ("Kerstboom op het plein", "Kermis op het plein"),
    ("Zonnepanelen op de gymzaal", "Bingo in de gymzaal"),
    ("Samen iets leuks voor de buurt", "Iets nieuws voor onze straat"),
]


@pytest.mark.parametrize(("one", "other"), ALIKE)
def test_what_neighbours_call_the_same_is_kindred(one: str, other: str) -> None:
    assert likeness(Said(one), Said(other)) >= LEAST
    assert likeness(Said(one), Said(other)) == likeness(Said(other), Said(one))


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_what_only_shares_a_place_or_a_word_is_not(one: str, other: str) -> None:
    assert likeness(Said(one), Said(other)) < LEAST


def test_the_same_sentence_is_wholly_alike() -> None:
    for sentence, _ in ALIKE:
        assert likeness(Said(sentence), Said(f"  {sentence.upper()}!")) > 0.95


def test_the_story_and_the_needs_count_too() -> None:
    new, known = Said("Graafmachine gezocht"), "Een crossbaan"
    assert likeness(new, Said(known)) == 0
    assert likeness(new, Said(known, "Voor het zand hebben we een graafmachine nodig, die is gezocht.")) > 0


@pytest.mark.parametrize(
    "words",
    [
        "bank banken bankje bankjes",
        "boom bomen boompje boompjes",
        "tuin tuinen tuintje tuintjes",
        "feest feesten",
    ],
)
def test_plurals_and_small_ones_are_one_word(words: str) -> None:
    assert len({stem(word) for word in words.split()}) == 1


@pytest.mark.parametrize("empty", ["", "…", "12", "een voor de"])
def test_a_sentence_without_words_has_no_kin(empty: str) -> None:
    assert nearest(Said(empty), [(1, Said("Een bank")), (2, Said(empty))], most=3) == []


def test_the_most_alike_comes_first_and_no_more_than_asked() -> None:
    known = [(1, Said("Bankjes in het park")), (2, Said("Geiten")), (3, Said("Een bank aan de vaart"))]
    assert nearest(Said("Een bank aan de vaart"), known, most=3) == [3, 1]
    assert nearest(Said("Een bank aan de vaart"), known, most=1) == [3]


def test_a_thousand_ideas_take_well_under_a_second() -> None:
    titles = [sentence for pair in ALIKE + DIFFERENT for sentence in pair]
    story = " ".join(titles)
    known = [(n, Said(f"{titles[n % len(titles)]} {n}de keer", story[n % 700 :])) for n in range(1000)]
    began = perf_counter()
    assert len(nearest(Said("Een bank onder de kastanje"), known, most=3)) == 3
    assert perf_counter() - began < 0.8
