"""The pages: an idea in under a minute, and nothing typed is ever lost."""

from datetime import datetime
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import DjangoAssertNumQueries
from tests.support.markup import faults
from tests.support.visitor import Visitor

from smederij.base import clock
from smederij.base.models import Picture
from smederij.base.money import euros
from smederij.initiatives.actions import Draft, Reach, confirm, post, withdraw
from smederij.initiatives.models import Initiative
from smederij.initiatives.tests.conftest import jpeg
from smederij.people.actions import MOST_KNOCKS
from smederij.people.models import Knock, Login
from smederij.people.testing import Cast, sign_in

POST = "/gebieden/krakeel/idee/"
TYPED = {"title": "Een bank aan de vaart", "name": "Fatima", "phone": "06 1000 0099"}


def _shown(client: Client, data: dict[str, Any], path: str = POST) -> str:
    response = client.post(path, data)
    assert response.status_code == 200
    assert faults(response.content) == []
    return str(response.content.decode())


def test_a_stranger_posts_an_idea_and_hears_who_calls(cast: Cast) -> None:
    visitor = Visitor().open(POST).fill("Je idee in één zin", "Een bank aan de vaart")
    visitor.fill("Hoe heet je?", "Fatima").fill("Je telefoonnummer", "06 1000 0099").press("Deel je idee")
    visitor.sees("Dank je wel, Fatima. Je idee is binnen.", "Els belt je om kennis te maken", "06 1000 0005")
    assert Initiative.objects.unconfirmed().get().starter.phone == "06 1000 0099"
    assert faults(visitor.body) == []


def test_whom_we_know_types_one_sentence(cast: Cast) -> None:
    visitor = Visitor(cast.amina).open(POST).sees_not("Hoe heet je?", "Voor wie?")
    visitor.fill("Je idee in één zin", "Een bank").press("Deel je idee").sees("Je buren zien je idee")
    assert Initiative.objects.shown().get().starter == cast.amina


def test_the_area_worker_writes_down_what_is_said_at_the_door(cast: Cast) -> None:
    visitor = Visitor(cast.els).open(POST).sees("Voor wie?")
    visitor.fill("Je idee in één zin", "Een bank").fill("Van wie is het idee?", "Fatima")
    visitor.fill("Telefoonnummer van die persoon", "06 1000 0099").press("Deel je idee")
    idea = Initiative.objects.shown().get()
    assert (idea.starter.name, idea.entered_by) == ("Fatima", cast.els)


def test_the_area_worker_has_ideas_too(cast: Cast) -> None:
    Visitor(cast.els).open(POST).fill("Je idee in één zin", "Een bank").press("Deel je idee")
    assert Initiative.objects.shown().get().starter == cast.els


def test_more_can_be_told(cast: Cast) -> None:
    visitor = Visitor(cast.amina).open(POST).fill("Je idee in één zin", "Een bank")
    visitor.fill("Een foto", jpeg()).fill("Vertel meer", "Met Bram")
    visitor.fill("Wat staat er op de foto?", "De lege plek").press("Deel je idee").sees("Wat heb je nodig?")
    visitor.fill("Handen", "twee gravers").fill("Geld", "€ 1.500").press("Zet dit bij mijn idee")
    visitor.sees("Mooi. Buren zien wat er nodig is.")
    assert visitor.value_of("Handen") == "twee gravers"
    idea = Initiative.objects.get()
    assert (idea.text, idea.asked, [need.words for need in idea.needs.all()]) == (
        "Met Bram",
        euros(1500),
        ["twee gravers"],
    )
    assert idea.picture is not None
    assert idea.picture.alt == "De lege plek"


def test_nothing_asks_for_lines(cast: Cast, client: Client) -> None:
    text = Visitor().open(POST).text.lower()
    assert [
        word for word in ("begroting", "kostenpost", "offerte", "regels", "specific") if word in text
    ] == []


