"""What goes over the line is small, and a new version of a file has a new address."""

import gzip

import pytest
from django.contrib.staticfiles.storage import staticfiles_storage
from django.http import HttpResponse
from django.test import RequestFactory

from smederij.base.middleware import Compressed

LONG = "In Kerkeveld begint het aan de keukentafel. " * 50


def sent(**headers: str) -> HttpResponse:
    request = RequestFactory(HTTP_ACCEPT_ENCODING="gzip").get("/")
    answer = Compressed(lambda _request: HttpResponse(LONG, headers=headers))(request)
    assert isinstance(answer, HttpResponse)
    return answer


def test_a_page_is_compressed():
    answer = sent()
    assert answer["Content-Encoding"] == "gzip"
    assert len(answer.content) < len(LONG) / 4
    assert gzip.decompress(answer.content).decode() == LONG


@pytest.mark.parametrize("cache", ["no-store", "private, no-store"])
def test_a_page_with_secrets_is_not(cache):
    assert "Content-Encoding" not in sent(**{"Cache-Control": cache})


def test_voting_pages_go_uncompressed(client, db):
    answer = client.get("/s", HTTP_ACCEPT_ENCODING="gzip", follow=True)
    assert answer.status_code == 200
    assert "Content-Encoding" not in answer


def test_addresses_carry_what_is_in_the_file():
    first, second = (
        staticfiles_storage.url(f"smederij/dist/{name}") for name in ("smederij.css", "islands.js")
    )
    assert first.startswith("/static/smederij/dist/smederij.css?v=")
    assert first.split("=")[1] != second.split("=")[1]
    assert "?" not in staticfiles_storage.url("smederij/dist/fonts/atkinson.woff2")
    assert "?" not in staticfiles_storage.url("smederij/nowhere.css")
