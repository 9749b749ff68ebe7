"""What the room of agreements declares: export me. Forgetting leaves the agreement: it is the area's."""

from collections.abc import Mapping
from typing import Any

from smederij.agreements.models import Agreement
from smederij.agreements.search import search
from smederij.base.rooms import Room


def export_me(actor_id: int) -> Mapping[str, Any]:
    """The agreements someone wrote down for their area."""
    written = Agreement.objects.filter(adopted_by_id=actor_id).select_related("area")
    return {
        "written_down": [
            {"area": one.area.slug, "text": one.text, "agreed_on": one.agreed_on.isoformat()}
            for one in written
        ]
    }


ROOM = Room(
    name="agreements",
    export_me=export_me,
    search=search,
)