def test_sending_twice_makes_one_idea_and_one_photo(cast: Cast, client: Client) -> None:
    for _ in range(2):
        response = client.post(POST, {**TYPED, "key": "a" * 32, "picture": jpeg()}, follow=True)
        assert "Dank je wel, Fatima" in response.content.decode()
    assert Initiative.objects.count() == 1
    assert Picture.objects.count() == 1


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"title": ""}, "Schrijf één zin over je idee."),
        ({"title": "x" * 141}, "nu zijn het er 141"),
        ({"name": ""}, "Vertel hoe je heet"),
        ({"phone": ""}, "Laat je telefoonnummer of je e-mailadres achter"),
        ({"phone": "bel maar"}, "bijvoorbeeld 06 12 34 56 78"),
        ({"phone": "1"}, "bijvoorbeeld 06 12 34 56 78"),
        ({"email": "fatima"}, "bijvoorbeeld amina@example.org"),
        ({"text": "x" * 4001}, "nu zijn het er 4001"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(
    cast: Cast, client: Client, wrong: dict[str, str], sentence: str
) -> None:
    typed = {**TYPED, "text": "Met Bram en Joop", **wrong}
    html = _shown(client, typed)
    assert sentence in html
    for value in typed.values():
        assert value in html
    assert not Initiative.objects.exists()


@pytest.mark.parametrize(
    "file",
    [
        SimpleUploadedFile("virus.jpg", b"MZ\x90\x00" * 50, content_type="image/jpeg"),
        SimpleUploadedFile("leeg.jpg", b"", content_type="image/jpeg"),
        SimpleUploadedFile(
            "tekening.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>", content_type="image/svg+xml"
        ),
        SimpleUploadedFile("half.jpg", jpeg(size=(400, 300)).read()[:300], content_type="image/jpeg"),
    ],
    ids=lambda file: str(file.name),
)
def test_a_file_that_is_no_photo_loses_nothing(cast: Cast, client: Client, file: SimpleUploadedFile) -> None:
    file.seek(0)
    html = _shown(client, {**TYPED, "picture": file})
    assert "We kunnen dit bestand niet openen als foto." in html
    assert TYPED["title"] in html
    assert not Initiative.objects.exists()
    assert not Picture.objects.exists()


def test_a_photo_beside_a_mistake_is_kept(cast: Cast, client: Client) -> None:
    page = client.post(POST, {**TYPED, "title": "", "picture": jpeg()})
    assert "Je foto is bewaard" in page.content.decode()
    client.post(POST, {**TYPED, "bewaard": page.context["kept"]})
    idea = Initiative.objects.get()
    assert idea.picture is not None
    assert (idea.picture.alt, idea.picture.owner_id) == (TYPED["title"], idea.starter_id)
    assert Knock.objects.count() == 1
    client.post(POST, {**TYPED, "title": "Nog iets", "bewaard": page.context["kept"]})
    assert (Initiative.objects.get(title="Nog iets").picture, Knock.objects.count()) == (None, 2)


def test_what_the_action_refuses_stays_on_the_form(cast: Cast, client: Client) -> None:
    sign_in(client, cast.els)
    html = _shown(client, {"title": "Een bank", "email": "fatima@example.org"})
    assert "Vertel hoe die persoon heet" in html
    assert "fatima@example.org" in html


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"asked": "ongeveer 900"}, "Vul een bedrag in, bijvoorbeeld 900."),
        ({"asked": "0"}, "Vul een bedrag in, bijvoorbeeld 900."),
        ({"asked": "99999999999999"}, "Vul een bedrag in, bijvoorbeeld 900."),
        ({"hands": "x" * 141}, "nu zijn het er 141"),
    ],
)
def test_what_would_help_is_asked_after_posting(
    cast: Cast, client: Client, wrong: dict[str, str], sentence: str
) -> None:
    """In the order of the house; by whoever posted it, until everybody sees it."""
    thanks = client.post(POST, TYPED)["Location"]
    page = client.get(thanks)
    names = [bound.name for bound in page.context["page"].form]
    assert names == ["hands", "things", "place", "mind", "asked"]
    assert faults(page.content.decode()) == []
    page = client.post(thanks, {"place": "bij de brug", **wrong})
    assert page.status_code == 200
    for words in (sentence, "bij de brug", *wrong.values()):
        assert words in page.content.decode()
    assert client.post(thanks, {"place": "bij de brug", "asked": "900"}).status_code == 302
    idea = Initiative.objects.get()
    assert (idea.asked, idea.text, [need.words for need in idea.needs.all()]) == (
        euros(900),
        "",
        ["bij de brug"],
    )
    confirm(idea, by=cast.els, now=clock.now())
    client.post(thanks, {"place": "ergens anders"})
    assert [need.words for need in idea.needs.all()] == ["bij de brug"]
    assert client.get(thanks).context["page"].form is None


