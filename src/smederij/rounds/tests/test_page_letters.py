"""What stands in a letter, and that the paper is really made."""

import re
from dataclasses import replace

import pytest

from smederij.base import pdf
from smederij.people.queries import contacts
from smederij.rounds.letters_pdf import Post, grouped, letter_data, letters_pdf, qr_svg
from smederij.rounds.models import RollEntry
from smederij.rounds.testing import opened


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
