"""Letting somebody in on the word of a neighbour: once, for a quarter of an hour, as a resident only."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from tests.support.markup import faults
from tests.support.visitor import Visitor

from smederij.base import clock
from smederij.base.models import Event
from smederij.base.refusals import Refusal
from smederij.people import access, actions, room
from smederij.people.actions import vouching
from smederij.people.models import Actor, HatKind, Login, Vouch
from smederij.people.testing import Cast, sign_in

AT = "/gebieden/krakeel/instaan/"
NUMBER = "06 9999 0001"


def vouch(cast: Cast, now: datetime, **given: Any) -> str:
    words = {"name": "Piet", "phone": NUMBER, "by": cast.chen, **given}
    return actions.vouch(words.pop("area", cast.area), **words, now=now)[1]


def piet() -> Actor:
    return Actor.objects.get(name="Piet")


def test_a_word_of_the_group_is_a_way_in(cast: Cast, now: datetime) -> None:
    login = actions.come_in(vouch(cast, now), now=now)
    assert (login.email, login.phone, list(login.actors.all())) == (None, None, [piet()])
    assert piet().vouched_by == cast.chen
    assert access.hats(piet(), cast.area, now=now) == {HatKind.RESIDENT}
    assert access.hats(piet(), cast.other_area, now=now) == frozenset()
    assert piet().hats.get().given_by == cast.chen
    assert set(Event.objects.filter(kind__startswith="vouch.").values_list("kind", "actor_id")) == {
        ("vouch.given", cast.chen.pk),
        ("vouch.used", piet().pk),
    }


def test_who_may_vouch(cast: Cast, now: datetime) -> None:
    def may(area: Any) -> set[str]:
        return {name for name, who in cast.people.items() if access.may_vouch(who, area, now=now)}

    assert may(cast.area) == {"chen", "els"}
    assert may(cast.other_area) == set()
    with pytest.raises(Refusal) as no:
        vouch(cast, now, by=cast.amina)
    assert no.value.status == 403


def test_it_works_once_and_not_after_a_quarter_of_an_hour(cast: Cast, now: datetime) -> None:
    code, late = vouch(cast, now), vouch(cast, now, name="Riet", phone="")
    actions.come_in(code.lower().replace("-", ""), now=now + timedelta(minutes=14))
    for spent, when in ((code, 14), (late, 15), ("BBBB-BBBB", 0), ("", 0)):
        with pytest.raises(Refusal) as no:
            actions.come_in(spent, now=now + timedelta(minutes=when))
        assert no.value.status == 410
    assert not Actor.objects.filter(name="Riet").exists()


def test_two_phones_at_once_are_one_person(
    fresh_db: Any, cast: Cast, now: datetime, run_in_threads: Callable[..., list[Any]]
) -> None:
    code = vouch(cast, now)
    answers = run_in_threads([lambda: actions.come_in(code, now=now)] * 3)
    assert [type(one) for one in answers].count(Login) == 1
    assert Actor.objects.filter(name="Piet").count() == 1


def test_who_stops_being_of_the_group_vouches_no_more(cast: Cast, now: datetime) -> None:
    code = vouch(cast, now)
    actions.take_hat(cast.chen.hats.get(kind=HatKind.GROUP), by=cast.els, now=now + timedelta(minutes=1))
    with pytest.raises(Refusal):
        actions.come_in(code, now=now + timedelta(minutes=2))


def test_nobody_lets_in_more_than_a_hall_a_day(cast: Cast, now: datetime) -> None:
    for _ in range(vouching.MOST_A_DAY):
        vouch(cast, now)
    with pytest.raises(Refusal) as no:
        vouch(cast, now + timedelta(hours=23))
    assert no.value.status == 429
    vouch(cast, now, by=cast.els)
    vouch(cast, now + timedelta(hours=25))


@pytest.mark.parametrize("name", ["amina", "chen", "dalia"])
def test_a_word_never_opens_who_is_known_already(cast: Cast, now: datetime, name: str) -> None:
    known: Actor = getattr(cast, name)
    login = actions.come_in(vouch(cast, now, name="Piet", phone=known.phone), now=now)
    assert list(login.actors.all()) == [piet()]
    assert known.logins.count() == 1


def test_who_was_met_but_never_vouched_for_stays_closed_too(cast: Cast, now: datetime) -> None:
    met = actions.meet("Riet", phone=NUMBER, now=now)
    assert met not in actions.come_in(vouch(cast, now), now=now).actors.all()


def test_a_word_opens_nobody_twice_and_a_code_brings_it_together(
    cast: Cast, now: datetime, client: Client
) -> None:
    """Whoever vouches again, and holds out the link to somebody else, opens nothing of Piet's."""
    first = actions.come_in(vouch(cast, now), now=now)
    client.force_login(first)
    again = actions.come_in(vouch(cast, now, by=cast.els), now=now)
    assert set(first.actors.all()).isdisjoint(again.actors.all())
    assert client.get("/mijn/").status_code == 200
    [one] = actions.open_login("+31699990001", now=now).actors.all()
    assert one == Actor.objects.get(name="Piet")
    assert client.get("/mijn/").status_code == 302
    assert not Login.objects.filter(pk__in=[first.pk, again.pk]).exists()


