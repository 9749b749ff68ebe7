"""What happened, told in a few sentences."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest

from smederij.base import pictures
from smederij.base.models import Event, Picture
from smederij.base.refusals import Refusal
from smederij.initiatives.actions import take_update_back, update
from smederij.initiatives.models import Initiative, Update
from smederij.initiatives.queries import living
from smederij.people.actions import follow
from smederij.people.models import Notice
from smederij.people.testing import Cast

TOLD = "Zaterdag groeven we het gat."


def test_who_carries_it_tells(cast: Cast, idea: Initiative, picture: Picture, now: datetime) -> None:
    follow(idea, by=cast.bram, now=now)
    told = update(idea, text=f" {TOLD} ", picture=picture, by=cast.amina, now=now)
    assert (told.text, told.teller, told.written_by, told.picture) == (TOLD, cast.amina, None, picture)
    picture.refresh_from_db()
    assert picture.owner_id == cast.amina.pk
    assert Event.objects.filter(kind="initiative.updated", subject_id=idea.pk).count() == 1
    assert "Amina vertelt wat er gebeurde" in Notice.objects.get(actor=cast.bram).sentence


def test_the_areas_people_write_it_down_for_them(cast: Cast, idea: Initiative, now: datetime) -> None:
    told = update(idea, text=TOLD, picture=None, by=cast.els, now=now)
    assert (told.teller, told.written_by) == (cast.amina, cast.els)


@pytest.mark.parametrize("who", ["bram", "dalia", "noor", "finn", "ada"])
def test_others_do_not_tell(cast: Cast, idea: Initiative, now: datetime, who: str) -> None:
    with pytest.raises(Refusal):
        update(idea, text=TOLD, picture=None, by=cast.people[who], now=now)


@pytest.mark.parametrize("text", ["", " \n ", "x" * 1001])
def test_it_fits(cast: Cast, idea: Initiative, now: datetime, text: str) -> None:
    with pytest.raises(Refusal):
        update(idea, text=text, picture=None, by=cast.amina, now=now)
    assert not Update.objects.exists()


def test_sending_twice_makes_one_and_other_words_another(cast: Cast, idea: Initiative, now: datetime) -> None:
    first = update(idea, text=TOLD, picture=None, by=cast.amina, now=now, key="k")
    assert update(idea, text=TOLD, picture=None, by=cast.amina, now=now, key="k") == first
    update(idea, text="Nu staat de bank er.", picture=None, by=cast.amina, now=now, key="k")
    assert Update.objects.count() == 2


def test_taken_back_nobody_reads_it_and_the_photo_goes(
    cast: Cast, idea: Initiative, picture: Picture, now: datetime, django_capture_on_commit_callbacks: Any
) -> None:
    told = update(idea, text=TOLD, picture=picture, by=cast.amina, now=now)
    with pytest.raises(Refusal):
        take_update_back(told, by=cast.bram, now=now)
    with django_capture_on_commit_callbacks(execute=True):
        take_update_back(told, by=cast.amina, now=now)
    assert living.updates(idea, everything=True).rows == []
    assert pictures.path_of(picture.name, width=480) is None


def test_the_newest_is_last_and_the_oldest_wait(cast: Cast, idea: Initiative, now: datetime) -> None:
    for number in range(9):
        moment = now + timedelta(hours=number)
        update(idea, text=f"Dag {number}", picture=None, by=cast.amina, now=moment)
    some = living.updates(idea, everything=False)
    assert [one.text for one in some.rows] == [f"Dag {number}" for number in range(3, 9)]
    assert some.older == 3
    assert len(living.updates(idea, everything=True).rows) == 9


def test_four_at_once_make_one(
    fresh_db: Any, run_in_threads: Callable[..., list[Any]], cast: Cast, idea: Initiative, now: datetime
) -> None:
    def send() -> Update:
        return update(idea, text=TOLD, picture=None, by=cast.amina, now=now, key="k")

    told = run_in_threads([send] * 4)
    assert {type(one) for one in told} == {Update}, told
    assert Update.objects.count() == 1
