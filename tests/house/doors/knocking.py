"""Somebody stands before a door: what happens when they look, and when they press the button."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from copy import copy
from dataclasses import dataclass
from typing import Any, Literal

import pytest
from django.conf import settings
from django.core.handlers.base import BaseHandler
from django.core.signals import got_request_exception
from django.db import transaction
from django.http import HttpRequest
from django.template.backends.django import Template
from django.test import RequestFactory
from django.utils.safestring import SafeString

from smederij.base.refusals import Refusal
from smederij.people import queries
from smederij.people.models import Actor

SEAL = "a" * 32  # what a form of this site carries, so that a page of somebody else can send none
SIGN_IN = "/inloggen/"
Outcome = Literal["opens", "shut", "no such door", "broken"]


@dataclass
class Street:
    """The whole site, from its first middleware to its last; without a server."""

    handler: BaseHandler
    noes: list[int]
    broken: list[str]

    def knock(self, session: str, method: str, path: str, data: Any = None, **headers: str) -> Any:
        """The answer to somebody with this session ("": not signed in). What they did, is undone."""
        cookies = {"csrftoken": SEAL} | ({settings.SESSION_COOKIE_NAME: session} if session else {})
        factory = RequestFactory(headers={"X-CSRFToken": SEAL, **headers})
        factory.cookies.load(cookies)
        ask = getattr(factory, method.lower())
        self.noes.clear()
        self.broken.clear()
        with _undone():
            answer: Any = self.handler.get_response(ask(path, data or {}))
            if answer.streaming:
                answer.body = b"".join(answer.streaming_content)
        return answer

    def outcome(self, answer: Any) -> Outcome:
        """What the last answer means for who knocked: some pages say no in a message, and go on."""
        if answer.status_code >= 500:
            return "broken"
        if answer.status_code == 405:
            return "no such door"
        to_sign_in = answer.status_code == 302 and answer.headers["Location"].startswith(SIGN_IN)
        if to_sign_in or answer.status_code in {403, 404} or 403 in self.noes:
            return "shut"
        return "opens"


@contextmanager
def _undone() -> Iterator[None]:
    """Nothing that happens inside stays in the database."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def _once(actor_of: Callable[[HttpRequest], Actor | None]) -> Callable[[HttpRequest], Actor | None]:
    """Who somebody is, is found for the first of their many knocks."""
    known: dict[str, Actor | None] = {}

    def found(request: HttpRequest) -> Actor | None:
        session = request.COOKIES.get(settings.SESSION_COOKIE_NAME, "")
        if session not in known:
            known[session] = actor_of(request)
        return copy(known[session])

    return found


@contextmanager
def whole_site(monkeypatch: pytest.MonkeyPatch) -> Iterator[Street]:
    """The site, with an ear for every refusal and every error inside it."""
    noes: list[int] = []
    broken: list[str] = []
    whole = Refusal.__init__

    def noted(self: Refusal, reason: Any, *, status: int = 409) -> None:
        noes.append(status)
        whole(self, reason, status=status)

    def heard(**_facts: Any) -> None:
        kind, error, _where = sys.exc_info()
        broken.append(f"{kind.__name__ if kind else ''}: {error}")

    monkeypatch.setattr(Refusal, "__init__", noted)
    monkeypatch.setattr(queries, "actor_of", _once(queries.actor_of))
    handler = BaseHandler()
    handler.load_middleware()
    got_request_exception.connect(heard)
    yield Street(handler, noes, broken)
    got_request_exception.disconnect(heard)


@contextmanager
def undrawn(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Pages are asked for and not drawn: who gets in is known by then, and it is five times as fast."""
    with monkeypatch.context() as patched:
        patched.setattr(Template, "render", lambda *_args, **_kwargs: SafeString())
        yield
