"""Helping: ten seconds to offer, a call before the answer, thanks by name only with a yes."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from pytest_django import DjangoAssertNumQueries
from tests.support.markup import faults
from tests.support.visitor import Visitor

from smederij.base.models import Event
from smederij.base.refusals import Refusal
from smederij.initiatives import access, actions, queries
from smederij.initiatives.actions import Draft, Help, Reach, change, post, withdraw
from smederij.initiatives.me import offers as me
from smederij.initiatives.models import Initiative, Need, Offer, OfferState
from smederij.people.models import Actor
from smederij.people.testing import Cast, sign_in

NEEDS = [("hands", "twee gravers"), ("things", "een aanhanger, zaterdag"), ("mind", "een timmerman")]
PIET = Reach("Piet", phone="06 1000 0088")


@pytest.fixture
def bench(cast: Cast, now: datetime) -> Initiative:
    """Amina's bench, which looks for three things."""
    return post(
        Draft("Een bank aan de vaart", needs=NEEDS), area=cast.area, by=cast.amina, reach=None, now=now
    )


@pytest.fixture
def trailer(bench: Initiative) -> Need:
    return bench.needs.get(kind="things")


@pytest.fixture
def offered(cast: Cast, bench: Initiative, trailer: Need, now: datetime) -> Offer:
    """Bram has a trailer, and may be thanked by name."""
    what = Help(trailer, "Ik heb er een", may_name=True)
    return actions.offer(what, initiative=bench, by=cast.bram, reach=None, now=now)


def test_a_neighbour_offers_and_it_is_recorded_without_words(
    cast: Cast, offered: Offer, now: datetime
) -> None:
    assert (offered.giver, offered.about, offered.state) == (
        cast.bram,
        "een aanhanger, zaterdag",
        OfferState.OFFERED,
    )
    event = Event.objects.get(kind="offer.made")
    assert (event.actor_id, event.subject_id, event.at) == (cast.bram.pk, offered.pk, now)


def test_a_stranger_leaves_a_name_and_a_number(cast: Cast, bench: Initiative, now: datetime) -> None:
    made = actions.offer(Help(words="Ik kan metselen"), initiative=bench, by=None, reach=PIET, now=now)
    assert (made.giver.name, made.giver.phone, made.need, made.about) == ("Piet", "06 1000 0088", None, "")


@pytest.mark.parametrize("reach", [None, Reach("Piet"), Reach("", phone="06 1000 0088")])
def test_who_cannot_be_called_is_asked_for_a_number(
    bench: Initiative, now: datetime, reach: Reach | None
) -> None:
    with pytest.raises(Refusal):
        actions.offer(Help(), initiative=bench, by=None, reach=reach, now=now)
    assert not Offer.objects.exists()


def test_nobody_offers_help_to_themselves_or_to_what_is_not_shown(
    cast: Cast, bench: Initiative, waiting: Initiative, now: datetime
) -> None:
    with pytest.raises(Refusal):
        actions.offer(Help(), initiative=bench, by=cast.amina, reach=None, now=now)
    with pytest.raises(Refusal):
        actions.offer(Help(), initiative=waiting, by=cast.bram, reach=None, now=now)
    withdraw(bench, by=cast.amina, now=now)
    with pytest.raises(Refusal):
        actions.offer(Help(), initiative=bench, by=cast.bram, reach=None, now=now)


def test_too_long_is_asked_to_be_said_on_the_phone(cast: Cast, bench: Initiative, now: datetime) -> None:
    with pytest.raises(Refusal, match="gebeld"):
        actions.offer(Help(words="x" * 301), initiative=bench, by=cast.bram, reach=None, now=now)


def test_sending_twice_makes_one(cast: Cast, bench: Initiative, trailer: Need, now: datetime) -> None:
    for _ in range(2):
        actions.offer(Help(trailer), initiative=bench, by=cast.bram, reach=None, now=now, key="k")
        actions.offer(Help(trailer), initiative=bench, by=cast.bram, reach=None, now=now)
        actions.offer(Help(), initiative=bench, by=None, reach=PIET, now=now, key="p")
    assert Offer.objects.count() == 2
    assert Actor.objects.filter(name="Piet").count() == 1


