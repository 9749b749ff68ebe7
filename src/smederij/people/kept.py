"""What someone typed while no longer signed in: kept beside their session until they are back.

Never kept: files, and what is secret. Nothing of it goes through an address; there only stands a random key.
"""

import json
import secrets
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any

from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme

from smederij.base import errors

SESSION_KEY = "kept"
LARGEST = 64 * 1024
MOST = 3
KEPT_FOR = timedelta(days=1)
NEVER = {*errors.SECRET_FIELDS, "iban"}


@dataclass(frozen=True)
class Kept:
    """A form that waits to be sent: the path it goes to, its fields, and whether something was left out."""

    path: str
    fields: Sequence[tuple[str, str]]
    partly: bool
    at: float

    @property
    def texts(self) -> list[str]:
        return errors.texts(self.fields)

    @property
    def wrote(self) -> bool:
        """Whether there is something to show; a button that was only tapped brings nothing along."""
        return self.partly or bool(self.texts)


def read(request: HttpRequest, *, now: datetime) -> Kept:
    """What was typed in this request, without what is never kept."""
    typed = [(name, value) for name, value in errors.typed(request) if name != "csrfmiddlewaretoken"]
    fields = [(name, value) for name, value in typed if name not in NEVER]
    partly = bool(request.FILES) or any(value for name, value in typed if name in NEVER)
    return Kept(request.get_full_path(), fields, partly, now.timestamp())


def keep(request: HttpRequest, kept: Kept) -> str:
    """Put it in the session; returns its key, or nothing when it is too large. The oldest make room."""
    if len(json.dumps(asdict(kept))) > LARGEST:
        return ""
    key = secrets.token_urlsafe(16)
    fresh = _fresh(request, now=kept.at)
    latest = dict(list(fresh.items())[-(MOST - 1) :])
    request.session[SESSION_KEY] = {**latest, key: asdict(kept)}
    return key


def find(request: HttpRequest, key: str, *, now: datetime) -> Kept | None:
    """What was kept under this key, for a day."""
    found = _fresh(request, now=now.timestamp()).get(key)
    if found is None or not url_has_allowed_host_and_scheme(found["path"], allowed_hosts=None):
        return None
    return Kept(**found)


def _fresh(request: HttpRequest, *, now: float) -> dict[str, Any]:
    kept = request.session.get(SESSION_KEY, {})
    return {key: one for key, one in kept.items() if one["at"] > now - KEPT_FOR.total_seconds()}
