"""What the room of agreements declares: export me. Forgetting leaves the agreement: it is the area's."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from smederij.agreements.models import Agreement
from smederij.agreements.queries import rule_book
from smederij.agreements.search import search
from smederij.base.rooms import Reporting, Room
from smederij.places.models import Area


def export_me(actor_id: int) -> Mapping[str, Any]:
    """The agreements someone wrote down for their area."""
    written = Agreement.objects.filter(adopted_by_id=actor_id).select_related("area")
    return {
        "written_down": [
            {"area": one.area.slug, "text": one.text, "agreed_on": one.agreed_on.isoformat()}
            for one in written
        ]
    }


def reporting(area_id: int, now: datetime) -> Reporting:
    """What is agreed about telling how it went, or what holds without agreement."""
    rule = rule_book(Area.objects.get(pk=area_id), now=now).report.rule
    return Reporting(weeks=rule.weeks, receipts_from=rule.receipts_from)


ROOM = Room(
    name="agreements",
    export_me=export_me,
    search=search,
    reporting=reporting,
)
