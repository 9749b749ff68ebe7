"""Every page: who gets it, what it says, and that typed words survive."""

from datetime import datetime, timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoAssertNumQueries
from tests.support.markup import faults

from smederij.base.refusals import Refusal
from smederij.people import access, actions, queries
from smederij.people.models import Actor, CallBack, Hat, HatKind
from smederij.people.testing import Cast, sign_in

CALL_ME = "/gebieden/krakeel/bel-mij/"
TASKS = "/gebieden/krakeel/mensen/taken/"
PEOPLE = "/gebieden/krakeel/mensen/"
PIET = {"name": "Piet", "phone": "06 1234 5678", "about": "de bank"}


def as_(actor: Actor | None) -> Client:
    client = Client()
    if actor is not None:
        sign_in(client, actor)
    return client


@pytest.fixture
def asked(cast: Cast, now: datetime) -> CallBack:
    return actions.ask_call(cast.area, **PIET, by=None, now=now)


def statuses(cast: Cast, path: str) -> dict[str, int]:
    people = {"nobody": None, **cast.people}
    return {name: as_(actor).get(path).status_code for name, actor in people.items()}


def test_open_pages_are_open_to_all(cast: Cast, client: Client) -> None:
    for path in (CALL_ME, f"{CALL_ME}gevraagd/", "/inloggen/", "/vergeten/"):
        assert client.get(path).status_code == 200
        assert client.get(f"/en{path}").status_code == 200
    assert client.get("/gebieden/bestaat-niet/bel-mij/").status_code == 404


@pytest.mark.parametrize(
    "path", ["/mijn/", "/mijn/welkom/", "/mijn/wijzigen/", "/mijn/gegevens.json", "/mijn/vergeet-mij/"]
)
def test_my_pages_are_mine(cast: Cast, client: Client, path: str) -> None:
    assert client.get(path)["Location"] == f"/inloggen/?next={path}"
    mine = as_(cast.amina).get(path)
    assert mine.status_code == 200
    assert "no-store" in mine["Cache-Control"]


def test_the_page_of_hats_is_for_area_workers_and_administrators(cast: Cast) -> None:
    got = statuses(cast, TASKS)
    assert got == {**dict.fromkeys(cast.people, 403), "nobody": 302, "els": 200, "ada": 200}
    assert statuses(cast, "/gebieden/de-weide/mensen/taken/")["els"] == 403


def test_a_question_to_call_exists_only_for_who_may_call(cast: Cast, asked: CallBack) -> None:
    got = statuses(cast, f"/bellen/{asked.public_id}/")
    assert got == {**dict.fromkeys(cast.people, 404), "nobody": 302, "chen": 200, "els": 200, "ada": 200}


def test_who_was_away_loses_nothing_typed(cast: Cast, client: Client) -> None:
    page = client.post("/mijn/wijzigen/", {"name": "Amina the Great"})
    assert page.status_code == 403
    assert b"Amina the Great" in page.content


def test_asking_to_be_called(cast: Cast, client: Client) -> None:
    assert client.post(CALL_ME, PIET)["Location"] == f"{CALL_ME}gevraagd/"
    asked = CallBack.objects.get()
    assert (asked.name, asked.phone, asked.about, asked.asked_by) == (*PIET.values(), None)
    sign_in(client, cast.amina)
    assert b'value="06 1000 0001"' in client.get(CALL_ME).content
    client.post(CALL_ME, {**PIET, "about": "de heg"})
    assert CallBack.objects.get(about="de heg").asked_by == cast.amina


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("name", ""),
        ("name", "x" * 81),
        ("name", "Piet\x00"),
        ("phone", ""),
        ("phone", "morgen"),
        ("phone", "0612"),
        ("phone", "06 1234 5678 9012 3456 7890"),
        ("about", "x" * 301),
    ],
)
def test_what_cannot_be_read_stays_in_the_box(cast: Cast, client: Client, field: str, typed: str) -> None:
    page = client.post(CALL_ME, {**PIET, field: typed})
    assert page.status_code == 200
    form = page.context["page"].form
    assert set(form.errors) == {field}
    assert form[field].value() == typed
    assert not CallBack.objects.exists()


@pytest.mark.parametrize("phone", ["06-12345678", "+31 6 12345678", "(0528) 291911", "0031612345678"])
def test_numbers_as_people_write_them(cast: Cast, client: Client, phone: str) -> None:
    assert client.post(CALL_ME, {**PIET, "phone": phone}).status_code == 302
    assert CallBack.objects.get().phone == phone


