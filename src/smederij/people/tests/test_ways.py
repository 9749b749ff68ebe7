"""More than one way in: each shown to be theirs by a code, and two persons are one only by showing both."""

import re
from datetime import datetime
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from tests.support.markup import faults

from smederij.base import clock
from smederij.base.refusals import Refusal
from smederij.people import actions, queries
from smederij.people import ways as proof
from smederij.people.models import Actor, HatKind, Login
from smederij.people.testing import Cast, sign_in

CODE = re.compile(r"\b[A-Z]{4}-[A-Z]{4}\b")
NUMBER, WRITTEN = "+31699990001", "06 9999 0001"
HERE = "/mijn/inloggen-met/"
SENT: list[tuple[str, str]] = []


def way_out(number: str, text: str) -> None:
    SENT.append((number, text))


@pytest.fixture(autouse=True)
def texts(settings: Any) -> None:
    SENT.clear()
    settings.SMS_BACKEND = f"{__name__}.way_out"


def code() -> str:
    found = CODE.search(SENT[-1][1] if SENT else str(mail.outbox[-1].body))
    assert found
    return found.group()


def add(client: Client, reach: str = WRITTEN) -> str:
    """Fill in a number or address, and the code; gives where it leads."""
    assert client.post(HERE, {"reach": reach})["Location"] == f"{HERE}code/"
    return str(client.post(f"{HERE}code/", {"code": code().lower()})["Location"])


def come_in(reach: str) -> Client:
    client = Client()
    client.post("/inloggen/", {"reach": reach})
    client.post("/inloggen/code/", {"code": code(), "action": "verify"})
    return client


def actor_now(client: Client) -> Actor | None:
    return client.get("/").wsgi_request.actor  # type: ignore[attr-defined,no-any-return]


def test_who_is_known_by_mail_comes_in_by_text_too(cast: Cast, client: Client) -> None:
    sign_in(client, cast.amina)
    assert faults(client.get(HERE).content.decode()) == []
    assert add(client) == HERE
    page = client.get(HERE).content.decode()
    assert faults(page) == []
    assert "amina@example.org" in page
    assert "06 99 99 00 01" in page
    [login] = cast.amina.logins.all()
    assert (login.email, login.phone) == ("amina@example.org", NUMBER)
    assert [message.to for message in mail.outbox] == [["amina@example.org"]]
    assert "06 99 99 00 01" in str(mail.outbox[0].body)
    assert actor_now(come_in(WRITTEN)) == cast.amina
    SENT.clear()
    assert actor_now(come_in("amina@example.org")) == cast.amina


def test_what_they_left_with_that_number_is_theirs_then(cast: Cast, now: datetime, client: Client) -> None:
    stray = actions.meet("Amina", phone=WRITTEN, now=now)
    sign_in(client, cast.amina)
    add(client)
    stray.refresh_from_db()
    assert stray.became == cast.amina


def test_only_the_code_shows_it_and_five_tries_do(cast: Cast, client: Client) -> None:
    sign_in(client, cast.amina)
    client.post(HERE, {"reach": WRITTEN})
    right = code()
    for _ in range(proof.MOST_TRIES):
        page = client.post(f"{HERE}code/", {"code": "BBBB-BBBB"})
        assert page.status_code == 200
    assert client.post(f"{HERE}code/", {"code": right})["Location"] == HERE
    assert queries.ways_of(cast.amina) == ["amina@example.org"]


def test_a_code_grows_old_and_is_of_who_asked(cast: Cast, client: Client, now: datetime) -> None:
    sign_in(client, cast.amina)
    client.post(HERE, {"reach": WRITTEN})
    session = client.session
    session["way"] = {**session["way"], "at": session["way"]["at"] - 15 * 60 - 1}
    session.save()
    assert client.get(f"{HERE}code/")["Location"] == HERE
    session["way"] = {**session["way"], "at": clock.now().timestamp(), "login": cast.bram.logins.get().pk}
    session.save()
    assert client.post(f"{HERE}code/", {"code": code()})["Location"] == HERE
    assert queries.ways_of(cast.amina) == ["amina@example.org"]


def test_the_page_tells_nobody_whose_number_it_is(cast: Cast, client: Client) -> None:
    actions.open_login(NUMBER, now=clock.now())
    sign_in(client, cast.amina)
    pages = []
    for number in (WRITTEN, "06 9999 0002"):
        client.post(HERE, {"reach": number})
        page = client.get(f"{HERE}code/").content.decode()
        pages.append(re.sub(r'value="[\w-]{40,}"|06 99 99 00 0\d', "", page))
    assert pages[0] == pages[1]


def test_two_ways_in_of_one_person_become_one(cast: Cast, now: datetime, client: Client) -> None:
    """Who came in by mail and by text was two; showing both, and saying so, makes them one."""
    phone = actions.meet("Mina", phone=WRITTEN, now=now)
    actions.open_login(NUMBER, now=now)
    actions.follow(cast.area, by=phone, now=now)
    other = come_in(WRITTEN)
    sign_in(client, cast.amina)
    assert add(client) == f"{HERE}samen/"
    page = client.get(f"{HERE}samen/").content.decode()
    assert "Ben jij Amina én Mina?" in page
    assert faults(page) == []
    assert phone.logins.exists()
    client.post(f"{HERE}samen/")
    [login] = cast.amina.logins.all()
    assert (login.ways, list(login.actors.all())) == (["amina@example.org", NUMBER], [cast.amina])
    assert cast.amina.follows.count() == 1
    assert actor_now(other) is None
    assert actor_now(come_in(WRITTEN)) == cast.amina


