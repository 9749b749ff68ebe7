"""Handing out a voice, whole or a part of it: some phones ask for parts only."""

import re
from pathlib import Path

from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase

from smederij.stories.voice import TYPES

RANGE = re.compile(r"bytes=([0-9]{1,15})-([0-9]{0,15})")


def answer(request: HttpRequest, file: Path) -> HttpResponseBase:
    """The file, or with 206 the bytes that were asked for; 416 when there are none."""
    kind, whole = TYPES[file.suffix[1:]], file.stat().st_size
    asked = RANGE.fullmatch(request.headers.get("Range", ""))
    if asked is None:
        response: HttpResponseBase = FileResponse(file.open("rb"), content_type=kind)
    else:
        first, last = int(asked[1]), min(int(asked[2] or whole - 1), whole - 1)
        if first > last:
            response = HttpResponse(status=416)
            response["Content-Range"] = f"bytes */{whole}"
            return response
        with file.open("rb") as sound:
            sound.seek(first)
            response = HttpResponse(sound.read(last - first + 1), status=206, content_type=kind)
        response["Content-Range"] = f"bytes {first}-{last}/{whole}"
    response["Accept-Ranges"] = "bytes"
    response["Cache-Control"] = "private, no-cache"
    return response
