"""What the room of gatherings declares: export me. Forgetting leaves the gathering, called by nobody."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from smederij.base.rooms import Room
from smederij.gatherings.models import Gathering
from smederij.gatherings.search import search


def export_me(actor_id: int) -> Mapping[str, Any]:
    """The gatherings someone called, and what they wrote down afterwards."""
    called = Gathering.objects.filter(called_by_id=actor_id)
    noted = Gathering.objects.filter(minuted_by_id=actor_id)
    return {
        "noted_down": [{"title": one.title, "minutes": one.minutes} for one in noted],
        "called": [
            {"public_id": one.public_id, "title": one.title, "starts_at": one.starts_at.isoformat()}
            for one in called
        ],
    }


ERRANDS = {
    "call_gathering": _("People want to know who calls them together. So first: who are you?"),
}
ROOM = Room(
    name="gatherings",
    errands=ERRANDS,
    export_me=export_me,
    search=search,
)
