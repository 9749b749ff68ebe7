"""What other rooms ask about who may do what with an initiative."""

from dataclasses import dataclass
from datetime import datetime

from smederij.base.refusals import insist
from smederij.initiatives import access
from smederij.initiatives.access import living
from smederij.initiatives.models import Initiative
from smederij.people.models import Actor

carries = access.carries


@dataclass(frozen=True)
class Rights:
    """Whether somebody carries it, helps as one of the area's people, and may say what is in the way."""

    carries: bool
    helps: bool
    may_raise: bool


def rights(actor: Actor | None, initiative: Initiative, *, now: datetime) -> Rights:
    """Of whoever looks at its page."""
    return Rights(
        carries=carries(actor, initiative),
        helps=access.is_area_person(actor, initiative.area, now=now),
        may_raise=actor is not None and bool(living.may_raise(actor, initiative, now=now)),
    )


def to_take_along(public_id: str, *, actor: Actor, now: datetime) -> Initiative:
    """The initiative, for who may take its page along. Refusal 403, 404 or 410."""
    found = access.find(public_id)
    insist(access.may_see(actor, found, now=now))
    insist(living.may_take_along(actor, found, now=now))
    return found