def test_a_word_from_another_area_makes_somebody_else(cast: Cast, now: datetime) -> None:
    actions.come_in(vouch(cast, now), now=now)
    actions.give_hat(HatKind.GROUP, to=cast.dalia, area=cast.other_area, by=cast.ada, now=now)
    there = actions.come_in(vouch(cast, now, by=cast.dalia, area=cast.other_area), now=now)
    assert piet_of(cast, cast.chen) not in there.actors.all()


def piet_of(cast: Cast, by: Actor) -> Actor:
    return Actor.objects.get(name="Piet", vouched_by=by)


def test_who_showed_a_number_of_their_own_is_never_opened_by_a_word(cast: Cast, now: datetime) -> None:
    actions.come_in(vouch(cast, now), now=now)
    first = piet()
    assert list(actions.open_login("+31699990001", now=now).actors.all()) == [first]
    assert first not in actions.come_in(vouch(cast, now), now=now).actors.all()


def test_on_a_word_one_is_a_resident_and_nothing_more(cast: Cast, now: datetime) -> None:
    actions.come_in(vouch(cast, now), now=now)
    for kind in set(HatKind) - {HatKind.RESIDENT}:
        with pytest.raises(Refusal):
            actions.give_hat(kind, to=piet(), area=cast.area, by=cast.ada, now=now)
    actions.open_login("+31699990001", now=now)
    actions.give_hat(HatKind.GROUP, to=piet(), area=cast.area, by=cast.els, now=now)


def test_the_database_wants_a_used_word_to_be_somebody(cast: Cast, now: datetime) -> None:
    vouch(cast, now)
    with pytest.raises(IntegrityError), transaction.atomic():
        Vouch.objects.update(used_at=now)


def test_at_the_door(cast: Cast, client: Client) -> None:
    phone = Client()
    sign_in(client, cast.chen)
    assert faults(client.get(AT).content.decode()) == []
    shown_at = client.post(AT, {"name": "Piet", "phone": ""})["Location"]
    shown = client.get(shown_at)
    link = shown.context["page"].path
    assert "<svg" in shown.content.decode()
    assert faults(shown.content.decode()) == []
    assert client.get(link).status_code == 409
    opened = phone.get(link)
    assert "Chen" in opened.content.decode()
    assert "no-store" in opened["Cache-Control"]
    assert not Actor.objects.filter(name="Piet").exists()
    assert phone.post(link)["Location"] == "/gebieden/krakeel/"
    assert phone.get("/mijn/").wsgi_request.actor == piet()  # type: ignore[attr-defined]
    assert phone.get("/mijn/").status_code == 200
    assert Client().get(link).status_code == 410
    assert "Piet" in client.get(shown_at).content.decode()


def test_the_page_is_for_who_may_and_the_link_for_who_made_it(cast: Cast, client: Client) -> None:
    assert client.get(AT)["Location"] == f"/inloggen/?next={AT}"
    sign_in(client, cast.amina)
    assert client.get(AT).status_code == 403
    sign_in(client, cast.chen)
    shown_at = client.post(AT, {"name": "Piet", "phone": ""})["Location"]
    other = Client()
    sign_in(other, cast.els)
    assert other.get(shown_at).status_code == 404
    again = Client()
    sign_in(again, cast.chen)
    assert again.get(shown_at).status_code == 410


def test_who_came_in_on_a_word_hears_how_to_come_back(cast: Cast, now: datetime) -> None:
    marie = Visitor().open(f"/binnen/{vouch(cast, clock.now())}/").press("Ja, laat me binnen")
    marie.sees("Welkom, Piet. Je bent binnen.")
    marie.open("/mijn/").sees("Zet je nummer of adres erbij", "Dan moet een buur je weer binnenlaten.")
    marie.open("/mijn/volgen/").sees("Krijg je liever een bericht?")
    amina = Visitor(cast.amina).open("/mijn/")
    assert b"Dan moet een buur je weer binnenlaten." not in amina.body


def test_trying_codes_is_slowed_down(cast: Cast, client: Client) -> None:
    got = [client.get("/binnen/BBBB-BBBB/").status_code for _ in range(actions.MOST_KNOCKS + 1)]
    assert (got[0], got[-1]) == (410, 429)


def test_words_unused_are_thrown_away_and_all_goes_along(cast: Cast, now: datetime) -> None:
    actions.come_in(vouch(cast, now), now=now)
    assert room.export_me(piet().pk)["came_in_on_the_word_of"] == "Chen"
    assert room.export_me(cast.chen.pk)["let_others_in"] == [now]
    vouch(cast, clock.now())
    actions.forget(piet(), by=cast.ada, now=now)
    actions.forget(cast.chen, by=cast.chen, now=now)
    assert [one.used_at for one in Vouch.objects.all()] == [now]
    vouch(cast, now, by=cast.els)
    room.tick(now + timedelta(days=2))
    assert not Vouch.objects.filter(used_at=None).exists()
