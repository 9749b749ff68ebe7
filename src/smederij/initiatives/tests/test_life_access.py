"""Who may do what while an initiative lives: role x verb."""

from collections.abc import Callable
from datetime import datetime

import pytest

from smederij.base.refusals import Answer, Refusal, Refused
from smederij.initiatives.access import living
from smederij.initiatives.actions import Hurdle, Reach, accept, invite, raise_obstacle, remark
from smederij.initiatives.models import Initiative
from smederij.people.models import Actor
from smederij.people.testing import Cast

SEEN = {  # live, agree, place, invite, raise, take along
    "nobody": "nnnnnn",
    "amina": "yyyyyy",
    "bram": "yyyyyy",
    "chen": "yyynyy",
    "els": "yyynyy",
    "noor": "nnnnyn",
    "dalia": "nnnnnn",
    "finn": "nnnnnn",
    "ada": "nnnnnn",
    "library": "nnnnnn",
}


def _verbs(idea: Initiative, now: datetime) -> list[Callable[[Actor | None], Answer]]:
    return [
        lambda actor: living.may_live(actor, idea, now=now),
        lambda actor: living.may_agree(actor, idea, now=now),
        lambda actor: living.may_place(actor, idea, now=now),
        lambda actor: living.may_invite(actor, idea),
        lambda actor: living.may_raise(actor, idea, now=now),
        lambda actor: living.may_take_along(actor, idea, now=now),
    ]


@pytest.mark.parametrize(("who", "signs"), SEEN.items())
def test_who_may_what(cast: Cast, idea: Initiative, now: datetime, who: str, signs: str) -> None:
    accept(invite(idea, name="Bram", by=cast.amina, now=now), by=cast.bram, now=now)
    answers = [may(cast.people.get(who)) for may in _verbs(idea, now)]
    assert "".join("n" if isinstance(one, Refused) else "y" for one in answers) == signs


MINE = {"bram": "nny", "amina": "yyn", "els": "yyy", "dalia": "nnn"}  # hide, solve, take back


@pytest.mark.parametrize(("who", "signs"), MINE.items())
def test_who_may_what_with_a_remark_and_an_obstacle(
    cast: Cast, idea: Initiative, now: datetime, who: str, signs: str
) -> None:
    said = remark(idea, text="Mooi", by=cast.bram, reach=None, now=now)
    hurdle = Hurdle(words="Zacht", owner=cast.amina, step="Bellen", days=5)
    raised = raise_obstacle(idea, hurdle, by=cast.amina, now=now)
    actor = cast.people[who]
    answers = [
        living.may_hide(actor, said, now=now),
        living.may_solve(actor, raised, now=now),
        living.may_take_remark_back(actor, said, now=now),
    ]
    assert "".join("n" if isinstance(one, Refused) else "y" for one in answers) == signs


@pytest.mark.parametrize(("who", "status"), [("nobody", 404), ("amina", 404), ("dalia", 404), ("els", 0)])
def test_a_remark_that_waits_exists_for_the_areas_people_only(
    cast: Cast, idea: Initiative, now: datetime, who: str, status: int
) -> None:
    said = remark(idea, text="Mooi", by=None, reach=Reach("Piet", "06 1234 5678"), now=now)
    actor = cast.people.get(who)
    if not status:
        assert living.remark(said.public_id, actor=actor, now=now) == said
        return
    with pytest.raises(Refusal) as refused:
        living.remark(said.public_id, actor=actor, now=now)
    assert refused.value.status == status


def test_while_it_waits_for_a_call_nothing_lives(cast: Cast, waiting: Initiative, now: datetime) -> None:
    for actor, status in ((cast.bram, 404), (cast.els, 409)):
        with pytest.raises(Refusal) as refused:
            living.shown(waiting.public_id, actor=actor, now=now)
        assert refused.value.status == status
