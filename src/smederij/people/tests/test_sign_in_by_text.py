"""Signing in with a mobile number: a code by text message, for who has no e-mail or likes it better."""

import re
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from smederij.base import clock, mail, sms
from smederij.people import actions
from smederij.people.models import Actor, HatKind, Login
from smederij.people.room import tick
from smederij.people.testing import Cast

CODE = re.compile(r"\b[A-Z]{4}-[A-Z]{4}\b")
NUMBER, WRITTEN = "+31699990001", "06 9999 0001"
SENT: list[tuple[str, str]] = []


def way_out(number: str, text: str) -> None:
    SENT.append((number, text))


def broken(number: str, text: str) -> None:
    raise ConnectionRefusedError


@pytest.fixture(autouse=True)
def texts(settings: Any) -> list[tuple[str, str]]:
    SENT.clear()
    settings.SMS_BACKEND = f"{__name__}.way_out"
    return SENT


def ask(client: Client, reach: str) -> Any:
    return client.post("/inloggen/", {"reach": reach})


def enter(client: Client, code: str = "") -> Any:
    found = CODE.search(SENT[-1][1])
    assert found
    return client.post("/inloggen/code/", {"code": code or found.group(), "action": "verify"})


def actor_now(client: Client) -> Actor | None:
    return client.get("/").wsgi_request.actor  # type: ignore[attr-defined,no-any-return]


def come_in(number: str) -> Actor:
    client = Client()
    ask(client, number)
    enter(client)
    actor = actor_now(client)
    assert actor is not None
    return actor


def test_who_was_met_by_phone_comes_in_with_it(cast: Cast, now: datetime, client: Client) -> None:
    piet = actions.meet("Piet", phone="06-9999 0001", now=now)
    assert ask(client, "0031 6 99 99 00 01")["Location"] == "/inloggen/code/"
    [(number, text)] = SENT
    assert number == NUMBER
    assert len(text) <= 160
    assert "06 99 99 00 01" in client.get("/inloggen/code/").content.decode()
    assert enter(client)["Location"] == "/"
    assert actor_now(client) == piet
    assert b"06 99 99 00 01" in client.get("/mijn/").content
    assert Login.objects.get(phone=NUMBER).email is None


def test_who_is_new_says_who_they_are(cast: Cast, client: Client) -> None:
    ask(client, WRITTEN)
    assert enter(client)["Location"].startswith("/mijn/welkom/")
    actor = actor_now(client)
    assert actor is not None
    assert (actor.name, actor.phone, actor.email) == ("", "06 99 99 00 01", "")


def test_the_same_number_is_one_login_however_it_is_written(cast: Cast) -> None:
    assert come_in(WRITTEN) == come_in("+31 (0)6-99990001")
    assert Login.objects.filter(phone=NUMBER).count() == 1


def test_a_number_alone_never_opens_what_is_entered_in_another_way(cast: Cast, now: datetime) -> None:
    """Chen keeps a pot and signs in by mail. Whoever gets that number later is not Chen."""
    assert come_in(cast.chen.phone) != cast.chen
    assert cast.chen.logins.count() == 1


def test_a_hat_waits_for_the_number_it_was_given_to(cast: Cast, now: datetime) -> None:
    known = actions.Invited(reach=NUMBER, name="Piet", kind=HatKind.GROUP)
    hat = actions.invite(known, area=cast.area, by=cast.els, now=now)
    assert come_in(WRITTEN) == hat.actor


def test_people_who_share_a_phone_share_a_way_in(cast: Cast, now: datetime) -> None:
    both = {actions.meet(name, phone=WRITTEN, now=now) for name in ("Piet", "Riet")}
    come_in(WRITTEN)
    assert set(Login.objects.get(phone=NUMBER).actors.all()) == both


def test_the_house_tells_nobody_whose_number_it_knows(cast: Cast, now: datetime) -> None:
    actions.meet("Piet", phone="06 9999 0001", now=now)
    answers = []
    for number in ("06 9999 0001", "06 9999 0002"):
        client = Client()
        first = ask(client, number)
        page = client.get("/inloggen/code/").content.decode()
        answers.append(
            (first.status_code, first["Location"], re.sub(r'value="[\w-]{40,}"|06 99 99 00 0\d', "", page))
        )
    assert answers[0] == answers[1]
    assert CODE.sub("", SENT[0][1]) == CODE.sub("", SENT[1][1])


