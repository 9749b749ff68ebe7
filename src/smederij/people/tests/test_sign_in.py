"""Signing in: an address, a code from the mail, and nothing that tells who is known here."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.urls import NoReverseMatch, get_resolver, reverse
from pytest_django import DjangoAssertNumQueries

from smederij.base import clock, rooms
from smederij.people import actions, queries
from smederij.people.models import Actor, Login
from smederij.people.room import tick
from smederij.people.testing import Cast

CODE = re.compile(r"\b[A-Z]{4}-[A-Z]{4}\b")


def ask(client: Client, reach: str, **more: str) -> HttpResponse:
    return client.post("/inloggen/", {"reach": reach, **more})  # type: ignore[return-value]


def code_from_mail() -> str:
    found = CODE.search(str(mail.outbox[-1].body))
    assert found, mail.outbox[-1].body
    return found.group()


def enter(client: Client, code: str, **more: str) -> HttpResponse:
    return client.post("/inloggen/code/", {"code": code, "action": "verify", **more})  # type: ignore[return-value]


def actor_now(client: Client) -> Actor | None:
    return client.get("/").wsgi_request.actor  # type: ignore[attr-defined,no-any-return]


def test_who_is_known_comes_in_with_the_code(cast: Cast, client: Client) -> None:
    assert ask(client, "Els@Example.org")["Location"] == "/inloggen/code/"
    assert mail.outbox[-1].to == ["els@example.org"]
    assert enter(client, code_from_mail().lower())["Location"] == "/"
    assert actor_now(client) == cast.els


def test_who_was_met_at_the_kitchen_table_is_the_same_person(cast: Cast, client: Client) -> None:
    cast.dalia.logins.all().delete()
    ask(client, "dalia@example.org")
    enter(client, code_from_mail())
    assert actor_now(client) == cast.dalia


def test_who_is_new_says_how_to_call_them_and_goes_on(cast: Cast, client: Client) -> None:
    wanted = "/gebieden/krakeel/bel-mij/"
    assert ask(client, "new@example.org", next=wanted)["Location"].endswith(
        "?next=%2Fgebieden%2Fkrakeel%2Fbel-mij%2F"
    )
    welcome = enter(client, code_from_mail(), next=wanted)["Location"]
    assert welcome.startswith("/mijn/welkom/")
    page = client.get(welcome)
    assert f'name="next" value="{wanted}"' in page.content.decode()
    done = client.post("/mijn/welkom/", {"name": "Nova", "phone": "", "where": "", "next": wanted})
    assert done["Location"] == wanted
    actor = actor_now(client)
    assert actor is not None
    assert (actor.name, actor.email) == ("Nova", "new@example.org")


@pytest.mark.django_db
def test_the_house_tells_nobody_who_is_known_here(cast: Cast) -> None:
    answers = []
    for email in ("els@example.org", "stranger@example.org"):
        client = Client()
        first = ask(client, email)
        page = re.sub(r'value="[\w-]{40,}"|els|stranger', "", client.get("/inloggen/code/").content.decode())
        body = CODE.sub("CODE", str(mail.outbox[-1].body))
        answers.append(
            (first.status_code, first["Location"], page, CODE.sub("", str(mail.outbox[-1].subject)), body)
        )
    assert answers[0] == answers[1]


def test_without_the_code_an_asked_address_opens_nothing(cast: Cast, client: Client) -> None:
    ask(client, "amina@example.org")
    assert actor_now(client) is None
    assert enter(client, "BBBB-BBBB").status_code == 200
    assert actor_now(client) is None


def test_a_code_works_only_where_it_was_asked(cast: Cast, client: Client) -> None:
    ask(client, "amina@example.org")
    stolen = code_from_mail()
    other = Client()
    ask(other, "bram@example.org")
    enter(other, stolen)
    assert actor_now(other) is None


def test_after_five_wrong_codes_a_new_one_is_needed(cast: Cast, client: Client) -> None:
    ask(client, "amina@example.org")
    right = code_from_mail()
    assert [enter(client, "BBBB-BBBB").status_code for _ in range(5)] == [200, 200, 200, 200, 302]
    enter(client, right)
    assert actor_now(client) is None


def test_a_code_grows_old(cast: Cast, client: Client) -> None:
    ask(client, "amina@example.org")
    session = client.session
    state = session["account_login"]
    state["initiated_at"] -= 15 * 60 + 1
    session["account_login"] = state
    session.save()
    enter(client, code_from_mail())
    assert actor_now(client) is None


def test_asking_again_and_again_is_slowed_down(cast: Cast, client: Client) -> None:
    for _ in range(5):
        ask(Client(), "amina@example.org")
    assert len(mail.outbox) == 3


def test_another_address_can_be_given_while_a_code_is_on_its_way(cast: Cast, client: Client) -> None:
    ask(client, "amina@example.or")
    assert client.get("/inloggen/").status_code == 302
    assert client.get("/inloggen/?opnieuw=1").status_code == 200
    ask(client, "amina@example.org")
    enter(client, code_from_mail())
    assert actor_now(client) == cast.amina


def test_a_new_code_can_be_sent(cast: Cast, client: Client) -> None:
    ask(client, "amina@example.org")
    old = code_from_mail()
    assert client.post("/inloggen/code/", {"action": "resend"}).status_code == 302
    new = code_from_mail()
    assert new != old
    enter(client, new)
    assert actor_now(client) == cast.amina


def test_nobody_is_sent_to_another_site(cast: Cast, client: Client) -> None:
    ask(client, "amina@example.org", next="https://evil.example/")
    location = enter(client, code_from_mail(), next="https://evil.example/")["Location"]
    assert location == "/"
    saved = client.post(
        "/mijn/wijzigen/", {"name": "Amina", "phone": "", "where": "", "next": "//evil.example/"}
    )
    assert saved["Location"] == "/mijn/"


@pytest.mark.parametrize("typed", ["", "amina", "a@b", "x" * 300 + "@example.org", "a b@example.org"])
def test_what_is_no_address_stays_in_the_box_with_a_kind_word(cast: Cast, client: Client, typed: str) -> None:
    page = ask(client, typed)
    assert page.status_code == 200
    assert page.context["form"].errors["reach"]  # type: ignore[attr-defined]
    assert page.context["form"]["reach"].value() == typed  # type: ignore[attr-defined]
    assert mail.outbox == []
    assert not Login.objects.filter(email=typed).exists()


def test_signing_out_takes_a_button(cast: Cast, client: Client) -> None:
    client.force_login(cast.amina.logins.get())
    assert client.get("/inloggen/uit/").status_code == 200
    assert actor_now(client) == cast.amina
    client.post("/inloggen/uit/")
    assert actor_now(client) is None


@pytest.mark.parametrize(
    "path",
    ["/inloggen/password/reset/", "/inloggen/email/", "/inloggen/signup/", "/inloggen/password/change/"],
)
def test_pages_we_do_not_need_are_not_there(cast: Cast, client: Client, path: str) -> None:
    client.force_login(cast.amina.logins.get())
    assert client.get(path).status_code == 404
    with pytest.raises(NoReverseMatch):
        reverse("account_reset_password")


def test_a_mail_that_cannot_be_sent_is_said(
    cast: Cast, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> int:
        raise ConnectionRefusedError

    monkeypatch.setattr(EmailBackend, "send_messages", fail)
    assert ask(client, "amina@example.org").status_code == 409


def test_addresses_that_were_never_used_are_swept_away(cast: Cast, client: Client) -> None:
    ask(client, "typo@example.org")
    tick(clock.now() + timedelta(hours=23))
    assert Login.objects.filter(email="typo@example.org").exists()
    tick(clock.now() + timedelta(hours=25))
    assert not Login.objects.filter(email="typo@example.org").exists()
    assert Login.objects.filter(email="els@example.org").exists()


def test_without_a_session_nothing_is_asked_of_the_database(
    cast: Cast, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    request = RequestFactory().get("/")
    with django_assert_num_queries(0):
        assert queries.actor_of(request) is None


def test_two_tabs_at_once_are_one_new_person(
    fresh_db: Any, cast: Cast, now: datetime, run_in_threads: Callable[..., list[Any]]
) -> None:
    run_in_threads([lambda: actions.open_login("nova@example.org", now=now)] * 4)
    assert Login.objects.filter(email="nova@example.org").count() == 1
    assert Actor.objects.filter(email="nova@example.org").count() == 1


def test_who_acts_for_several_can_choose(cast: Cast, client: Client) -> None:
    login = cast.amina.logins.get()
    login.actors.add(cast.library)
    client.force_login(login)
    assert actor_now(client) == cast.amina
    client.post(f"/mijn/als/{cast.library.public_id}/")
    assert actor_now(client) == cast.library
    assert client.post(f"/mijn/als/{cast.bram.public_id}/").status_code == 404
    assert actor_now(client) == cast.library


def test_signing_in_says_what_it_is_for(client: Client, cast: Cast) -> None:
    asked = client.get(f"/gebieden/{cast.area.slug}/instaan/", follow=True)
    assert "Je laat iemand binnen op jouw woord" in asked.content.decode()
    assert "Je laat iemand binnen" not in client.get("/inloggen/?next=/nergens/").content.decode()


def test_every_errand_is_an_address() -> None:
    names = {name for name in get_resolver().reverse_dict if isinstance(name, str)}
    said = {name for room in rooms.every() for name in room.errands}
    assert said
    assert said <= names