def test_the_code_goes_where_they_said_and_only_here(cast: Cast, client: Client) -> None:
    thanks = client.post(POST, {**TYPED, "phone": "", "email": "fatima@example.org"})["Location"]
    assert 'name="reach" value="fatima@example.org"' in client.get(thanks).content.decode()
    elsewhere = Client().get(thanks).content.decode()
    assert "fatima@example.org" not in elsewhere
    assert "Bevestig het zelf met een code" in elsewhere
    cast.amina.email, cast.amina.phone = "fatima@example.org", "06 1000 0077"
    cast.amina.save()
    Initiative.objects.update(starter=cast.amina)  # known by now: what was not typed here is not told
    client.post(POST, {**TYPED, "phone": "", "email": "fatima@example.org"})
    assert "06 1000 0077" not in client.get(thanks).content.decode()
    landline = client.post(POST, {**TYPED, "title": "Nog iets", "phone": "0528 29 19 11"})["Location"]
    assert "met een code" not in client.get(landline).content.decode()


def test_the_thank_you_page_is_of_who_posted(cast: Cast, client: Client) -> None:
    for token in ("geraden", "1:abc:def"):
        assert client.get(f"{POST}{token}/").status_code == 302
    assert client.get("/gebieden/nergens/idee/").status_code == 404


@pytest.mark.parametrize(
    ("who", "status"),
    [("nobody", 302), ("amina", 404), ("dalia", 404), ("noor", 404), ("chen", 200), ("els", 200)],
)
def test_who_may_open_the_page_to_confirm(cast: Cast, waiting: Initiative, who: str, status: int) -> None:
    client = Client()
    if who != "nobody":
        sign_in(client, cast.people[who])
    response = client.get(f"/ideeen/{waiting.public_id}/bevestigen/")
    assert response.status_code == status
    assert (b"Samen eten" in response.content) == (status == 200)


def test_one_button_confirms(cast: Cast, waiting: Initiative) -> None:
    visitor = Visitor(cast.els).open(f"/ideeen/{waiting.public_id}/bevestigen/").sees("06 1000 0099")
    assert faults(visitor.body) == []
    visitor.press("Ik sprak Fatima: laat het idee zien")
    assert Initiative.objects.shown().get().confirmed_by == cast.els


def test_the_starter_changes_an_idea_and_keeps_what_was_there(cast: Cast, now: datetime) -> None:
    draft = Draft("Een bank", text="Zomaar", asked=euros(900), needs=[("hands", "twee gravers")])
    idea = post(draft, area=cast.area, by=cast.amina, reach=None, now=now)
    visitor = Visitor(cast.amina).open(f"/ideeen/{idea.public_id}/wijzigen/")
    assert faults(visitor.body) == []
    assert (visitor.value_of("Handen"), visitor.value_of("Geld")) == ("twee gravers", "900")
    visitor.fill("Je idee in één zin", "Twee banken").press("Bewaar dit")
    idea.refresh_from_db()
    assert (idea.title, idea.text, idea.asked) == ("Twee banken", "Zomaar", euros(900))
    assert [need.words for need in idea.needs.all()] == ["twee gravers"]


def test_a_wrong_change_keeps_what_was_typed(cast: Cast, idea: Initiative, client: Client) -> None:
    sign_in(client, cast.amina)
    path = f"/ideeen/{idea.public_id}/wijzigen/"
    html = _shown(client, {"title": "", "text": "Lang over nagedacht"}, path)
    assert "Schrijf één zin over je idee." in html
    assert "Lang over nagedacht" in html


def test_a_signed_out_change_can_be_sent_again(cast: Cast, idea: Initiative, client: Client) -> None:
    response = client.post(
        f"/ideeen/{idea.public_id}/wijzigen/", {"title": "Twee banken", "text": "Lang over nagedacht"}
    )
    assert response.status_code == 403
    assert "Lang over nagedacht" in response.content.decode()


