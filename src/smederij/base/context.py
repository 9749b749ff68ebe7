"""What the page shell needs on every page."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest


def shell(request: HttpRequest) -> dict[str, Any]:
    """Names and numbers that every page shows; no queries here."""
    return {
        "call_name": settings.HELP_NAME,
        "call_phone": settings.HELP_PHONE,
        "municipality": settings.MUNICIPALITY,
        "demo": settings.DEMO,
    }
