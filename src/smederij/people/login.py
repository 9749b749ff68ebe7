"""Signing in by a code in the mail: what allauth asks of us."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest

from smederij.base import clock
from smederij.people import actions
from smederij.people.models import Login


class Adapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Ties a login to the people it may act for."""

    def login(self, request: HttpRequest, user: Login) -> None:
        """Only called when the address has been shown to be theirs."""
        super().login(request, user)
        actions.recognise(user, now=clock.now())
        request.actor = None  # type: ignore[attr-defined]

    def save_user(self, request: HttpRequest, user: Login, form: Any, commit: bool = True) -> Login:
        user.set_unusable_password()
        saved: Login = super().save_user(request, user, form, commit)
        return saved