def test_without_its_code_nobody_joins_who_comes_in_by_it(cast: Cast, client: Client) -> None:
    actions.open_login(NUMBER, now=clock.now())
    sign_in(client, cast.amina)
    client.post(HERE, {"reach": WRITTEN})
    assert client.post(f"{HERE}samen/")["Location"] == HERE
    assert Login.objects.filter(phone=NUMBER).exists()
    with pytest.raises(Refusal):
        actions.add_way("bram@example.org", login=cast.amina.logins.get(), by=cast.amina, now=clock.now())


@pytest.mark.parametrize("who", ["chen", "library"])
def test_two_with_tasks_and_what_is_no_person_stay_apart(cast: Cast, now: datetime, who: str) -> None:
    """Keeping a pot and paying from it take two; that does not become one by a number."""
    actions.give_hat(HatKind.GROUP, to=cast.amina, area=cast.area, by=cast.els, now=now)
    other = cast.people[who]
    login = cast.amina.logins.get()
    if who == "library":
        actions.join_ways(other.email, login=login, by=cast.amina, now=now)
        assert set(login.actors.all()) == {cast.amina, cast.library}
        return
    with pytest.raises(Refusal):
        actions.join_ways(other.email, login=login, by=cast.amina, now=now)
    assert other.logins.get().email == other.email


def test_who_shares_a_phone_gets_a_way_in_of_their_own(cast: Cast, now: datetime) -> None:
    piet, riet = (actions.meet(name, phone=WRITTEN, now=now) for name in ("Piet", "Riet"))
    shared = actions.open_login(NUMBER, now=now)
    own = actions.add_way("riet@example.org", login=shared, by=riet, now=now)
    assert list(own.actors.all()) == [riet]
    with pytest.raises(Refusal, match="Piet, Riet"):
        actions.join_ways("amina@example.org", login=shared, by=riet, now=now)
    actions.drop_way(NUMBER, by=riet, now=now)
    assert list(shared.actors.all()) == [piet]
    assert queries.ways_of(riet) == ["riet@example.org"]


def test_one_is_taken_away_and_never_the_last(cast: Cast, client: Client) -> None:
    sign_in(client, cast.amina)
    add(client)
    phone = come_in(WRITTEN)
    client.post(f"{HERE}weg/", {"reach": "amina@example.org"})
    assert queries.ways_of(cast.amina) == [NUMBER]
    assert (actor_now(client), actor_now(phone)) == (cast.amina, None)
    SENT.clear()
    assert actor_now(come_in("amina@example.org")) != cast.amina
    client.post(f"{HERE}weg/", {"reach": NUMBER})
    client.post(f"{HERE}weg/", {"reach": "bram@example.org"})
    assert queries.ways_of(cast.amina) == [NUMBER]
    assert queries.ways_of(cast.bram) == ["bram@example.org"]


def test_another_address_takes_the_place_of_the_first(cast: Cast, now: datetime) -> None:
    login = cast.amina.logins.get()
    actions.add_way("mina@example.org", login=login, by=cast.amina, now=now)
    assert queries.ways_of(cast.amina) == ["mina@example.org"]
    cast.amina.refresh_from_db()
    assert cast.amina.email == "mina@example.org"


def test_who_came_in_on_a_word_gets_a_way_in(cast: Cast, now: datetime) -> None:
    given = actions.vouch(cast.area, name="Piet", by=cast.chen, now=now)[1]
    login = actions.come_in(given, now=now)
    piet = login.actors.get()
    actions.add_way(NUMBER, login=login, by=piet, now=now)
    assert queries.has_shown_who(piet)
    assert list(actions.open_login(NUMBER, now=now).actors.all()) == [piet]


def test_two_ways_in_of_their_own_become_one(cast: Cast, now: datetime) -> None:
    actor = actions.meet("Piet", phone=WRITTEN, email="piet@example.org", now=now)
    first = actions.open_login(NUMBER, now=now)
    second = actions.open_login("piet@example.org", now=now)
    assert actor not in second.actors.all()  # only written down: it opens nothing that is entered already
    second.actors.set([actor])
    actions.add_way("piet@example.org", login=first, by=actor, now=now)
    assert actor.logins.get().ways == ["piet@example.org", NUMBER]


def test_two_at_once_add_one(fresh_db: Any, cast: Cast, now: datetime, run_in_threads: Any) -> None:
    hers, his = cast.amina.logins.get(), cast.bram.logins.get()
    said = run_in_threads(
        [
            lambda: actions.add_way(NUMBER, login=hers, by=cast.amina, now=now),
            lambda: actions.add_way(NUMBER, login=his, by=cast.bram, now=now),
        ]
    )
    assert sorted(type(one).__name__ for one in said) == ["Login", "Refusal"], said
    assert Login.objects.filter(phone=NUMBER).count() == 1
