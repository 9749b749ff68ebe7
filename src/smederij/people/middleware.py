"""Who is acting: the person behind the login."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from smederij.people import queries


class WhoIsActing:
    """Sets request.actor: the signed-in person, or None. Without a session no question is asked."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.actor = queries.actor_of(request)  # type: ignore[attr-defined]
        return self.get_response(request)
