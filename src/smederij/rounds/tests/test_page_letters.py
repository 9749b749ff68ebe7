"""What stands in a letter, and that the paper is really made."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from smederij.base import clock, pdf
from smederij.people.queries import contacts
from smederij.people.testing import sign_in
from smederij.rounds import actions
from smederij.rounds.letters_pdf import Post, grouped, letter_data, letters_pdf, qr_svg
from smederij.rounds.models import RollEntry, Round
from smederij.rounds.testing import idea, opened, ready


@pytest.fixture
def post(cast, now):
    at = opened(cast, voters=3, now=now)
    roll = list(RollEntry.objects.filter(round=at.round).order_by("number"))
    letters = list(zip(roll, at.codes, strict=True))
    return Post(at.round, at.entries, contacts(cast.area, now=now)[0], letters)


def test_a_letter_says_what_when_and_whom_to_call(post, now):
    data = letter_data(post, now=now)
    assert data["words"]["heading"] == "Jij kiest wat er komt in Krakeel"
    assert "€\u00a05.000" in data["words"]["opening"][0]
    assert "hooguit 3 ideeën" in data["words"]["opening"][1]
    closing = " ".join(line["strong"] + " " + line["text"] for line in data["words"]["closing"])
    assert "Stemmen kan tot donderdag 17 april" in closing
    assert "Bel Els: 06 1000 0005." in closing
    assert [idea["title"] for idea in data["ideas"]] == [entry.title for entry in post.entries]
    first = data["letters"][0]
    assert first["address"] == ["Resident 1", "Smidsweg 1", "7901 AB  Smeedrecht"]
    assert first["code"] == post.letters[0][1]
    assert re.fullmatch(r"[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{5}", first["code"])


def test_someone_without_a_name_is_the_resident(post, now):
    post.letters[0][0].name = ""
    assert letter_data(post, now=now)["letters"][0]["address"][0] == "Aan de bewoner van"


def test_the_code_is_read_out_in_groups():
    assert grouped("ABCDEFGH12345") == grouped("ABCD-EFGH-12345") == "ABCD-EFGH-12345"


def test_the_square_is_a_picture_of_its_own(settings):
    settings.PUBLIC_URL = "https://smederij.example.nl"
    assert qr_svg("ABCD-EFGH-12345").startswith("<svg")
    assert qr_svg("ABCD-EFGH-12345") != qr_svg("ABCD-EFGH-12346")


def test_every_letter_is_a_page(post, now):
    paper = letters_pdf(post, now=now)
    assert paper.startswith(b"%PDF")
    assert len(re.findall(rb"/Type\s*/Page\b", paper)) == 3
    assert b"Bricolage" in paper  # the house's own letters are in it


def test_many_ideas_with_long_names_leave_a_letter_one_page(post, now):
    for entry in post.entries:
        entry.title = "Een heel lange naam voor een heel klein idee " * 6
    entries = [*post.entries, *post.entries, *post.entries]
    data = letter_data(replace(post, entries=entries), now=now)
    assert data["words"]["more_ideas"] == "en nog 6 ideeën"
    assert len(re.findall(rb"/Type\s*/Page\b", pdf.render("rounds", "letters", data))) == 3


def test_a_letter_of_points_says_how_many_on_one_idea(cast, now):
    at = opened(cast, voters=1, points=True, now=now)
    data = letter_data(Post(at.round, at.entries, None, []), now=now)
    assert "10 punten verdelen, hooguit 5 op één idee" in data["words"]["opening"][1]


@pytest.fixture
def desk(cast, monkeypatch, now, settings):
    """A round with letters made, and the keeper of its pot at the page of the letters."""
    settings.PUBLIC_URL = "https://smederij.example.nl"
    monkeypatch.setattr(clock, "now", lambda: now)
    round, _codes = ready(cast, now=now)
    client = Client()
    sign_in(client, cast.chen)
    path = reverse("round_letters", args=[round.pk])

    def page():
        return client.get(path).content.decode()

    def make():
        return client.post(path)

    return round, page, make


OTHER = "In de brieven staat een andere dag of een ander lijstje."


def test_letters_that_say_another_day_are_told_of_until_they_are_made_anew(cast, desk, now):
    round, page, make = desk
    assert OTHER not in page()
    assert "PDF niet gekregen?" in page()
    Round.objects.filter(pk=round.pk).update(closes_at=round.closes_at + timedelta(days=1))
    assert OTHER in page()
    actions.revoke_batch(round.batches.get(), by=cast.chen, now=now)
    assert OTHER not in page()
    assert "ingetrokken" in page()
    assert make()["Content-Type"] == "application/pdf"
    assert OTHER not in page()


def test_letters_that_miss_an_idea_are_told_of(cast, desk, now):
    round, page, _make = desk
    late = idea("Late", asked=100, by=cast.amina, area=cast.area, now=now)
    entry = actions.enter(round, late, by=cast.chen, now=now)
    assert OTHER not in page()
    actions.nominate(entry, by=cast.chen, now=now)
    assert OTHER in page()


@pytest.mark.parametrize(
    ("address", "made"), [(("http://localhost:8000", False), 0), (("http://127.0.0.1", True), 1)]
)
def test_no_letters_with_an_address_that_works_nowhere(cast, desk, settings, address, made):
    round, page, make = desk
    actions.revoke_batch(round.batches.get(), by=cast.chen, now=clock.now())
    settings.PUBLIC_URL, settings.DEMO = address
    make()
    assert round.batches.count() == 1 + made
    assert ("SMEDERIJ_URL" in page()) == (not made)
