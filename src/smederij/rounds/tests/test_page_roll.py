"""The list of voters through HTTP: what the preview approves is what is kept, line by line."""

import html
import re

import pytest
from django.test import Client
from django.urls import reverse
from tests.support.markup import faults

from smederij.base import clock
from smederij.base.refusals import Refusal
from smederij.people.testing import sign_in
from smederij.rounds import actions, queries
from smederij.rounds.actions import RollRow
from smederij.rounds.forms.roll_table import read_roll
from smederij.rounds.models import RollEntry
from smederij.rounds.rules import Choices
from smederij.rounds.testing import people, planned

HEAD = "naam\tadres\tpostcode\tplaats\n"


def words(response):
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).replace("\xa0", " ").split())


def kept_text(response):
    """What the page sends on when the button is pressed; a browser drops the first line end."""
    (text,) = re.findall(r'name="text" hidden>\n(.*?)</textarea>', response.content.decode(), re.DOTALL)
    return html.unescape(text)


@pytest.fixture
def chen(cast, monkeypatch, now):
    monkeypatch.setattr(clock, "now", lambda: now)
    client = Client()
    sign_in(client, cast.chen)
    return client


@pytest.fixture
def round(cast, now):
    round = planned(cast, now=now)
    actions.import_roll(round, [RollRow("Jan Smid", "Smidsweg 1", "7901 AB")], by=cast.chen, now=now)
    return round


@pytest.mark.parametrize(
    ("lines", "wrong"),
    [
        ("Eva\tSmidsweg 2\t7901ab\tS\nPiet\tSmidsweg 3", ""),
        ("Eva\tSmidsweg 2\n\tSmidsweg 3", "Regel 4: Op deze regel staat geen naam."),
        ("Eva\tSmidsweg 2\n\nEVA\tSMIDSWEG 2", "Regel 5: Deze regel is gelijk aan regel 3."),
        ("Eva\tSmidsweg 2\njan  smid\tsmidsweg 1\t7901ab", "Regel 4: Deze persoon staat al op de lijst."),
        ("Eva\tSmidsweg 2\t12345", "Regel 3: ‘12345’ is geen postcode."),
        (f"{'x' * 121}\tSmidsweg 2", "is te lang"),
    ],
)
def test_the_preview_and_the_save_agree(round, chen, cast, now, lines, wrong):
    path, text = reverse("round_roll", args=[round.pk]), "\n" + HEAD + lines
    preview = chen.post(path, {"text": text})
    assert not faults(preview.content)
    assert (wrong or "Klopt dit?") in words(preview)
    if wrong:
        assert ">\n" + text in html.unescape(preview.content.decode())  # as typed, to mend it there
        with pytest.raises(Refusal, match=re.escape(wrong)):
            actions.import_roll(round, read_roll(text).rows, by=cast.chen, now=now)
    else:
        assert kept_text(preview) == text
        assert chen.post(path, {"text": kept_text(preview), "sure": "1"}).status_code == 302
    assert RollEntry.objects.count() == (1 if wrong else 3)


def test_a_list_is_emptied_until_letters_are_made(round, chen, cast, now):
    path = reverse("round_roll_empty", args=[round.pk])
    assert "De lijst is leeg" in words(chen.post(path, follow=True))
    assert not RollEntry.objects.exists()
    actions.import_roll(round, people(2), by=cast.chen, now=now)
    actions.issue_letters(round, by=cast.chen, now=now)
    page = chen.post(path, follow=True)
    assert "Haal mensen er één voor één af" in words(page)
    assert "Maak de lijst leeg" not in words(page)
    assert RollEntry.objects.count() == 2


