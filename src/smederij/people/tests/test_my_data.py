"""Taking along what is known of me, and being forgotten."""

import json
from datetime import datetime, timedelta

import pytest
from django.contrib.sessions.models import Session
from django.db import IntegrityError, transaction
from django.test import Client

from smederij.base import rooms
from smederij.base.models import Event
from smederij.base.refusals import Refusal
from smederij.people import access, actions
from smederij.people.models import Actor, ActorKind, CallBack, HatKind, Login
from smederij.people.testing import Cast, sign_in


def test_the_file_holds_what_every_room_knows(cast: Cast, now: datetime, client: Client) -> None:
    actions.ask_call(cast.area, name="Amina", phone="06 1000 0001", about="de heg", by=cast.amina, now=now)
    sign_in(client, cast.amina)
    response = client.get("/mijn/gegevens.json")
    assert 'filename="mijn-gegevens.json"' in response["Content-Disposition"]
    told = json.loads(response.content)
    assert told["login"] == ["amina@example.org"]
    [known] = told["known_as"]
    assert set(known) == {room.name for room in rooms.every() if room.export_me}
    assert known["people"]["phone"] == "06 1000 0001"
    assert known["people"]["hats"][0]["area"] == "krakeel"
    assert known["people"]["asked_to_be_called"][0]["about"] == "de heg"
    assert "Bram" not in response.content.decode()


def test_what_stays_and_what_goes_is_told_before(cast: Cast, client: Client) -> None:
    sign_in(client, cast.amina)
    page = client.get("/mijn/vergeet-mij/").content.decode()
    assert "blijven staan zonder je naam" in page
    assert "Je verhalen en reacties gaan weg." in page


def test_forgetting_leaves_a_nameless_row_and_no_way_in(cast: Cast, now: datetime, client: Client) -> None:
    later = now + timedelta(days=1)
    actions.ask_call(cast.area, name="Chen", phone="06 1000 0003", about="", by=cast.chen, now=now)
    sign_in(client, cast.chen)
    actions.forget(cast.chen, by=cast.chen, now=later)
    gone = Actor.objects.get(pk=cast.chen.pk)
    left = [getattr(gone, name) for name in ("name", "full_name", "phone", "email", "where")]
    assert (left, gone.forgotten_at) == ([""] * 5, later)
    assert access.hats(gone, cast.area, now=later) == frozenset()
    assert not Login.objects.filter(email="chen@example.org").exists()
    assert not CallBack.objects.filter(name="Chen").exists()
    assert client.get("/mijn/").status_code == 302
    assert "chen" not in json.dumps(list(Event.objects.values("kind", "subject_kind"))).lower()
    assert Event.objects.filter(kind="actor.forgotten", subject_id=cast.chen.pk).exists()


def test_the_database_itself_refuses_a_forgotten_name(cast: Cast, now: datetime) -> None:
    actions.forget(cast.chen, by=cast.chen, now=now)
    with pytest.raises(IntegrityError), transaction.atomic():
        Actor.objects.filter(pk=cast.chen.pk).update(name="Chen")


def test_nobody_else_can_ask_it_for_me(cast: Cast, now: datetime) -> None:
    with pytest.raises(Refusal) as no:
        actions.forget(cast.chen, by=cast.els, now=now)
    assert no.value.status == 404
    actions.forget(cast.chen, by=cast.ada, now=now)
    assert Actor.objects.get(pk=cast.chen.pk).forgotten_at == now


def test_the_last_administrator_cannot_leave(cast: Cast, now: datetime, client: Client) -> None:
    sign_in(client, cast.ada)
    page = client.post("/mijn/vergeet-mij/", {"sure": "on"})
    assert page.status_code == 200
    assert page.context["page"].form.non_field_errors()
    assert Actor.objects.get(pk=cast.ada.pk).name == "Ada"
    assert Login.objects.filter(email="ada@example.org").exists()
    actions.give_hat(HatKind.ADMIN, to=cast.noor, area=cast.root, by=cast.ada, now=now)
    assert client.post("/mijn/vergeet-mij/", {"sure": "on"}).status_code == 302


def test_all_or_nothing_when_one_of_two_cannot_go(cast: Cast, now: datetime) -> None:
    login = cast.amina.logins.get()
    login.actors.add(cast.ada)
    with pytest.raises(Refusal):
        actions.be_forgotten(login, now=now)
    assert Actor.objects.get(pk=cast.amina.pk).name == "Amina"


def test_it_is_asked_twice_and_then_done(cast: Cast, client: Client) -> None:
    sign_in(client, cast.amina)
    assert client.get("/mijn/vergeet-mij/").status_code == 200
    assert client.post("/mijn/vergeet-mij/", {}).status_code == 200
    assert Actor.objects.get(pk=cast.amina.pk).name == "Amina"
    assert client.post("/mijn/vergeet-mij/", {"sure": "on"})["Location"] == "/vergeten/"
    assert client.get("/vergeten/").status_code == 200
    assert Actor.objects.get(pk=cast.amina.pk).name == ""


def test_a_session_elsewhere_is_closed_too(cast: Cast, client: Client) -> None:
    elsewhere, asked, other = Client(), Client(), Client()
    sign_in(client, cast.amina)
    sign_in(elsewhere, cast.amina)
    sign_in(other, cast.bram)
    asked.post("/inloggen/", {"reach": "amina@example.org"})
    assert Session.objects.count() == 4
    client.post("/mijn/vergeet-mij/", {"sure": "on"})
    assert [session.get_decoded()["_auth_user_id"] for session in Session.objects.all()] == [
        str(cast.bram.logins.get().pk)
    ]
    assert elsewhere.get("/mijn/").status_code == 302
    assert elsewhere.get("/").wsgi_request.actor is None  # type: ignore[attr-defined]


def test_an_organisation_goes_on_without_the_person(cast: Cast, now: datetime) -> None:
    login = cast.amina.logins.get()
    login.actors.add(cast.library)
    actions.be_forgotten(login, now=now)
    library = Actor.objects.get(pk=cast.library.pk)
    assert (library.kind, library.name) == (ActorKind.ORGANISATION, "Library")
    assert Login.objects.filter(email="library@example.org").exists()


def test_coming_back_is_being_new(cast: Cast, now: datetime) -> None:
    actions.forget(cast.amina, by=cast.amina, now=now)
    [actor] = actions.recognise(actions.expect_login("amina@example.org", now=now), now=now)
    assert actor != cast.amina
    assert actor.name == ""
