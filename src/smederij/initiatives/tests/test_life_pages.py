"""The small pages of an initiative's life: valid, for the right people, and nothing typed is lost."""

from datetime import datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.support.markup import faults
from tests.support.visitor import Visitor

from smederij.base.models import Picture
from smederij.initiatives.actions import (
    Draft,
    Hurdle,
    Reach,
    invite,
    lay_down,
    offer_to_carry,
    post,
    raise_obstacle,
    remark,
    withdraw,
)
from smederij.initiatives.models import Initiative, Remark, Update
from smederij.initiatives.tests.conftest import jpeg
from smederij.people.actions import MOST_KNOCKS
from smederij.people.testing import Cast, sign_in


@pytest.fixture
def pages(cast: Cast, idea: Initiative, now: datetime) -> dict[str, str]:
    """One of each small page of Amina's idea."""
    here = idea.get_absolute_url()
    hurdle = Hurdle(words="Zacht", owner=cast.amina, step="Bellen", days=5)
    return {
        "carry": f"{here}dragen/",
        "update": f"{here}nieuws/",
        "say": f"{here}reactie/",
        "raise": f"{here}drempel/",
        "take_over": f"{here}overnemen/",
        "along": f"/meedragen/{invite(idea, name='Dalia', by=cast.amina, now=now).public_id}/",
        "offer": f"/overnemen/{offer_to_carry(idea, by=cast.library, now=now).public_id}/",
        "remark": f"/reacties/{remark(idea, text='Mooi', by=cast.bram, reach=None, now=now).public_id}/",
        "obstacle": f"/drempels/{raise_obstacle(idea, hurdle, by=cast.amina, now=now).public_id}/",
        "take_along": f"{here}meenemen/",
    }


ALLOWED = {
    "amina": set(),
    "els": set(),
    "noor": {"carry", "update", "offer", "take_along"},
    "bram": {"carry", "update", "raise", "offer", "take_along"},
}


@pytest.mark.parametrize("who", ALLOWED)
def test_they_open_for_who_may(cast: Cast, pages: dict[str, str], client: Client, who: str) -> None:
    sign_in(client, cast.people[who])
    for name, path in pages.items():
        page = client.get(path)
        assert page.status_code == (403 if name in ALLOWED[who] else 200), name
        if name != "take_along" and page.status_code == 200:
            assert faults(page.content) == [], name
            assert "style=" not in page.content.decode()


def test_who_is_not_signed_in_signs_in_first(pages: dict[str, str], client: Client) -> None:
    for name, path in pages.items():
        assert client.get(path).status_code == (200 if name == "say" else 302), name


def test_they_are_gone_when_the_idea_is(
    cast: Cast, idea: Initiative, pages: dict[str, str], now: datetime, client: Client
) -> None:
    withdraw(idea, by=cast.amina, now=now)
    sign_in(client, cast.amina)
    for name, path in pages.items():
        assert client.get(path).status_code in {404, 410}, name


@pytest.mark.parametrize(
    "button",
    ["begonnen", "klaar", "verder", "toch-een-idee", "stoppen", "neerleggen", "bereikbaar", "meevragen"],
)
def test_buttons_are_for_who_carries_it(cast: Cast, idea: Initiative, client: Client, button: str) -> None:
    path = f"{idea.get_absolute_url()}{button}/"
    sign_in(client, cast.bram)
    assert client.post(path, {"why": "Zomaar", "name": "Bram"}).status_code == 403
    idea.refresh_from_db()
    assert (idea.begun_at, idea.finished_at, idea.stopped_at) == (None, None, None)


def test_a_photo_that_is_none_keeps_the_words(cast: Cast, idea: Initiative) -> None:
    visitor = Visitor(cast.amina).open(f"{idea.get_absolute_url()}nieuws/")
    visitor.fill("Wat gebeurde er?", "Het gat is er.")
    visitor.fill("Een foto", SimpleUploadedFile("foto.jpg", b"no picture")).press("Vertel het")
    visitor.sees("kunnen dit bestand niet openen")
    assert visitor.value_of("Wat gebeurde er?") == "Het gat is er."
    assert not Update.objects.exists()
    visitor.fill("Een foto", jpeg()).press("Vertel het").sees("Het gat is er.")
    assert Update.objects.get().picture == Picture.objects.get()
    visitor.press("Ja, neem het terug").sees("Niemand leest het meer.").sees_not("Het gat is er.")


def test_a_remark_of_a_stranger_that_misses_a_number_keeps_its_words(idea: Initiative) -> None:
    visitor = Visitor().open(f"{idea.get_absolute_url()}reactie/").fill("Wat wil je zeggen?", "Mooi!")
    visitor.fill("Hoe heet je?", "Piet").press("Zeg het").sees("Laat je telefoonnummer")
    assert visitor.value_of("Wat wil je zeggen?") == "Mooi!"
    assert faults(visitor.body) == []