def test_someone_is_looked_up_and_taken_off(round, chen, cast, now):
    actions.import_roll(round, people(30), by=cast.chen, now=now)
    path = reverse("round_roll", args=[round.pk])
    assert "Jan Smid" not in words(chen.get(path))
    assert chen.post(path, {"zoek": "resident"}).content.decode().count("/eraf/") == 25
    page = chen.post(path, {"zoek": "  jan smidsweg "})
    assert not faults(page.content)
    assert page.content.decode().count("/eraf/") == 1
    jan = RollEntry.objects.get(name="Jan Smid")
    off = reverse("round_roll_off", args=[round.pk, jan.pk])
    assert "staat niet meer op de lijst" in words(chen.post(off, follow=True))
    assert not RollEntry.objects.filter(pk=jan.pk).exists()
    assert "Niemand op de lijst" in words(chen.post(path, {"zoek": "jan smid"}))
    assert "(meer) op de lijst" in words(chen.post(off, follow=True))


def test_who_is_taken_off_after_the_letters_gets_no_new_code_and_all_adds_up(cast, chen, now, open_for_3):
    at = open_for_3
    used, unused, _other = at.round.roll.order_by("number")
    letter = actions.open_letter(at.codes[0], network="::1", now=at.now)
    actions.cast(letter.token, actions.new_nonce(), Choices({1: 1}), now=at.now)
    for person, told in ((used, "Dat kan niet meer"), (unused, "staat niet meer op de lijst")):
        off = reverse("round_roll_off", args=[at.round.pk, person.pk])
        assert told in words(chen.post(off, follow=True))
    assert list(at.round.roll.order_by("number").values_list("address", flat=True)) == [
        "Smidsweg 1",
        "",
        "Smidsweg 3",
    ]
    with pytest.raises(Refusal):
        actions.open_letter(at.codes[1], network="::1", now=at.now)
    with pytest.raises(Refusal):
        actions.issue_letters(at.round, by=cast.chen, now=at.now)  # nobody waits for one
    sheet = queries.count_sheet(at.round)
    assert (sheet.issued, sheet.revoked, sheet.left, sheet.ballots, sheet.adds_up) == (3, 1, 1, 1, True)


def test_while_people_vote_no_list_is_asked_for(cast, chen, now, open_for_2):
    at = open_for_2
    path = reverse("round_roll", args=[at.round.pk])
    page = chen.get(path)
    assert 'type="file"' not in page.content.decode()
    assert not faults(page.content)
    assert chen.post(path, {"text": "Eva\tSmidsweg 9", "sure": "1"}).status_code == 403
    assert "Resident 1" in words(chen.post(path, {"zoek": "resident"}))


def test_only_who_makes_the_letters_takes_people_off(round, cast, now):
    person = round.roll.get()
    for who in (cast.noor, cast.amina):
        with pytest.raises(Refusal):
            actions.take_off(person, by=who, now=now)
        with pytest.raises(Refusal):
            actions.empty_roll(round, by=who, now=now)
    assert RollEntry.objects.count() == 1


@pytest.mark.parametrize(
    "text",
    [
        "Naam;Straat;Huisnr;PC\nJan Kuiper;Kade;3;7901 AB",
        "Ledenlijst 2026\n\nLidnr.;Voornaam;Tussenv.;Achternaam;Straatnaam;Huis-nr.\n7;Jan;;Kuiper;Kade;3",
        "Ledenlijst 2026\t\t\nnaam\tStraat\tNr.\nJan Kuiper\tKade\t3",
        "VOORNAMEN\tGESLACHTSNAAM\tSTRAAT\tHUISNUMMER\nJan\tKuiper\tKade\t3",
    ],
)
def test_columns_as_people_head_them_lose_no_house_number(text):
    (row,) = read_roll(text).rows
    assert (row.name, row.address) == ("Jan Kuiper", "Kade 3")


def test_a_column_that_was_not_read_and_an_address_without_a_number_are_said(round, chen):
    page = chen.post(reverse("round_roll", args=[round.pk]), {"text": "naam\tstraat\tpand\nJan\tKade\t3"})
    assert not faults(page.content)
    assert "Eén adres heeft geen huisnummer: Kade." in words(page)
    assert "Deze kolommen hebben we niet gebruikt: pand." in words(page)
    page = chen.post(reverse("round_roll", args=[round.pk]), {"text": "naam\tadres\nJan\tKade 3"})
    assert "Klopt dit?" in words(page)
    assert "huisnummer" not in words(page)
