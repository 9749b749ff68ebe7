"""Which ideas resemble each other: words that are alike, in plain Python, the same on every machine.

`likeness(a, b)` is 0 to 1. It compares the content words of the sentences first, then the sentence with all
that the other idea says. Two words are alike when they are the same after light stemming, when one is the
tail or head of the other (moestuin, tuin), or when half of their trigrams are shared (speelplek).
Where and when (what follows "op", "bij", "achter") weighs little: a choir on the square is no Christmas tree
on the square. The words that choose a drawing say what sort of thing it is: the same sort adds, another
takes away (a voedselbank is no bank).
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from smederij.initiatives.scenes import theme_of

LEAST = 0.27  # from here on two ideas are shown as kindred
SENTENCE, STORY, SORT, OTHER_SORT = 0.75, 0.25, 0.25, 0.4
WHERE = 0.3  # what a word weighs that says where or when
SHORTEST_PART = 4
ALIKE = 0.45

PLACING = frozenset(
    "aan achter bij binnen boven buiten door in langs naast onder op over rond tegenover tussen".split()  # noqa: SIM905
)
AGAIN = frozenset(
    "en maar met om samen van voor waar want zodat".split()  # noqa: SIM905
)  # after these it is about what again
STOP = frozenset(
    """
    aan achter al alle allemaal als altijd andere anders bij binnen boven buiten daar dan dat de deze die dit
    doen door dus echt een eens elkaar en er ergens even gaan gaat geen goed graag heb hebben heel heeft hem
    het hier hij hoe hun iedereen iemand iets ik in is ja je jij jou jouw jullie kan komen komt kunnen laten
    langs leuk maak maken maar me meer mee meedoen meer mensen met mij mijn moet moeten mogen na naar nee niet
    niets nieuw nieuwe nog nu of om omdat onder ons onze ook op over paar plek samen soms staan staat te tegen
    ten ter terug tijdens toch toe tot tussen twee uit van vaak veel vol voor voorbij waar wat we weer wel wie
    wij wil willen worden wordt ze zelf zich zij zijn zit zitten zo zonder zou zouden zodat
    buurt wijk dorp straat gebied gemeente buren buur bewoners bewoner idee plan
    a an and at by for from in is it neighbourhood of on our street the to together we with
    """.split()  # noqa: SIM905
)


@dataclass(frozen=True)
class Said:
    """What an idea says: its sentence, and the rest (the story, and what it needs)."""

    sentence: str
    story: str = ""


@dataclass(frozen=True)
class _Words:
    """The stems of the sentence with what each weighs, all stems, and the sort of thing."""

    sentence: dict[str, float]
    all: frozenset[str]
    sort: str


def likeness(one: Said, other: Said) -> float:
    """How much two ideas are alike, from 0 (nothing) to 1 (the same sentence); the order does not matter."""
    return _likeness(_words(one), _words(other))


def nearest(new: Said, known: Iterable[tuple[int, Said]], *, most: int) -> list[int]:
    """The keys of the ideas that are kindred to a new one, most alike first, at most so many."""
    mine = _words(new)
    if not mine.sentence:
        return []
    scored = ((_likeness(mine, _words(said)), key) for key, said in known)
    alike = sorted((-score, key) for score, key in scored if score >= LEAST)
    return [key for _score, key in alike[:most]]


def _likeness(one: _Words, other: _Words) -> float:
    sentences = (_found(one, frozenset(other.sentence)) + _found(other, frozenset(one.sentence))) / 2
    stories = max(_found(one, other.all), _found(other, one.all))
    words = SENTENCE * sentences + STORY * stories
    if not one.sort or not other.sort:
        return words
    return SORT + words * (1 - SORT) if one.sort == other.sort else words * OTHER_SORT


def _found(words: _Words, among: frozenset[str]) -> float:
    """The part of the words, by weight, that has something alike among the others."""
    whole = sum(words.sentence.values())
    if not whole or not among:
        return 0.0
    return sum(weight * _best(word, among) for word, weight in words.sentence.items()) / whole


def _best(word: str, among: frozenset[str]) -> float:
    return 1.0 if word in among else max(_alike(word, other) for other in among)


@lru_cache(maxsize=100_000)
def _alike(one: str, other: str) -> float:
    short, long = sorted((one, other), key=len)
    if len(short) >= SHORTEST_PART and (long.endswith(short) or long.startswith(short)):
        return 0.8
    mine, theirs = _trigrams(one), _trigrams(other)
    shared = 2 * len(mine & theirs) / (len(mine) + len(theirs))
    return shared if shared >= ALIKE else 0.0


@lru_cache(maxsize=50_000)
def _trigrams(word: str) -> frozenset[str]:
    padded = f" {word} "
    return frozenset(padded[i : i + 3] for i in range(len(padded) - 2))


def _words(said: Said) -> _Words:
    sentence = _weighed(said.sentence)
    told = frozenset(stem(word) for word in _plain(said.story) if word not in STOP)
    return _Words(sentence, told | frozenset(sentence), theme_of(said.sentence))


def _weighed(sentence: str) -> dict[str, float]:
    """Each stem of a sentence and its weight: what comes before where and when."""
    weights: dict[str, float] = {}
    placing = False
    for word in _plain(sentence):
        placing = (placing or word in PLACING) and word not in AGAIN
        if word not in STOP:
            weights[stem(word)] = max(WHERE if placing else 1.0, weights.get(stem(word), 0.0))
    return weights


def _plain(text: str) -> list[str]:
    return re.findall(r"[^\W\d_]{2,}", text.lower())


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """A Dutch word without its plural, its diminutive and its verb ending; never shorter than three letters.

    Bankjes and banken become bank, bomen and boom become bom: the same, not correct.
    """
    for ending in ("etjes", "tjes", "pjes", "jes", "etje", "tje", "pje", "je", "'s", "en", "s", "e"):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            word = word.removesuffix(ending)
            break
    return _single(word)


def _single(word: str) -> str:
    """One letter for a double one at the end (bomm, boom): vowels and consonants alike; v is f, z is s."""
    word = re.sub(r"(.)\1", r"\1", word)
    return word[:-1] + {"v": "f", "z": "s"}.get(word[-1], word[-1])
