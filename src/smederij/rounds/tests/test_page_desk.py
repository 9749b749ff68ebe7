"""The desk through HTTP: planning, ideas, the ballot, looking along, the list, the letters."""

import io
import re
from datetime import timedelta
from unittest.mock import patch

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from openpyxl import Workbook
from tests.support.markup import faults

from smederij.base import clock, pdf
from smederij.people.testing import sign_in
from smederij.rounds import actions
from smederij.rounds.models import Aspect, Credential, LetterBatch, Look, Phase, RollEntry, Round
from smederij.rounds.testing import filled_pot, idea, nominated, people, planned


def words(response):
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).replace("\xa0", " ").split())


@pytest.fixture
def stand(monkeypatch, now):
    """The moment the pages think it is."""
    moment = [now]
    monkeypatch.setattr(clock, "now", lambda: moment[0])
    return moment


@pytest.fixture
def as_(db):
    """A client that acts for someone."""

    def acting(actor):
        client = Client()
        sign_in(client, actor)
        return client

    return acting


def plan_data(now, pot, **changed):
    def on(days):
        return (now + timedelta(days=days)).strftime("%Y-%m-%dT%H:%M")

    typed = {
        "title": "Voorjaarsronde",
        "pot": pot.pk,
        "budget": "4.000",
        "collect_at": on(0),
        "check_at": on(7),
    }
    return {**typed, "present_at": "", "gathering": "", "vote_at": on(14), "closes_at": on(24), **changed}


def test_who_may_see_which_page(cast, now, stand, as_):
    round = planned(cast, now=now)
    everybody = {"nobody": Client(), **{name: as_(actor) for name, actor in cast.people.items()}}
    may = {
        reverse("plan_round", args=["krakeel"]): {"chen", "els"},
        reverse("round_desk", args=[round.pk]): {"chen", "els", "noor"},
        reverse("round_look", args=[round.pk]): {"chen", "els", "noor"},
        reverse("round_dates", args=[round.pk]): {"chen", "els"},
        reverse("round_roll", args=[round.pk]): {"chen", "els"},
        reverse("round_letters", args=[round.pk]): {"chen", "els"},
    }
    for path, allowed in may.items():
        for name, client in everybody.items():
            status = client.get(path).status_code
            wanted = 302 if name == "nobody" else 200 if name in allowed else 403
            assert status == wanted, (path, name, status)
    for path in (reverse("round", args=[round.pk]), reverse("how_safe")):
        assert all(client.get(path).status_code == 200 for client in everybody.values())


def test_planning_a_round_keeps_what_was_typed(cast, now, stand, as_):
    chen, path = as_(cast.chen), reverse("plan_round", args=["krakeel"])
    assert "nog geen pot" in words(chen.get(path))
    pot = filled_pot(cast, now=now)
    page = chen.get(path)
    assert not faults(page.content)
    assert 'value="10.000"' in page.content.decode()  # what is in the pot is suggested
    for wrong in (
        {"budget": "veel"},
        {"title": ""},
        {"vote_at": "donderdag"},
        {"closes_at": (now + timedelta(days=1)).strftime("%Y-%m-%dT%H:%M")},
    ):
        answer = chen.post(path, plan_data(now, pot, **wrong))
        assert answer.status_code == 200
        assert re.search("klop(t|pen) nog niet", words(answer))
        name, typed = next(iter(wrong.items()))
        assert f'value="{typed}"' in answer.content.decode() or not typed, name
        assert not Round.objects.exists()
    answer = chen.post(path, plan_data(now, pot))
    made = Round.objects.get()
    assert answer["Location"] == reverse("round_desk", args=[made.pk])
    assert (made.title, str(made.budget), made.phase) == ("Voorjaarsronde", "€ 4.000", Phase.COLLECT)


def test_the_desk_says_what_is_missing_and_brings_ideas_in(cast, now, stand, as_):
    round, chen = planned(cast, now=now), as_(cast.chen)
    bench = idea("Bench", asked=900, by=cast.amina, area=cast.area, now=now)
    desk = reverse("round_desk", args=[round.pk])
    page = chen.get(desk)
    assert not faults(page.content)
    assert "Er staat nog geen idee op het stembiljet." in words(page)
    chen.post(reverse("round_desk_enter", args=[round.pk]), {"idea": bench.public_id})
    chen.post(reverse("round_desk_enter", args=[round.pk]), {"idea": "nope"})
    entry = round.entries.get()
    answer = chen.post(reverse("round_nominate", args=[round.pk, entry.pk]), follow=True)
    assert "Bench staat op het stembiljet." in words(answer)
    assert as_(cast.noor).post(reverse("round_nominate", args=[round.pk, entry.pk])).status_code == 302
    assert not faults(chen.get(desk).content)


