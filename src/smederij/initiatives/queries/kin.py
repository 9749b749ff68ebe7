"""Which ideas resemble one that is about to be posted."""

from collections import defaultdict

from smederij.initiatives.actions.steps import one_line, sealed
from smederij.initiatives.kindred import Said, nearest
from smederij.initiatives.models import Initiative, Initiatives, Need
from smederij.places.models import Area

MOST, MOST_ELSEWHERE = 3, 2
LATEST = 1500  # of a whole municipality; a quarter of a second


def kindred(area: Area, *, said: Said, most: int = MOST) -> list[Initiative]:
    """Living ideas of the area that resemble this one, most alike first. Three queries at most."""
    return _nearest(_living().filter(area=area), said=said, most=most)


def kindred_elsewhere(area: Area, *, said: Said, most: int = MOST_ELSEWHERE) -> list[Initiative]:
    """The same in the rest of the municipality, a few only, among the latest. Three queries at most."""
    return _nearest(_living().exclude(area=area)[:LATEST], said=said, most=most)


def _living() -> Initiatives:
    return Initiative.objects.shown().filter(finished_at=None, stopped_at=None)


def _nearest(living: Initiatives, *, said: Said, most: int) -> list[Initiative]:
    rows = list(living.values_list("pk", "title", "text"))
    asked: dict[int, list[str]] = defaultdict(list)
    for number, words in Need.objects.filter(initiative__in=living).values_list("initiative", "words"):
        asked[number].append(words)
    told = ((number, Said(title, " ".join([text, *asked[number]]))) for number, title, text in rows)
    found = nearest(said, told, most=most)
    by_number = Initiative.objects.select_related("starter", "picture", "area").in_bulk(found)
    return [by_number[number] for number in found]


def posted_with(key: str, title: str) -> bool:
    """Whether this very form arrived before."""
    stored = sealed(key, one_line(title))
    return stored is not None and Initiative.objects.filter(key=stored).exists()
