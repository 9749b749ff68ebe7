"""Ending what a login has open on other devices, and when somebody came in on this one."""

from datetime import datetime, timedelta

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session
from django.http import HttpRequest

from smederij.people.models import Login

CAME_IN = "came_in"
FRESH_FOR = timedelta(hours=12)


def note_coming_in(request: HttpRequest, *, now: datetime) -> None:
    """Write down when somebody came in on this device."""
    request.session[CAME_IN] = now.timestamp()


def is_fresh(request: HttpRequest, *, now: datetime) -> bool:
    """Whether they came in here within half a day: asked before money moves, or somebody gets a task."""
    came_in: float = request.session.get(CAME_IN, 0.0)
    return now.timestamp() - came_in < FRESH_FOR.total_seconds()


def close_sessions(login: Login, *, but: str | None = None) -> None:
    """On every device, but for the session with this key. One may also hold where a code is on its way to."""
    for session in Session.objects.exclude(session_key=but).iterator():
        held = session.get_decoded()
        reached = any(way in str(held) for way in login.ways)
        if held.get(SESSION_KEY) == str(login.pk) or reached:
            session.delete()
