"""Serving pictures: never a public folder, always through here."""

from django.http import FileResponse, Http404, HttpRequest
from django.views.decorators.http import require_GET

from smederij.base import pictures


@require_GET
def picture(request: HttpRequest, name: str, width: int) -> FileResponse:
    """One size of a picture that is in use on a public page; names are random and never reused."""
    file = pictures.path_of(name, width=width)
    if file is None:
        raise Http404
    response = FileResponse(file.open("rb"), content_type="image/webp")
    response["Cache-Control"] = "public, max-age=31536000, immutable"
    return response