def test_a_flood_of_remarks_is_asked_to_call(idea: Initiative, client: Client) -> None:
    path = f"{idea.get_absolute_url()}reactie/"
    typed = {"name": "Piet", "phone": "06 1234 5678"}
    for number in range(MOST_KNOCKS):
        assert client.post(path, {"text": f"Nummer {number}", **typed}).status_code == 302
    page = client.post(path, {"text": "Nog een", **typed})
    assert (page.status_code, Remark.objects.count()) == (200, MOST_KNOCKS)
    assert "Nog een" in page.content.decode()


def test_a_maker_hides_and_the_writer_reads_why(cast: Cast, idea: Initiative, now: datetime) -> None:
    remark(idea, text="De buurman deugt niet.", by=cast.bram, reach=None, now=now)
    here = idea.get_absolute_url()
    amina = Visitor(cast.amina).open(here).follow("Verbergen of terugnemen").press("Verberg het")
    amina.sees("Zeg waarom").fill("Waarom?", "Dit gaat over iemand anders.").press("Verberg het")
    Visitor().open(here).sees_not("De buurman")
    Visitor(cast.bram).open(here).sees("De buurman", "Amina verborg het: Dit gaat over iemand anders.")


def test_stopping_asks_why_on_the_page(cast: Cast, idea: Initiative) -> None:
    here = idea.get_absolute_url()
    visitor = Visitor(cast.amina).open(f"{here}dragen/").press("Stop ermee").sees("Zeg waarom")
    visitor.fill("Waarom?", "We verhuizen.").press("Stop ermee").sees("Dit stopte", "We verhuizen.")
    visitor.open(f"{here}dragen/").press("We gaan toch verder").sees("Nog niet begonnen")


def test_a_number_is_shown_when_its_owner_says_so(cast: Cast, idea: Initiative) -> None:
    here = idea.get_absolute_url()
    Visitor().open(here).sees_not("06 1000 0001").sees("Els geeft het door")
    Visitor(cast.els).open(here).sees("06 1000 0001")
    Visitor(cast.amina).open(f"{here}dragen/").press("Zet mijn nummer op de pagina")
    Visitor().open(here).sees("06 1000 0001")


def test_a_pasted_address_is_where_it_came_from(cast: Cast, idea: Initiative, now: datetime) -> None:
    other = post(Draft("Elders"), area=cast.other_area, by=cast.dalia, reach=None, now=now)
    visitor = Visitor(cast.amina).open(f"{idea.get_absolute_url()}dragen/").press("Vertel het op allebei")
    visitor.sees("Kies waar dit uit voortkwam")
    visitor.fill("Of plak het adres", f"https://smederij.example{other.get_absolute_url()}?x=1")
    visitor.press("Vertel het op allebei").sees("Dit kwam voort uit", "Elders")
    Visitor().open(other.get_absolute_url()).sees("Hieruit kwam ook", "Een bank aan de vaart")
    visitor.open(f"{idea.get_absolute_url()}dragen/").press("haal het weg").sees("Het is weg")


def test_an_official_sees_no_number_of_a_resident_who_did_not_say_so(cast: Cast, idea: Initiative) -> None:
    path = f"{idea.get_absolute_url()}drempel/"
    Visitor(cast.noor).open(path).sees_not("06 1000 0001").sees("Geen nummer?", "06 1000 0005")
    Visitor(cast.els).open(path).sees("06 1000 0001")


def test_who_wrote_it_down_stands_there_and_whom_to_call(cast: Cast, now: datetime) -> None:
    reach = Reach("Fatima", "06 1000 0099")
    written = post(Draft("Van Fatima"), area=cast.area, by=cast.els, reach=reach, now=now)
    Visitor().open(written.get_absolute_url()).sees(
        "Els schreef dit op voor Fatima.", "Ben jij dat, en wil je dit liever niet? Bel Els"
    )


def test_taking_over_and_answering_no(cast: Cast, idea: Initiative, now: datetime) -> None:
    lay_down(idea, by=cast.amina, now=now)
    here = idea.get_absolute_url()
    bram = Visitor(cast.bram).open(here).follow("Ik neem het over").press("Ik neem het over")
    bram.sees("Iemand van de smederij belt je.", "Jij bood aan dit te dragen")
    assert b"Ik neem het over" not in bram.body
    els = Visitor(cast.els).open("/mijn/").follow("Bram wil").press("Nu niet").sees("Je antwoord is bewaard.")
    els.open(here).sees("Niemand draagt dit")
    dalia = Visitor(cast.dalia).open(f"{here}overnemen/").press("Ik neem het over")
    dalia.open(f"{here}overnemen/").press("Neem mijn aanbod terug").sees("Je aanbod is teruggenomen.")
