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

IDEAS_ON_AREA = 60
STORIES_ON_AREA = 3


@dataclass(frozen=True)
class AreaLine:
    """An area on the home page with the round that goes on there, if any."""

    area: Area
    round: Round | None


@dataclass(frozen=True)
class HomePage:
    root: Area
    areas: list[AreaLine]
    ideas: list[Card]
    stories: list[Story]


@dataclass(frozen=True)
class AreaPage:
    area: Area
    ideas: list[Card]
    stories: list[Story]
    contacts: list[people.Contact]
    agreements: list[Agreement]
    gatherings: list[Gathering]
    past: list[Round]
    helps: bool
    gives: bool
    voting: bool


def home() -> HomePage:
    """The municipality: every area and what goes on there, the newest ideas and stories."""
    going_on = _rounds_going_on()
    newest = list(Initiative.objects.shown().select_related("area", "picture", "starter")[:6])
    return HomePage(
        root=places.root(),
        areas=[AreaLine(area=area, round=going_on.get(area.pk)) for area in places.areas()],
        ideas=cards(newest),
        stories=list(Story.objects.told().select_related("area", "picture", "teller", "initiative")[:3]),
    )


def _rounds_going_on() -> dict[int, Round]:
    """The round that is on in each area, by area id: the one that closes last."""
    running = Round.objects.filter(origin=Origin.OWN, called_off_at=None).exclude(
        phase__in=[Phase.RESULT, Phase.DO]
    )
    return {one.pot.area_id: one for one in running.select_related("pot").order_by("closes_at")}


def area_page(slug: str, *, actor: Actor | None, now: datetime) -> AreaPage:
    """One neighbourhood or village: its people, ideas, stories, agreements and past rounds."""
    area = places.area(slug)
    return AreaPage(
        area=area,
        ideas=cards(initiatives.shown_in(area)[:IDEAS_ON_AREA]),
        stories=list(stories.told_in(area)[:STORIES_ON_AREA]),
        contacts=people.contacts(area, now=now),
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
