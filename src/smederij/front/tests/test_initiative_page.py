"""The page of an initiative: where it stands, who carries it, and one thing to do for whoever looks."""

import io
import json
from datetime import datetime
from zipfile import ZipFile

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.support.markup import faults
from tests.support.visitor import Visitor

from smederij.initiatives import actions
from smederij.initiatives.actions import Draft, Hurdle, Reach
from smederij.initiatives.models import Initiative
from smederij.people import actions as people
from smederij.people.models import Actor
from smederij.people.testing import Cast, sign_in
from smederij.stories import actions as stories

pytestmark = pytest.mark.django_db


@pytest.fixture
def idea(cast: Cast, now: datetime) -> Initiative:
    return actions.post(Draft("Een bank"), area=cast.area, by=cast.amina, reach=None, now=now)


def _main(client: Client, idea: Initiative, actor: Actor | None) -> str:
    if actor is not None:
        sign_in(client, actor)
    page = client.get(idea.get_absolute_url())
    assert faults(page.content) == []
    assert page.content.decode().count('class="btn"') <= 1
    return str(page.context["page"].main)


WHO = ["nobody", "bram", "amina", "els"]


@pytest.mark.parametrize(
    ("state", "mains"),
    [
        ("posted", ["support", "support", "begin", "call"]),
        ("needs", ["needs", "needs", "begin", "call"]),
        ("begun", ["support", "support", "update", "call"]),
        ("finished", ["", "", "tell", ""]),
        ("stopped", ["", "", "", ""]),
        ("alone", ["take_over", "take_over", "take_over", ""]),
    ],
)
def test_one_thing_to_do(cast: Cast, idea: Initiative, now: datetime, state: str, mains: list[str]) -> None:
    if state == "needs":
        actions.change(idea, Draft("Een bank", needs=[("hands", "twee")]), by=cast.amina, now=now)
    if state in {"begun", "finished"}:
        actions.begin(idea, by=cast.amina, now=now)
    if state == "finished":
        actions.finish(idea, by=cast.amina, now=now)
    if state == "stopped":
        actions.stop(idea, why="Te druk", by=cast.amina, now=now)
    if state == "alone":
        actions.lay_down(idea, by=cast.amina, now=now)
    assert [_main(Client(), idea, cast.people.get(who)) for who in WHO] == mains


def test_what_waits_is_confirmed_first(cast: Cast, now: datetime) -> None:
    waiting = actions.post(
        Draft("Soep"), area=cast.area, by=None, reach=Reach("Fatima", "06 1000 0099"), now=now
    )
    assert _main(Client(), waiting, cast.els) == "confirm"


def _live(cast: Cast, idea: Initiative, now: datetime, count: int) -> None:
    for number in range(count):
        actions.update(idea, text=f"Dag {number} van {count}", picture=None, by=cast.els, now=now)
        neighbour = people.meet(f"Buur{number}", now=now)
        actions.remark(idea, text=f"Mooi {number}", by=neighbour, reach=None, now=now)
        actions.stand_behind(idea, named=True, by=neighbour, now=now)


@pytest.mark.parametrize("address", ["", "?alles=1"])
def test_it_costs_the_same_with_three_and_with_three_hundred(
    cast: Cast, idea: Initiative, now: datetime, client: Client, address: str
) -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as asked:
            assert client.get(f"{idea.get_absolute_url()}{address}").status_code == 200
        return len(asked)

    sign_in(client, cast.amina)
    _live(cast, idea, now, 3)
    few = cost()
    _live(cast, idea, now, 300)
    assert cost() == few <= 45


def test_what_is_long_ago_is_one_tap_away(
    cast: Cast, idea: Initiative, now: datetime, client: Client
) -> None:
    _live(cast, idea, now, 9)
    page = client.get(idea.get_absolute_url())
    assert (page.context["page"].older, page.context["page"].remarks.older) == (3, 3)
    assert "Dag 2 van 9" not in page.content.decode()
    whole = client.get(f"{idea.get_absolute_url()}?alles=1")
    assert "Dag 0 van 9" in whole.content.decode()
    assert faults(whole.content) == []


