"""Telling how it went, and taking it back."""

import json
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest

from smederij.base import pictures
from smederij.base.models import Event, Picture
from smederij.base.refusals import Answer, Refusal
from smederij.initiatives.actions import accept, invite, lay_down
from smederij.initiatives.models import Initiative
from smederij.people import actions as people
from smederij.people.models import Notice
from smederij.people.testing import Cast
from smederij.stories import access, queries
from smederij.stories.actions import tell, withdraw
from smederij.stories.models import Story
from smederij.stories.room import export_me, forget_me
from smederij.stories.tests.conftest import TEXT, TITLE

MAY: dict[str, Callable[..., Answer]] = {"tell": access.may_tell, "withdraw": access.may_withdraw}
ROLES = {
    "nobody": False,
    "amina": True,
    "bram": False,
    "chen": True,
    "els": True,
    "dalia": False,
    "noor": False,
    "finn": False,
    "ada": False,
}


def test_the_starter_tells(cast: Cast, story: Story, now: datetime) -> None:
    assert (story.teller, story.written_by, story.area) == (cast.amina, None, cast.area)
    event = Event.objects.get(kind="story.told")
    assert (event.actor_id, event.subject_id, event.at) == (cast.amina.pk, story.pk, now)


def test_the_areas_people_write_it_down_for_the_starter(cast: Cast, idea: Initiative, now: datetime) -> None:
    story = tell(idea, title=TITLE, text=TEXT, picture=None, by=cast.els, now=now)
    assert (story.teller, story.written_by) == (cast.amina, cast.els)


def test_whoever_carries_it_now_tells(cast: Cast, idea: Initiative, now: datetime) -> None:
    accept(invite(idea, name="Bram", by=cast.amina, now=now), by=cast.bram, now=now)
    lay_down(idea, by=cast.amina, now=now)
    assert not access.may_tell(cast.amina, idea, now=now)
    story = tell(idea, title=TITLE, text=TEXT, picture=None, by=cast.bram, now=now)
    assert (story.teller, story.written_by) == (cast.bram, None)


def test_the_photo_belongs_to_the_teller(
    cast: Cast, idea: Initiative, picture: Picture, now: datetime
) -> None:
    tell(idea, title=TITLE, text=TEXT, picture=picture, by=cast.els, now=now)
    picture.refresh_from_db()
    assert picture.owner_id == cast.amina.pk


@pytest.mark.parametrize(
    ("title", "text"),
    [("", TEXT), (" ", TEXT), (TITLE, ""), (TITLE, "\n"), ("x" * 141, TEXT), (TITLE, "x" * 20_001)],
)
def test_it_refuses_what_says_nothing_or_too_much(
    cast: Cast, idea: Initiative, now: datetime, title: str, text: str
) -> None:
    with pytest.raises(Refusal):
        tell(idea, title=title, text=text, picture=None, by=cast.amina, now=now)
    assert not Story.objects.exists()


@pytest.mark.parametrize("verb", MAY)
@pytest.mark.parametrize(("who", "allowed"), ROLES.items())
def test_who_may(cast: Cast, story: Story, now: datetime, verb: str, who: str, allowed: bool) -> None:
    about = story.initiative if verb == "tell" else story
    assert bool(MAY[verb](cast.people.get(who), about, now=now)) is allowed


def test_telling_twice_makes_one(cast: Cast, idea: Initiative, story: Story, now: datetime) -> None:
    assert tell(idea, title=f" {TITLE}", text=TEXT, picture=None, by=cast.amina, now=now) == story
    with pytest.raises(Refusal):
        tell(idea, title=TITLE, text="Iets anders", picture=None, by=cast.amina, now=now)
    assert Story.objects.count() == 1


def test_two_at_once_make_one(
    fresh_db: Any, run_in_threads: Callable[..., list[Any]], cast: Cast, idea: Initiative, now: datetime
) -> None:
    def send() -> Story:
        return tell(idea, title=TITLE, text=TEXT, picture=None, by=cast.amina, now=now)

    told = run_in_threads([send] * 3)
    assert {type(one) for one in told} == {Story}, told
    assert Story.objects.count() == 1


def test_after_taking_it_back_it_can_be_told_again(
    cast: Cast, idea: Initiative, story: Story, now: datetime
) -> None:
    withdraw(story, by=cast.amina, now=now)
    withdraw(story, by=cast.amina, now=now + timedelta(hours=1))
    story.refresh_from_db()
    assert story.withdrawn_at == now
    assert list(queries.told_in(cast.area)) == list(queries.told_of(idea)) == []
    again = tell(idea, title=TITLE, text=TEXT, picture=None, by=cast.amina, now=now)
    assert list(queries.told_in(cast.area)) == list(queries.told_of(idea)) == [again]
    assert Event.objects.filter(kind="story.withdrawn").count() == 1


def test_everything_comes_along(cast: Cast, idea: Initiative, picture: Picture, now: datetime) -> None:
    story = tell(idea, title=TITLE, text=TEXT, picture=picture, by=cast.els, now=now)
    [told] = json.loads(json.dumps(export_me(cast.amina.pk)))["stories"]
    assert (told["title"], told["text"], told["picture_alt"]) == (TITLE, TEXT, "Het podium")
    assert export_me(cast.els.pk) == {"stories": [], "written_down_for_others": [story.public_id]}


def test_forgetting_takes_the_words_and_the_photo(
    cast: Cast, idea: Initiative, picture: Picture, now: datetime, django_capture_on_commit_callbacks: Any
) -> None:
    story = tell(idea, title=TITLE, text=TEXT, picture=picture, by=cast.amina, now=now)
    with django_capture_on_commit_callbacks(execute=True):
        forget_me(cast.amina.pk, now)
    story.refresh_from_db()
    assert (story.title, story.text, story.picture, story.withdrawn_at) == ("…", "…", None, now)
    assert not Picture.objects.exists()
    assert pictures.path_of(picture.name, width=480) is None


def test_who_follows_the_idea_or_the_area_hears_it_once(cast: Cast, idea: Initiative, now: datetime) -> None:
    for actor, followed in (
        (cast.bram, idea),
        (cast.bram, cast.area),
        (cast.dalia, cast.area),
        (cast.amina, idea),
    ):
        people.follow(followed, by=actor, now=now)
    story = tell(idea, title=TITLE, text=TEXT, picture=None, by=cast.amina, now=now)
    tell(idea, title=TITLE, text=TEXT, picture=None, by=cast.amina, now=now)
    told = Notice.objects.order_by("actor__name").values_list("actor__name", "url")
    assert list(told) == [("Bram", story.get_absolute_url()), ("Dalia", story.get_absolute_url())]
