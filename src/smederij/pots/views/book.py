"""The book of a pot: every movement, for everybody, on a page and as a file."""

from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from smederij.people.requests import ActingRequest
from smederij.places import queries as places
from smederij.places.models import Area
from smederij.pots.book import Book, Movement, as_csv, books
from smederij.pots.models import Pot

PER_PAGE = 50


@dataclass(frozen=True)
class BookPage:
    """Every movement of one pot, newest first."""

    area: Area
    book: Book
    movements: "Page[Movement]"


@require_safe
def book(request: ActingRequest, slug: str, number: int) -> HttpResponse:
    """Every movement in words."""
    area = places.area(slug)
    found = _book(area, number)
    listed = Paginator(found.movements, PER_PAGE).get_page(request.GET.get("pagina"))
    page = BookPage(area=area, book=found, movements=listed)
    return render(request, "pots/book.html", {"page": page, "area": area})


@require_safe
def book_file(request: ActingRequest, slug: str, number: int) -> HttpResponse:
    """The same as a file for a spreadsheet."""
    found = _book(places.area(slug), number)
    answer = HttpResponse("\ufeff" + as_csv(found), content_type="text/csv; charset=utf-8")
    name = f"{found.pot.slug}-{_('movements')}.csv"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _book(area: Area, number: int) -> Book:
    pot = get_object_or_404(Pot, pk=number, area=area)
    return books([pot])[0]
