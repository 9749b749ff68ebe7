"""A refusal that no view caught becomes a kind page; so does the address of a button, opened as a page."""

from collections.abc import Callable
from functools import cache

from csp.constants import HEADER
from csp.middleware import CSPMiddleware
from csp.utils import build_policy
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware
from django.template.loader import get_template

from smederij.base import errors
from smederij.base.refusals import Refusal

MOST_DIGITS = 12


class TooLarge:
    """Says no to a body that is too large by its length alone, before anything reads it.

    A length that lies is no way around: the server reads no further than it says. A body without a length
    is read by nobody.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        length = request.META.get("CONTENT_LENGTH") or "0"
        if length.isdecimal() and len(length) < MOST_DIGITS and int(length) <= settings.MAX_BODY_BYTES:
            return self.get_response(request)
        # Nobody is known yet and nothing is read, so the page is drawn without the request.
        context = {"call_name": settings.HELP_NAME, "call_phone": settings.HELP_PHONE}
        return HttpResponse(get_template("413.html").render(context), status=413)


class Compressed(GZipMiddleware):
    """Pages go over the line in a fifth of their bytes, unless no cache may keep them.

    Those carry secrets beside what was typed (a vote, a form of someone signed in); how well such a page
    shrinks would tell a listener something (BREACH). Files have their own compressed twins.
    """

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        kept = response.get("Cache-Control", "")
        secret = "no-store" in kept or "private" in kept
        return response if secret else super().process_response(request, response)


class Policy(CSPMiddleware):
    """What a page may load. The same for all but a page that says its own, so it is put together once."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        own = any(name.startswith("_csp") for name in vars(response))
        if own or settings.DEBUG or getattr(request, "_csp_nonce", None):
            return super().process_response(request, response)
        if HEADER not in response:
            response[HEADER] = _policy()
        return response


@cache
def _policy() -> str:
    return build_policy()


class Refusals:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        opened = isinstance(response, HttpResponseNotAllowed) and request.method == "GET"
        return errors.only_a_button(request, response) if opened else response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        return errors.refused(request, exception) if isinstance(exception, Refusal) else None


class Private:
    """What somebody sees who is signed in is kept by no cache, unless a page says otherwise itself."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if settings.SESSION_COOKIE_NAME in request.COOKIES and not response.has_header("Cache-Control"):
            response["Cache-Control"] = "private, no-store"
        return response
