"""Error pages in the house's voice: what happened, what now, whom to call."""

from collections.abc import Iterable
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.template.loader import get_template
from django.urls import reverse
from django.utils.translation import gettext as _

from smederij.base import rooms
from smederij.base.refusals import Moved, Refusal

SECRET_FIELDS = ("csrfmiddlewaretoken", "code", "token", "nonce")


def refused(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """The page for a no that an action or loader gave."""
    if isinstance(refusal, Moved) and request.resolver_match is not None:
        return _moved(request, refusal)
    status = refusal.status if refusal.status in {403, 404, 409, 410, 429} else 409
    context = {
        "reason": refusal.reason,
        "next_url": _back(request),
        "next_label": _("Back to where you were"),
    }
    return render(request, f"{status}.html", context, status=status)


def _moved(request: HttpRequest, moved: Moved) -> HttpResponse:
    """The same address with the new name in it. Not for ever: a name may come back."""
    match = request.resolver_match
    assert match is not None
    kwargs = {name: moved.new if value == moved.old else value for name, value in match.kwargs.items()}
    query = request.META.get("QUERY_STRING", "")
    url = reverse(match.view_name, kwargs=kwargs) + (f"?{query}" if query else "")
    return HttpResponseRedirect(url, preserve_request=request.method not in {"GET", "HEAD"})


def only_a_button(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Somebody opened an address to which only a button leads; `response` is Django's bare 405."""
    context = {"next_url": _back(request), "next_label": _("Back to where you were")}
    page = render(request, "405.html", context, status=response.status_code)
    page["Allow"] = response["Allow"]
    return page


def resend(request: HttpRequest, *, reason: str = "away") -> HttpResponse:
    """You were away: what you wrote is shown and can be sent once more.

    Only for a form that this site itself showed; a foreign page's form gets the plain no.
    """
    fields = [(name, value) for name, value in typed(request) if name not in SECRET_FIELDS]
    context = {"fields": fields, "texts": texts(fields), "path": request.get_full_path(), "reason": reason}
    return render(request, "base/resend.html", context, status=403)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Called by Django when a form's seal is missing or old."""
    if _from_here(request) and request.POST:
        return rooms.stale(request) or resend(request)
    return render(request, "403_csrf.html", {"reason": ""}, status=403)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "400.html", status=400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "403.html", status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "404.html", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """Rendered without database: the reason may be the database."""
    context = {"call_name": settings.HELP_NAME, "call_phone": settings.HELP_PHONE}
    return HttpResponse(get_template("500.html").render(context), status=500)


def typed(request: HttpRequest) -> Iterable[tuple[str, str]]:
    """Every field of the form that came in, with each of its values."""
    for name, values in request.POST.lists():
        for value in values:
            yield name, str(value)


def texts(fields: Iterable[tuple[str, str]]) -> list[str]:
    """What a person wrote, to be shown: words, and no numbers, marks and choices that forms carry along."""
    return [value for _name, value in fields if len(value.split()) > 1]


def _back(request: HttpRequest) -> str:
    """The page of this site that they came from; nothing when that is the one that says no."""
    came_from = urlsplit(request.headers.get("Referer", ""))
    same = request.method in {"GET", "HEAD"} and came_from.path == request.path
    return "" if same or came_from.netloc != request.get_host() else came_from.path


def _from_here(request: HttpRequest) -> bool:
    origin = request.headers.get("Origin") or request.headers.get("Referer") or ""
    return urlsplit(origin).netloc == request.get_host()
