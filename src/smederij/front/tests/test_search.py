"""Finding things: every room answers, only with what everybody may see, and nothing found invites."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.support.markup import faults

from smederij.agreements import actions as agreements
from smederij.base.money import euros
from smederij.base.search import excerpt
from smederij.gatherings import actions as gatherings
from smederij.initiatives import actions as initiatives
from smederij.initiatives.actions import Draft, Reach
from smederij.people.testing import Cast
from smederij.places.actions import Range, set_postcodes
from smederij.stories import actions as stories

WEEK = timedelta(days=7)
pytestmark = pytest.mark.django_db


def idea(cast: Cast, title: str, text: str = ""):
    draft = Draft(title=title, text=text, asked=euros(100))
    return initiatives.post(draft, area=cast.area, by=cast.amina, reach=None, now=datetime.now(UTC))


def found(client: Client, words: str) -> dict[str, list[str]]:
    answer = client.get("/zoeken/", {"q": words})
    assert faults(answer.content) == []
    return {group.name: [hit.title for hit in group.hits] for group in answer.context["page"].groups}


def test_accents_and_capitals_make_no_difference(cast: Cast, client: Client) -> None:
    idea(cast, "Een café op het plein", "Voor de reünie van de buurt")
    for words in ("cafe", "CAFÉ", "plein café", "reunie"):
        assert found(client, words) == {"initiatives": ["Een café op het plein"]}
    assert found(client, "cafe weg") == {}


def test_what_not_everybody_may_see_is_not_found(cast: Cast, client: Client) -> None:
    now = datetime.now(UTC)
    reach = Reach(name="Piet", phone="0612345678")
    initiatives.post(Draft(title="Een brug"), area=cast.area, by=None, reach=reach, now=now)
    taken_back = idea(cast, "Een brug over de sloot")
    initiatives.withdraw(taken_back, by=cast.amina, now=now)
    assert found(client, "brug") == {}
    assert found(client, "Amina") == {}


def test_areas_stories_gatherings_and_agreements_are_found(cast: Cast, client: Client) -> None:
    now = datetime.now(UTC)
    one = idea(cast, "Een bank")
    words = "Onder de Krakeelse Lindeboom"
    stories.tell(one, title=words, text="Het was mooi.", picture=None, by=cast.amina, now=now)
    gatherings.call(cast.area, title=words, starts_at=now + WEEK, place="Plein", by=cast.chen, now=now)
    agreements.adopt(
        cast.area, text=words, agreed_on=now.date(), agreed_where="Dorpsavond", by=cast.chen, now=now
    )
    assert set(found(client, "krakeelse lindeboom")) == {"stories", "gatherings", "agreements"}
    assert found(client, "krakeel")["places"] == ["Krakeel"]


def test_a_postcode_leads_to_its_area(cast: Cast, client: Client) -> None:
    set_postcodes(cast.area, ranges=[Range("7901AA", "7901ZZ")], by_id=None, now=datetime.now(UTC))
    for typed in ("7901 ab", "7901AB 12", "7901"):
        page = client.get("/zoeken/", {"q": typed}).context["page"]
        assert page.lives == [cast.area]
        assert not page.nothing
    assert client.get("/zoeken/", {"q": "7902"}).context["page"].lives == []


def test_a_slip_is_forgiven_and_said(cast: Cast, client: Client) -> None:
    idea(cast, "Een crossbaan")
    assert found(client, "crosbaan") == {"initiatives": ["Een crossbaan"]}
    assert "Bedoelde je iets hiervan?" in client.get("/zoeken/", {"q": "crosbaan"}).content.decode()
    assert "Bedoelde je iets hiervan?" not in client.get("/zoeken/", {"q": "crossbaan"}).content.decode()


@pytest.mark.parametrize(
    ("words", "url"), [("stemmen", "/stemmen/"), ("Postcode", "/waar/"), ("subsidie", "/idee/")]
)
def test_what_somebody_wants_to_do_is_found(cast: Cast, client: Client, words: str, url: str) -> None:
    answer = client.get("/zoeken/", {"q": words})
    assert url in [sign for _title, sign in answer.context["page"].signs]
    assert faults(answer.content) == []


@pytest.mark.parametrize("words", ["zzzz", "%", "'; drop table", "\x00", "a" * 300, "💡"])
def test_nothing_found_invites(cast: Cast, client: Client, words: str) -> None:
    answer = client.get("/zoeken/", {"q": words})
    page = answer.context["page"]
    assert page.groups == []
    assert page.nothing == bool(page.words)
    assert faults(answer.content) == []


def test_it_costs_the_same_for_three_and_for_three_hundred_and_shows_a_few(
    cast: Cast, client: Client
) -> None:
    def queries(count: int) -> int:
        for number in range(count):
            idea(cast, f"Een bank, nummer {number} van {count}")
        with CaptureQueriesContext(connection) as asked:
            answer = client.get("/zoeken/", {"q": "bank"})
        assert answer.context["page"].groups[0].more is (count > 12)
        return len(asked)

    few = queries(3)
    assert queries(297) == few <= 14


@pytest.mark.parametrize(
    ("text", "words", "said"),
    [
        ("Een korte zin", "zin", "Een korte zin"),
        ("", "zin", ""),
        ("woord " * 60 + "Café hier " + "woord " * 60, "cafe", "Café hier"),
        ("woord " * 60, "niets", "woord woord"),
    ],
)
def test_the_piece_in_which_it_stands(text: str, words: str, said: str) -> None:
    piece = excerpt(text, words)
    assert said in piece
    assert len(piece) <= 152
