"""Text messages, through one door: `send`. Which way they go out says SMEDERIJ_SMS_BACKEND.

A way out is a function of a number (E.164) and a text. It raises OSError when the message does not go,
so that a page can say so. No text ever ends up in a log: there may be a code in it.
"""

import json
import logging
import re
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit
from urllib.request import Request, urlopen

from django.conf import settings
from django.core.cache import cache
from django.utils.module_loading import import_string

log = logging.getLogger(__name__)
WayOut = Callable[[str, str], None]
# Other quotes would make a message twice as long, and as dear.
PLAIN = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'", "…": "...", "–": "-", "\u00a0": " "})
FILLED = re.compile(r"\{(to|text|from)\}")
TIMEOUT = 10
SHOWN = "sms-shown"
SHOWN_FOR = 15 * 60
MOST_SHOWN = 100


def send(number: str, text: str) -> None:
    """Send one message. Raises OSError when it does not go. Never inside a transaction."""
    way_out: WayOut = import_string(settings.SMS_BACKEND)
    way_out(number, text.translate(PLAIN))


def is_possible() -> bool:
    """Whether there is a way out at all, so that nobody is asked for a number in vain."""
    return import_string(settings.SMS_BACKEND) is not no_server


def no_server(number: str, text: str) -> None:
    """While no provider is set: nothing is sent, and that is said."""
    log.warning("A text message was asked for, and not sent: no provider is set (SMEDERIJ_SMS_URL).")
    raise OSError("No provider of text messages is set (SMEDERIJ_SMS_URL).")


def shown(number: str, text: str) -> None:
    """For the example municipality: nothing leaves the house; /demo/ shows it to whoever asked for it."""
    log.info("A text message was kept for the page /demo/; nothing was sent.")
    kept = [(number, text), *cache.get(SHOWN, [])]
    cache.set(SHOWN, kept[:MOST_SHOWN], SHOWN_FOR)


def shown_to(number: str) -> list[str]:
    """What was kept for one number, newest first."""
    return [text for to, text in cache.get(SHOWN, []) if number and to == number]


def provider(number: str, text: str) -> None:
    """Hand it to a provider with one HTTP POST, shaped by SMEDERIJ_SMS_FIELDS. Any 2xx is a yes."""
    if not _is_safe(settings.SMS_URL):
        raise OSError("SMEDERIJ_SMS_URL must begin with https://")
    kind, body = _body({"to": number, "text": text, "from": settings.SMS_FROM})
    headers = {"Content-Type": kind, "Accept": "application/json"}
    if settings.SMS_KEY:
        headers["Authorization"] = settings.SMS_KEY
    request = Request(settings.SMS_URL, body, headers, method="POST")  # noqa: S310 -- looked at above
    with urlopen(request, timeout=TIMEOUT):  # noqa: S310 -- raises an OSError for anything but 2xx
        pass


def _is_safe(url: str) -> bool:
    parts = urlsplit(url)
    return parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in {"127.0.0.1", "::1"})


def _body(values: dict[str, str]) -> tuple[str, bytes]:
    """As JSON when the fields are written as JSON, otherwise as a form."""
    fields = settings.SMS_FIELDS.strip()
    if fields.startswith(("{", "[")):
        return "application/json", json.dumps(_filled(json.loads(fields), values)).encode()
    filled = [(name, _filled(value, values)) for name, value in parse_qsl(fields)]
    return "application/x-www-form-urlencoded", urlencode(filled).encode()


def _filled(shape: Any, values: dict[str, str]) -> Any:
    """The shape with {to}, {text} and {from} filled in, each only where it was asked for."""
    if isinstance(shape, dict):
        return {name: _filled(value, values) for name, value in shape.items()}
    if isinstance(shape, list):
        return [_filled(value, values) for value in shape]
    return FILLED.sub(lambda found: values[found[1]], shape) if isinstance(shape, str) else shape
