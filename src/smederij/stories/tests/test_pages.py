"""A story one wants to read, and a form that loses nothing."""

from datetime import datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import DjangoAssertNumQueries
from tests.support.markup import faults
from tests.support.visitor import Visitor

from smederij.base.models import Picture
from smederij.initiatives.actions import withdraw as withdraw_idea
from smederij.initiatives.models import Initiative
from smederij.people.testing import Cast, sign_in
from smederij.stories.actions import tell, withdraw
from smederij.stories.models import Story
from smederij.stories.tests.conftest import TEXT, TITLE, jpeg


def test_amina_tells_how_it_went(cast: Cast, idea: Initiative) -> None:
    visitor = Visitor(cast.amina).open(f"/ideeen/{idea.public_id}/vertel/")
    assert faults(visitor.body) == []
    visitor.fill("Wat gebeurde er?", TEXT).fill("Geef je verhaal een titel", TITLE)
    visitor.fill("Een foto", jpeg()).fill("Wat staat er op de foto?", "Het podium").press("Vertel het")
    visitor.sees(TITLE, "Om zes uur stond er een podium.", "Verteld door Amina")
    assert 'alt="Het podium"' in visitor.body.decode()
    assert faults(visitor.body) == []


def test_els_writes_it_down_for_amina(cast: Cast, idea: Initiative) -> None:
    visitor = (
        Visitor(cast.els).open(f"/ideeen/{idea.public_id}/vertel/").sees("Je schrijft dit op voor Amina")
    )
    visitor.fill("Wat gebeurde er?", TEXT).fill("Geef je verhaal een titel", TITLE).press("Vertel het")
    visitor.sees("Verteld door Amina", "Opgeschreven door Els")


@pytest.mark.parametrize(
    ("who", "status"),
    [("nobody", 302), ("bram", 403), ("dalia", 403), ("noor", 403), ("chen", 200), ("amina", 200)],
)
def test_who_may_open_the_form(cast: Cast, idea: Initiative, client: Client, who: str, status: int) -> None:
    if who != "nobody":
        sign_in(client, cast.people[who])
    assert client.get(f"/ideeen/{idea.public_id}/vertel/").status_code == status


def test_a_story_is_for_everyone(cast: Cast, story: Story, client: Client) -> None:
    response = client.get(story.get_absolute_url())
    assert response.status_code == 200
    assert response.context["page"].may_withdraw is False
    assert "terugnemen" not in response.content.decode()


def test_words_are_words(cast: Cast, idea: Initiative, client: Client, now: datetime) -> None:
    told = tell(idea, title="<b>x", text="<script>alert(1)</script>", picture=None, by=cast.amina, now=now)
    html = client.get(told.get_absolute_url()).content.decode()
    assert "<script>alert" not in html
    assert "&lt;script&gt;" in html


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"title": ""}, "Geef je verhaal een titel."),
        ({"title": "x" * 141}, "nu zijn het er 141"),
        ({"text": ""}, "Een paar zinnen zijn genoeg."),
        ({"text": "x" * 20_001}, "nu zijn het er 20001"),
        ({"picture_alt": "x" * 301}, "nu zijn het er 301"),
        (
            {"picture": SimpleUploadedFile("x.jpg", b"geen foto")},
            "We kunnen dit bestand niet openen als foto.",
        ),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(
    cast: Cast, idea: Initiative, client: Client, wrong: dict[str, str | SimpleUploadedFile], sentence: str
) -> None:
    sign_in(client, cast.amina)
    typed = {"title": TITLE, "text": "Om vier uur lag er niets.", "picture_alt": "Het podium", **wrong}
    response = client.post(f"/ideeen/{idea.public_id}/vertel/", typed)
    html = response.content.decode()
    assert sentence in html
    assert all(value in html for value in typed.values() if isinstance(value, str))
    assert faults(html) == []
    assert not Story.objects.exists()
    assert not Picture.objects.exists()


def test_another_story_with_that_title_keeps_the_words_and_the_photo(
    cast: Cast, idea: Initiative, story: Story, client: Client
) -> None:
    sign_in(client, cast.amina)
    typed = {"title": TITLE, "text": "Een heel ander verhaal", "picture": jpeg()}
    html = client.post(f"/ideeen/{idea.public_id}/vertel/", typed).content.decode()
    assert "Er is al een verhaal met deze titel." in html
    assert "Een heel ander verhaal" in html
    assert "Je foto is bewaard" in html


def test_a_signed_out_story_can_be_sent_again(cast: Cast, idea: Initiative, client: Client) -> None:
    response = client.post(f"/ideeen/{idea.public_id}/vertel/", {"title": TITLE, "text": "Lang aan gewerkt"})
    assert response.status_code == 403
    assert "Lang aan gewerkt" in response.content.decode()


def test_the_teller_takes_it_back(cast: Cast, story: Story, client: Client) -> None:
    visitor = Visitor(cast.amina).open(story.get_absolute_url())
    visitor.press("Ja, neem het terug").sees("Het verhaal is teruggenomen.")
    assert client.get(story.get_absolute_url()).status_code == 410


@pytest.mark.parametrize(("who", "status"), [("bram", 403), ("dalia", 403), ("noor", 403), ("els", 302)])
def test_who_may_take_it_back(cast: Cast, story: Story, client: Client, who: str, status: int) -> None:
    sign_in(client, cast.people[who])
    assert client.post(f"{story.get_absolute_url()}intrekken/").status_code == status


def test_when_the_idea_is_gone_the_story_stays(
    cast: Cast, idea: Initiative, story: Story, client: Client, now: datetime
) -> None:
    withdraw_idea(idea, by=cast.amina, now=now)
    response = client.get(story.get_absolute_url())
    assert response.context["page"].initiative is None
    assert "Een podium" not in response.content.decode()


def test_what_is_gone_is_gone(cast: Cast, story: Story, client: Client, now: datetime) -> None:
    assert client.get("/verhalen/nergens/").status_code == 404
    withdraw(story, by=cast.amina, now=now)
    response = client.get(story.get_absolute_url())
    assert response.status_code == 410
    assert "podium" not in response.content.decode()


def test_a_story_takes_few_questions(
    cast: Cast, story: Story, client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_max_num_queries(5):
        client.get(story.get_absolute_url())


def test_what_was_sent_without_anything_in_it_is_asked_for_again(
    cast: Cast, idea: Initiative, story: Story, client: Client
) -> None:
    """A line that broke, or a program: nothing at all came along."""
    sign_in(client, cast.amina)
    for path in (f"/ideeen/{idea.public_id}/vertel/", f"/verhalen/{story.public_id}/anders/"):
        page = client.post(path, {})
        assert page.status_code == 200
        assert "Geef je verhaal een titel" in page.content.decode()
