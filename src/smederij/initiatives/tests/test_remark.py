"""What neighbours say: by name, hidden with a reason, taken back."""

from datetime import datetime

import pytest

from smederij.base.models import Event
from smederij.base.refusals import Refusal
from smederij.initiatives.actions import (
    Reach,
    confirm_remark,
    hide_remark,
    lay_down,
    remark,
    show_remark,
    take_remark_back,
)
from smederij.initiatives.models import Initiative, Remark
from smederij.initiatives.queries import living
from smederij.initiatives.room import waiting_for
from smederij.people.models import Actor
from smederij.people.testing import Cast

SAID = "Mooi! Kan er ook een prullenbak bij?"
PIET = Reach("Piet", phone="06 1234 5678")


def _reads(idea: Initiative, actor: Actor | None) -> list[str]:
    return [one.text for one in living.remarks(idea, actor=actor, everything=True).rows]


def test_a_neighbour_says_something(cast: Cast, idea: Initiative, now: datetime) -> None:
    said = remark(idea, text=SAID, by=cast.bram, reach=None, now=now)
    assert (said.writer, said.confirmed_at) == (cast.bram, now)
    assert _reads(idea, None) == [SAID]
    assert Event.objects.filter(kind="remark.made", subject_id=idea.pk).count() == 1


def test_a_stranger_is_called_first(cast: Cast, idea: Initiative, now: datetime) -> None:
    said = remark(idea, text=SAID, by=None, reach=PIET, now=now)
    assert _reads(idea, None) == _reads(idea, cast.amina) == []
    assert _reads(idea, said.writer) == [SAID]
    [waits] = waiting_for(cast.els.pk, now)
    assert waits.sentence == "Bel Piet, die iets zegt over ‘Een bank aan de vaart’"
    assert waits.url == f"/reacties/{said.public_id}/"
    with pytest.raises(Refusal):
        confirm_remark(said, by=cast.amina, now=now)
    confirm_remark(said, by=cast.els, now=now)
    assert confirm_remark(said, by=cast.chen, now=now).confirmed_by == cast.els
    assert _reads(idea, None) == [SAID]
    assert list(waiting_for(cast.els.pk, now)) == []


@pytest.mark.parametrize("reach", [None, Reach("Piet"), Reach("", phone="06 1234 5678")])
def test_a_stranger_can_be_reached(cast: Cast, idea: Initiative, now: datetime, reach: Reach | None) -> None:
    with pytest.raises(Refusal):
        remark(idea, text=SAID, by=None, reach=reach, now=now)
    assert not Remark.objects.exists()


@pytest.mark.parametrize("text", ["", "  ", "x" * 601])
def test_it_fits(cast: Cast, idea: Initiative, now: datetime, text: str) -> None:
    with pytest.raises(Refusal):
        remark(idea, text=text, by=cast.bram, reach=None, now=now)


@pytest.mark.parametrize("who", ["amina", "els", "chen"])
def test_hidden_with_a_reason_that_its_writer_reads(
    cast: Cast, idea: Initiative, now: datetime, who: str
) -> None:
    said = remark(idea, text=SAID, by=cast.bram, reach=None, now=now)
    with pytest.raises(Refusal, match="Zeg waarom"):
        hide_remark(said, why=" ", by=cast.people[who], now=now)
    hidden = hide_remark(said, why="Dit gaat over iemand anders.", by=cast.people[who], now=now)
    assert hidden.hidden_by == cast.people[who]
    assert _reads(idea, None) == _reads(idea, cast.dalia) == []
    [mine] = living.remarks(idea, actor=cast.bram, everything=False).rows
    assert mine.hidden_why == "Dit gaat over iemand anders."
    show_remark(said, by=cast.people[who], now=now)
    assert _reads(idea, None) == [SAID]


@pytest.mark.parametrize("who", ["bram", "dalia", "noor", "finn", "ada"])
def test_others_do_not_hide(cast: Cast, idea: Initiative, now: datetime, who: str) -> None:
    said = remark(idea, text=SAID, by=cast.bram, reach=None, now=now)
    with pytest.raises(Refusal):
        hide_remark(said, why="Zomaar", by=cast.people[who], now=now)
    assert _reads(idea, None) == [SAID]


def test_who_carries_it_no_longer_does_not_hide(cast: Cast, idea: Initiative, now: datetime) -> None:
    said = remark(idea, text=SAID, by=cast.bram, reach=None, now=now)
    lay_down(idea, by=cast.amina, now=now)
    with pytest.raises(Refusal):
        hide_remark(said, why="Zomaar", by=cast.amina, now=now)


def test_its_writer_takes_it_back(cast: Cast, idea: Initiative, now: datetime) -> None:
    said = remark(idea, text=SAID, by=cast.bram, reach=None, now=now)
    with pytest.raises(Refusal):
        take_remark_back(said, by=cast.amina, now=now)
    take_remark_back(said, by=cast.bram, now=now)
    take_remark_back(said, by=cast.bram, now=now)
    assert _reads(idea, cast.bram) == []
    assert Event.objects.filter(kind="remark.taken_back").count() == 1


def test_sending_twice_makes_one(cast: Cast, idea: Initiative, now: datetime) -> None:
    for _turn in range(2):
        remark(idea, text=SAID, by=None, reach=PIET, now=now, key="k")
    assert Remark.objects.count() == 1
    assert Actor.objects.filter(name="Piet").count() == 1


def test_nothing_is_said_of_what_waits(cast: Cast, waiting: Initiative, now: datetime) -> None:
    for by in (cast.bram, cast.els):
        with pytest.raises(Refusal):
            remark(waiting, text=SAID, by=by, reach=None, now=now)
