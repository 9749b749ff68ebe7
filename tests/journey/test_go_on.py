"""Signed out while typing: nothing is lost, and nothing secret is kept."""

from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from smederij.base import clock
from smederij.gatherings.models import Gathering
from smederij.people import kept
from smederij.people.testing import Cast, sign_in
from smederij.people.tests.test_sign_in import code_from_mail
from tests.support.markup import faults
from tests.support.visitor import Visitor

CALL = "/gebieden/krakeel/bijeenkomst/"
ABOUT = "/mijn/wijzigen/"


def _evening(visitor: Visitor) -> Visitor:
    day = (clock.now() + timedelta(days=7)).date()
    visitor.fill("Hoe heet de avond?", "Vertel je idee").fill("Op welke dag?", day.isoformat())
    return visitor.fill("Hoe laat?", "19:30").fill("Waar?", "Het oude schooltje")


def test_an_evening_typed_while_signed_out_is_sent_after_signing_in(cast: Cast) -> None:
    visitor = _evening(Visitor(cast.chen).open(CALL))
    del visitor.client.cookies["sessionid"]
    visitor.press("Maak het bekend").sees("Je bent niet meer aangemeld", "Het oude schooltje")
    assert faults(visitor.body) == []
    assert not Gathering.objects.exists()
    visitor.sees_not("19:30").follow("Meld je weer aan")
    assert visitor.path == "/inloggen/"
    visitor.fill("Je e-mailadres", "chen@example.org").press("Stuur mij een code")
    visitor.fill("De code die we je stuurden", code_from_mail())
    visitor.press("Kom binnen").sees("Wat je schreef, is er nog", "Vertel je idee", "Het oude schooltje")
    assert faults(visitor.body) == []
    visitor.press("Verstuur").sees("half acht", "Zet het in mijn agenda")
    assert Gathering.objects.get().place == "Het oude schooltje"


def _away(client: Client, data: dict[str, Any], path: str = ABOUT) -> str:
    """Send a form while signed out; returns the key under which it was kept."""
    response = client.post(path, data)
    assert response.status_code == 403
    (key,) = list(client.session[kept.SESSION_KEY])[-1:]
    assert key in response.content.decode()
    return str(key)


def test_secrets_and_files_are_never_kept(cast: Cast, client: Client) -> None:
    photo = SimpleUploadedFile("photo.jpg", b"pixels-of-a-photo")
    key = _away(client, {"name": "Chen", "iban": "NL91ABNA0417164300", "code": "BBBB-CCCC", "picture": photo})
    found = client.session[kept.SESSION_KEY][key]
    assert [tuple(field) for field in found["fields"]] == [("name", "Chen")]
    assert found["partly"]
    for secret in ("NL91", "BBBB", "pixels"):
        assert secret not in str(dict(client.session))
    sign_in(client, cast.chen)
    assert "rekeningnummer" in client.get(f"/verder/{key}/").content.decode()


def test_only_the_same_session_finds_it_and_only_for_a_day(
    cast: Cast, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = _away(client, {"name": "Chen van hiernaast"})
    assert urlsplit(client.get(f"/verder/{key}/")["Location"]).path == "/inloggen/"
    other = Client()
    sign_in(other, cast.bram)
    answer = other.get(f"/verder/{key}/")
    assert answer.status_code == 410
    assert "hiernaast" not in answer.content.decode()
    sign_in(client, cast.chen)
    assert client.get(f"/verder/{key}/").status_code == 200
    tomorrow: datetime = clock.now() + kept.KEPT_FOR + timedelta(minutes=1)
    monkeypatch.setattr(clock, "now", lambda: tomorrow)
    assert client.get(f"/verder/{key}/").status_code == 410


def test_somebody_else_signing_in_does_not_get_it(cast: Cast, client: Client) -> None:
    key = _away(client, {"name": "Chen van hiernaast"})
    sign_in(client, cast.chen)
    sign_in(client, cast.bram)
    assert client.get(f"/verder/{key}/").status_code == 410


def test_what_is_too_large_is_shown_and_not_kept(cast: Cast, client: Client) -> None:
    response = client.post(ABOUT, {"name": "een bank " * 8_000})
    assert response.status_code == 403
    assert "te lang" in response.content.decode()
    assert kept.SESSION_KEY not in client.session


def test_a_few_are_kept_and_the_oldest_make_room(cast: Cast, client: Client) -> None:
    keys = [_away(client, {"name": str(n)}) for n in range(kept.MOST + 2)]
    assert list(client.session[kept.SESSION_KEY]) == keys[-kept.MOST :]


def test_it_is_only_sent_to_this_site(cast: Cast, client: Client) -> None:
    key = _away(client, {"name": "Chen"})
    session = client.session
    session[kept.SESSION_KEY][key]["path"] = "//elsewhere.example/"
    session.save()
    sign_in(client, cast.chen)
    assert client.get(f"/verder/{key}/").status_code == 410


def test_a_seal_that_is_old_is_no_reason_to_sign_in(cast: Cast) -> None:
    visitor = Visitor(cast.chen).open(ABOUT)
    data = {"csrfmiddlewaretoken": "a" * 64, "name": "Chen de Wit", "phone": "06 1000 0003", "where": ""}
    visitor._arrive(visitor.client.post(ABOUT, data, HTTP_ORIGIN="http://testserver"), ABOUT)
    visitor.sees("Chen de Wit", "Stuur het nog een keer op")


def test_a_button_tapped_by_somebody_new_says_what_to_do_first(cast: Cast) -> None:
    visitor = Visitor().open("/gebieden/krakeel/").press("Houd me op de hoogte")
    visitor.sees("Zeg eerst wie je bent").sees_not("niet meer aangemeld", "Wat je schreef")
    assert faults(visitor.body) == []
    visitor.follow("Ga verder met een code").fill("Je e-mailadres", "chen@example.org")
    visitor.press("Stuur mij een code").fill("De code die we je stuurden", code_from_mail())
    visitor.press("Kom binnen").sees("Nog één tik").sees_not("Wat je schreef")
    assert faults(visitor.body) == []
    visitor.press("Ja, doe het").sees("Stoppen kan altijd")
    assert visitor.path == "/gebieden/krakeel/"
