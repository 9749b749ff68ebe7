"""Posted Monday, begun Wednesday: an idea that needs hands and a place, no money and no round.

From one sentence to done and told, as the people in it do it: forms as they stand on pages, buttons by
their words, no scripts. Amina posts, Bram joins, Dalia takes over, Els is area worker, Noor looks along.
"""

import io
import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from io import BytesIO
from zipfile import ZipFile

import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from PIL import Image

from smederij.base.clock import at
from smederij.people.testing import Cast
from smederij.pots.models import Grant
from smederij.rounds.models import Entry
from tests.support.markup import faults
from tests.support.visitor import Visitor

KRAKEEL = "/gebieden/krakeel/"
MEAL = "Samen soep eten in het oude schooltje"
MONDAY, WEDNESDAY, FRIDAY, LATER = 1, 3, 5, 22  # March 2027


@contextmanager
def it_is(day: int, hour: int = 12) -> Iterator[None]:
    """The clock in the village hall says so; the clock job has just run."""
    with time_machine.travel(at(date(2027, 3, day), hour=hour), tick=False):
        call_command("tick")
        yield


def photo() -> SimpleUploadedFile:
    held = BytesIO()
    Image.new("RGB", (60, 40), "#b93c0b").save(held, "JPEG")
    return SimpleUploadedFile("soep.jpg", held.getvalue(), content_type="image/jpeg")


def test_posted_monday_begun_wednesday(cast: Cast) -> None:
    with it_is(MONDAY):
        amina, bram, dalia = Visitor(cast.amina), Visitor(cast.bram), Visitor(cast.dalia)
        els, noor = Visitor(cast.els), Visitor(cast.noor)
        page = amina_posts_one_sentence(amina)
        neighbours_stand_behind_it(bram, dalia, page)
        a_neighbour_without_a_login_says_something(els, page)
    with it_is(WEDNESDAY):
        amina_begins(amina, page)
        a_no_becomes_an_obstacle(noor, amina, els, page)
        bram_is_asked_along(amina, bram, page)
    with it_is(FRIDAY):
        it_is_told_with_a_photo(bram, page)
        amina_lays_it_down_and_bram_too(amina, bram, page)
        dalia_takes_it_over(dalia, els, page)
    with it_is(LATER):
        it_is_done_and_told(dalia, page)
        something_comes_out_of_it(amina, page)
        dalia_takes_the_page_along(dalia, page)
        Visitor().open(page).sees("Dit is klaar", "Tachtig kommen soep", "Hieruit kwam ook").sees_not("€")
    assert not Entry.objects.exists()
    assert not Grant.objects.exists()


def amina_posts_one_sentence(amina: Visitor) -> str:
    amina.open(KRAKEEL).follow("Deel je idee").fill("Je idee in één zin", MEAL)
    amina.press("Deel je idee").sees("Je idee is binnen")
    amina.fill("Handen", "drie mensen die snijden").fill("Een plek", "het schooltje")
    amina.press("Zet dit bij mijn idee").follow("Bekijk je idee")
    amina.sees(
        f"{MEAL}", "Een idee van Amina. Nog niet begonnen.", "drie mensen die snijden", "het schooltje"
    )
    assert faults(amina.body) == []
    return amina.path


def neighbours_stand_behind_it(bram: Visitor, dalia: Visitor, page: str) -> None:
    bram.open(page).choose("Mijn voornaam mag erbij staan").press("Ik sta hierachter").sees("Bram.")
    dalia.open(page).press("Ik sta hierachter").sees("Bram en nog één buur.")
    dalia.press("tik om terug te nemen").sees("Je staat hier niet meer achter.").sees_not("nog één buur")


def a_neighbour_without_a_login_says_something(els: Visitor, page: str) -> None:
    piet = Visitor().open(page).follow("Zeg er iets van")
    piet.fill("Wat wil je zeggen?", "Ik heb een grote pan staan.").fill("Hoe heet je?", "Piet")
    piet.fill("Je telefoonnummer", "06 1234 5678").press("Zeg het").sees("Iemand belt je eerst even")
    assert faults(piet.body) == []
    Visitor().open(page).sees_not("grote pan")
    els.open("/mijn/").follow("Bel Piet").sees("06 1234 5678").press("Ik sprak Piet")
    Visitor().open(page).sees("Piet", "Ik heb een grote pan staan.")


def amina_begins(amina: Visitor, page: str) -> None:
    amina.open(page).press("We zijn begonnen").sees("Amina draagt dit. Het begon op woensdag 3 maart.")
    Visitor().open(KRAKEEL).sees(MEAL, "wordt gemaakt")


