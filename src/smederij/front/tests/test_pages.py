"""The composed pages, over the example municipality: what stands on them, and what they cost."""

from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from smederij.base.money import euros
from smederij.cli.example.load import load
from smederij.front.cards import first_sentence
from smederij.initiatives import actions as initiatives
from smederij.initiatives.actions import Draft
from smederij.initiatives.models import Initiative
from smederij.people import actions as people
from smederij.people.testing import Cast, sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def example() -> list[str]:
    return load(now=datetime.now(UTC), say=lambda _words: None)


def test_home_shows_every_area_and_the_newest_ideas(example: list[str], client: Client) -> None:
    page = client.get("/").context["page"]
    assert [line.area.name for line in page.areas] == ["De Weide", "Kerkeveld", "Lage Brug", "Noordscheschut"]
    assert [bool(line.round) for line in page.areas] == [True, True, True, False]
    assert len(page.ideas) == 6
    assert page.stories[0].title.startswith("Het podium stond")


def test_an_area_shows_its_ideas_people_and_past(example: list[str], client: Client) -> None:
    page = client.get("/gebieden/lage-brug/").context["page"]
    states = {card.title: card.state for card in page.ideas}
    assert states["Een podium voor het dorpsfeest"] == "verteld"
    assert states["Gevelbankjes in de Kerkstraat"] == "wordt gemaakt"
    assert states["Een muurschildering op het gemaal"] == "op het stembiljet"
    assert [one.name for one in page.contacts][:1] == ["Grietje"]
    assert [one.title for one in page.past] == ["Herfstronde"]


def test_every_page_of_the_example_answers_in_both_languages(example: list[str], client: Client) -> None:
    paths = ["/", "/gebieden/de-weide/", "/gebieden/kerkeveld/", "/gebieden/noordscheschut/"]
    paths += [one.get_absolute_url() for one in Initiative.objects.all()]
    for path in paths:
        for prefix in ("/en", ""):
            answer = client.get(prefix + path)
            assert answer.status_code == 200, path
            assert "style=" not in answer.content.decode()


def test_an_idea_nobody_confirmed_is_not_there(cast: Cast, client: Client) -> None:
    reach = initiatives.Reach(name="Piet", phone="0612345678")
    one = initiatives.post(
        Draft(title="Een brug"), area=cast.area, by=None, reach=reach, now=datetime.now(UTC)
    )
    assert client.get(one.get_absolute_url()).status_code == 404
    assert "Een brug" not in client.get(cast.area.get_absolute_url()).content.decode()


def test_an_area_costs_the_same_with_three_ideas_and_with_thirty(cast: Cast, client: Client) -> None:
    def queries(count: int) -> int:
        for number in range(count):
            draft = Draft(title=f"Idee {number} van {count}", asked=euros(100 + number))
            initiatives.post(draft, area=cast.area, by=cast.amina, reach=None, now=datetime.now(UTC))
        with CaptureQueriesContext(connection) as asked:
            assert client.get(cast.area.get_absolute_url()).status_code == 200
        return len(asked)

    few = queries(3)
    assert queries(30) == few <= 30


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", ""),
        ("Zo kan het", "Zo kan het."),
        ("Eerst dit. Dan dat.", "Eerst dit."),
        ("Kan dat?", "Kan dat?"),
        ("regel een\nregel twee", "regel een."),
        ("woord " * 40, "woord " * 18 + "woord…"),
    ],
)
def test_the_first_sentence(text: str, sentence: str) -> None:
    assert first_sentence(text) == sentence


def test_an_idea_of_someone_who_left_is_of_someone(cast: Cast, client: Client) -> None:
    draft = Draft(title="Een brug", asked=euros(900))
    one = initiatives.post(draft, area=cast.area, by=cast.amina, reach=None, now=datetime.now(UTC))
    people.forget(cast.amina, by=cast.amina, now=datetime.now(UTC))
    page = client.get(one.get_absolute_url()).content.decode()
    assert "Iemand deelde het idee." in page
    assert "Niemand draagt dit op dit moment." in page


def test_my_page_shows_what_i_started_and_how_it_stands(example: list[str], client: Client) -> None:
    sign_in(client, Initiative.objects.get(title="Een podium voor het dorpsfeest").starter)
    page = client.get("/mijn/").content.decode()
    assert "Jouw ideeën" in page
    assert "verteld" in page


def test_nobody_is_asked_to_tell_while_people_vote(example: list[str], client: Client) -> None:
    for title, asked in (("Een crossbaan op het lege veld", False), ("Een podium voor het dorpsfeest", True)):
        one = Initiative.objects.get(title=title)
        sign_in(client, one.starter)
        assert ("Vertel hoe het ging" in client.get(one.get_absolute_url()).content.decode()) is asked
