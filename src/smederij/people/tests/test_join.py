"""Two who turn out to be one: only who enters both ways in can say so, and everything goes along."""

from datetime import datetime
from typing import Any

import pytest
from django.apps import apps
from django.db import IntegrityError, transaction
from django.db.models import ForeignKey

from smederij.base import rooms
from smederij.base.models import Event
from smederij.base.refusals import Refusal
from smederij.people import actions, queries
from smederij.people.models import Actor, Follow, Hat, HatKind, Login
from smederij.people.testing import Cast

NUMBER, WRITTEN = "+31699990001", "06 9999 0001"


def shared(now: datetime, *names: str) -> tuple[Login, list[Actor]]:
    """Several people known by one number, which was shown to be theirs."""
    met = [actions.meet(name, phone=WRITTEN, now=now) for name in names]
    return actions.open_login(NUMBER, now=now), met


def test_who_left_the_same_name_and_number_twice_is_one_person(cast: Cast, now: datetime) -> None:
    login, (first, second) = shared(now, "Zoë", " zoe")
    assert queries.actors_of(login) == [first]
    second.refresh_from_db()
    assert (second.became, second.forgotten_at, second.name, second.phone) == (first, now, "", "")
    assert str(second) == "Zoë"
    assert Event.objects.get(kind="actor.joined").subject_id == second.pk


def test_two_names_on_one_phone_stay_two_until_they_say_so(cast: Cast, now: datetime) -> None:
    login, (amina, bram) = shared(now, "Amina B", "Bram B")
    assert queries.actors_of(login) == [amina, bram]
    assert actions.join(bram, amina, login=login, now=now) == amina
    assert queries.actors_of(login) == [amina]


def test_who_had_a_task_stays_and_what_they_did_is_one(cast: Cast, now: datetime) -> None:
    login, (first, second) = shared(now, "Piet", "Pieter")
    actions.give_hat(HatKind.GROUP, to=second, area=cast.area, by=cast.els, now=now)
    for one in (first, second):
        actions.give_hat(HatKind.RESIDENT, to=one, area=cast.area, by=cast.els, now=now)
        actions.follow(cast.area, by=one, now=now)
    actions.follow(cast.other_area, by=first, now=now)
    assert actions.join(first, second, login=login, now=now) == second
    assert Follow.objects.filter(actor=second).count() == 2
    assert sorted(Hat.objects.filter(actor=second).values_list("kind", flat=True)) == ["group", "resident"]
    assert queries.same_person(second.pk) == {first.pk, second.pk}


def test_by_mail_too(cast: Cast, now: datetime) -> None:
    stray = actions.meet("amina", email="Amina@example.org", now=now)
    login = actions.open_login("amina@example.org", now=now)
    stray.refresh_from_db()
    assert (queries.actors_of(login), stray.became) == ([cast.amina], cast.amina)


def test_nobody_becomes_somebody_by_typing_their_number(cast: Cast, now: datetime) -> None:
    """Somebody shows a number to be theirs, under Amina's name and address: neither becomes the other."""
    stray = actions.meet("Amina", phone=WRITTEN, email="amina@example.org", now=now)
    theirs = actions.open_login(NUMBER, now=now)
    hers = actions.open_login("amina@example.org", now=now)
    assert (queries.actors_of(theirs), queries.actors_of(hers)) == ([stray], [cast.amina])
    hers.actors.add(stray)
    for login in (hers, theirs):
        with pytest.raises(Refusal):
            actions.join(cast.amina, stray, login=login, now=now)
    stray.refresh_from_db()
    assert stray.became is None


def test_only_persons_who_did_not_both_have_tasks(cast: Cast, now: datetime) -> None:
    login = cast.chen.logins.get()
    for other in (cast.library, cast.els, cast.amina):
        other.logins.all().delete()
        with pytest.raises(Refusal):
            actions.join(cast.chen, other, login=login, now=now)
    login.actors.add(cast.els, cast.library)
    for other in (cast.chen, cast.els, cast.library):
        with pytest.raises(Refusal):
            actions.join(cast.chen, other, login=login, now=now)


def test_a_number_shown_to_be_theirs_ends_what_a_word_had_opened(cast: Cast, now: datetime) -> None:
    code = actions.vouch(cast.area, name="Piet", phone=WRITTEN, by=cast.chen, now=now)[1]
    planted = actions.come_in(code, now=now)
    login, _met = shared(now, "Piet")
    assert not Login.objects.filter(pk=planted.pk).exists()
    assert len(queries.actors_of(login)) == 1


def test_two_at_once_are_one(fresh_db: Any, cast: Cast, now: datetime, run_in_threads: Any) -> None:
    login, (amina, bram) = shared(now, "Amina B", "Bram B")
    said = run_in_threads([lambda: actions.join(amina, bram, login=login, now=now)] * 3)
    assert [type(one) for one in said].count(Actor) == 1
    assert Event.objects.filter(kind="actor.joined").count() == 1


def test_the_database_keeps_who_became_another_nameless(cast: Cast) -> None:
    for wrong in ({"became": cast.bram}, {"became": cast.amina, "forgotten_at": cast.amina.known_since}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Actor.objects.filter(pk=cast.amina.pk).update(**wrong)


def test_every_table_hands_over_or_never_changes(cast: Cast) -> None:
    """A new table that names actors is handed over by itself; those that can't be are known here.

    A signature is made anew by its room. The rest takes a task, which only who stays can have had; but for
    stepping back, which goes on to say who did it by the row that became another.
    """
    fixed = {
        model._meta.db_table
        for model in apps.get_models(include_auto_created=True)
        for field in model._meta.fields
        if isinstance(field, ForeignKey) and field.related_model is Actor
        if model._meta.db_table in rooms.never_updated()
    }
    assert fixed == {
        "pots_account",
        "pots_setaside",
        "rounds_revocation",
        "rounds_ruling",
        "rounds_signature",
        "rounds_steppingback",
    }
