"""What the composed pages ask of the rooms."""

from dataclasses import dataclass
from datetime import datetime

from smederij.agreements import queries as agreements
from smederij.agreements.models import Agreement
from smederij.front.cards import Card, cards
from smederij.gatherings import queries as gatherings
from smederij.gatherings.models import Gathering
from smederij.initiatives import queries as initiatives
from smederij.initiatives.models import Initiative
from smederij.people import access
from smederij.people import queries as people
from smederij.people.models import TO_CALL, Actor
from smederij.places import queries as places
from smederij.places.models import Area
from smederij.rounds.models import Origin, Phase, Round
from smederij.stories import queries as stories
from smederij.stories.models import Story

IDEAS_ON_AREA = 6
STORIES_ON_AREA = 3


@dataclass(frozen=True)
class AreaPage:
    area: Area
    parts: list[Area]
    ideas: list[Card]
    all_ideas: int
    stories: list[Story]
    people: list[people.Declared]
    agreements: list[Agreement]
    gatherings: list[Gathering]
    past: list[Round]
    helps: bool
    gives: bool
    voting: bool


def area_page(slug: str, *, actor: Actor | None, now: datetime) -> AreaPage:
    """One neighbourhood or village: its people, ideas, stories, agreements and past rounds."""
    area = places.area(slug)
    shown = initiatives.shown_in(area)
    return AreaPage(
        area=area,
        parts=list(area.parts.all()),
        ideas=cards(shown[:IDEAS_ON_AREA]),
        all_ideas=shown.count(),
        stories=list(stories.told_in(area)[:STORIES_ON_AREA]),
        people=people.declared(area, now=now),
        agreements=list(agreements.in_force(area, now=now)),
        gatherings=list(gatherings.coming(area, now=now)),
        helps=_helps(actor, area, now=now),
        gives=actor is not None and bool(access.may_see_people(actor, area, now=now)),
        voting=_votes_now(area, now=now),
        past=list(Round.objects.filter(pot__area=area, result__isnull=False).select_related("result")),
    )


def _votes_now(area: Area, *, now: datetime) -> bool:
    """Whether people vote here at this moment, for this area or for what it lies in."""
    places = [place.pk for place in area.lineage()]
    voting = Round.objects.filter(pot__area__in=places, origin=Origin.OWN, phase=Phase.VOTE)
    return voting.filter(vote_at__lte=now, closes_at__gt=now).exists()


def my_initiatives(actor: Actor) -> list[Card]:
    """What someone carries, newest first, with how it stands."""
    return cards(Initiative.objects.shown().carried_by(actor).select_related("picture", "starter"))


def _helps(actor: Actor | None, area: Area, *, now: datetime) -> bool:
    """Whether someone is one of the people who carry this area's forge."""
    return bool(access.hats(actor, area, now=now) & set(TO_CALL))
