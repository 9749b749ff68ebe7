"""Giving and taking hats."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest

from smederij.base.models import Event
from smederij.base.refusals import Refusal
from smederij.people import access, actions, queries
from smederij.people.models import Actor, Hat, HatKind, Login
from smederij.people.testing import Cast


def test_a_hat_is_worn_and_written_down(cast: Cast, now: datetime) -> None:
    hat = actions.give_hat(HatKind.COUNTER, to=cast.bram, area=cast.area, by=cast.els, now=now)
    assert HatKind.COUNTER in access.hats(cast.bram, cast.area, now=now)
    assert hat.given_by == cast.els
    event = Event.objects.filter(kind="hat.given").latest("pk")
    assert (event.actor_id, event.subject_kind, event.subject_id) == (cast.els.pk, "hat", hat.pk)


def test_giving_it_again_changes_nothing(cast: Cast, now: datetime) -> None:
    first = actions.give_hat(HatKind.COUNTER, to=cast.bram, area=cast.area, by=cast.els, now=now)
    events = Event.objects.count()
    again = actions.give_hat(
        HatKind.COUNTER, to=cast.bram, area=cast.area, by=cast.ada, now=now + timedelta(hours=1)
    )
    assert (again.pk, Event.objects.count()) == (first.pk, events)


def test_who_may_not_give_gets_a_reason_and_nothing_happens(cast: Cast, now: datetime) -> None:
    with pytest.raises(Refusal) as no:
        actions.give_hat(HatKind.FINANCE, to=cast.bram, area=cast.area, by=cast.els, now=now)
    assert no.value.status == 403
    assert not Hat.objects.filter(actor=cast.bram, kind=HatKind.FINANCE).exists()


def test_a_forgotten_person_gets_no_hat(cast: Cast, now: datetime) -> None:
    actions.forget(cast.bram, by=cast.bram, now=now)
    with pytest.raises(Refusal):
        actions.give_hat(HatKind.COUNTER, to=cast.bram, area=cast.area, by=cast.els, now=now)


def test_a_hat_taken_is_over_at_once_and_stays_on_record(cast: Cast, now: datetime) -> None:
    hat = cast.chen.hats.get(kind=HatKind.KEEPER)
    later = now + timedelta(days=1)
    actions.take_hat(hat, by=cast.els, now=later)
    assert HatKind.KEEPER not in access.hats(cast.chen, cast.area, now=later)
    assert Hat.objects.get(pk=hat.pk).until == later
    actions.take_hat(hat, by=cast.els, now=later + timedelta(days=1))
    assert Hat.objects.get(pk=hat.pk).until == later
    assert Event.objects.filter(kind="hat.taken").count() == 1


def test_a_hat_taken_in_the_moment_it_was_given_was_never_there(cast: Cast, now: datetime) -> None:
    hat = actions.give_hat(HatKind.COUNTER, to=cast.bram, area=cast.area, by=cast.els, now=now)
    actions.take_hat(hat, by=cast.els, now=now)
    assert not Hat.objects.filter(pk=hat.pk).exists()


def test_who_may_not_take_gets_a_reason(cast: Cast, now: datetime) -> None:
    with pytest.raises(Refusal) as no:
        actions.take_hat(cast.chen.hats.get(kind=HatKind.KEEPER), by=cast.amina, now=now)
    assert no.value.status == 403


def test_the_last_administrator_stays(cast: Cast, now: datetime) -> None:
    hat, later = cast.ada.hats.get(), now + timedelta(days=1)
    with pytest.raises(Refusal):
        actions.take_hat(hat, by=cast.ada, now=later)
    actions.give_hat(HatKind.ADMIN, to=cast.noor, area=cast.root, by=cast.ada, now=later)
    actions.take_hat(hat, by=cast.ada, now=later)
    assert access.hats(cast.ada, cast.root, now=later) == frozenset()


def test_inviting_meets_who_is_new(cast: Cast, now: datetime) -> None:
    invited = actions.Invited("Fatima@Example.org", "Fatima", HatKind.KEEPER)
    hat = actions.invite(invited, area=cast.area, by=cast.els, now=now)
    assert (hat.actor.name, hat.actor.email) == ("Fatima", "fatima@example.org")
    again = actions.invite(invited, area=cast.area, by=cast.els, now=now)
    assert again.pk == hat.pk
    login = actions.open_login("fatima@example.org", now=now)
    assert queries.actors_of(login) == [hat.actor]


def test_inviting_finds_who_is_known_whatever_name_was_typed(cast: Cast, now: datetime) -> None:
    invited = actions.Invited("bram@example.org", "Bob", HatKind.KEEPER)
    hat = actions.invite(invited, area=cast.area, by=cast.els, now=now)
    assert hat.actor == cast.bram
    assert Actor.objects.get(pk=cast.bram.pk).name == "Bram"


def test_who_only_wrote_down_an_address_is_not_taken_for_them(cast: Cast, now: datetime) -> None:
    stranger = actions.meet("Not Joop", phone="06 6666 6666", email="joop@example.org", now=now)
    invited = actions.Invited("joop@example.org", "Joop", HatKind.KEEPER)
    hat = actions.invite(invited, area=cast.area, by=cast.els, now=now)
    assert hat.actor != stranger
    assert "06 6666 6666" not in {one.phone for one in queries.contacts(cast.area, now=now)}


def test_inviting_without_right_or_name_meets_nobody(cast: Cast, now: datetime) -> None:
    known = Actor.objects.count()
    with pytest.raises(Refusal) as no:
        actions.invite(
            actions.Invited("x@example.org", "X", HatKind.FINANCE), area=cast.area, by=cast.els, now=now
        )
    assert no.value.status == 403
    with pytest.raises(Refusal) as unknown:
        actions.invite(
            actions.Invited("x@example.org", "", HatKind.KEEPER), area=cast.area, by=cast.els, now=now
        )
    assert unknown.value.status == 409
    assert Actor.objects.count() == known
    assert not Login.objects.filter(email="x@example.org").exists()


def test_two_who_give_the_same_hat_at_once_give_one(
    fresh_db: Any, cast: Cast, now: datetime, run_in_threads: Callable[..., list[Any]]
) -> None:
    def give(by: Actor) -> Callable[[], Hat]:
        return lambda: actions.give_hat(HatKind.COUNTER, to=cast.bram, area=cast.area, by=by, now=now)

    given = run_in_threads([give(cast.els), give(cast.ada), give(cast.els), give(cast.ada)])
    assert {type(one) for one in given} == {Hat}
    assert Hat.objects.filter(actor=cast.bram, kind=HatKind.COUNTER).count() == 1


def test_nobody_gives_a_hat_to_themselves(cast: Cast, now: datetime) -> None:
    hats = Hat.objects.filter(actor=cast.ada).count()
    for kind in (HatKind.FINANCE, HatKind.KEEPER, HatKind.ADMIN):
        with pytest.raises(Refusal) as no:
            actions.give_hat(kind, to=cast.ada, area=cast.root, by=cast.ada, now=now)
        assert no.value.status == 403
    assert Hat.objects.filter(actor=cast.ada).count() == hats


def test_nor_to_another_name_of_the_same_login(cast: Cast, now: datetime) -> None:
    cast.library.logins.set([cast.ada.logins.get()])
    with pytest.raises(Refusal) as no:
        actions.give_hat(HatKind.FINANCE, to=cast.library, area=cast.root, by=cast.ada, now=now)
    assert no.value.status == 403
    assert actions.give_hat(HatKind.FINANCE, to=cast.noor, area=cast.root, by=cast.ada, now=now)


def test_who_keeps_a_pot_does_no_finance(cast: Cast, now: datetime) -> None:
    """By whoever gives it, the console too; under any name of one login; and the other way round."""
    cast.library.logins.set([cast.chen.logins.get()])
    for to in (cast.chen, cast.library):
        for by in (cast.ada, None):
            with pytest.raises(Refusal):
                actions.give_hat(HatKind.FINANCE, to=to, area=cast.root, by=by, now=now)
    with pytest.raises(Refusal):
        actions.give_hat(HatKind.KEEPER, to=cast.finn, area=cast.area, by=cast.els, now=now)
    later = now + timedelta(days=1)
    actions.take_hat(cast.chen.hats.get(kind=HatKind.KEEPER), by=cast.els, now=later)
    assert actions.give_hat(HatKind.FINANCE, to=cast.chen, area=cast.root, by=cast.ada, now=later)
