"""What someone can take along, and what goes when they are forgotten."""

import json
from datetime import datetime
from typing import Any

import pytest

from smederij.base import pictures
from smederij.base.models import Picture
from smederij.base.money import euros
from smederij.initiatives.actions import Draft, Reach, post, withdraw
from smederij.initiatives.models import Initiative, Need
from smederij.initiatives.room import ROOM, export_me, forget_me
from smederij.people.testing import Cast


def test_everything_comes_along(cast: Cast, picture: Picture, now: datetime) -> None:
    draft = Draft("Een bank", text="Zomaar", asked=euros(900), needs=[("hands", "twee")], picture=picture)
    post(draft, area=cast.area, by=cast.amina, reach=None, now=now)
    given = json.loads(json.dumps(export_me(cast.amina.pk)))
    [idea] = given["ideas"]
    assert (idea["title"], idea["text"], idea["asked_cents"]) == ("Een bank", "Zomaar", 90000)
    assert idea["needs"] == [{"kind": "hands", "words": "twee"}]
    assert (idea["picture"], idea["picture_alt"]) == (picture.name, "Een bank")
    assert not any(export_me(cast.bram.pk).values())


def test_who_wrote_it_down_gets_the_idea_but_not_the_words(cast: Cast, now: datetime) -> None:
    idea = post(
        Draft("Van Fatima"), area=cast.area, by=cast.els, reach=Reach("Fatima", "06 1000 0099"), now=now
    )
    given = {key: value for key, value in export_me(cast.els.pk).items() if value}
    assert given == {"written_down_for_others": [idea.public_id]}


def test_shown_ideas_stay_and_the_photo_goes(
    cast: Cast, picture: Picture, now: datetime, django_capture_on_commit_callbacks: Any
) -> None:
    idea = post(Draft("Een bank", picture=picture), area=cast.area, by=cast.amina, reach=None, now=now)
    with django_capture_on_commit_callbacks(execute=True):
        forget_me(cast.amina.pk, now)
    idea.refresh_from_db()
    assert (idea.title, idea.picture, idea.withdrawn_at) == ("Een bank", None, None)
    assert not Picture.objects.exists()
    assert pictures.path_of(picture.name, width=480) is None


def test_what_nobody_saw_is_emptied(cast: Cast, waiting: Initiative, idea: Initiative, now: datetime) -> None:
    withdraw(idea, by=cast.amina, now=now)
    forget_me(waiting.starter.pk, now)
    forget_me(cast.amina.pk, now)
    assert {one.title for one in Initiative.objects.all()} == {"…"}
    assert not Initiative.objects.filter(withdrawn_at=None).exists()
    assert not Need.objects.exists()


def test_others_keep_theirs(cast: Cast, idea: Initiative, now: datetime) -> None:
    forget_me(cast.bram.pk, now)
    idea.refresh_from_db()
    assert idea.title == "Een bank aan de vaart"


@pytest.mark.parametrize("who", ["els", "chen"])
def test_a_call_that_waits_is_a_sentence(cast: Cast, waiting: Initiative, now: datetime, who: str) -> None:
    assert ROOM.waiting_for is not None
    [one] = ROOM.waiting_for(cast.people[who].pk, now)
    assert one.sentence == "Bel Fatima, en bevestig het idee ‘Samen eten op woensdag’"
    assert one.url == f"/ideeen/{waiting.public_id}/bevestigen/"
