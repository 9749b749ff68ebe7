"""What pages ask about the life of an initiative; a fixed number of queries for any number of rows."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from django.db.models import Q, QuerySet

from smederij.initiatives.models import (
    Carrier,
    CarrierOffer,
    Initiative,
    Obstacle,
    Origin,
    Remark,
    Support,
    Update,
)
from smederij.people.models import Actor

T = TypeVar("T", Update, Remark)
SHOWN_AT_ONCE = 6
ALL_AT_MOST = 500
NAMES_AT_MOST = 12


@dataclass(frozen=True)
class Listed(Generic[T]):
    """The newest of many, the newest last, and how many older ones there are."""

    rows: Sequence[T]
    older: int


@dataclass(frozen=True)
class Backing:
    """How many stand behind it, who of them may be named, and whether the reader does."""

    count: int
    names: list[str]
    mine: Support | None

    @property
    def others(self) -> int:
        return self.count - len(self.names)


def carriers(initiative: Initiative) -> list[Carrier]:
    """Who carries it now, the longest first."""
    return list(initiative.carriers.now().select_related("actor"))


def offers(initiative: Initiative) -> list[CarrierOffer]:
    """Who offers to carry it and has no answer yet."""
    return list(initiative.carrier_offers.filter(answered_at=None).select_related("actor"))


def has_offered(initiative: Initiative, *, actor: Actor) -> bool:
    """Whether somebody offered to carry it and has no answer yet."""
    return initiative.carrier_offers.filter(actor=actor, answered_at=None).exists()


def updates(initiative: Initiative, *, everything: bool) -> Listed[Update]:
    """What was told, the newest last."""
    told = initiative.updates.filter(withdrawn_at=None).select_related("picture", "teller", "written_by")
    return _listed(told.order_by("-at", "-id"), everything=everything)


def remarks(initiative: Initiative, *, actor: Actor | None, everything: bool) -> Listed[Remark]:
    """What neighbours said, the newest last; a writer sees their own also while it waits or is hidden."""
    visible = Q(confirmed_at__isnull=False, hidden_at=None)
    if actor is not None:
        visible |= Q(writer=actor)
    said = initiative.remarks.filter(visible, withdrawn_at=None).select_related("writer", "hidden_by")
    return _listed(said.order_by("-at", "-id"), everything=everything)


def _listed(rows: QuerySet[T], *, everything: bool) -> Listed[T]:
    """One query and a count."""
    total = rows.count()
    newest = list(rows[: ALL_AT_MOST if everything else SHOWN_AT_ONCE])
    return Listed(newest[::-1], total - len(newest))


def backing(initiative: Initiative, *, actor: Actor | None) -> Backing:
    """Who stands behind it. Never a ranking."""
    named = initiative.supports.filter(named=True).exclude(actor__name="").select_related("actor")
    return Backing(
        count=initiative.supports.count(),
        names=[one.actor.name for one in named[:NAMES_AT_MOST]],
        mine=initiative.supports.filter(actor=actor).first() if actor else None,
    )


def obstacles(initiative: Initiative) -> list[Obstacle]:
    """What stands in the way, and what is solved: the open ones first."""
    found = list(initiative.obstacles.select_related("owner", "told_by", "solved_by"))
    return sorted(found, key=lambda one: one.solved_at is not None)


def origins(initiative: Initiative) -> list[Origin]:
    """What it sprang from, as far as everybody may see that."""
    shown = Q(source__confirmed_at__isnull=False, source__withdrawn_at=None)
    return list(initiative.origins.filter(shown).select_related("source__area"))


def offspring(initiative: Initiative) -> list[Initiative]:
    """What came out of it, as far as everybody may see that."""
    return list(Initiative.objects.shown().filter(origins__source=initiative).select_related("area"))