def test_four_at_once_make_one(
    fresh_db: Any, run_in_threads: Callable[..., list[Any]], cast: Cast, bench: Initiative, now: datetime
) -> None:
    def send() -> Offer:
        return actions.offer(Help(), initiative=bench, by=None, reach=PIET, now=now, key="k")

    made = run_in_threads([send] * 4)
    assert {type(one) for one in made} == {Offer}, made
    assert Offer.objects.count() == 1


def test_yes_and_no_at_once_is_one_answer(
    fresh_db: Any, run_in_threads: Callable[..., list[Any]], cast: Cast, offered: Offer, now: datetime
) -> None:
    answers = run_in_threads(
        [
            lambda: actions.agree(offered, by=cast.amina, now=now, meets=True),
            lambda: actions.decline(offered, by=cast.els, now=now),
        ]
    )
    assert sorted(type(one).__name__ for one in answers) == ["Offer", "Refusal"], answers
    offered.refresh_from_db()
    settled = Need.objects.filter(met_with=offered).exists()
    assert settled == (offered.state == OfferState.AGREED)


@pytest.mark.parametrize(
    ("who", "may"),
    [("amina", True), ("els", True), ("chen", True), ("bram", False), ("dalia", False), ("noor", False)],
)
def test_who_may_answer_and_see_the_number(
    cast: Cast, offered: Offer, now: datetime, who: str, may: bool
) -> None:
    actor = cast.people[who]
    assert bool(access.may_answer(actor, offered, now=now)) == may
    assert bool(access.may_take_back(actor, offered)) == (who == "bram")
    for verb in (actions.agree, actions.decline):
        if not may:
            with pytest.raises(Refusal):
                verb(offered, by=actor, now=now)
    client = Client()
    sign_in(client, actor)
    status = client.get(f"/hulp/{offered.public_id}/").status_code
    assert status == (200 if may or who == "bram" else 404)


def test_agreed_after_a_call_it_meets_the_need_and_thanks(cast: Cast, offered: Offer, now: datetime) -> None:
    for _ in range(2):
        actions.agree(offered, by=cast.amina, now=now, meets=True)
    wanted = queries.needs_of(offered.initiative)
    assert [(one.met, one.thanks) for one in wanted] == [(False, ""), (False, ""), (True, "Bram")]
    assert Event.objects.filter(kind="offer.agreed").count() == 1
    assert Event.objects.filter(kind="need.met").count() == 1


def test_without_a_yes_nobody_is_named(cast: Cast, bench: Initiative, trailer: Need, now: datetime) -> None:
    made = actions.offer(Help(trailer), initiative=bench, by=cast.bram, reach=None, now=now)
    actions.agree(made, by=cast.els, now=now, meets=True)
    assert [one.thanks for one in queries.needs_of(bench)] == ["", "", ""]


def test_the_giver_takes_it_back_and_it_is_looked_for_again(
    cast: Cast, offered: Offer, now: datetime
) -> None:
    actions.agree(offered, by=cast.amina, now=now, meets=True)
    actions.take_back(offered, by=cast.bram, now=now)
    offered.refresh_from_db()
    assert (offered.state, offered.answered_by) == (OfferState.TAKEN_BACK, cast.bram)
    assert [one.met for one in queries.needs_of(offered.initiative)] == [False] * 3


def test_declined_is_declined(cast: Cast, offered: Offer, now: datetime) -> None:
    actions.decline(offered, by=cast.amina, now=now)
    with pytest.raises(Refusal, match="deze keer niet"):
        actions.agree(offered, by=cast.els, now=now)


