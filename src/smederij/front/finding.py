"""Searching the whole municipality: each room says what it finds, and only what everybody may see."""

from dataclasses import dataclass, replace

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from smederij.base import rooms
from smederij.base.search import Hit, excerpt
from smederij.places import queries as places
from smederij.places.models import Area

MOST = 12
LONGEST = 80
HEADINGS: dict[str, Promise] = {
    "places": _("Areas"),
    "initiatives": _("Ideas"),
    "stories": _("Stories"),
    "gatherings": _("Gatherings"),
    "rounds": _("Rounds"),
    "agreements": _("Agreements"),
}


@dataclass(frozen=True)
class Group:
    """What one room found; `more`: there is more than is shown."""

    name: str
    heading: str | Promise
    hits: list[Hit]
    more: bool


@dataclass(frozen=True)
class FindingPage:
    """What was looked for and what was found. `lives`: the areas of a postcode that was typed."""

    words: str
    groups: list[Group]
    lives: list[Area]

    @property
    def nothing(self) -> bool:
        return bool(self.words) and not self.groups and not self.lives


def find(typed: str) -> FindingPage:
    """One query a room, and one for the postcodes when a postcode was typed."""
    words = " ".join(typed.replace("\x00", "").split())[:LONGEST]
    found = rooms.found(words, most=MOST + 1)
    first = [name for name in HEADINGS if name in found]
    others = [name for name in found if name not in HEADINGS]
    return FindingPage(
        words=words,
        groups=[_group(name, found[name], words=words) for name in (*first, *others)],
        lives=places.areas_at(words, number=None),
    )


def _group(name: str, hits: list[Hit], *, words: str) -> Group:
    shown = [replace(hit, line=excerpt(hit.line, words)) for hit in hits[:MOST]]
    return Group(name, HEADINGS.get(name, _("Also found")), shown, more=len(hits) > MOST)
