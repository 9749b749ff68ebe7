"""What someone can take along, and what goes when they are forgotten."""

import json
from datetime import datetime
from typing import Any

import pytest

from smederij.base import pictures
from smederij.base.models import Picture
from smederij.base.money import euros
from smederij.initiatives.actions import (
    Draft,
    Hurdle,
    Reach,
    invite,
    offer_to_carry,
    post,
    raise_obstacle,
    remark,
    stand_behind,
    update,
    withdraw,
)
from smederij.initiatives.models import Initiative, Need, Obstacle, Support
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


def test_what_someone_did_for_others_comes_along_and_goes(
    cast: Cast, idea: Initiative, picture: Picture, now: datetime, django_capture_on_commit_callbacks: Any
) -> None:
    remark(idea, text="Mooi!", by=cast.bram, reach=None, now=now)
    stand_behind(idea, named=True, by=cast.bram, now=now)
    offer_to_carry(idea, words="Met mijn busje", by=cast.bram, now=now)
    update(idea, text="Het gat is er.", picture=picture, by=cast.amina, now=now)
    invite(idea, name="Dalia", by=cast.amina, now=now)
    raise_obstacle(
        idea, Hurdle(words="Zacht", owner=cast.amina, step="Bellen", days=5), by=cast.amina, now=now
    )
    given = json.loads(json.dumps(export_me(cast.bram.pk)))
    assert [given[key][0]["initiative"] for key in ("remarks", "stands_behind", "offered_to_carry")] == (
        [idea.public_id] * 3
    )
    assert (given["remarks"][0]["text"], given["offered_to_carry"][0]["words"]) == ("Mooi!", "Met mijn busje")
    own = json.loads(json.dumps(export_me(cast.amina.pk)))
    for key in ("carries", "asked_along", "updates", "obstacles", "obstacles_raised"):
        assert len(own[key]) == 1, key
    forget_me(cast.bram.pk, now)
    with django_capture_on_commit_callbacks(execute=True):
        forget_me(cast.amina.pk, now)
    assert not Support.objects.exists()
    assert idea.carrier_offers.count() == 0
    assert idea.remarks.get().text == "…"
    assert list(idea.remarks.shown()) == []
    assert (idea.updates.get().text, idea.updates.get().picture) == ("Het gat is er.", None)
    assert list(idea.carriers.now()) == []
    assert idea.invites.get().name == "…"
    assert Obstacle.objects.get().words == "Zacht"
    assert not Picture.objects.exists()
