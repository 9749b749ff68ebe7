"""The home page: what is on now in the municipality, the newest ideas and stories, and all areas."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q

from smederij.front.cards import Card, cards
from smederij.gatherings.models import Gathering
from smederij.initiatives.models import Initiative
from smederij.people import queries as people
from smederij.people.models import Actor
from smederij.places import queries as places
from smederij.places.models import Area
from smederij.rounds.models import Origin, Phase, Round
from smederij.stories.models import Story

IDEAS, STORIES, EVENINGS = 3, 3, 6
SOON = timedelta(days=8)


@dataclass(frozen=True)
class Going:
    """A round that is on in an area, and until when it is."""

    area: Area
    round: Round
    until: datetime


@dataclass(frozen=True)
class HomePage:
    """`mine`: the areas of who is signed in. `voting` and `collecting`: nearest end first."""

    root: Area
    mine: list[Area]
    voting: list[Going]
    evenings: list[Gathering]
    collecting: list[Going]
    ideas: list[Card]
    stories: list[Story]
    areas: list[Area]


def home(*, actor: Actor | None, now: datetime) -> HomePage:
    """A fixed number of queries, whatever the number of areas."""
    newest = Initiative.objects.shown().select_related("area", "picture", "starter")[:IDEAS]
    told = Story.objects.told().select_related("area", "picture", "teller", "initiative__picture")
    on = _going_on(now=now)
    return HomePage(
        root=places.root(),
        mine=_mine(actor, now=now),
        voting=[one for one in on if one.round.phase == Phase.VOTE],
        evenings=list(_evenings(now=now)),
        collecting=[one for one in on if one.round.phase == Phase.COLLECT],
        ideas=cards(newest),
        stories=list(told[:STORIES]),
        areas=places.areas(),
    )


def _mine(actor: Actor | None, *, now: datetime) -> list[Area]:
    """Where somebody wears a hat, the municipality left out; asks nothing about who is not signed in."""
    if actor is None:
        return []
    worn = people.worn_by(actor, now=now)
    return list(dict.fromkeys(hat.area for hat in worn if hat.area.parent_id is not None))


def _going_on(*, now: datetime) -> list[Going]:
    """Rounds in which one can vote or bring an idea at this moment, the nearest end first."""
    voting = Q(phase=Phase.VOTE, vote_at__lte=now, closes_at__gt=now)
    collecting = Q(phase=Phase.COLLECT, collect_at__lte=now)
    own = Round.objects.filter(voting | collecting, origin=Origin.OWN, called_off_at=None)
    on = [Going(one.pot.area, one, until=_until(one)) for one in own.select_related("pot__area")]
    return sorted((one for one in on if one.until > now), key=lambda one: one.until)


def _until(round: Round) -> datetime:
    """When the step that is on makes place for the next."""
    if round.phase == Phase.VOTE:
        return round.closes_at
    return round.check_at or round.nominate_at or round.present_at or round.vote_at


def _evenings(*, now: datetime) -> list[Gathering]:
    """When people meet this week, the first one first."""
    coming = Gathering.objects.coming(now=now).filter(starts_at__lt=now + SOON)
    return list(coming.select_related("area").order_by("starts_at", "pk")[:EVENINGS])
