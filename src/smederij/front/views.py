"""Pages that compose rooms: they read, and never write."""

from django.conf import settings
from django.http import FileResponse, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from smederij.base import clock
from smederij.front import finding, ideas, queries
from smederij.front.areas import areas_page
from smederij.front.home import home as home_page
from smederij.front.initiative_page import initiative_page
from smederij.front.take_along import take_along_file
from smederij.people.access import signed_in
from smederij.people.requests import ActingRequest, SignedInRequest


@require_safe
def home(request: ActingRequest) -> HttpResponse:
    page = home_page(actor=request.actor, now=clock.now())
    return render(request, "front/home.html", {"page": page})


@require_safe
def areas(request: ActingRequest) -> HttpResponse:
    """Only here pictures of streets may come from elsewhere, and only when a visitor opens them."""
    page = areas_page(tiles=settings.TILES, credit=settings.TILES_CREDIT, now=clock.now())
    answer = render(request, "front/areas.html", {"page": page})
    if page.tiles_from:
        answer._csp_update = {"img-src": [page.tiles_from]}  # type: ignore[attr-defined]  # read by django-csp
    return answer


@require_safe
def area(request: ActingRequest, slug: str) -> HttpResponse:
    page = queries.area_page(slug, actor=request.actor, now=clock.now())
    return render(request, "front/area.html", {"page": page, "area": page.area})


@require_safe
def area_ideas(request: ActingRequest, slug: str) -> HttpResponse:
    page = ideas.ideas_page(slug, standing=request.GET.get("stand", ""))
    return render(request, "front/ideas.html", {"page": page, "area": page.area})


@require_safe
def search(request: ActingRequest) -> HttpResponse:
    return render(request, "front/search.html", {"page": finding.find(request.GET.get("q", ""))})


@require_safe
def initiative(request: ActingRequest, public_id: str) -> HttpResponse:
    everything = "alles" in request.GET
    page = initiative_page(public_id, actor=request.actor, everything=everything, now=clock.now())
    return render(request, "front/initiative.html", {"page": page, "area": page.area})


@signed_in
@require_safe
def take_along(request: SignedInRequest, public_id: str) -> FileResponse:
    """The page in one file, for who made it."""
    now = clock.now()
    packed = take_along_file(public_id, actor=request.actor, now=now)
    return FileResponse(packed, as_attachment=True, filename=f"{public_id}.zip")
