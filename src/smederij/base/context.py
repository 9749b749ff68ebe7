"""What the page shell needs on every page."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from smederij.base import rooms


def shell(request: HttpRequest) -> dict[str, Any]:
    """Names, numbers and links that every page shows; no queries here."""
    values: dict[str, Any] = {
        "call_name": settings.HELP_NAME,
        "call_phone": settings.HELP_PHONE,
        "municipality": settings.MUNICIPALITY,
        "demo": settings.DEMO,
    }
    for room in rooms.every():
        if room.shell:
            values.update(room.shell(request))
    return values
