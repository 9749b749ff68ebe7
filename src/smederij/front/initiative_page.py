"""One initiative with its life so far: what its page asks of the rooms."""

from dataclasses import dataclass
from datetime import datetime

from smederij.base.money import Money
from smederij.front.cards import undecided, voted_on
from smederij.initiatives import queries as initiatives
from smederij.initiatives.models import (
    Carrier,
    CarrierOffer,
    Initiative,
    Need,
    Obstacle,
    Origin,
    Remark,
    Update,
)
from smederij.initiatives.queries import living
from smederij.initiatives.queries.living import Backing, Listed
from smederij.people import queries as people
from smederij.people.models import Actor
from smederij.places.models import Area
from smederij.stories import queries as stories
from smederij.stories.models import Story


@dataclass(frozen=True)
class Moment:
    """Something in its life: a word for what it is, when, and the update when it is one."""

    kind: str
    at: datetime
    update: Update | None = None


@dataclass(frozen=True)
class Hurdle:
    """An obstacle, and whether its news is late."""

    obstacle: Obstacle
    late: bool


@dataclass(frozen=True)
class InitiativePage:
    """`stands`: idea, begun, finished or stopped. While people vote on it, voting is the main action."""

    area: Area
    initiative: Initiative
    stands: str
    carriers: list[Carrier]
    carries: bool
    offers: list[CarrierOffer]
    offered: bool
    moments: list[Moment]
    older: int
    needs: list[Need]
    hurdles: list[Hurdle]
    remarks: Listed[Remark]
    backing: Backing
    origins: list[Origin]
    offspring: list[Initiative]
    stories: list[Story]
    contacts: list[people.Contact]
    helps: bool
    may_raise: bool
    may_tell: bool
    voting: bool
    asked: Money | None

    @property
    def may_live(self) -> bool:
        """Whoever carries it, and the area's people for them."""
        return self.carries or self.helps

    @property
    def main(self) -> str:
        """The one main action for whoever looks; nothing when there is none, as after it stopped."""
        if self.initiative.confirmed_at is None:
            return "confirm" if self.helps else ""
        if self.stands == "stopped":
            return ""
        return self._main_of_carrier() if self.carries else self._main_of_others()

    def _main_of_carrier(self) -> str:
        finished = "tell" if self.may_tell and not self.stories else ""
        return {"idea": "begin", "begun": "update", "finished": finished}[self.stands]

    def _main_of_others(self) -> str:
        """The area's people call; neighbours help with hands first, and stand behind it."""
        if self.stands == "finished":
            return ""
        if self.helps:
            return "call" if self.reachable else ""
        if self.alone and not self.offered:
            return "take_over"
        return "needs" if any(need.met_at is None for need in self.needs) else "support"

    @property
    def alone(self) -> bool:
        """Nobody carries it, and it is not over."""
        return not self.carriers and self.stands in {"idea", "begun"}

    @property
    def reachable(self) -> Carrier | None:
        """The first who carries it and can be called by who looks."""
        can = (one for one in self.carriers if one.actor.phone and (one.reachable or self.helps))
        return next(can, None)


def initiative_page(
    public_id: str, *, actor: Actor | None, everything: bool = False, now: datetime
) -> InitiativePage:
    """The page for whoever looks. `everything` shows also what is long ago. Refusal 404 or 410."""
    one = initiatives.shown(public_id, actor=actor, now=now)
    carriers = living.carriers(one)
    rights = initiatives.rights(actor, one, now=now)
    may_live = rights.carries or rights.helps
    updates = living.updates(one, everything=everything)
    return InitiativePage(
        area=one.area,
        initiative=one,
        stands=standing(one),
        carriers=carriers,
        carries=rights.carries,
        offers=living.offers(one) if may_live else [],
        offered=bool(actor and not rights.carries and living.has_offered(one, actor=actor)),
        moments=_moments(one, updates),
        older=updates.older,
        needs=list(one.needs.all()),
        hurdles=[
            Hurdle(found, found.solved_at is None and found.due <= now) for found in living.obstacles(one)
        ],
        remarks=living.remarks(one, actor=actor, everything=everything),
        backing=living.backing(one, actor=actor),
        origins=living.origins(one),
        offspring=living.offspring(one),
        stories=list(stories.told_of(one)),
        contacts=people.contacts(one.area, now=now),
        helps=rights.helps,
        may_raise=rights.may_raise,
        may_tell=may_live and not undecided(one),
        voting=voted_on(one, now=now),
        asked=None if one.entries.exists() else one.asked,
    )


def standing(one: Initiative) -> str:
    """Where it stands, in one word; derived, never stored."""
    if one.stopped_at is not None:
        return "stopped"
    if one.finished_at is not None:
        return "finished"
    return "begun" if one.begun_at is not None else "idea"


def _moments(one: Initiative, updates: Listed[Update]) -> list[Moment]:
    """Its life, the newest last."""
    turns = [
        ("posted", one.posted_at),
        ("begun", one.begun_at),
        ("finished", one.finished_at),
        ("stopped", one.stopped_at),
    ]
    moments = [Moment(kind, at) for kind, at in turns if at is not None]
    moments += [Moment("update", update.at, update) for update in updates.rows]
    return sorted(moments, key=lambda moment: moment.at)
