"""One round in Krakeel, from a sentence to a paid and told result, as the people in it do it.

Everything goes through pages: forms as they stand on them, buttons by their words, no scripts. Time is
moved; nothing else is. Amina proposes, Bram votes, Chen keeps the pot, Els is area worker, Noor looks along
for the municipality, Finn pays.
"""

import io
import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import pytest
import time_machine
from django.core.management import call_command
from pypdf import PdfReader

from smederij.base.clock import at
from smederij.people import actions as people
from smederij.people.models import ActorKind
from smederij.people.testing import Cast
from smederij.pots import audit
from tests.support.visitor import Visitor

KRAKEEL = "/gebieden/krakeel/"
CODE = re.compile(r"\b[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{5}\b")
IBAN = "NL91 ABNA 0417 1643 00"
BENCH, TRACK, MEAL = "Een bank aan de vaart", "Een crossbaan op het lege veld", "Samen eten op woensdag"


def moment(day: int, hour: int) -> datetime:
    return at(date(2027, 3, day), hour=hour)


@contextmanager
def it_is(day: int, hour: int = 12) -> Iterator[None]:
    """The clock in the village hall says so; the clock job has just run."""
    with time_machine.travel(moment(day, hour), tick=False):
        call_command("tick")
        yield


@dataclass(frozen=True)
class Way:
    """A way of voting that real forges used, and what three voters' ballots come to."""

    votes: tuple[dict[str, int], ...]
    winners: tuple[tuple[str, str], ...]
    loser: str


CHOOSE = Way(
    votes=({BENCH: 1, MEAL: 1}, {BENCH: 1, TRACK: 1}, {BENCH: 1, MEAL: 1}),
    winners=((BENCH, "€ 900"), (MEAL, "€ 600")),
    loser=TRACK,
)
DIVIDE = Way(
    votes=({BENCH: 2, TRACK: 1}, {TRACK: 2, BENCH: 1}, {TRACK: 2, MEAL: 1}),
    winners=((TRACK, "€ 1.500"),),
    loser=BENCH,
)


@pytest.mark.parametrize("way", [CHOOSE, DIVIDE], ids=["choose up to two", "divide three points"])
def test_a_round_from_a_sentence_to_a_told_result(cast: Cast, way: Way, settings: Any) -> None:
    settings.PUBLIC_URL = "https://smederij.example"  # letters go out only with an address that works
    with it_is(1):
        amina, bram, chen = Visitor(cast.amina), Visitor(cast.bram), Visitor(cast.chen)
        els, finn, noor = Visitor(cast.els), Visitor(cast.finn), Visitor(cast.noor)
        people.meet("Gemeente Smeedrecht", kind=ActorKind.ORGANISATION, now=moment(1, 9))
        the_pot_is_filled(chen, finn)
        the_area_agrees(chen, points=way is DIVIDE)
        here = the_round_is_planned(chen)
    with it_is(3):
        amina_posts_one_sentence(amina)
        a_neighbour_without_a_login_is_called_back(els)
        bram_posts_too(bram)
    with it_is(9):
        ideas_go_on_the_ballot(amina, chen, here)
        noor_looks_along(noor, here)
        codes = letters_are_made(chen, here)
    with it_is(18, 21):
        Visitor().open(here).sees("Vertellen", BENCH, "Els")
    with it_is(20):
        for code, vote in zip(codes, way.votes, strict=False):
            somebody_votes(code, vote)
        the_same_code_again(codes[0])
    with it_is(28, 21):
        the_result_is_read(way, here)
        els_has_it_solved(els, won=BENCH in dict(way.winners))
        grant = money_is_ordered(chen, way)
        money_is_paid(finn, amount=way.winners[0][1])
        chen.open(grant).sees("betaald")
        assert not audit.run(now=moment(28, 21)).problems
    with it_is(30):
        winner_tells(amina if way is DIVIDE else bram, way.winners[0][0])
        somebody_takes_their_data_and_leaves(bram, here)


def the_pot_is_filled(chen: Visitor, finn: Visitor) -> None:
    chen.open(f"{KRAKEEL}pot/nieuw/").fill("Hoe heet de pot?", "Pot van Krakeel")
    chen.fill("Waar is het geld voor?", "Wat bewoners zelf willen doen").press("Open de pot")
    finn.open(f"{KRAKEEL}pot/bijdrage/").select("Wie geeft het?", "Gemeente Smeedrecht")
    finn.fill("Hoeveel?", "1.500").press("Doe het in de pot")
    Visitor().open(f"{KRAKEEL}pot/").sees("Gemeente Smeedrecht", "€ 1.500")