def test_a_need_is_settled_by_other_means_and_looked_for_again(
    cast: Cast, trailer: Need, now: datetime
) -> None:
    actions.meet_need(trailer, by=cast.amina, now=now)
    actions.meet_need(trailer, by=cast.els, now=now)
    trailer.refresh_from_db()
    assert (trailer.met_at, trailer.met_with) == (now, None)
    actions.ask_again(trailer, by=cast.amina, now=now)
    with pytest.raises(Refusal):
        actions.meet_need(trailer, by=cast.bram, now=now)
    trailer.refresh_from_db()
    assert trailer.met_at is None


def test_the_database_holds_the_states_together(cast: Cast, offered: Offer, trailer: Need) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Offer.objects.filter(pk=offered.pk).update(state=OfferState.AGREED)
    with pytest.raises(IntegrityError), transaction.atomic():
        Need.objects.filter(pk=trailer.pk).update(met_with=offered)


def test_a_need_said_otherwise_keeps_its_offers_and_one_taken_off_lets_go(
    cast: Cast, bench: Initiative, offered: Offer, now: datetime
) -> None:
    change(bench, Draft("Een bank", needs=[("things", "een grote aanhanger")]), by=cast.amina, now=now)
    offered.refresh_from_db()
    assert offered.need is not None
    assert (offered.need.words, offered.about) == ("een grote aanhanger", "een aanhanger, zaterdag")
    change(bench, Draft("Een bank"), by=cast.amina, now=now)
    assert (Offer.objects.get().need, bench.needs.count()) == (None, 0)


def test_it_waits_with_the_starter_and_the_areas_people_until_somebody_called(
    cast: Cast, offered: Offer, now: datetime
) -> None:
    def waits() -> list[str]:
        return [name for name, actor in cast.people.items() if list(me.waiting_for(actor.pk, now))]

    assert waits() == ["amina", "chen", "els"]
    sentence = next(iter(me.waiting_for(cast.els.pk, now))).sentence
    assert "Bram" in sentence
    assert "een aanhanger, zaterdag" in sentence
    actions.agree(offered, by=cast.els, now=now)
    assert waits() == []


