"""Searching the whole municipality: each room says what it finds, and only what everybody may see."""

import re
from dataclasses import dataclass, replace

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from smederij.base import rooms
from smederij.base.folding import fold
from smederij.base.search import Hit, Nearly, excerpt, words_of
from smederij.places import queries as places
from smederij.places.models import Area

MOST = 12
LONGEST = 80
ADDRESS = re.compile(r"(\d{4}) ?([a-z]{2})?\b", re.IGNORECASE)
SHORTEST_SIGN = 4
HEADINGS: dict[str, Promise] = {
    "places": _("Areas"),
    "initiatives": _("Ideas"),
    "stories": _("Stories"),
    "gatherings": _("Gatherings"),
    "rounds": _("Rounds"),
    "agreements": _("Agreements"),
}


# Pages people look for by what they want to do: (name of the address, its title, words that lead there).
SIGNS: list[tuple[str, Promise, Promise]] = [
    ("vote", _("Vote with your letter"), _("vote voting ballot letter code election elections")),
    ("where", _("Which neighbourhood is mine?"), _("postcode address neighbourhood district village street")),
    ("post_somewhere", _("Share your idea"), _("idea plan proposal apply money subsidy grant")),
    ("my_page", _("My page"), _("account login password profile following")),
    ("how_safe", _("How safe is voting here?"), _("safe secret privacy fraud")),
]


@dataclass(frozen=True)
class Group:
    """What one room found; `more`: there is more than is shown."""

    name: str
    heading: str | Promise
    hits: list[Hit]
    more: bool


@dataclass(frozen=True)
class FindingPage:
    """What was looked for and what was found.

    `lives`: the areas of a postcode that was typed. `signs`: pages (title, address) where it can be done.
    `nearly`: nothing says it so; this is spelled nearly so.
    """

    words: str
    groups: list[Group]
    lives: list[Area]
    signs: list[tuple[Promise, str]]
    nearly: bool

    @property
    def nothing(self) -> bool:
        return bool(self.words) and not (self.groups or self.lives or self.signs)


def find(typed: str) -> FindingPage:
    """One query a room, once more for what is spelled nearly so, and one for a postcode."""
    words = " ".join(typed.replace("\x00", "").split())[:LONGEST]
    found, lives, signs = rooms.found(words, most=MOST + 1), _lives(words), _signs(words)
    nearly = not (found or lives or signs)
    if nearly:
        found = rooms.found(Nearly(words), most=MOST + 1)
    first = [name for name in HEADINGS if name in found]
    others = [name for name in found if name not in HEADINGS]
    groups = [_group(name, found[name], words=words) for name in (*first, *others)]
    return FindingPage(words=words, groups=groups, lives=lives, signs=signs, nearly=nearly and bool(groups))


def _lives(words: str) -> list[Area]:
    """A postcode, with a house number behind it or not, or only its four digits."""
    address = ADDRESS.match(words)
    if address is None:
        return []
    digits, letters = address.groups()
    return places.areas_at(digits + letters, number=None) if letters else places.areas_with(digits)


def _signs(words: str) -> list[tuple[Promise, str]]:
    """The pages of which a word was typed, or how it begins ("stem"); all while nothing was typed."""
    if not words:
        return [(title, reverse(name)) for name, title, _said in SIGNS]
    typed = [word for word in words_of(words) if len(word) >= SHORTEST_SIGN]
    return [
        (title, reverse(name))
        for name, title, said in SIGNS
        if any(known.startswith(word) for known in fold(str(said)).split() for word in typed)
    ]


def _group(name: str, hits: list[Hit], *, words: str) -> Group:
    shown = [replace(hit, line=excerpt(hit.line, words)) for hit in hits[:MOST]]
    return Group(name, HEADINGS.get(name, _("Also found")), shown, more=len(hits) > MOST)
