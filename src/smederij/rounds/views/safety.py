"""How safe is this? What voting here promises, and what it can't."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe


@require_safe
def how_safe(request: HttpRequest) -> HttpResponse:
    return render(request, "rounds/how_safe.html")
