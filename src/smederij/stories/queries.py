"""What pages ask about stories."""

from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef

from smederij.initiatives.models import Carrier, Initiative
from smederij.places.models import Area
from smederij.pots.models import Grant
from smederij.pots.queries import report_due
from smederij.stories.models import Stories, Story

BEFORE, AFTER = timedelta(days=28), timedelta(days=60)


def told_in(area: Area) -> Stories:
    """The stories of an area, newest first, with teller and pictures."""
    return _with_people(Story.objects.told().filter(area=area))


def told_of(initiative: Initiative) -> Stories:
    """How an initiative went, newest first."""
    return _with_people(Story.objects.told().filter(initiative=initiative))


def to_tell(actor_id: int, *, now: datetime) -> list[Grant]:
    """Grants of what somebody carries, one per initiative, to tell about before long and not told yet."""
    carried = Carrier.objects.now().filter(actor=actor_id).values("initiative")
    granted = Grant.objects.filter(
        initiative__in=carried, initiative__withdrawn_at=None, report_weeks__isnull=False
    )
    told = Story.objects.told().filter(initiative=OuterRef("initiative"), told_at__gte=OuterRef("granted_at"))
    untold = list(granted.exclude(Exists(told)).select_related("initiative__area"))
    due = report_due(untold)
    near = [one for one in untold if one.pk in due and now - AFTER < due[one.pk] <= now + BEFORE]
    waiting = sorted(near, key=lambda one: (due[one.pk], one.pk))
    return list({grant.initiative_id: grant for grant in reversed(waiting)}.values())[::-1]


def _with_people(stories: Stories) -> Stories:
    return stories.select_related("teller", "picture", "initiative__picture")
