"""What is too large is refused by its length, before anybody reads it."""

from typing import Any

import pytest
from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.test import RequestFactory
from django.test.client import FakePayload

from smederij.base.middleware import TooLarge

pytestmark = pytest.mark.django_db  # a request looks after its connection
MB = 1024 * 1024


class NeverRead(FakePayload):
    def read(self, *args: Any, **options: Any) -> bytes:
        raise AssertionError("the body was read")


def _answer(length: str) -> tuple[str, str]:
    """Status and page for a form of so many bytes, none of which ever come."""
    environ = RequestFactory().post("/bel-mij/")
    asked = {**environ.environ, "CONTENT_LENGTH": length, "wsgi.input": NeverRead(b"")}
    said: list[str] = []

    def start(status: str, headers: list[tuple[str, str]], exc_info: Any = None, /) -> Any:
        said.append(status)

    page = get_wsgi_application()(asked, start)
    return said[0], b"".join(page).decode()


@pytest.mark.parametrize("length", [str(300 * MB), str(32 * MB + 1), "9" * 5000, "-1", "many"])
def test_a_form_that_is_too_large_gets_a_kind_page(length: str) -> None:
    status, page = _answer(length)
    assert status.startswith("413")
    assert settings.HELP_PHONE in page


def test_it_stands_before_whatever_reads_a_form() -> None:
    order = settings.MIDDLEWARE
    mine = order.index(f"{TooLarge.__module__}.{TooLarge.__name__}")
    assert mine < order.index("django.middleware.csrf.CsrfViewMiddleware")
    assert mine < order.index("django.contrib.sessions.middleware.SessionMiddleware")
