"""What places declare to the house: finding areas by name, and by address."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string

from smederij.base.rooms import Room
from smederij.places import queries
from smederij.places.forms import WhereForm


def where(request: HttpRequest, context: Mapping[str, Any]) -> str:
    """The question which area is yours."""
    return render_to_string("places/parts/where_form.html", {"form": WhereForm()}, request=request)


ROOM = Room(name="places", search=queries.search, slots={"where": where})