def test_an_obstacle_stands_in_the_open_with_whom_to_call(
    cast: Cast, idea: Initiative, now: datetime, client: Client
) -> None:
    hurdle = Hurdle(words="De kade is zacht.", owner=cast.els, step="Els meet.", days=2, told=True)
    actions.raise_obstacle(idea, hurdle, by=cast.noor, now=now)
    page = client.get(idea.get_absolute_url())
    words = page.content.decode()
    for piece in ("De kade is zacht.", "Els meet.", "06 1000 0005", "Noor belde hierover"):
        assert piece in words
    assert [one.late for one in page.context["page"].hurdles] == [True]  # that was last year
    assert "Er had op" in words


def test_whoever_takes_it_over_carries_it_alone(cast: Cast, idea: Initiative, now: datetime) -> None:
    actions.lay_down(idea, by=cast.amina, now=now)
    actions.offer_to_carry(idea, by=cast.bram, now=now)
    els = Visitor(cast.els).open("/mijn/").follow("Bram wil").press("Ja, graag")
    els.sees("Bram draagt het, vanaf nu.")


def test_what_goes_along_has_no_empty_headings(cast: Cast, idea: Initiative, client: Client) -> None:
    sign_in(client, cast.amina)
    page, _whole = _unpacked(client, idea)
    assert "Wat er gebeurde" not in page
    assert "img{max-width:100%" in page  # a photo fits the phone on which it is opened


def _unpacked(client: Client, idea: Initiative) -> tuple[str, dict[str, object]]:
    answer = client.get(f"{idea.get_absolute_url()}meenemen/")
    assert answer["Content-Type"] == "application/zip"
    box = ZipFile(io.BytesIO(b"".join(answer.streaming_content)))  # type: ignore[attr-defined]
    return box.read("index.html").decode(), json.loads(box.read("initiatief.json"))


def test_the_page_goes_along_without_names_of_neighbours(
    cast: Cast, idea: Initiative, now: datetime, client: Client
) -> None:
    actions.begin(idea, by=cast.amina, now=now)
    actions.update(idea, text="Het gat is er.", picture=None, by=cast.amina, now=now)
    actions.remark(idea, text="Wat mooi!", by=cast.bram, reach=None, now=now)
    hidden = actions.remark(idea, text="Lelijk", by=cast.bram, reach=None, now=now)
    actions.hide_remark(hidden, why="Dat kan aardiger.", by=cast.amina, now=now)
    actions.stand_behind(idea, named=True, by=cast.bram, now=now)
    sign_in(client, cast.amina)
    page, whole = _unpacked(client, idea)
    assert ("Het gat is er." in page, "Wat mooi!" in page, "1 buur stond erachter" in page) == (True,) * 3
    for word in ("Bram", "Lelijk", "06 1000"):
        assert word not in page + json.dumps(whole)
    assert (whole["title"], whole["supporters"]) == ("Een bank", 1)
    assert datetime.fromisoformat(str(whole["begun_at"])) == now


@pytest.mark.parametrize(("who", "status"), [("amina", 200), ("els", 200), ("bram", 403), ("noor", 403)])
def test_only_who_made_it_takes_it_along(
    cast: Cast, idea: Initiative, client: Client, who: str, status: int
) -> None:
    sign_in(client, cast.people[who])
    assert client.get(f"{idea.get_absolute_url()}meenemen/").status_code == status


def test_who_handed_it_over_still_takes_along_what_they_made(
    cast: Cast, idea: Initiative, now: datetime, client: Client
) -> None:
    actions.lay_down(idea, by=cast.amina, now=now)
    sign_in(client, cast.amina)
    assert client.get(f"{idea.get_absolute_url()}meenemen/").status_code == 200


def test_what_was_told_of_is_not_called_not_begun(cast: Cast, idea: Initiative, now: datetime) -> None:
    """Who does it may forget to say that they began; the page then says nothing that is untrue."""
    visitor = Visitor().open(idea.get_absolute_url()).sees("Een idee van Amina. Nog niet begonnen.")
    stories.tell(idea, title="De bank staat", text="Hij staat.", picture=None, by=cast.amina, now=now)
    visitor.open(idea.get_absolute_url()).sees("Hoe het ging, staat hieronder.", "De bank staat")
    assert "Nog niet begonnen" not in visitor.body.decode()