@pytest.mark.parametrize("typed", ["06 1234", "0528 291911", "+234 701 234 5678", "morgen"])
def test_what_gets_no_text_message_stays_in_the_box(cast: Cast, client: Client, typed: str) -> None:
    page = ask(client, typed)
    assert page.context["form"].errors["reach"]
    assert page.context["form"]["reach"].value() == typed
    assert SENT == []
    assert not Login.objects.filter(phone__isnull=False).exists()


def test_asking_again_and_again_is_slowed_down(cast: Cast) -> None:
    for _ in range(5):
        ask(Client(), WRITTEN)
    assert len(SENT) == 3


def test_all_together_cannot_make_the_bill_endless(cast: Cast, settings: Any) -> None:
    settings.ACCOUNT_RATE_LIMITS = {**settings.ACCOUNT_RATE_LIMITS, "send_sms": "2/h/key"}
    for number in range(4):
        ask(Client(), f"06 9999 000{number}")
    assert len(SENT) == 2
    assert ask(Client(), "amina@example.org").status_code == 302


def test_wrong_codes_run_out(cast: Cast, client: Client) -> None:
    ask(client, WRITTEN)
    assert [enter(client, "BBBB-BBBB").status_code for _ in range(5)] == [200, 200, 200, 200, 302]
    assert actor_now(client) is None


def test_a_text_that_cannot_be_sent_is_said(cast: Cast, client: Client, settings: Any) -> None:
    settings.SMS_BACKEND = f"{__name__}.broken"
    assert ask(client, WRITTEN).status_code == 409


def test_without_a_provider_nobody_is_asked_for_a_number(cast: Cast, client: Client, settings: Any) -> None:
    assert "mobiele nummer" in client.get("/inloggen/").content.decode()
    settings.SMS_BACKEND = "smederij.base.sms.no_server"
    assert "mobiele nummer" not in client.get("/inloggen/").content.decode()
    assert ask(client, WRITTEN).context["form"].errors["reach"]


def test_in_the_example_the_text_can_be_read_by_who_asked(cast: Cast, client: Client, settings: Any) -> None:
    settings.DEMO, settings.SMS_BACKEND = True, "smederij.base.sms.shown"
    ask(client, WRITTEN)
    [text] = sms.shown_to(NUMBER)
    code = CODE.search(text)
    assert code
    assert code.group() in client.get("/inloggen/code/").content.decode()
    assert code.group() in client.get("/demo/").content.decode()
    assert code.group() not in Client().get("/demo/").content.decode()


def test_in_the_example_the_mail_can_be_read_by_who_asked(cast: Cast, client: Client, settings: Any) -> None:
    settings.DEMO, settings.EMAIL_BACKEND = True, "smederij.base.mail.Shown"
    ask(client, "Tineke@voorbeeld.nl")
    (subject,) = mail.shown_to("tineke@voorbeeld.nl")
    code = CODE.search(subject)
    assert code
    assert code.group() in client.get("/inloggen/code/").content.decode()
    assert code.group() in client.get("/demo/").content.decode()
    assert code.group() not in Client().get("/demo/").content.decode()
    settings.DEMO = False
    assert code.group() not in client.get("/inloggen/code/").content.decode()


def test_numbers_never_used_are_swept_away_and_kept_ones_go_along(cast: Cast, client: Client) -> None:
    ask(client, WRITTEN)
    tick(clock.now() + timedelta(hours=25))
    assert not Login.objects.filter(phone=NUMBER).exists()
    actor = come_in("06 9999 0002")
    assert actions.export(actor)["people"]["logins"] == ["+31699990002"]
    actions.forget(actor, by=actor, now=clock.now())
    assert not Login.objects.filter(phone="+31699990002").exists()


def test_the_database_keeps_one_way_of_writing(cast: Cast) -> None:
    for wrong in ("06 1234 5678", "0612345678", "+31", ""):
        with pytest.raises(IntegrityError), transaction.atomic():
            Login.objects.create(phone=wrong, password="!")


def test_who_follows_by_phone_gets_a_text(cast: Cast, now: datetime) -> None:
    piet = come_in(WRITTEN)
    actions.follow(cast.area, by=piet, now=now)
    for sentence in ("De oven staat.", "En hij brandt."):
        actions.tell(cast.area, sentence=sentence, url="/x/", by=None, now=now)
    SENT.clear()
    tick(now)
    [(number, text)] = SENT
    assert number == NUMBER
    assert text.startswith("De oven staat. ")
    assert "/mijn/berichten/" in text
    assert "/volgen/stop/" in text
