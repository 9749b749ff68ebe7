"""What the room of ideas declares: export me, forget me, and what waits for someone."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from itertools import chain
from typing import Any

from django.utils.translation import gettext_lazy as _

from smederij.base.rooms import Room, Waiting
from smederij.initiatives.me import ideas, living, offers
from smederij.initiatives.me.slots import SLOTS
from smederij.initiatives.search import search

PARTS = (offers, ideas, living)  # needs can go when their offers have let go


def export_me(actor_id: int) -> Mapping[str, Any]:
    """Everything someone wrote here."""
    return {key: value for part in PARTS for key, value in part.export_me(actor_id).items()}


def forget_me(actor_id: int, now: datetime) -> None:
    """Each part lets go of what is someone's."""
    for part in PARTS:
        part.forget_me(actor_id, now)


def waiting_for(actor_id: int, now: datetime) -> Iterable[Waiting]:
    """What lies with someone."""
    return chain.from_iterable(part.waiting_for(actor_id, now) for part in PARTS)


ERRANDS = {
    "take_over": _("Good that you want to carry this. Then the others like to know who you are."),
    "carry_along": _("Somebody asked you to carry this together. Then we like to know who you are."),
    "confirm_idea": _("With a code to your own phone or mailbox you confirm that this idea is yours."),
    "change_idea": _("Only whoever carries this idea changes it. Is that you?"),
    "carry": _("This page is for whoever carries this. Is that you?"),
    "update": _("Whoever carries this tells what happened. Is that you?"),
    "raise_obstacle": _("With an obstacle stands who works on it. So first: who are you?"),
}
ROOM = Room(
    name="initiatives",
    errands=ERRANDS,
    export_me=export_me,
    forget_me=forget_me,
    waiting_for=waiting_for,
    tick=offers.tick,
    slots=SLOTS,
    search=search,
)
