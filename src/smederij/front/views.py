"""Pages that compose rooms: they read, and never write."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from smederij.base import clock
from smederij.front import queries
from smederij.people.requests import ActingRequest


@require_safe
def home(request: ActingRequest) -> HttpResponse:
    return render(request, "front/home.html", {"page": queries.home()})


@require_safe
def area(request: ActingRequest, slug: str) -> HttpResponse:
    page = queries.area_page(slug, actor=request.actor, now=clock.now())
    return render(request, "front/area.html", {"page": page, "area": page.area})


@require_safe
def initiative(request: ActingRequest, public_id: str) -> HttpResponse:
    page = queries.initiative_page(public_id, actor=request.actor, now=clock.now())
    return render(request, "front/initiative.html", {"page": page, "area": page.area})