def test_a_flood_keeps_what_was_typed(cast: Cast, client: Client) -> None:
    for number in range(actions.MOST_KNOCKS):
        assert client.post(CALL_ME, {**PIET, "about": str(number)}).status_code == 302
    page = client.post(CALL_ME, {**PIET, "about": "the last one"})
    assert page.status_code == 200
    assert page.context["page"].form.non_field_errors()
    assert b"the last one" in page.content
    sign_in(client, cast.amina)
    assert client.post(CALL_ME, {**PIET, "about": "known here"}).status_code == 302


def test_ticking_off_on_the_page(cast: Cast, asked: CallBack) -> None:
    els = as_(cast.els)
    assert f"/bellen/{asked.public_id}/" in els.get("/mijn/").content.decode()
    assert b'href="tel:0612345678"' in els.get(f"/bellen/{asked.public_id}/").content
    assert els.post(f"/bellen/{asked.public_id}/")["Location"] == "/mijn/"
    assert f"/bellen/{asked.public_id}/" not in els.get("/mijn/").content.decode()
    assert as_(cast.amina).post(f"/bellen/{asked.public_id}/").status_code == 404


def test_my_page_says_what_i_am(cast: Cast) -> None:
    page = as_(cast.chen).get("/mijn/").context["page"]
    assert [(hat.kind, hat.area.slug) for hat in page.hats] == [
        (kind, "krakeel") for kind in ("resident", "group", "keeper")
    ]
    assert page.people_areas == []
    assert [area.slug for area in as_(cast.els).get("/mijn/").context["page"].people_areas] == ["krakeel"]