@pytest.mark.parametrize(
    ("who", "status"), [("bram", 403), ("dalia", 403), ("noor", 403), ("amina", 302), ("els", 302)]
)
def test_who_may_take_it_back(cast: Cast, idea: Initiative, client: Client, who: str, status: int) -> None:
    sign_in(client, cast.people[who])
    assert client.get(f"/ideeen/{idea.public_id}/intrekken/").status_code == 405
    assert client.post(f"/ideeen/{idea.public_id}/intrekken/").status_code == status
    idea.refresh_from_db()
    assert (idea.withdrawn_at is not None) == (status == 302)


def test_what_was_taken_back_cannot_be_changed(
    cast: Cast, idea: Initiative, client: Client, now: datetime
) -> None:
    sign_in(client, cast.amina)
    withdraw(idea, by=cast.amina, now=now)
    assert client.get(f"/ideeen/{idea.public_id}/wijzigen/").status_code == 410


@pytest.mark.parametrize("number", [3, 300])
def test_the_list_of_whom_to_call_takes_two_questions(
    cast: Cast, now: datetime, number: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    from smederij.initiatives import queries

    starter = post(
        Draft("0"), area=cast.area, by=None, reach=Reach("Fatima", "06 1000 0099"), now=now
    ).starter
    Initiative.objects.bulk_create(
        Initiative(area=cast.area, title=str(one), scene="bench", starter=starter, posted_at=now)
        for one in range(1, number)
    )
    with django_assert_num_queries(2):
        assert len(queries.to_call(cast.els.pk, now=now)) == number


@pytest.mark.parametrize("number", [3, 300])
def test_a_page_with_many_needs_asks_no_more(
    cast: Cast,
    waiting: Initiative,
    client: Client,
    number: int,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    from smederij.initiatives.models import Need

    Need.objects.bulk_create(Need(initiative=waiting, kind="hands", words=str(one)) for one in range(number))
    sign_in(client, cast.els)
    with django_assert_max_num_queries(12):
        assert client.get(f"/ideeen/{waiting.public_id}/bevestigen/").status_code == 200


def test_in_english_too(cast: Cast) -> None:
    Visitor().open("/en/gebieden/krakeel/idee/").sees("What is your idea?", "How can we reach you?")


def test_a_flood_from_one_network_is_asked_to_call_and_loses_nothing(cast: Cast, client: Client) -> None:
    typed = {"name": "Piet", "phone": "06 1234 5678"}
    for number in range(MOST_KNOCKS):
        assert (
            client.post(POST, {"title": f"Idee {number}", "key": f"{number:032x}", **typed}).status_code
            == 302
        )
    photo = SimpleUploadedFile("foto.jpg", b"never opened")
    page = client.post(POST, {"title": "Nog een idee", "key": "f" * 32, "picture": photo, **typed})
    assert page.status_code == 200
    assert "picture" not in page.context["form"].errors
    assert "Nog een idee" in page.content.decode()
    assert Initiative.objects.count() == MOST_KNOCKS


def test_who_left_only_an_address_is_not_told_to_wait_for_a_call(cast: Cast, client: Client) -> None:
    thanks = client.post(POST, {**TYPED, "phone": "", "email": "fatima@example.org"})["Location"]
    assert "Els belt of mailt je om kennis te maken" in client.get(thanks).content.decode()
    idea = Initiative.objects.get()
    visitor = Visitor(cast.els).open("/mijn/").sees("Mail Fatima, en bevestig het idee")
    visitor.open(f"/ideeen/{idea.public_id}/bevestigen/").sees("Mail Fatima", "fatima@example.org")


def test_whoever_comes_in_another_way_finds_their_own_idea_and_shows_it(cast: Cast, client: Client) -> None:
    """Coming in with a code from any page, not from the page that thanked: the idea is not lost."""
    thanks = client.post(POST, {**TYPED, "phone": "", "email": "fatima@example.org"})["Location"]
    idea = Initiative.objects.get()
    idea.starter.logins.add(Login.objects.create(email="fatima@example.org"))
    fatima = Visitor(idea.starter).open("/mijn/")
    fatima.sees("Nog niemand ziet je idee ‘Een bank aan de vaart’: laat het je buren zien")
    assert b"/bevestigen/" in fatima.open(thanks).body
    fatima.open(f"/ideeen/{idea.public_id}/bevestigen/").press("Laat het mijn buren zien")
    assert Initiative.objects.shown().get() == idea
    assert b"Nog niemand ziet" not in fatima.open("/mijn/").body
    assert b"Nog niemand ziet" not in Visitor(cast.amina).open("/mijn/").body
