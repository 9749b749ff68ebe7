"""The composed pages, over the example municipality: what stands on them, and what they cost."""

from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.support.markup import faults

from smederij.base.money import euros
from smederij.front.cards import Standing, first_sentence
from smederij.initiatives import actions as initiatives
from smederij.initiatives.actions import Draft
from smederij.initiatives.models import Initiative
from smederij.people import actions as people
from smederij.people.testing import Cast, sign_in
from smederij.places.actions import NewArea, add
from smederij.places.models import AreaKind

pytestmark = pytest.mark.django_db


def test_home_shows_what_is_on_and_every_area(example: list[str], client: Client) -> None:
    page = client.get("/").context["page"]
    assert [area.name for area in page.areas] == ["De Weide", "Kerkeveld", "Lage Brug", "Noordscheschut"]
    assert {going.area.name for going in page.voting} >= {"De Weide"}
    assert [going.area.name for going in page.collecting] == ["Kerkeveld"]
    assert all(going.until > datetime.now(UTC) for going in (*page.voting, *page.collecting))
    assert [one.starts_at for one in page.evenings] == sorted(one.starts_at for one in page.evenings)
    assert len(page.ideas) == 3
    assert page.mine == []
    assert page.stories[0].title.startswith("Het podium stond")


def test_who_is_signed_in_finds_their_own_area_first(example: list[str], client: Client) -> None:
    sign_in(client, Initiative.objects.get(title="Een podium voor het dorpsfeest").starter)
    answer = client.get("/")
    assert [area.name for area in answer.context["page"].mine] == ["Lage Brug"]
    assert faults(answer.content) == []


def test_an_area_shows_its_ideas_people_and_past(example: list[str], client: Client) -> None:
    page = client.get("/gebieden/lage-brug/").context["page"]
    assert (len(page.ideas), page.all_ideas) == (6, 7)
    assert [one.name for one in page.people][:1] == ["Grietje"]
    assert page.people[0].roles == "bewaarder van de pot en lid van de smederijgroep"
    assert [one.title for one in page.past] == ["Herfstronde"]


def test_all_ideas_of_an_area_and_how_they_stand(example: list[str], client: Client) -> None:
    answer = client.get("/gebieden/lage-brug/ideeen/")
    states = {card.title: card.state for card in answer.context["page"].ideas}
    assert states["Een podium voor het dorpsfeest"] == "verteld"
    assert states["Gevelbankjes in de Kerkstraat"] == "wordt gemaakt"
    assert states["Een muurschildering op het gemaal"] == "op het stembiljet"
    assert faults(answer.content) == []
    counts = {choice.standing.value: choice.count for choice in answer.context["page"].choices}
    assert sum(counts.values()) == len(states)
    for standing, count in counts.items():
        page = client.get(f"/gebieden/lage-brug/ideeen/?stand={standing}").context["page"]
        assert {card.standing.value for card in page.ideas} == {standing}
        assert len(page.ideas) == count


def test_a_standing_that_is_none_chooses_nothing(cast: Cast, client: Client) -> None:
    page = client.get("/gebieden/krakeel/ideeen/?stand=zomaar").context["page"]
    assert (page.chosen, page.all, page.choices) == (None, 0, [])
    empty = client.get("/gebieden/krakeel/ideeen/?stand=verteld")
    assert empty.context["page"].chosen == Standing.TOLD
    assert faults(empty.content) == []


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


@pytest.mark.parametrize(
    ("path", "most"), [("/", 20), ("/gebieden/krakeel/", 32), ("/gebieden/krakeel/ideeen/", 15)]
)
def test_a_list_costs_the_same_for_three_ideas_and_for_three_hundred(
    cast: Cast, client: Client, path: str, most: int
) -> None:
    def queries(count: int) -> int:
        for number in range(count):
            draft = Draft(title=f"Idee {number} van {count}", asked=euros(100 + number))
            initiatives.post(draft, area=cast.area, by=cast.amina, reach=None, now=datetime.now(UTC))
        with CaptureQueriesContext(connection) as asked:
            answer = client.get(path)
        assert faults(answer.content) == []
        return len(asked)

    few = queries(3)
    assert queries(297) == few <= most


def test_home_costs_the_same_for_three_areas_and_for_thirty(cast: Cast, client: Client) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            assert client.get("/").status_code == 200
        return len(asked)

    few = queries()
    for number in range(30):
        new = NewArea(f"dorp-{number}", f"Dorp {number}", AreaKind.VILLAGE)
        add(new, within=cast.root, by_id=None, now=datetime.now(UTC))
    assert queries() == few


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
