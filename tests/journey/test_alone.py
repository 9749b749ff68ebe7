"""A group that runs its round alone: no official touches it, from the suggestion to the money.

Everything goes through pages, scripts off. Chen keeps the pot, Amina and Bram bring ideas and vote. Els, Noor
and Ada (area worker, staff, administrator) do nothing but write a suggestion for all areas, months before.
"""

import io
import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from typing import Any

import pytest
import time_machine
from django.core.management import call_command
from pypdf import PdfReader

from smederij.base.clock import at
from smederij.base.models import Event
from smederij.people.testing import Cast
from smederij.pots import audit
from smederij.pots.models import Grant
from smederij.rounds import actions
from smederij.rounds.actions import Pattern
from smederij.rounds.models import Round
from smederij.rounds.testing import filled_pot
from tests.support.visitor import Visitor

KRAKEEL = "/gebieden/krakeel/"
BENCH, MEAL = "Een bank aan de vaart", "Samen eten op woensdag"
CODE = re.compile(r"\b[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{5}\b")
BEFORE = at(date(2026, 11, 2), hour=12)
EVENINGS = [date(2027, 4, 12), date(2027, 6, 7), date(2027, 9, 13), date(2027, 11, 8)]
NAMES = ["Voorjaarsronde", "Zomerronde", "Najaarsronde", "Winterronde"]


@contextmanager
def it_is(month: int, day: int, hour: int = 12) -> Iterator[None]:
    with time_machine.travel(at(date(2027, month, day), hour=hour), tick=False):
        call_command("tick")
        yield


@pytest.fixture
def now() -> datetime:
    return BEFORE


def test_a_group_runs_its_round_alone(cast: Cast, settings: Any) -> None:
    settings.PUBLIC_URL = "https://smederij.example"
    filled_pot(cast, now=BEFORE)
    actions.write_year(2027, Pattern(), list(zip(NAMES, EVENINGS, strict=True)), by=cast.ada, now=BEFORE)
    official = {who.pk for who in (cast.els, cast.noor, cast.ada, cast.finn)}
    with it_is(2, 20):
        here = the_suggestion_is_taken(Visitor(cast.chen))
    with it_is(3, 3):
        for actor, title, asked in ((cast.amina, MEAL, "600"), (cast.bram, BENCH, "900")):
            who = Visitor(actor).open(f"{KRAKEEL}idee/").fill("Je idee in één zin", title)
            who.press("Deel je idee").fill("Geld: hoeveel heb je nodig?", asked).press(
                "Zet dit bij mijn idee"
            )
            who.open(here).press(f"Doe mee : {title}").sees(f"{title} doet mee met deze ronde")
    with it_is(4, 2):
        chen = Visitor(cast.chen)
        for title in (MEAL, BENCH):
            chen.open(f"{here}beheer/").press(f"Zet op het stembiljet: {title}")
        codes = letters_are_made(chen, here)
    with it_is(4, 12, 20):
        Visitor().open(f"{here}avond/").sees("De volgorde is geloot", BENCH, MEAL)
    with it_is(4, 14):
        for code in codes[:5]:
            voter = Visitor().open("/stemmen/").fill("Je code", code).press("Laat de ideeën zien")
            voter.give(BENCH, 1).press("Bekijk en stem").press("Stem nu").sees("Je stem is binnen")
    with it_is(4, 24):
        Visitor().open(f"{here}uitslag/").sees("5 mensen stemden", f"{BENCH} gekozen", "€ 900")
        assert {grant.initiative.title for grant in Grant.objects.all()} == {BENCH}
        assert not audit.run(now=at(date(2027, 4, 24), hour=13)).problems
    touched = Event.objects.filter(at__gt=BEFORE).exclude(actor_id=None).values_list("actor_id", flat=True)
    assert set(touched) == {cast.chen.pk, cast.amina.pk, cast.bram.pk}
    assert not official & set(touched)


def the_suggestion_is_taken(chen: Visitor) -> str:
    """One tap; gives the address of the round."""
    Visitor().open("/jaar/2027/").sees("Krakeel", "voorstel", "De Weide")
    chen.open(f"{KRAKEEL}jaar/").sees("Het tempo is van jullie", "€ 2.500 uit Pot").press("Ja, plan het zo")
    chen.sees("Voorjaarsronde 2027", "€ 2.500")
    Visitor().open("/jaar/2027/").sees("Er is één ronde gepland")
    made = Round.objects.get()
    assert (made.present_at, made.closes_at) == (
        at(date(2027, 4, 12), hour=19, minute=30),
        at(date(2027, 4, 23), hour=20),
    )
    return made.get_absolute_url()


def letters_are_made(chen: Visitor, here: str) -> list[str]:
    rows = "\n".join(f"Buur {n}; Vaartkade {n}; 7901 AB; Smeedrecht" for n in range(1, 9))
    chen.open(f"{here}kiezers/").fill("Of plak de regels hier", f"naam; adres; postcode; plaats\n{rows}")
    chen.press("Laat zien wat je leest").press("Zet deze 8 mensen op de lijst")
    chen.open(f"{here}brieven/").press("Maak 8 brieven")
    text = "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(chen.body)).pages)
    return sorted(set(CODE.findall(text)))
