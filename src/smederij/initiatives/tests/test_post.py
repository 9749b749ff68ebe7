"""Posting: one sentence is enough, and sending twice makes one idea."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest

from smederij.base.models import Event, Picture
from smederij.base.money import Money, euros
from smederij.base.refusals import Refusal
from smederij.initiatives.actions import Draft, Reach, post
from smederij.initiatives.models import Initiative, NeedKind
from smederij.people.models import Actor
from smederij.people.testing import Cast

BENCH = Draft("Een bank aan de vaart")
FATIMA = Reach("Fatima", phone="06 1000 0099")


def test_whom_we_know_is_shown_at_once(cast: Cast, now: datetime) -> None:
    idea = post(BENCH, area=cast.area, by=cast.amina, reach=None, now=now)
    assert (idea.starter, idea.entered_by, idea.confirmed_by) == (cast.amina, None, cast.amina)
    assert idea.confirmed_at == now
    assert list(Initiative.objects.shown()) == [idea]


def test_a_stranger_is_met_and_waits_for_a_call(cast: Cast, now: datetime) -> None:
    idea = post(BENCH, area=cast.area, by=None, reach=FATIMA, now=now)
    assert (idea.starter.name, idea.starter.phone) == ("Fatima", "06 1000 0099")
    assert idea.confirmed_at is None
    assert list(Initiative.objects.shown()) == []
    assert list(Initiative.objects.unconfirmed()) == [idea]


def test_the_areas_people_write_down_for_someone_at_the_door(cast: Cast, now: datetime) -> None:
    idea = post(BENCH, area=cast.area, by=cast.els, reach=FATIMA, now=now)
    assert (idea.starter.name, idea.entered_by, idea.confirmed_by) == ("Fatima", cast.els, cast.els)


@pytest.mark.parametrize("who", ["amina", "dalia", "noor", "finn"])
def test_others_write_down_only_their_own(cast: Cast, now: datetime, who: str) -> None:
    with pytest.raises(Refusal, match=r"06 1000 0005"):
        post(BENCH, area=cast.area, by=cast.people[who], reach=FATIMA, now=now)
    assert not Actor.objects.filter(name="Fatima").exists()


def test_it_records_who_and_what_and_no_words(cast: Cast, now: datetime) -> None:
    idea = post(BENCH, area=cast.area, by=cast.amina, reach=None, now=now)
    event = Event.objects.get(kind="initiative.posted")
    assert (event.actor_id, event.subject_id, event.at) == (cast.amina.pk, idea.pk, now)


def test_needs_stand_in_the_order_in_which_they_are_asked(cast: Cast, now: datetime) -> None:
    needs = [("mind", "een tuinman"), ("hands", "twee  scheppers "), ("things", ""), ("place", "bij de brug")]
    idea = post(Draft("Bank", needs=needs), area=cast.area, by=cast.amina, reach=None, now=now)
    assert [(need.kind, need.words) for need in idea.needs.all()] == [
        (NeedKind.HANDS, "twee scheppers"),
        (NeedKind.PLACE, "bij de brug"),
        (NeedKind.MIND, "een tuinman"),
    ]


def test_the_photo_belongs_to_the_starter(cast: Cast, picture: Picture, now: datetime) -> None:
    idea = post(Draft("Bank", picture=picture), area=cast.area, by=cast.els, reach=FATIMA, now=now)
    picture.refresh_from_db()
    assert picture.owner_id == idea.starter.pk


def test_the_sentence_is_tidied_and_keeps_its_words(cast: Cast, now: datetime) -> None:
    idea = post(
        Draft("  Een bank\n aan de  vaart ", text=" a\nb "),
        area=cast.area,
        by=cast.amina,
        reach=None,
        now=now,
    )
    assert (idea.title, idea.text) == ("Een bank aan de vaart", "a\nb")


@pytest.mark.parametrize(
    "draft",
    [
        Draft(""),
        Draft(" \n "),
        Draft("x" * 141),
        Draft("x", text="x" * 4001),
        Draft("x", needs=[("hands", "x" * 141)]),
        Draft("x", asked=Money(0)),
        Draft("x", asked=euros(-5)),
    ],
)
def test_it_refuses_what_cannot_be_kept(cast: Cast, now: datetime, draft: Draft) -> None:
    with pytest.raises(Refusal):
        post(draft, area=cast.area, by=None, reach=FATIMA, now=now)
    assert not Initiative.objects.exists()
    assert not Actor.objects.filter(name="Fatima").exists()


def test_it_keeps_what_just_fits(cast: Cast, now: datetime) -> None:
    draft = Draft("x" * 140, text="y" * 4000, needs=[("hands", "z" * 140)], asked=Money(1))
    idea = post(draft, area=cast.area, by=cast.amina, reach=None, now=now)
    assert (len(idea.title), len(idea.text), idea.asked) == (140, 4000, Money(1))


@pytest.mark.parametrize(
    "reach", [None, Reach("Fatima"), Reach("", phone="06 1000 0099"), Reach(" ", "06", "")]
)
def test_a_stranger_can_be_reached(cast: Cast, now: datetime, reach: Reach | None) -> None:
    with pytest.raises(Refusal):
        post(BENCH, area=cast.area, by=None, reach=reach, now=now)


def test_an_address_is_enough(cast: Cast, now: datetime) -> None:
    reach = Reach("Fatima", email="fatima@example.org")
    assert post(BENCH, area=cast.area, by=None, reach=reach, now=now).starter.email == "fatima@example.org"


def test_sending_twice_makes_one(cast: Cast, now: datetime) -> None:
    first = post(BENCH, area=cast.area, by=None, reach=FATIMA, now=now, key="k1")
    assert post(BENCH, area=cast.area, by=None, reach=FATIMA, now=now, key="k1") == first
    assert Actor.objects.filter(name="Fatima").count() == 1
    assert Event.objects.filter(kind="initiative.posted").count() == 1


def test_another_sentence_from_the_same_form_is_another_idea(cast: Cast, now: datetime) -> None:
    for title in ("Een bank", "Een boom"):
        post(Draft(title), area=cast.area, by=cast.amina, reach=None, now=now, key="k1")
    assert Initiative.objects.count() == 2


def test_the_same_sentence_of_two_people_is_two_ideas(cast: Cast, now: datetime) -> None:
    for key in ("k1", "k2", "", ""):
        post(BENCH, area=cast.area, by=cast.amina, reach=None, now=now, key=key)
    assert Initiative.objects.count() == 4


def test_four_at_once_make_one(
    fresh_db: Any, run_in_threads: Callable[..., list[Any]], cast: Cast, now: datetime
) -> None:
    def send() -> Initiative:
        return post(BENCH, area=cast.area, by=None, reach=FATIMA, now=now, key="k1")

    posted = run_in_threads([send] * 4)
    assert {type(one) for one in posted} == {Initiative}, posted
    assert len({one.pk for one in posted}) == Initiative.objects.count() == 1
    assert Actor.objects.filter(name="Fatima").count() == 1
