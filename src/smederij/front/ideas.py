"""All ideas of an area, and which of them stand how."""

from collections import Counter
from dataclasses import dataclass

from smederij.front.cards import Card, Standing, cards
from smederij.initiatives import queries as initiatives
from smederij.places import queries as places
from smederij.places.models import Area


@dataclass(frozen=True)
class Choice:
    """One way to look at the list: only those that stand like this."""

    standing: Standing
    count: int
    chosen: bool


@dataclass(frozen=True)
class IdeasPage:
    """`ideas`: those that were chosen, newest first; `all`: how many there are in all."""

    area: Area
    ideas: list[Card]
    all: int
    choices: list[Choice]
    chosen: Standing | None


def ideas_page(slug: str, *, standing: str) -> IdeasPage:
    """Every idea of an area that everybody may see. What is no standing chooses nothing. Five queries."""
    area = places.area(slug)
    found = cards(initiatives.shown_in(area))
    chosen = Standing(standing) if standing in Standing else None
    counts = Counter(card.standing for card in found)
    return IdeasPage(
        area=area,
        ideas=[card for card in found if chosen in {None, card.standing}],
        all=len(found),
        choices=[Choice(one, counts[one], one == chosen) for one in Standing if counts[one] or one == chosen],
        chosen=chosen,
    )
