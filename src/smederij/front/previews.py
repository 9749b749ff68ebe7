"""What a rule would have changed here: on the page where an area writes an agreement down."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string

from smederij.agreements.queries import book_if
from smederij.places.models import Area
from smederij.rounds.queries import would_have_changed


def agreement_preview(request: HttpRequest, context: Mapping[str, Any]) -> str:
    """The ideas of the last rounds for which this rule would have made a difference."""
    area, rule = context.get("area"), context.get("rule")
    if not isinstance(area, Area) or rule is None:
        return ""
    found = would_have_changed(area, book_if(rule), kind=rule.KIND)
    if found is None or not found.rounds:
        return ""
    return render_to_string("front/slots/agreement_preview.html", {"found": found})