def test_my_page_asks_the_same_for_three_and_for_thirty(
    cast: Cast, now: datetime, asked: CallBack, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    els = as_(cast.els)
    els.get("/mijn/")
    with CaptureQueriesContext(connection) as few:
        els.get("/mijn/")
    for number in range(30):
        actions.ask_call(
            cast.area, name=f"P{number}", phone="0612345678", about=str(number), by=None, now=now
        )
    with django_assert_num_queries(len(few)):
        els.get("/mijn/")


def test_the_page_of_hats_asks_the_same_for_three_and_for_thirty(
    cast: Cast, now: datetime, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    els = as_(cast.els)
    with CaptureQueriesContext(connection) as few:
        els.get(TASKS)
    for number in range(30):
        actor = actions.meet(f"P{number}", now=now)
        actions.give_hat(HatKind.RESIDENT, to=actor, area=cast.area, by=cast.els, now=now)
    with django_assert_num_queries(len(few)):
        assert els.get(TASKS).context["page"].hats.paginator.count == 36
    for number in range(30):
        actor = actions.meet(f"Q{number}", now=now)
        actions.give_hat(HatKind.RESIDENT, to=actor, area=cast.area, by=cast.els, now=now)
    assert len(els.get(TASKS).context["page"].hats) == 50
    assert len(els.get(f"{TASKS}?pagina=2").context["page"].hats) == 16
    assert els.get(f"{TASKS}?pagina=x").status_code == 200


def test_changing_how_others_see_me(cast: Cast) -> None:
    chen = as_(cast.chen)
    sent = {"name": "Chen W.", "phone": "06 1000 0033", "where": "Dinsdags in het schooltje"}
    assert chen.post("/mijn/wijzigen/", sent)["Location"] == "/mijn/"
    me = Actor.objects.get(pk=cast.chen.pk)
    assert (me.name, me.phone, me.where, me.email) == (*sent.values(), "chen@example.org")
    page = chen.post("/mijn/wijzigen/", {**sent, "phone": "bel maar niet", "email": "els@example.org"})
    assert page.status_code == 200
    assert b"bel maar niet" in page.content
    assert Actor.objects.get(pk=cast.chen.pk).email == "chen@example.org"


def test_giving_a_hat_on_the_page(cast: Cast, now: datetime) -> None:
    els = as_(cast.els)
    sent = {"reach": "fatima@example.org", "name": "Fatima", "kind": "keeper"}
    assert els.post(TASKS, sent).status_code == 302
    assert Hat.objects.get(actor__name="Fatima").given_by == cast.els
    page = els.get(TASKS).content.decode()
    assert "Fatima" in page
    assert "fatima@example.org" not in page


@pytest.mark.parametrize(
    "sent",
    [
        {"reach": "x@example.org", "name": "X", "kind": "finance"},
        {"reach": "x@example.org", "name": "X", "kind": "admin"},
        {"reach": "x@example.org", "name": "X", "kind": "king"},
        {"reach": "x@example.org", "name": "X"},
        {"reach": "x", "name": "X", "kind": "keeper"},
        {"reach": "x@example.org", "name": "", "kind": "keeper"},
        {"reach": "x@example.org", "name": "x" * 81, "kind": "keeper"},
        {"reach": "x@example.org", "name": "a\x00b", "kind": "keeper"},
    ],
)
def test_a_hat_that_cannot_be_given(cast: Cast, sent: dict[str, str]) -> None:
    hats = Hat.objects.count()
    page = as_(cast.els).post(TASKS, sent)
    assert page.status_code == 200
    assert page.context["page"].form.errors
    assert sent["reach"] in page.content.decode()
    assert Hat.objects.count() == hats
    assert not Actor.objects.filter(email="x@example.org").exists()


def test_taking_a_hat_on_the_page(cast: Cast, now: datetime) -> None:
    keeper, staff = cast.chen.hats.get(kind=HatKind.KEEPER), cast.noor.hats.get()
    assert as_(cast.amina).post(f"{PEOPLE}{keeper.pk}/terug/").status_code == 403
    assert as_(cast.els).get(f"{PEOPLE}{keeper.pk}/terug/").status_code == 405
    assert as_(cast.els).post(f"{PEOPLE}{staff.pk}/terug/").status_code == 404
    assert as_(cast.els).post(f"{PEOPLE}{keeper.pk}/terug/").status_code == 302
    assert HatKind.KEEPER not in access.hats(cast.chen, cast.area, now=now + timedelta(days=9999))
    worker = cast.els.hats.get()
    answer = as_(cast.ada).post(f"{PEOPLE}{worker.pk}/terug/", follow=True)
    assert answer.status_code == 200
    assert HatKind.AREA_WORKER not in access.hats(cast.els, cast.area, now=now + timedelta(days=9999))


def test_the_first_people_of_a_new_installation(cast: Cast, now: datetime) -> None:
    call_command("invite", "first@example.org", "--name", "First", "--hat", "admin")
    first = queries.known_by("first@example.org")
    assert first is not None
    assert access.hats(first, cast.area, now=now + timedelta(days=9999)) == {"admin"}
    for wrong in (
        ["x@example.org", "--hat", "admin"],
        ["x", "--name", "X", "--hat", "admin"],
        ["x@example.org", "--name", "X", "--hat", "admin", "--area", "nergens"],
    ):
        with pytest.raises(CommandError):
            call_command("invite", *wrong)
    with pytest.raises(Refusal):
        actions.invite(actions.Invited("x@example.org", "", "admin"), area=cast.root, by=None, now=now)


def test_a_no_to_who_is_signed_in_does_not_ask_to_sign_in(cast: Cast, client: Client) -> None:
    url = TASKS
    sign_in(client, cast.amina)
    response = client.get(url, headers={"Referer": "http://testserver/gebieden/krakeel/"})
    page = response.content.decode().split("<main")[1].split("</main>")[0]
    assert response.status_code == 403
    assert "Dat kan nu niet" in page
    assert "Alleen deze persoon" in page or "In Krakeel" in page
    assert "eerst aan" not in page
    assert 'href="/gebieden/krakeel/"' in page
    for elsewhere in ("https://elsewhere.example/x/", f"http://testserver{url}"):
        page = client.get(url, headers={"Referer": elsewhere}).content.decode()
        assert "Terug naar waar je was" not in page


def test_the_address_of_a_button_says_what_it_is(cast: Cast, client: Client) -> None:
    """Opened as a page, as after signing in or from the history of a browser."""
    sign_in(client, cast.els)
    url = f"{PEOPLE}1/terug/"
    response = client.get(url, headers={"Referer": f"http://testserver{PEOPLE}"})
    page = response.content.decode()
    assert (response.status_code, response["Allow"]) == (405, "POST")
    assert "druk daar op de knop" in page
    assert f'href="{PEOPLE}"' in page
    assert faults(response.content) == []
    assert client.delete(url).content == b""


@pytest.mark.parametrize("path", ["bel-mij/", "bel-mij/gevraagd/", "mensen/"])
def test_the_header_leads_back_to_the_area_it_is_about(cast: Cast, client: Client, path: str) -> None:
    page = client.get(f"/gebieden/krakeel/{path}").content.decode()
    header = page.split('class="brand"')[1].split("</a>")[0]
    assert 'href="/gebieden/krakeel/"' in header
    assert "Krakeel" in header