def a_no_becomes_an_obstacle(noor: Visitor, amina: Visitor, els: Visitor, page: str) -> None:
    noor.open(page).follow("Er staat iets in de weg").fill(
        "Wat staat er in de weg?", "De keuken is afgekeurd."
    )
    noor.select("Wie werkt eraan?", "Els").fill("Wat is de volgende stap?", "Els kijkt met de brandweer.")
    noor.choose("binnen twee werkdagen").press("Zet het op de pagina").sees("Bel, en schrijf het dan hier op")
    noor.choose("Ik heb gebeld").press("Zet het op de pagina")
    Visitor().open(page).sees(
        "De keuken is afgekeurd.",
        "Noor belde hierover",
        "Els, werkt eraan",
        "06 1000 0005",
        "vrijdag 5 maart",
    )
    els.open("/mijn/").follow("Els kijkt met de brandweer").fill(
        "Hoe is het opgelost?", "Er hangt een blusdeken."
    )
    els.press("Het is opgelost").sees("Opgelost", "Er hangt een blusdeken.")
    amina.open(page).sees("Het begon op")


def bram_is_asked_along(amina: Visitor, bram: Visitor, page: str) -> None:
    amina.open(f"{page}dragen/").fill("Wie vraag je mee?", "Bram").press("Maak een link").sees(
        "Stuur dit naar Bram"
    )
    link = next(str(a["href"]) for a in amina.page.find_all("a") if "/meedragen/" in str(a.get("href")))
    Visitor().open(page).sees_not("Bram, die dit draagt")
    bram.open(link[link.index("/meedragen/") :]).sees("Amina vraagt je mee").press("Ja, ik draag het mee")
    Visitor().open(page).sees("Amina, die dit draagt", "Bram, die dit draagt")


def it_is_told_with_a_photo(bram: Visitor, page: str) -> None:
    bram.open(page).follow("Vertel wat er gebeurde").fill("Wat gebeurde er?", "De eerste pan is leeg.")
    bram.fill("Een foto", photo()).fill("Wat staat er op de foto?", "Een lege pan").press("Vertel het")
    Visitor().open(page).sees("vrijdag 5 maart", "De eerste pan is leeg.")
    assert b'alt="Een lege pan"' in bram.body


def amina_lays_it_down_and_bram_too(amina: Visitor, bram: Visitor, page: str) -> None:
    for visitor in (amina, bram):
        visitor.open(f"{page}dragen/").press("Ik leg het neer").sees("Dank je wel voor alles wat je deed")
    Visitor().open(page).sees("Niemand draagt dit op dit moment", "Ik neem het over")


def dalia_takes_it_over(dalia: Visitor, els: Visitor, page: str) -> None:
    dalia.open(page).follow("Ik neem het over").fill("Wat zou je willen doen?", "Ik kook graag.")
    dalia.press("Ik neem het over").sees("Iemand van de smederij belt je")
    els.open("/mijn/").sees("Niemand draagt").follow("Dalia wil").sees("Ik kook graag.", "06 1000 0004")
    els.press("Ja, graag").sees("Dalia draagt het, vanaf nu")


def it_is_done_and_told(dalia: Visitor, page: str) -> None:
    dalia.open(f"{page}dragen/").press("Het is klaar").sees("Dit is klaar, sinds maandag 22 maart.")
    dalia.follow("Vertel hoe het ging").fill("Geef je verhaal een titel", "Tachtig kommen soep")
    dalia.fill("Wat gebeurde er?", "Elke woensdag zaten er meer mensen.").press("Vertel het")
    Visitor().open(KRAKEEL).sees("Tachtig kommen soep", "verteld")


def something_comes_out_of_it(amina: Visitor, page: str) -> None:
    amina.open(f"{KRAKEEL}idee/").fill("Je idee in één zin", "Een kruidentuin achter het schooltje")
    amina.press("Deel je idee").follow("Bekijk je idee").open(f"{amina.path}dragen/")
    amina.select("Waar kwam dit uit voort?", MEAL).press("Vertel het op allebei").sees(
        "Dit kwam voort uit", MEAL
    )
    Visitor().open(page).sees("Hieruit kwam ook Een kruidentuin achter het schooltje")


def dalia_takes_the_page_along(dalia: Visitor, page: str) -> None:
    box = ZipFile(io.BytesIO(dalia.open(f"{page}meenemen/").body))
    whole = json.loads(box.read("initiatief.json"))
    assert whole["updates"][0]["text"] == "De eerste pan is leeg."
    assert whole["remarks"] == [{"at": whole["remarks"][0]["at"], "text": "Ik heb een grote pan staan."}]
    read = box.read("index.html").decode()
    assert MEAL in read
    assert "Piet" not in read + json.dumps(whole)
    assert whole["updates"][0]["picture"]["file"] in box.namelist()
