"""What the front declares: the links in the header of every page, and letters to try voting with."""

import json
from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from smederij.base.look import NavLink
from smederij.base.rooms import Room
from smederij.front import queries
from smederij.front.previews import agreement_preview
from smederij.places import queries as places


def shell(request: HttpRequest) -> dict[str, Any]:
    """All areas, voting, finding things, and my page."""
    here = request.path
    links = [("areas", _("All neighbourhoods")), ("vote", _("Vote")), ("search", _("Search"))]
    links.append(("my_page", _("My page")))
    return {
        "home_url": reverse("home"),
        "nav_links": [NavLink(label, reverse(name), reverse(name) == here) for name, label in links],
    }


SHOWN_CODES = 12


def demo_letters(request: HttpRequest, context: Mapping[str, Any]) -> str:
    """Letters of the example municipality that nobody opened yet, for a visitor to vote with."""
    file = settings.DATA / "demo-codes.json"
    if not settings.DEMO or not file.exists():
        return ""
    lives = places.first_postcodes(["de-weide", "kerkeveld", "lage-brug"])
    known = {"codes": json.loads(file.read_text())[:SHOWN_CODES], "lives": lives}
    return render_to_string("front/slots/letters.html", known)


def my_ideas(request: HttpRequest, context: Mapping[str, Any]) -> str:
    """What I started, on my own page."""
    actor = getattr(request, "actor", None)
    if actor is None:
        return ""
    return render_to_string("front/slots/my_ideas.html", {"cards": queries.my_initiatives(actor)})


ERRANDS = {
    "take_along": gettext_lazy("Only whoever carries this takes the page along. Is that you?"),
}
ROOM = Room(
    name="front",
    errands=ERRANDS,
    shell=shell,
    slots={"agreement_preview": agreement_preview, "demo": demo_letters, "my_ideas": my_ideas},
)
