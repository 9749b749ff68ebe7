"""What every page of a round gives the page shell: the area, and whom to call."""

from datetime import datetime
from typing import Any

from django.urls import reverse

from smederij.people.queries import contacts
from smederij.places.models import Area


def around(area: Area, *, now: datetime) -> dict[str, Any]:
    """The area in the header, its people and "call me" in the footer; a fixed number of queries."""
    return {
        "area": area,
        "area_url": area.get_absolute_url(),
        "callers": contacts(area, now=now),
        "call_me_url": reverse("call_me", args=[area.slug]),
    }
