"""Addresses of files of the program carry their content's hash, so that browsers may keep them."""

import hashlib
from functools import lru_cache

from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import StaticFilesStorage

FOR_EVER = ".woff2"  # stylesheets name these by their bare address


class Stamped(StaticFilesStorage):
    """`/static/smederij.css?v=1a2b3c4d`: a new version has a new address."""

    def url(self, name: str | None) -> str:
        plain = super().url(name)
        stamp = _stamp(name or "") if not plain.endswith(FOR_EVER) else ""
        return f"{plain}?v={stamp}" if stamp else plain


@lru_cache(maxsize=512)
def _stamp(name: str) -> str:
    """The first digits of the SHA-256 of a file's bytes; "" when it is not there."""
    path = finders.find(name)
    if not isinstance(path, str):
        return ""
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()[:8]
