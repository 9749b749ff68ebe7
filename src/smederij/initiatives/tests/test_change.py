"""Confirming, changing and taking back."""

from datetime import datetime, timedelta
from io import BytesIO
from typing import Any

import pytest
from PIL import Image

from smederij.base import pictures
from smederij.base.models import Event, Picture
from smederij.base.money import euros
from smederij.base.refusals import Refusal
from smederij.initiatives.actions import Draft, change, confirm, post, withdraw
from smederij.initiatives.models import Initiative
from smederij.people.testing import Cast

LATER = timedelta(hours=3)


def test_confirming_shows_it(cast: Cast, waiting: Initiative, now: datetime) -> None:
    confirmed = confirm(waiting, by=cast.els, now=now + LATER)
    assert (confirmed.confirmed_by, confirmed.confirmed_at) == (cast.els, now + LATER)
    assert list(Initiative.objects.shown()) == [waiting]
    assert Event.objects.filter(kind="initiative.confirmed", actor_id=cast.els.pk).count() == 1


def test_confirming_twice_is_once(cast: Cast, waiting: Initiative, now: datetime) -> None:
    confirm(waiting, by=cast.els, now=now)
    again = confirm(waiting, by=cast.chen, now=now + LATER)
    assert again.confirmed_by == cast.els
    assert Event.objects.filter(kind="initiative.confirmed").count() == 1


def test_what_was_taken_back_is_not_confirmed(cast: Cast, waiting: Initiative, now: datetime) -> None:
    withdraw(waiting, by=cast.els, now=now)
    with pytest.raises(Refusal) as refused:
        confirm(waiting, by=cast.els, now=now)
    assert refused.value.status == 410


def test_changing_replaces_words_needs_and_amount(cast: Cast, idea: Initiative, now: datetime) -> None:
    change(idea, Draft("Bank", needs=[("hands", "een"), ("place", "hier")]), by=cast.amina, now=now)
    draft = Draft("Een muurschildering", text="Met groep acht", asked=euros(900), needs=[("hands", "twee")])
    changed = change(idea, draft, by=cast.amina, now=now)
    assert (changed.title, changed.text, changed.asked) == (
        "Een muurschildering",
        "Met groep acht",
        euros(900),
    )
    assert changed.scene == "mural"
    assert [(need.kind, need.words) for need in changed.needs.all()] == [("hands", "twee")]
    assert Event.objects.filter(kind="initiative.changed").count() == 2


def test_the_areas_people_change_on_request(cast: Cast, idea: Initiative, now: datetime) -> None:
    assert change(idea, Draft("Twee banken"), by=cast.chen, now=now).title == "Twee banken"


def test_a_change_that_does_not_fit_changes_nothing(cast: Cast, idea: Initiative, now: datetime) -> None:
    with pytest.raises(Refusal):
        change(idea, Draft("x" * 141), by=cast.amina, now=now)
    idea.refresh_from_db()
    assert idea.title == "Een bank aan de vaart"


def test_a_new_photo_takes_the_place_of_the_old(
    cast: Cast, idea: Initiative, picture: Picture, now: datetime, django_capture_on_commit_callbacks: Any
) -> None:
    change(idea, Draft("Bank", picture=picture), by=cast.amina, now=now)
    with django_capture_on_commit_callbacks(execute=True):
        kept = change(idea, Draft("Bank"), by=cast.amina, now=now)
    assert kept.picture == picture
    with django_capture_on_commit_callbacks(execute=True):
        dropped = change(idea, Draft("Bank", drop_picture=True), by=cast.amina, now=now)
    assert dropped.picture is None
    assert not Picture.objects.exists()
    assert pictures.path_of(picture.name, width=480) is None


def test_taking_back_hides_it(cast: Cast, idea: Initiative, now: datetime) -> None:
    withdraw(idea, by=cast.amina, now=now)
    withdraw(idea, by=cast.amina, now=now + LATER)
    idea.refresh_from_db()
    assert idea.withdrawn_at == now
    assert list(Initiative.objects.shown()) == []
    assert Event.objects.filter(kind="initiative.withdrawn").count() == 1
    with pytest.raises(Refusal):
        change(idea, Draft("Bank"), by=cast.amina, now=now)


def test_the_photo_of_an_idea_is_not_tidied_away(cast: Cast, now: datetime) -> None:
    held = BytesIO()
    Image.new("RGB", (600, 400), "#b93c0b").save(held, "JPEG")
    picture = pictures.keep(BytesIO(held.getvalue()), alt="Een bank", owner_id=None, now=now)
    post(Draft(title="Een bank", picture=picture), area=cast.area, by=cast.amina, reach=None, now=now)
    assert pictures.tidy(now + timedelta(days=2)) == 0
    assert pictures.path_of(picture.name, width=480) is not None
