"""A refusal that no view caught becomes a kind page; so does the address of a button, opened as a page."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed

from smederij.base import errors
from smederij.base.refusals import Refusal


class Refusals:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        opened = isinstance(response, HttpResponseNotAllowed) and request.method == "GET"
        return errors.only_a_button(request, response) if opened else response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        return errors.refused(request, exception) if isinstance(exception, Refusal) else None
