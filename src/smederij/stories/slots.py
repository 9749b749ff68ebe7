"""What stories show on pages of other rooms."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string

from smederij.pots.models import Grant
from smederij.stories import queries


def grant_told(request: HttpRequest, context: Mapping[str, Any]) -> str:
    """How it went with granted money, once somebody told that; nothing before."""
    grant = context.get("grant")
    if not isinstance(grant, Grant):
        return ""
    story = queries.told_of(grant.initiative).filter(told_at__gte=grant.granted_at).first()
    return render_to_string("stories/slots/grant_told.html", {"story": story}) if story else ""


SLOTS = {"grant_told": grant_told}
