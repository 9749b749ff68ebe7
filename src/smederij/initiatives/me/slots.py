"""What other pages show of ideas: what an area asks, needs of one initiative, someone's ideas and help."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string

from smederij.base import clock
from smederij.initiatives import access, queries
from smederij.initiatives.models import Initiative
from smederij.places.models import Area


def area_needs(request: HttpRequest, context: Mapping[str, Any]) -> str:
    """'Gevraagd: een aanhanger, zaterdag': what the ideas of this area look for. Nothing when nothing."""
    area = context.get("area")
    needs = queries.wanted_in(area) if isinstance(area, Area) else []
    if not needs:
        return ""
    return render_to_string("initiatives/slots/area_needs.html", {"needs": needs}, request=request)


def initiative_needs(request: HttpRequest, context: Mapping[str, Any]) -> str:
    """What an initiative looks for and found, with 'Ik kan helpen' on each. Nothing before it is shown."""
    initiative = context.get("initiative")
    if not isinstance(initiative, Initiative) or initiative.confirmed_at is None:
        return ""
    actor = getattr(request, "actor", None)
    part = queries.NeedsPart(
        initiative=initiative,
        wanted=queries.needs_of(initiative),
        helpers=queries.helpers_of(initiative),
        may_change=bool(access.may_change(actor, initiative, now=clock.now())),
        may_offer=bool(access.may_offer(actor, initiative)),
    )
    if not (part.wanted or part.helpers) and (part.may_change or not part.may_offer):
        return ""
    return render_to_string("initiatives/slots/initiative_needs.html", {"part": part}, request=request)


def my_ideas(request: HttpRequest, context: Mapping[str, Any]) -> str:
    """What I started or carry, and with what I offered to help, on my own page."""
    actor = getattr(request, "actor", None)
    if actor is None:
        return ""
    shown = {"ideas": queries.ideas_of(actor), "offers": queries.offers_by(actor)}
    return render_to_string("initiatives/slots/my_ideas.html", shown, request=request)


SLOTS = {"area_needs": area_needs, "initiative_needs": initiative_needs, "my_ideas": my_ideas}
