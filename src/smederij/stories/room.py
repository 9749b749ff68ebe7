"""What the room of stories declares: export me, forget me."""

from collections.abc import Mapping
from datetime import datetime
from functools import partial
from typing import Any

from django.db import transaction

from smederij.base import pictures
from smederij.base.rooms import Room
from smederij.stories.models import Story
from smederij.stories.search import search

TAKEN_OUT = "…"


def export_me(actor_id: int) -> Mapping[str, Any]:
    """All stories someone told, and those they wrote down for others."""
    mine = Story.objects.filter(teller_id=actor_id).select_related("picture", "area")
    written = Story.objects.filter(written_by_id=actor_id).values_list("public_id", flat=True)
    return {"stories": [_told(one) for one in mine], "written_down_for_others": list(written)}


def _told(one: Story) -> dict[str, Any]:
    return {
        "public_id": one.public_id,
        "area": one.area.slug,
        "title": one.title,
        "text": one.text,
        "picture": one.picture.name if one.picture else None,
        "picture_alt": one.picture.alt if one.picture else None,
        "told_at": one.told_at.isoformat(),
        "withdrawn_at": one.withdrawn_at.isoformat() if one.withdrawn_at else None,
    }


def forget_me(actor_id: int, now: datetime) -> None:
    """A story is of its teller: words and photo go, and it is taken back."""
    for one in Story.objects.filter(teller_id=actor_id).select_related("picture"):
        if one.picture is not None:
            transaction.on_commit(partial(pictures.discard, one.picture))
        one.title, one.text, one.picture = TAKEN_OUT, TAKEN_OUT, None
        one.withdrawn_at = one.withdrawn_at or now
        one.save()


ROOM = Room(
    name="stories",
    export_me=export_me,
    forget_me=forget_me,
    search=search,
)
