"""What pages ask about gatherings."""

from datetime import datetime, timedelta

from smederij.gatherings.models import Gathering, Gatherings
from smederij.places.models import Area


def coming(area: Area, *, now: datetime) -> Gatherings:
    """Those one can still go to in this area, the first one first."""
    return Gathering.objects.coming(now=now).filter(area=area)


def been(area: Area, *, now: datetime) -> Gatherings:
    """Those of the last year that were held in this area, the latest first."""
    year = now - timedelta(days=366)
    held = Gathering.objects.filter(area=area, called_off_at=None, starts_at__lte=now, starts_at__gte=year)
    return held.order_by("-starts_at")


def to_follow(area: Area, *, now: datetime) -> Gatherings:
    """What a calendar that follows an area shows: from two months back, called off ones too."""
    since = now - timedelta(days=60)
    return Gathering.objects.filter(area=area, starts_at__gte=since).order_by("starts_at")
