"""Who may do what: one table, every role, every verb."""

from collections.abc import Callable
from datetime import datetime, timedelta

from django.utils.translation import override

from smederij.base.refusals import Answer, Refused
from smederij.people import access, actions
from smederij.people.models import Actor, HatKind
from smederij.people.testing import Cast

PEOPLE = ["nobody", "amina", "bram", "chen", "dalia", "els", "finn", "noor", "ada", "library"]
BY_AREA_WORKER = {HatKind.GROUP, HatKind.KEEPER, HatKind.COUNTER, HatKind.RESIDENT}


def those(cast: Cast, may: Callable[[Actor | None], Answer]) -> set[str]:
    """Everyone whom it is allowed, `nobody` included."""
    return {name for name in PEOPLE if may(cast.people.get(name))}


def test_giving_a_hat(cast: Cast, now: datetime) -> None:
    for kind in HatKind:
        may = those(cast, lambda who, kind=kind: access.may_give(who, kind, area=cast.area, now=now))  # type: ignore[misc]
        assert may == ({"els", "ada"} if kind in BY_AREA_WORKER else {"ada"}), kind


def test_an_area_worker_gives_nothing_next_door(cast: Cast, now: datetime) -> None:
    for kind in HatKind:
        may = those(cast, lambda who, kind=kind: access.may_give(who, kind, area=cast.other_area, now=now))  # type: ignore[misc]
        assert may == {"ada"}, kind


def test_what_the_form_offers_is_what_may_be_given(cast: Cast, now: datetime) -> None:
    for name in PEOPLE:
        offered = access.gives(cast.people.get(name), area=cast.area, now=now)
        assert set(offered) == {"ada": set(HatKind), "els": BY_AREA_WORKER}.get(name, set())


def test_seeing_who_does_what(cast: Cast, now: datetime) -> None:
    assert those(cast, lambda who: access.may_see_people(who, cast.area, now=now)) == {"els", "ada"}


def test_calling_back(cast: Cast, now: datetime) -> None:
    asked = actions.ask_call(cast.area, name="Piet", phone="0612345678", about="", by=None, now=now)
    assert those(cast, lambda who: access.may_return(who, asked, now=now)) == {"chen", "els", "ada"}
    no = access.may_return(cast.amina, asked, now=now)
    assert isinstance(no, Refused)
    assert no.hidden


def test_taking_a_hat(cast: Cast, now: datetime) -> None:
    keeper, staff = cast.chen.hats.get(kind=HatKind.KEEPER), cast.noor.hats.get()
    people = cast.people.items()
    assert {name for name, who in people if access.may_take(who, keeper, now=now)} == {"chen", "els", "ada"}
    assert {name for name, who in people if access.may_take(who, staff, now=now)} == {"noor", "ada"}


def test_forgetting(cast: Cast, now: datetime) -> None:
    may = {name for name, who in cast.people.items() if access.may_forget(who, cast.bram, now=now)}
    assert may == {"bram", "ada"}


def test_hats_reach_downward_and_never_sideways_or_up(cast: Cast, now: datetime) -> None:
    assert access.hats(cast.chen, cast.area, now=now) == {"resident", "group", "keeper"}
    assert access.hats(cast.chen, cast.root, now=now) == frozenset()
    assert access.hats(cast.chen, cast.other_area, now=now) == frozenset()
    assert access.hats(cast.finn, cast.area, now=now) == {"finance"}
    assert access.hats(None, cast.area, now=now) == frozenset()


def test_a_hat_counts_from_its_first_moment_until_just_before_its_last(cast: Cast, now: datetime) -> None:
    until = now + timedelta(days=1)
    actions.give_hat(HatKind.COUNTER, to=cast.bram, area=cast.area, by=cast.els, now=now, until=until)
    worn = {
        moment: HatKind.COUNTER in access.hats(cast.bram, cast.area, now=moment)
        for moment in (now - timedelta(seconds=1), now, until - timedelta(microseconds=1), until)
    }
    assert list(worn.values()) == [False, True, True, False]


def test_a_no_says_who_may_and_whom_to_call(cast: Cast, now: datetime) -> None:
    with override("en"):
        answer = access.wears(cast.amina, HatKind.KEEPER, HatKind.FINANCE, area=cast.area, now=now)
        nobody = access.wears(None, HatKind.KEEPER, area=cast.other_area, now=now)
    assert isinstance(answer, Refused)
    assert "keeper of the pot or finance" in str(answer.reason)
    assert "Els" in str(answer.reason)
    assert cast.els.phone in str(answer.reason)
    assert "Sign in" not in str(answer.reason)
    assert isinstance(nobody, Refused)
    assert "Sign in" in str(nobody.reason)
    assert not nobody.hidden
