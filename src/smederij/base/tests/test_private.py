"""What is private stays private: in caches, on disk, in logs."""

import os

import pytest
from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.http import HttpRequest, HttpResponse

from smederij.base.middleware import Private


def _answer(*, signed_in: bool, own: str = "") -> HttpResponse:
    request = HttpRequest()
    if signed_in:
        request.COOKIES[settings.SESSION_COOKIE_NAME] = "x"
    response = HttpResponse()
    if own:
        response["Cache-Control"] = own
    return Private(lambda _request: response)(request)


def test_no_cache_keeps_what_somebody_sees_who_is_signed_in() -> None:
    assert _answer(signed_in=True)["Cache-Control"] == "private, no-store"
    assert not _answer(signed_in=False).has_header("Cache-Control")
    assert _answer(signed_in=True, own="public, max-age=60")["Cache-Control"] == "public, max-age=60"


def test_files_are_of_this_process_alone() -> None:
    mask = os.umask(0o077)
    os.umask(mask)
    assert mask == 0o077


def test_without_a_mail_server_nothing_is_sent_and_nothing_is_printed(
    capsys: pytest.CaptureFixture[str],
) -> None:
    connection = get_connection("smederij.base.mail.NoServer")
    with pytest.raises(OSError, match="SMEDERIJ_MAIL_HOST"):
        connection.send_messages([EmailMessage("Je code: BCDF-GHJK", "", "a@example.org", ["b@example.org"])])
    assert "BCDF" not in "".join(capsys.readouterr())