def the_area_agrees(chen: Visitor, *, points: bool) -> None:
    chen.open(f"{KRAKEEL}afspraken/nieuw/").follow("Hoe we stemmen").fill(
        "Wat spraken jullie af?", "Zo stemmen wij hier."
    )
    chen.fill("Waar spraken jullie dit af?", "Dorpsavond, met 64 mensen").fill("Op welke dag?", "2027-02-25")
    chen.choose("Iedereen verdeelt punten" if points else "Iedereen kiest ideeën")
    chen.fill("Hoeveel ideeën mag je kiezen", "3" if points else "2")
    if points:
        chen.fill("Met punten: hoeveel hoogstens voor één idee?", "2")
    chen.press("Zo spraken we het af").sees("Zo stemmen wij hier.", "Dorpsavond, met 64 mensen")


def the_round_is_planned(chen: Visitor) -> str:
    """Gives the address of the round."""
    chen.open(f"{KRAKEEL}bijeenkomst/").fill("Hoe heet de avond?", "Vertelavond")
    chen.fill("Op welke dag?", "2027-03-18").fill("Hoe laat?", "19:30").fill("Waar?", "Het oude schooltje")
    chen.press("Maak het bekend").sees("Vertelavond", "half acht")
    chen.open(f"{KRAKEEL}ronde/").fill("Hoe heet deze ronde?", "Voorjaarsronde")
    chen.fill("Over hoeveel geld gaat deze ronde?", "1500").select("Op welke avond", "Vertelavond")
    for label, day in (
        ("Ideeën kunnen komen vanaf", "2027-03-01T13:00"),
        ("Kijken of het kan, vanaf", "2027-03-10T09:00"),
        ("Vertellen, vanaf", "2027-03-18T19:30"),
        ("Het stemmen begint", "2027-03-19T09:00"),
        ("Het stemmen stopt", "2027-03-28T20:00"),
    ):
        chen.fill(label, day)
    chen.press("Plan deze ronde").sees("Voorjaarsronde", "€ 1.500")
    return "/".join(chen.path.split("/")[:3]) + "/"


def amina_posts_one_sentence(amina: Visitor) -> None:
    amina.open(KRAKEEL).follow("Deel je idee").fill("Je idee in één zin", TRACK).press("Deel je idee")
    amina.sees("Je idee is binnen").follow("Bekijk je idee").sees(TRACK, "Amina")


def a_neighbour_without_a_login_is_called_back(els: Visitor) -> None:
    neighbour = Visitor().open(f"{KRAKEEL}idee/").fill("Je idee in één zin", MEAL)
    neighbour.press("Deel je idee").sees("hoe je heet").fill("Hoe heet je?", "Fatima")
    assert neighbour.value_of("Je idee in één zin") == MEAL
    neighbour.fill("Je telefoonnummer", "06 1234 5678").press("Deel je idee").sees(
        "Je idee is binnen", "Fatima"
    )
    neighbour.fill("Geld: hoeveel heb je nodig?", "600").press("Zet dit bij mijn idee").sees("Mooi.")
    Visitor().open(KRAKEEL).sees_not(MEAL)
    els.open("/mijn/").follow("Bel Fatima").sees("06").press("Ik sprak Fatima")
    Visitor().open(KRAKEEL).sees(MEAL)


def bram_posts_too(bram: Visitor) -> None:
    bram.open(f"{KRAKEEL}idee/").fill("Je idee in één zin", BENCH).press("Deel je idee")
    bram.sees("Je idee is binnen").fill("Geld: hoeveel heb je nodig?", "900").press("Zet dit bij mijn idee")


def ideas_go_on_the_ballot(amina: Visitor, chen: Visitor, here: str) -> None:
    amina.open(KRAKEEL).follow(TRACK).follow("Verander dit idee")
    amina.fill("Geld: hoeveel heb je nodig?", "1500").press("Bewaar dit").sees("€ 1.500")
    amina.open(here).press("Doe mee").sees("doet mee met deze ronde")
    for idea in (BENCH, MEAL):
        chen.open(f"{here}beheer/").select("Welk idee?", idea).press("Laat dit meedoen")
    for idea in (BENCH, MEAL, TRACK):
        chen.open(f"{here}beheer/").press(f"Zet op het stembiljet: {idea}")
        chen.sees(f"{idea} staat op het stembiljet")


