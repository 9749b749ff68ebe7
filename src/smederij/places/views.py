"""Which forge is mine? And the boundaries, for a map."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from smederij.places import queries
from smederij.places.forms import WhereForm
from smederij.places.models import Area


@dataclass(frozen=True)
class WherePage:
    """The question, all areas to choose from, and what we could not say for sure."""

    heading: str
    form: WhereForm
    areas: list[Area]
    shared_by: list[Area]
    unknown: bool
    onward: str

    def url(self, area: Area) -> str:
        """Where one goes on in an area."""
        return reverse(self.onward, args=[area.slug])

    def links(self) -> list[tuple[Area, str]]:
        """All areas, each with where one goes on."""
        return [(area, self.url(area)) for area in self.areas]

    def shared(self) -> list[tuple[Area, str]]:
        """Those that have a part of this postcode."""
        return [(area, self.url(area)) for area in self.shared_by]


@require_http_methods(["GET", "HEAD", "POST"])
def where(request: HttpRequest) -> HttpResponse:
    """From an address to its area."""
    return find_area(request, heading=_("Which forge is mine?"), onward="area")


@require_http_methods(["GET", "HEAD", "POST"])
def where_is_your_idea(request: HttpRequest) -> HttpResponse:
    """From an address to the form for an idea there; a higher room keeps the promise of that name."""
    return find_area(request, heading=_("In which neighbourhood is your idea?"), onward="post_idea")


def find_area(request: HttpRequest, *, heading: str, onward: str) -> HttpResponse:
    """Ask where somebody lives, and go on to a page of their area by its name in the addresses.

    It comes in a form and not in an address, so nothing notes it down.
    """
    form = WhereForm(request.POST or None)
    found: list[Area] = []
    if asked := form.is_valid():
        data = form.cleaned_data
        found = queries.areas_at(data["postcode"], number=data["number"])
    if len(found) == 1:
        return redirect(onward, found[0].slug)
    if found:
        form.add_error("number", _("More than one area has this postcode. Add your house number."))
    page = WherePage(
        heading, form, queries.areas(), shared_by=found, unknown=asked and not found, onward=onward
    )
    return render(request, "places/where.html", {"page": page})


@require_safe
def boundaries(request: HttpRequest) -> JsonResponse:
    """All boundaries we know as GeoJSON, with the name and the page of each area."""
    features = [
        {
            "type": "Feature",
            "id": area.slug,
            "properties": {"name": area.name, "url": area.get_absolute_url(), "within": _around(area)},
            "geometry": geometry,
        }
        for area, geometry in queries.boundaries()
    ]
    response = JsonResponse({"type": "FeatureCollection", "features": features})
    response["Content-Type"] = "application/geo+json"
    return response


def _around(area: Area) -> str | None:
    return area.parent.slug if area.parent else None
