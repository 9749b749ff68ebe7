"""What pages ask about gatherings."""

from datetime import datetime

from smederij.gatherings.models import Gathering, Gatherings
from smederij.places.models import Area


def coming(area: Area, *, now: datetime) -> Gatherings:
    """Those one can still go to in this area, the first one first."""
    return Gathering.objects.coming(now=now).filter(area=area)
