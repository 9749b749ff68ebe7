"""What the room of gatherings declares: export me. Forgetting leaves the gathering, called by nobody."""

from collections.abc import Mapping
from typing import Any

from smederij.base.rooms import Room
from smederij.gatherings.models import Gathering
from smederij.gatherings.search import search


def export_me(actor_id: int) -> Mapping[str, Any]:
    """The gatherings someone called."""
    called = Gathering.objects.filter(called_by_id=actor_id)
    return {
        "called": [
            {"public_id": one.public_id, "title": one.title, "starts_at": one.starts_at.isoformat()}
            for one in called
        ]
    }


ROOM = Room(
    name="gatherings",
    export_me=export_me,
    search=search,
)