def test_amina_lets_her_own_idea_take_part(cast, now, stand, as_):
    round, amina, bram = planned(cast, now=now), as_(cast.amina), as_(cast.bram)
    bench = idea("Bench", asked=900, by=cast.amina, area=cast.area, now=now)
    page = amina.get(round.get_absolute_url())
    assert "Doe mee met je idee" in words(page)
    assert not faults(page.content)
    assert "Doe mee met je idee" not in words(bram.get(round.get_absolute_url()))
    path = reverse("round_enter", args=[round.pk])
    bram.post(path, {"idee": bench.public_id})
    assert not round.entries.exists()
    assert "doet mee met deze ronde" in words(amina.post(path, {"idee": bench.public_id}, follow=True))
    assert round.entries.get().initiative == bench


def test_dates_move_until_voting(cast, now, stand, as_, open_for_10):
    at = open_for_10
    chen, path = as_(cast.chen), reverse("round_dates", args=[at.round.pk])
    assert chen.get(path).status_code == 403
    round = planned(cast, pot=at.round.pot, now=now)
    path = reverse("round_dates", args=[round.pk])
    form = {
        name: plan_data(now, at.round.pot)[name]
        for name in ("collect_at", "check_at", "vote_at", "closes_at")
    }
    assert chen.post(path, form).status_code == 302
    round.refresh_from_db()
    assert round.closes_at == now + timedelta(days=24)
    bad = chen.post(path, {**form, "vote_at": form["closes_at"]})
    assert "volgorde" in words(bad)


def test_noor_looks_along_and_a_no_is_whole(cast, now, stand, as_):
    round = planned(cast, now=now)
    entry = nominated(cast, round, now=now)[0]
    noor, path = as_(cast.noor), reverse("round_look", args=[round.pk])
    page = noor.get(path)
    assert not faults(page.content)
    assert "Niemand ziet hier een begroting per regel" in words(page)
    prefix = f"law-{entry.pk}"

    def said(**typed):
        given = {"entry": str(entry.pk), "aspect": "law", "free": "no", **typed}
        return noor.post(
            path, {"form": prefix, **{f"{prefix}-{name}": value for name, value in given.items()}}
        )

    half = said(reason="Het veld is van de provincie.")
    assert half.status_code == 200
    assert "Het veld is van de provincie." in half.content.decode()
    assert "Kies wie eraan werkt" in words(half)
    assert not faults(half.content)
    assert not Look.objects.exists()
    whole = {"reason": "Van de provincie.", "next_step": "We bellen.", "owner": str(cast.noor.pk)}
    assert said(**whole, due="2025-03-20").status_code == 302
    look = Look.objects.get()
    assert (look.aspect, look.free, look.owner, str(look.due)) == (Aspect.LAW, False, cast.noor, "2025-03-20")
    assert "Van de provincie." in words(Client().get(round.get_absolute_url()))
    assert said(free="yes").status_code == 302
    assert (Look.objects.get().free, Look.objects.get().reason) == (True, "")
    assert said(entry="999", free="yes").status_code == 200
    assert as_(cast.chen).post(path, {"form": prefix}).status_code == 200  # the group sees, and can't say


def sheet(*rows):
    book, content = Workbook(write_only=True), io.BytesIO()
    page = book.create_sheet()
    for row in rows:
        page.append(row)
    book.save(content)
    return content.getvalue()


def broken(content):
    """The same workbook, as it comes off a stick that is worn out."""
    middle = content.index(b"sheet1.xml") + 10
    return content[:middle] + b"\xff" * 40 + content[middle + 40 :]


def test_the_list_is_looked_at_before_it_is_written(cast, now, stand, as_):
    round, chen = planned(cast, now=now), as_(cast.chen)
    path = reverse("round_roll", args=[round.pk])
    assert not faults(chen.get(path).content)
    rows: list[list[str | float]] = [["Naam", "Straat", "Huisnummer", "Postcode", "Woonplaats"]]
    rows += [[f"Bewoner {n}", "Smidsweg", float(n), "7901ab", "Smeedrecht"] for n in range(1, 8)]
    file = SimpleUploadedFile("lijst.xlsx", sheet(*rows))
    preview = chen.post(path, {"file": file, "text": ""})
    assert "We lazen 7 mensen." in words(preview)
    assert "Smidsweg 5" in words(preview)
    assert "<td>Bewoner 6" not in preview.content.decode()  # only the first lines
    assert not faults(preview.content)
    assert not RollEntry.objects.exists()
    (text,) = re.findall(r'name="text" hidden>(.*?)</textarea>', preview.content.decode(), re.DOTALL)
    assert chen.post(path, {"sure": "1", "text": text})["Location"] == reverse("round_desk", args=[round.pk])
    first = RollEntry.objects.get(number=1)
    assert (first.name, first.address, first.postcode) == ("Bewoner 1", "Smidsweg 1", "7901 AB")
    assert RollEntry.objects.count() == 7
    again = chen.post(path, {"sure": "1", "text": text})
    assert again.status_code == 200
    assert "staat al op de lijst" in words(again)
    assert RollEntry.objects.count() == 7