def noor_looks_along(noor: Visitor, here: str) -> None:
    noor.open(f"{here}meekijken/").within(BENCH, "Veiligheid").choose("Er is een drempel")
    noor.press("Leg dit vast").sees("Zeg wat er in de weg staat")
    noor.within(BENCH, "Veiligheid").fill("Wat staat er in de weg?", "De kade is daar zacht.")
    noor.fill("Wat is de volgende stap?", "Els meet met het waterschap.").select("Wie werkt eraan?", "Els")
    noor.press("Leg dit vast").sees(f"Vastgelegd voor {BENCH}")
    Visitor().open(here).sees("De kade is daar zacht.", "Els")


def letters_are_made(chen: Visitor, here: str) -> list[str]:
    rows = "\n".join(f"Buur {n}; Vaartkade {n}; 7901 AB; Smeedrecht" for n in range(1, 61))
    chen.open(f"{here}kiezers/").fill("Of plak de regels hier", f"naam; adres; postcode; plaats\n{rows}")
    chen.press("Laat zien wat je leest").sees("60 mensen").press("Zet deze 60 mensen op de lijst")
    chen.open(f"{here}brieven/").press("Maak 60 brieven")
    text = "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(chen.body)).pages)
    codes = CODE.findall(text)
    assert len(set(codes)) == 60
    return codes


def somebody_votes(code: str, vote: dict[str, int]) -> None:
    voter = Visitor().open("/stemmen/").fill("Je code", code.lower()).press("Laat de ideeën zien")
    for idea, points in vote.items():
        voter.give(idea, points)
    voter.press("Bekijk en stem").sees("Dit koos je", *vote).press("Stem nu").sees("Je stem is binnen")
    assert code not in voter.path
    assert "sessionid" not in voter.client.cookies


def the_same_code_again(code: str) -> None:
    again = Visitor().open("/stemmen/").fill("Je code", code).press("Laat de ideeën zien")
    again.sees("en niet door jou?", "Els", "06 1000 0005")


def the_result_is_read(way: Way, here: str) -> None:
    result = Visitor().open(KRAKEEL).follow("Voorjaarsronde").open(f"{here}uitslag/")
    result.sees("3 mensen stemden", "Zo is er geteld", "60 min 0 min 57 is 3: het klopt")
    for title, amount in way.winners:
        result.sees(f"{title} gekozen", amount)
    result.sees(way.loser, "deze keer niet").sees_not("(.pb)")


def els_has_it_solved(els: Visitor, *, won: bool) -> None:
    """Whoever won while something was in the way, gets the money once that is out of the way."""
    if not won:
        els.open("/mijn/").sees_not("Els meet met het waterschap")
        return
    els.open("/mijn/").follow("Els meet met het waterschap").fill(
        "Hoe is het opgelost?", "Er komt een plaat onder."
    )
    els.press("Ja, het is opgelost").sees("Opgelost. Iedereen kan lezen hoe.")


def money_is_ordered(chen: Visitor, way: Way) -> str:
    title, amount = way.winners[0]
    chen.come_in_again().open("/mijn/").sees(title)
    chen.open(f"{KRAKEEL}pot/").follow(title).follow("Kijk hoe het met het geld gaat")
    grant = chen.path
    chen.fill("Wie krijgt het?", "Stichting Krakeel").fill("Rekeningnummer (IBAN)", "NL00 FOUT")
    chen.press("Stuur het naar financiën")
    assert chen.value_of("Wie krijgt het?") == "Stichting Krakeel"
    chen.fill("Rekeningnummer (IBAN)", IBAN).press("Stuur het naar financiën").sees(amount)
    return grant


def money_is_paid(finn: Visitor, *, amount: str) -> None:
    finn.come_in_again().open("/mijn/").follow("wacht één betaling op goedkeuring").follow(amount)
    finn.sees("Stichting Krakeel", amount).press("Keur het goed")
    finn.fill("Kenmerk van de bank", "2027-0001").press("Het is betaald").sees("betaald")


def winner_tells(teller: Visitor, title: str) -> None:
    teller.open(KRAKEEL).follow(title).follow("Vertel hoe het ging").fill(
        "Geef je verhaal een titel", "Het staat er"
    )
    teller.fill("Wat gebeurde er?", "Met zestien mensen op een zaterdag.").press("Vertel het")
    Visitor().open(KRAKEEL).sees("Het staat er")


def somebody_takes_their_data_and_leaves(bram: Visitor, here: str) -> None:
    (mine,) = json.loads(bram.open("/mijn/gegevens.json").body)["known_as"]
    assert mine["people"]["name"] == "Bram"
    assert BENCH in json.dumps(mine["initiatives"])
    bram.open("/mijn/vergeet-mij/").choose("Ja, vergeet mij").press("Vergeet mij").sees("Je bent vergeten")
    Visitor().open(f"{here}uitslag/").sees("3 mensen stemden", BENCH).sees_not("Bram")
