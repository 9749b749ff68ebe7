"""A refusal that no view caught becomes a kind page."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from smederij.base import errors
from smederij.base.refusals import Refusal


class Refusals:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        return errors.refused(request, exception) if isinstance(exception, Refusal) else None
