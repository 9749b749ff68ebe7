"""Numbers written one way, and text messages through one door."""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any
from urllib.parse import parse_qs

import pytest
from django.core.cache import cache

from smederij.base import phones, sms

NUMBER = "+31612345678"
SAID: list[dict[str, Any]] = []


@pytest.mark.parametrize(
    "written",
    [
        "06 12 34 56 78",
        "06-12345678",
        "0031612345678",
        "+31 6 1234 5678",
        "+31 (0)6 12345678",
        "(06) 12.34.56.78",
    ],
)
def test_one_number_is_written_one_way(written: str) -> None:
    assert phones.e164(written) == NUMBER


@pytest.mark.parametrize(
    "written", ["", "112", "06 1234", "morgen", "06 1234 5678 90", "+0612345678", "++31612345678"]
)
def test_what_is_no_number_is_none(written: str) -> None:
    assert phones.e164(written) == ""


@pytest.mark.parametrize(
    ("number", "can"),
    [
        (NUMBER, True),
        ("+31528291911", False),
        ("+319012345678", False),
        ("+32475123456", True),
        ("+2347012345678", False),
    ],
)
def test_only_numbers_that_get_it_and_cost_little_are_texted(number: str, can: bool) -> None:
    assert phones.can_be_texted(number) is can


def test_numbers_are_said_in_pairs() -> None:
    assert phones.spoken(NUMBER) == "06 12 34 56 78"
    assert phones.spoken("+32475123456") == "+32475123456"


def test_without_a_provider_nothing_is_sent_and_no_code_is_logged(
    settings: Any, caplog: pytest.LogCaptureFixture
) -> None:
    settings.SMS_BACKEND = "smederij.base.sms.no_server"
    assert not sms.is_possible()
    with pytest.raises(OSError, match="SMEDERIJ_SMS_URL"):
        sms.send(NUMBER, "Je code: BCDF-GHJK")
    assert "not sent" in caplog.text
    assert "BCDF" not in caplog.text
    assert NUMBER not in caplog.text


@pytest.mark.django_db
def test_in_the_example_it_is_shown_to_that_number_alone(
    settings: Any, caplog: pytest.LogCaptureFixture
) -> None:
    settings.SMS_BACKEND = "smederij.base.sms.shown"
    cache.delete(sms.SHOWN)
    sms.send(NUMBER, "Eerst")
    sms.send(NUMBER, "Dan “dit”…")
    sms.send("+31687654321", "Voor een ander")
    assert sms.shown_to(NUMBER) == ['Dan "dit"...', "Eerst"]
    assert sms.shown_to("") == []
    assert "Eerst" not in caplog.text


class Provider(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        SAID.append(
            {"body": body, "type": self.headers["Content-Type"], "key": self.headers["Authorization"]}
        )
        self.send_response(402 if self.path == "/no" else 201)
        self.end_headers()

    def log_message(self, *args: Any) -> None:
        pass


@pytest.fixture
def provider(settings: Any) -> Iterator[str]:
    """A provider on this machine."""
    SAID.clear()
    server = HTTPServer(("127.0.0.1", 0), Provider)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    settings.SMS_BACKEND = "smederij.base.sms.provider"
    settings.SMS_KEY, settings.SMS_URL = "AccessKey abc", f"http://127.0.0.1:{server.server_port}/"
    yield settings.SMS_URL
    server.shutdown()
    thread.join()
    server.server_close()


def test_a_provider_gets_a_form(provider: str, settings: Any) -> None:
    settings.SMS_FIELDS = "originator={from}&recipients={to}&body={text}&class=1"
    sms.send(NUMBER, "Code {to} & meer")
    [said] = SAID
    fields = {
        "originator": ["Smederij"],
        "recipients": [NUMBER],
        "body": ["Code {to} & meer"],
        "class": ["1"],
    }
    assert parse_qs(said["body"]) == fields
    assert said["key"] == "AccessKey abc"


def test_or_json(provider: str, settings: Any) -> None:
    settings.SMS_FIELDS = '{"messages": [{"to": ["tel:{to}"], "text": "{text}", "test": false}]}'
    sms.send(NUMBER, "Hallo")
    assert json.loads(SAID[0]["body"]) == {
        "messages": [{"to": [f"tel:{NUMBER}"], "text": "Hallo", "test": False}]
    }
    assert SAID[0]["type"] == "application/json"


def test_a_no_of_the_provider_is_a_no(provider: str, settings: Any) -> None:
    settings.SMS_URL = f"{provider}no"
    with pytest.raises(OSError, match="402"):
        sms.send(NUMBER, "Hallo")


@pytest.mark.parametrize("url", ["http://sms.example/", "file:///etc/passwd", "ftp://127.0.0.1/"])
def test_nothing_goes_over_an_open_line(settings: Any, url: str) -> None:
    settings.SMS_BACKEND, settings.SMS_URL = "smederij.base.sms.provider", url
    with pytest.raises(OSError, match="https"):
        sms.send(NUMBER, "Hallo")
