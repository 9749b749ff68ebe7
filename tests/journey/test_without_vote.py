"""All that is asked fits the pot: neighbours sign, one objects, somebody answers, two people settle it.

Everything goes through pages, scripts off. Amina and Bram bring ideas, Chen keeps the pot, Els is area
worker, Bram counts paper lists; Gerda, whom nobody knows yet, objects.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

import pytest
import time_machine
from django.core.management import call_command

from smederij.agreements.actions import adopt
from smederij.base.clock import at
from smederij.people.actions import give_hat
from smederij.people.testing import Cast
from smederij.pots import audit
from smederij.pots.models import Grant
from smederij.rounds import actions
from smederij.rounds.models import Round
from smederij.rounds.testing import idea, planned
from tests.support.markup import faults
from tests.support.visitor import Visitor

BENCH, MEAL, TRACK = "Een bank aan de vaart", "Samen eten op woensdag", "Een crossbaan"


@contextmanager
def it_is(day: int, hour: int = 12) -> Iterator[None]:
    with time_machine.travel(at(date(2025, 3, day), hour=hour), tick=False):
        call_command("tick")
        yield


@pytest.fixture
def here(cast: Cast) -> str:
    """A round of an area that agreed on this, with three ideas on the ballot; gives its address."""
    now = at(date(2025, 3, 13), hour=12)
    adopt(
        cast.area,
        text="Past alles? Dan stemmen we niet.",
        agreed_on=now.date(),
        agreed_where="Dorpsavond",
        rule="settle",
        parameters={"signatures": 3, "objection_days": 7},
        by=cast.chen,
        now=now,
    )
    round = planned(cast, now=now)
    for title, asked, by in ((BENCH, 900, cast.bram), (MEAL, 600, cast.amina), (TRACK, 1500, cast.amina)):
        posted = idea(title, asked=asked, by=by, area=cast.area, now=now)
        actions.nominate(actions.enter(round, posted, by=cast.chen, now=now), by=cast.chen, now=now)
    return round.get_absolute_url()


def test_settled_without_a_vote(cast: Cast, here: str) -> None:
    amina, bram, chen, els = (Visitor(who) for who in (cast.amina, cast.bram, cast.chen, cast.els))
    page = f"{here}zonder-stemmen/"
    give_hat("counter", to=cast.bram, area=cast.area, by=cast.els, now=at(date(2025, 3, 13), hour=12))
    with it_is(14):
        amina_asks_less(amina, here)
        chen.open(f"{here}beheer/").press("Ga zonder stemmen").sees("Er is genoeg voor alles")
        Visitor().open("/gebieden/krakeel/").sees("stemmen is niet nodig")
    with it_is(15):
        for who in (amina, bram, chen):
            for title in (BENCH, MEAL):
                who.open(page).press(f"Teken hiervoor : {title}").sees(f"Je tekende voor {title}")
        Visitor().open(page).sees("3 handtekeningen", "0 van de 3 handtekeningen", "Woon je hier?").sees_not(
            "Teken hiervoor"
        )
        gerda_objects(page)
        Visitor(cast.dalia).open(page).sees_not("Teken hiervoor", "Gerda", "De bank staat")
    with it_is(16):
        two_people_count_a_list(chen, bram, page)
        chen.open("/mijn/").follow("wacht één bezwaar op antwoord").sees(
            "Gerda", "De bank staat voor mijn deur"
        )
        chen.follow("Bel, en antwoord").fill("Wat antwoord je?", "De bank komt twee meter verder.")
        chen.choose("Het bezwaar is weggenomen").press("Antwoord zodat iedereen het kan lezen")
        Visitor().open(page).sees("De bank staat voor mijn deur", "De bank komt twee meter verder", "Chen")
    with it_is(22):
        chen.open(page).sees(f"“{TRACK}” heeft nog één handtekening nodig").within(TRACK)
        chen.press("Ja, ga verder zonder").sees(f"Jullie gaan verder zonder {TRACK}")
        chen.press("Dit staat vast").sees("Jij zei ja").sees_not("Dit staat vast :")
        els.open(page).press("Dit staat vast").sees(
            "Deze 2 ideeën komen er", "Chen en Els stelden het samen vast"
        )
        the_result_is_read(here)
        assert {grant.initiative.title for grant in Grant.objects.all()} == {BENCH, MEAL}
        assert not audit.run(now=at(date(2025, 3, 22), hour=13)).problems
    assert Visitor().open(page).path == here


def amina_asks_less(amina: Visitor, here: str) -> None:
    amina.open(f"{here}avond/").sees("De volgorde is geloot", BENCH).follow(
        f"Terugtreden, of minder vragen : {TRACK}"
    )
    amina.choose("Minder vragen").press("Schrijf dit op").sees("Vul in hoeveel dit idee nog vraagt")
    amina.choose("Minder vragen").fill("Bij minder: hoeveel vraag je dan nog?", "1.000")
    amina.select("Gun je het een ander idee?", MEAL).choose("Bedank wie dit idee bracht bij naam")
    amina.press("Schrijf dit op").sees("€ 1.000 in plaats van € 1.500", f"gunt de rest aan “{MEAL}”")
    Visitor().open(here).sees("Dank je, Amina.")


def gerda_objects(page: str) -> None:
    gerda = Visitor().open(page).follow(f"Ik heb bezwaar : {BENCH}")
    assert not faults(gerda.body)
    gerda.fill("Waarom moet dit niet doorgaan?", "De bank staat voor mijn deur.").press(
        "Verstuur mijn bezwaar"
    )
    assert gerda.value_of("Waarom moet dit niet doorgaan?") == "De bank staat voor mijn deur."
    gerda.fill("Hoe heet je?", "Gerda").fill("Op welk nummer", "06 1234 5678")
    gerda.press("Verstuur mijn bezwaar").sees("Je bezwaar is binnen", "Iemand maakte bezwaar")


def two_people_count_a_list(chen: Visitor, bram: Visitor, page: str) -> None:
    for who, words in ((chen, "bij lijst 1"), (bram, "2 op papier")):
        who.open(page).select("Voor welk idee?", TRACK).fill("Nummer van de lijst", "1")
        who.fill("Hoeveel handtekeningen telde je?", "veel").press("Dit telde ik").sees("Vul het nummer")
        who.fill("Hoeveel handtekeningen telde je?", "2").press("Dit telde ik").sees(words)
        assert not faults(who.body)


def the_result_is_read(here: str) -> None:
    result = Visitor().open(f"{here}uitslag/").sees("Er was genoeg voor alles", "€ 1.500", BENCH, MEAL)
    result.sees("De bank komt twee meter verder.", "Past alles? Dan stemmen we niet.", "3 buren tekenden")
    result.sees_not("Gerda", "06 1234", TRACK + " gaat door")
    assert not faults(result.body)
    assert b"settled_on" in Visitor().open(f"{here}uitslag.json").body
    assert Round.objects.get().phase == "result"