def test_wrong_lines_are_named_and_nothing_is_half_written(cast, now, stand, as_):
    round, chen = planned(cast, now=now), as_(cast.chen)
    path = reverse("round_roll", args=[round.pk])
    text = (
        "naam;adres;postcode;plaats\nJan;Weg 1;7901AB;S\nPiet;;7901AB;S\nEva;Weg 3;79;S\nJan;Weg 1;7901 AB;S"
    )
    page = chen.post(path, {"text": text, "sure": "1"})
    assert "3 regels kloppen nog niet" in words(page)
    for piece in (
        "Regel 3: Op deze regel staat geen adres.",
        "Regel 4: ‘79’",
        "Regel 5: Deze regel is gelijk aan regel 2.",
    ):
        assert piece in words(page)
    assert "Eva;Weg 3;79;S" in page.content.decode()
    assert not faults(page.content)
    assert not RollEntry.objects.exists()


def test_what_is_no_list_is_kindly_refused(cast, now, stand, as_):
    round, chen = planned(cast, now=now), as_(cast.chen)
    path = reverse("round_roll", args=[round.pk])
    odd = {
        "leeg.csv": b"",
        "foto.jpg": b"\xff\xd8\xff\xe0\x00\x10JFIF\x00",
        "nep.xlsx": b"PK\x03\x04 not a sheet",
        "kop.csv": b"naam;leeftijd\nJan;40\n",
        "wie.csv": b"adres;plaats\nSmidsweg 1;Smeedrecht\n",
        "breed.csv": b"a;b;c;d;e;f\n",
        "groot.csv": b"x" * (5 * 1024 * 1024 + 1),
        "niets.xlsx": sheet(),
        "stuk.xlsx": broken(sheet(["naam", "adres"], ["Jan", "Smidsweg 1"])),
    }
    for name, content in odd.items():
        page = chen.post(path, {"file": SimpleUploadedFile(name, content), "text": ""})
        assert page.status_code == 200, name
        assert "klopt nog niet" in words(page), name
    latin = SimpleUploadedFile("lijst.csv", "naam;adres\nJan;Caféweg 1\n".encode("cp1252"))
    assert "Caféweg 1" in words(chen.post(path, {"file": latin, "text": ""}))
    assert not RollEntry.objects.exists()


@pytest.fixture
def ready(cast, now, settings):
    settings.PUBLIC_URL = "https://smederij.example.nl"
    round = planned(cast, now=now)
    nominated(cast, round, now=now)
    actions.import_roll(round, people(3), by=cast.chen, now=now)
    return round


def test_letters_come_as_one_pdf_that_nobody_keeps(cast, now, stand, as_, ready):
    chen, path = as_(cast.chen), reverse("round_letters", args=[ready.pk])
    page = chen.get(path)
    assert "Maak 3 brieven" in words(page)
    assert not faults(page.content)
    made = chen.post(path)
    assert made["Content-Type"] == "application/pdf"
    assert made["Cache-Control"] == "no-store"
    assert made.content.startswith(b"%PDF")
    assert len(re.findall(rb"/Type\s*/Page\b", made.content)) == 3
    assert Credential.objects.filter(round=ready).count() == 3
    again = chen.post(path, follow=True)
    assert "Iedereen op de lijst heeft al een brief." in words(again)
    batch = LetterBatch.objects.get()
    assert not faults(again.content)
    taken = chen.post(reverse("round_revoke", args=[ready.pk, batch.pk]), follow=True)
    assert "3 codes werken niet meer" in words(taken)
    assert not Credential.objects.filter(round=ready).exists()
    assert chen.post(reverse("round_revoke", args=[ready.pk, 999]), follow=True).status_code == 200
    assert as_(cast.noor).post(path).status_code == 403


def test_letters_that_could_not_be_printed_hold_no_codes(cast, now, stand, as_, ready):
    chen, path = as_(cast.chen), reverse("round_letters", args=[ready.pk])
    with patch.object(pdf, "render_apart", side_effect=pdf.NotPrinted("letters")):
        page = chen.post(path, follow=True)
    assert "konden niet worden gemaakt" in words(page)
    assert not Credential.objects.filter(round=ready).exists()
    assert chen.post(path)["Content-Type"] == "application/pdf"


def test_the_desk_asks_as_many_queries_for_many_ideas(cast, now, stand, as_, django_assert_max_num_queries):
    round, chen = planned(cast, now=now), as_(cast.chen)
    for number in range(25):
        made = idea(f"Idea {number}", asked=100, by=cast.amina, area=cast.area, now=now)
        actions.enter(round, made, by=cast.chen, now=now)
    for name in ("round_desk", "round_look", "round"):
        path = reverse(name, args=[round.pk])
        chen.get(path)
        with django_assert_max_num_queries(42):
            chen.get(path)
    noor = as_(cast.noor)
    with django_assert_max_num_queries(20):
        assert noor.get(reverse("round_look", args=[round.pk])).content.count(b"Noor") == 50
