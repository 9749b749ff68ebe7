"""A real server on the loopback, for tests that a test client cannot do."""

from collections.abc import Iterator
from dataclasses import dataclass
from threading import Thread
from typing import Any

import pytest
from django.core.servers.basehttp import ThreadedWSGIServer, WSGIRequestHandler

from tests.support.databases import FreshDatabase


class Quiet(WSGIRequestHandler):
    """No line per request in the test output."""

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""


@dataclass(frozen=True)
class Site:
    """Where the site runs, and the database under it."""

    url: str
    database: FreshDatabase

    def at(self, path: str) -> str:
        """The full address of a path."""
        return f"{self.url}{path}"


@pytest.fixture
def site(fresh_db: FreshDatabase, settings: Any) -> Iterator[Site]:
    """The whole application, threaded, static files included, on a random port over `fresh_db`."""
    from django.core.wsgi import get_wsgi_application

    settings.WHITENOISE_USE_FINDERS = True
    server = ThreadedWSGIServer(("127.0.0.1", 0), Quiet)
    server.set_app(get_wsgi_application())
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield Site(f"http://127.0.0.1:{server.server_port}", fresh_db)
    finally:
        server.shutdown()
        server.server_close()
        thread.join(10)