@pytest.mark.parametrize("number", [3, 300])
def test_lists_ask_the_same_for_3_and_300(
    cast: Cast,
    bench: Initiative,
    now: datetime,
    number: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    Offer.objects.bulk_create(Offer(initiative=bench, giver=cast.bram, at=now) for _ in range(number))
    Need.objects.bulk_create(Need(initiative=bench, kind="hands", words=str(one)) for one in range(number))
    with django_assert_num_queries(2):
        assert len([str(one.giver) for one in queries.to_answer(cast.els.pk, now=now)]) == number
    with django_assert_num_queries(1):
        assert len(queries.needs_of(bench)) == number + 3
    with django_assert_num_queries(1):
        assert len([one.initiative.title for one in queries.wanted_in(cast.root)]) == 5


def test_an_area_shows_what_is_asked_here_and_below_but_not_next_door_nor_money(
    cast: Cast, bench: Initiative, waiting: Initiative, now: datetime
) -> None:
    Need.objects.create(initiative=waiting, kind="hands", words="nog niet te zien")
    Need.objects.create(initiative=bench, kind="money", words="geld")
    assert [need.words for need in queries.wanted_in(cast.area)] == [words for _kind, words in NEEDS]
    assert len(queries.wanted_in(cast.root)) == 3
    assert queries.wanted_in(cast.other_area) == []


def test_export_and_forget(cast: Cast, bench: Initiative, offered: Offer, now: datetime) -> None:
    actions.agree(offered, by=cast.amina, now=now, meets=True)
    actions.offer(Help(words="en ik kook"), initiative=bench, by=cast.bram, reach=None, now=now)
    told = me.export_me(cast.bram.pk)["help_offered"]
    assert [(one["words"], one["state"]) for one in told] == [
        ("Ik heb er een", "agreed"),
        ("en ik kook", "offered"),
    ]
    me.forget_me(cast.bram.pk, now)
    assert [(one.words, one.may_name) for one in Offer.objects.all()] == [("", False)]
    assert [one.thanks for one in queries.needs_of(bench)] == ["", "", ""]


def test_forgetting_a_starter_whose_idea_was_taken_back(cast: Cast, offered: Offer, now: datetime) -> None:
    from smederij.initiatives import room

    actions.agree(offered, by=cast.amina, now=now, meets=True)
    withdraw(offered.initiative, by=cast.amina, now=now)
    room.forget_me(cast.amina.pk, now)
    assert not Need.objects.filter(initiative=offered.initiative).exists()


def test_what_came_to_nothing_is_swept_after_a_month(cast: Cast, offered: Offer, now: datetime) -> None:
    actions.decline(offered, by=cast.amina, now=now)
    assert me.tick(now + timedelta(days=29)) == 0
    assert [me.tick(now + timedelta(days=31)) for _ in range(2)] == [1, 0]


# Pages


def test_a_stranger_helps_from_a_phone(cast: Cast, bench: Initiative, trailer: Need) -> None:
    path = f"/ideeen/{bench.public_id}/meedoen/?nodig={trailer.pk}"
    visitor = Visitor().open(path).sees("Ik kan helpen: een aanhanger, zaterdag", "Of help met iets anders")
    assert faults(visitor.body) == []
    visitor.fill("Hoe heet je?", "Piet").fill("Op welk nummer", "06 1000 0088").press("Ja, ik help")
    visitor.sees(
        "Dank je wel. Je aanbod is binnen.", "Amina of iemand van deze mensen belt je.", "06 1000 0005"
    )
    assert faults(visitor.body) == []
    assert Offer.objects.get().need == trailer


def test_in_english_too(cast: Cast, bench: Initiative) -> None:
    Visitor().open(f"/en/ideeen/{bench.public_id}/meedoen/").sees("I join in", "What is your name?")


def test_whom_we_can_call_taps_once(cast: Cast, bench: Initiative) -> None:
    visitor = Visitor(cast.dalia).open(f"/ideeen/{bench.public_id}/meedoen/").sees_not("Hoe heet je?")
    visitor.press("Ja, ik doe mee").sees("Je aanbod is binnen")
    assert Offer.objects.get().giver == cast.dalia


def test_whom_we_know_without_a_number_leaves_one(cast: Cast, bench: Initiative) -> None:
    visitor = Visitor(cast.bram).open(f"/ideeen/{bench.public_id}/meedoen/")
    visitor.press("Ja, ik doe mee").sees("bijvoorbeeld 06 12 34 56 78")
    visitor.fill("Op welk nummer", "06 1000 0002").press("Ja, ik doe mee").sees("Je aanbod is binnen")
    cast.bram.refresh_from_db()
    assert cast.bram.phone == "06 1000 0002"


def test_after_a_call_one_button_settles_it(cast: Cast, offered: Offer) -> None:
    cast.bram.phone = "06 1000 0002"
    cast.bram.save()
    visitor = (
        Visitor(cast.amina)
        .open(f"/hulp/{offered.public_id}/")
        .sees("Bel Bram", "06 1000 0002", "Ik heb er een")
    )
    assert faults(visitor.body) == []
    visitor.press("Ik belde: hiermee is het geregeld").sees("Jullie doen dit samen", "afgesproken")
    assert faults(visitor.body) == []
    Visitor(cast.bram).open(f"/hulp/{offered.public_id}/").press("Ik kan toch niet").sees("ingetrokken")
    assert not Need.objects.filter(met_at__isnull=False).exists()


def test_the_number_of_a_giver_stands_on_no_public_page(cast: Cast, bench: Initiative, now: datetime) -> None:
    made = actions.offer(Help(words="Metselen"), initiative=bench, by=None, reach=PIET, now=now)
    actions.agree(made, by=cast.amina, now=now)
    for who in (None, cast.dalia, cast.noor):
        for path in (
            f"/ideeen/{bench.public_id}/",
            f"/ideeen/{bench.public_id}/meedoen/",
            "/gebieden/krakeel/",
        ):
            Visitor(who).open(path).sees_not("06 1000 0088", "Metselen")
