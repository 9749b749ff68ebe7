"""Ending what a login has open on other devices, and when somebody came in on this one."""

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session

from smederij.people.models import Login


def close_sessions(login: Login) -> None:
    """On every device. A session may also hold the address or number of a code that is on its way."""
    for session in Session.objects.iterator():
        held = session.get_decoded()
        reached = bool(login.reach) and login.reach in str(held)
        if held.get(SESSION_KEY) == str(login.pk) or reached:
            session.delete()
