"""The file for a printer: a line per letter, shut with a password, and codes that work."""

import csv
import io

import pytest
import pyzipper
from django.test import Client
from django.urls import reverse

from smederij.base import pdf
from smederij.people.testing import sign_in
from smederij.rounds import actions
from smederij.rounds.codes import read_code
from smederij.rounds.letters_pdf import Post
from smederij.rounds.letters_zip import EXAMPLE, PASSWORD, new_password, sheet
from smederij.rounds.models import Credential, LetterBatch, RollEntry, Round
from smederij.rounds.testing import nominated, people, planned


@pytest.fixture
def desk(cast, now, monkeypatch, settings):
    """A round with a list and without letters, and Chen at the page of the letters."""
    round = planned(cast, now=now)
    nominated(cast, round, now=now)
    actions.import_roll(round, people(4), by=cast.chen, now=now)
    settings.PUBLIC_URL = "https://smederij.example.nl"
    monkeypatch.setattr("smederij.base.clock.now", lambda: now)
    client = Client()
    sign_in(client, cast.chen)
    return round, client, reverse("round_letters", args=[round.pk])


def _opened(content, password):
    with pyzipper.AESZipFile(io.BytesIO(content)) as packed:
        packed.setpassword(password.encode())
        return {name: packed.read(name) for name in packed.namelist()}


def _lines(content):
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";"))


def test_a_password_is_long_and_never_the_same():
    assert PASSWORD.fullmatch(new_password())
    assert new_password() != new_password()


def test_the_printer_gets_a_line_per_letter_whose_code_works(desk, now):
    round, client, url = desk
    shown = client.get(url).content.decode()
    (password,) = {found[0] for found in PASSWORD.finditer(shown)}
    answer = client.post(url, {"wachtwoord": password})
    assert answer["Content-Type"] == "application/zip"
    assert "no-store" in answer["Cache-Control"]
    files = _opened(answer.content, password)
    lines = _lines(files["brieven.csv"])
    assert [line["naam"] for line in lines] == [f"Resident {n}" for n in range(1, 5)]
    assert files["voorbeeld.pdf"].startswith(b"%PDF")
    actions.tick(round.vote_at)
    for line in lines:
        assert line["qr"].endswith(f"/s#{line['code']}")
        assert actions.open_letter(line["code"], network="::1", now=round.vote_at).round == round


def test_without_the_password_nothing_can_be_read(desk):
    _round, client, url = desk
    answer = client.post(url, {"wachtwoord": new_password()})
    with pytest.raises(RuntimeError, match="password"):
        _opened(answer.content, new_password())
    assert b"Resident" not in answer.content


def test_half_a_password_makes_nothing(desk):
    _round, client, url = desk
    assert client.post(url, {"wachtwoord": "1234"}).status_code == 302
    assert not LetterBatch.objects.exists()


def test_when_the_example_breaks_no_code_stays(desk, monkeypatch):
    _round, client, url = desk

    def broken(*_args, **_kwargs):
        raise pdf.NotPrinted("letters")

    monkeypatch.setattr("smederij.rounds.letters_zip.letters_pdf", broken)
    assert client.post(url, {"wachtwoord": new_password()}).status_code == 302
    assert not Credential.objects.exists()


def test_the_code_of_the_example_is_nobodys(desk):
    assert read_code(EXAMPLE) is None


def test_a_name_is_never_a_formula(desk):
    round = Round.objects.get(pk=desk[0].pk)
    somebody = RollEntry(number=1, name="=1+1", address="@home 1")
    (line,) = _lines(sheet(Post(round, [], None, [(somebody, "AAAABBBBCCCCC")])).encode())
    assert (line["naam"], line["adres"]) == ("'=1+1", "'@home 1")
