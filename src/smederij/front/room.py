"""What the front declares: the links in the header of every page."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from smederij.base.look import NavLink
from smederij.base.rooms import Room


def shell(request: HttpRequest) -> dict[str, Any]:
    """Home, and my page."""
    here = request.path
    links = [("home", _("All neighbourhoods")), ("vote", _("Vote")), ("my_page", _("My page"))]
    return {
        "home_url": reverse("home"),
        "nav_links": [NavLink(label, reverse(name), reverse(name) == here) for name, label in links],
    }


ROOM = Room(name="front", shell=shell)
