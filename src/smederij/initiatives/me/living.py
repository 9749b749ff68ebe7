"""What someone carries, told, said and works on: what comes along, what goes, what waits for them."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from functools import partial
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from smederij.base import pictures
from smederij.base.rooms import Asks, Waiting
from smederij.initiatives.models import (
    Carrier,
    CarrierInvite,
    CarrierOffer,
    Obstacle,
    Origin,
    Remark,
    Support,
    Update,
)
from smederij.initiatives.queries import waiting

TAKEN_OUT = "…"


def export_me(actor_id: int) -> Mapping[str, Any]:
    """Everything of someone in the life of initiatives, their own and those of others."""
    return {
        "carries": _rows(Carrier.objects.filter(actor_id=actor_id), "since", "until", "reachable"),
        "asked_along": _rows(CarrierInvite.objects.filter(asked_by_id=actor_id), "name", "at"),
        "offered_to_carry": _rows(CarrierOffer.objects.filter(actor_id=actor_id), "words", "at", "agreed"),
        "updates": _rows(Update.objects.filter(teller_id=actor_id), "text", "at", "picture__name"),
        "updates_written_for_others": _rows(Update.objects.filter(written_by_id=actor_id), "text", "at"),
        "remarks": _rows(Remark.objects.filter(writer_id=actor_id), "text", "at", "hidden_why"),
        "stands_behind": _rows(Support.objects.filter(actor_id=actor_id), "at", "named"),
        "obstacles": _rows(Obstacle.objects.filter(owner_id=actor_id), "words", "step", "due", "solved_how"),
        "obstacles_raised": _rows(Obstacle.objects.filter(raised_by_id=actor_id), "words", "raised_at"),
        "said_what_sprang_from_what": _rows(Origin.objects.filter(said_by_id=actor_id), "at"),
    }


def _rows(found: Any, *names: str) -> list[dict[str, Any]]:
    wanted = ("initiative__public_id", *names)
    return [
        {name.replace("__public_id", ""): _said(value) for name, value in row.items()}
        for row in found.order_by("pk").values(*wanted)
    ]


def _said(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime) else value


def forget_me(actor_id: int, now: datetime) -> None:
    """Carrying ends, support goes, remarks are emptied, photos go. Updates stay nameless, as the idea does.

    An obstacle of theirs stays in the open without a name: the area's people see that nobody works on it.
    """
    Carrier.objects.now().filter(actor_id=actor_id).update(until=now, reachable=False)
    Carrier.objects.filter(actor_id=actor_id).update(reachable=False)
    theirs = Q(asked_by_id=actor_id) | Q(accepted_by_id=actor_id)
    CarrierInvite.objects.filter(theirs).update(name=TAKEN_OUT)
    CarrierInvite.objects.filter(asked_by_id=actor_id, accepted_at=None, dropped_at=None).update(
        dropped_at=now
    )
    CarrierOffer.objects.filter(actor_id=actor_id, answered_at=None).delete()
    CarrierOffer.objects.filter(actor_id=actor_id).update(words="")
    Support.objects.filter(actor_id=actor_id).delete()
    Remark.objects.filter(writer_id=actor_id, withdrawn_at=None).update(withdrawn_at=now)
    Remark.objects.filter(writer_id=actor_id).update(text=TAKEN_OUT)
    for one in Update.objects.filter(teller_id=actor_id).exclude(picture=None).select_related("picture"):
        if one.picture is not None:
            transaction.on_commit(partial(pictures.discard, one.picture))
        one.picture = None
        one.save(update_fields=["picture"])


def waiting_for(actor_id: int, now: datetime) -> Iterable[Waiting]:
    """Calls to make, offers to answer, obstacles to work on, and what nobody carries any more."""
    yield from _remarks(actor_id, now)
    yield from _offers(actor_id, now)
    yield from _obstacles(actor_id, now)
    for alone, since in waiting.uncarried(actor_id, now=now):
        yield Waiting(
            sentence=_("Nobody carries “%(idea)s” any more. Who could take it over?") % {"idea": alone.title},
            url=alone.get_absolute_url(),
            since=since,
            area=alone.area.name,
        )


def _remarks(actor_id: int, now: datetime) -> Iterable[Waiting]:
    for one in waiting.unheard_remarks(actor_id, now=now):
        words = {"name": one.writer, "idea": one.initiative.title}
        yield Waiting(
            sentence=_("Call %(name)s, who says something about “%(idea)s”") % words,
            url=reverse("remark", args=[one.public_id]),
            since=one.at,
            area=one.initiative.area.name,
            asks=Asks.CALL,
        )


def _offers(actor_id: int, now: datetime) -> Iterable[Waiting]:
    for one in waiting.offers_for(actor_id, now=now):
        words = {"name": one.actor, "idea": one.initiative.title}
        yield Waiting(
            sentence=_("%(name)s offers to carry “%(idea)s”") % words,
            url=reverse("carrier_offer", args=[one.public_id]),
            since=one.at,
            area=one.initiative.area.name,
            asks=Asks.DECIDE,
        )


def _obstacles(actor_id: int, now: datetime) -> Iterable[Waiting]:
    for one in waiting.obstacles_of(actor_id):
        late = one.due <= now
        words = {"idea": one.initiative.title, "step": one.step}
        sentence = _("You promised news about “%(idea)s”: %(step)s") if late else _("“%(idea)s”: %(step)s")
        yield Waiting(
            sentence=sentence % words,
            url=reverse("obstacle", args=[one.public_id]),
            since=one.raised_at,
            area=one.initiative.area.name,
            late=late,
        )
    for one in waiting.overdue(actor_id, now=now):
        words = {"idea": one.initiative.title, "name": str(one.owner)}
        yield Waiting(
            sentence=_("There should have been news about “%(idea)s”. Call %(name)s.") % words,
            url=reverse("obstacle", args=[one.public_id]),
            since=one.due,
            area=one.initiative.area.name,
            asks=Asks.CALL,
            late=True,
        )
