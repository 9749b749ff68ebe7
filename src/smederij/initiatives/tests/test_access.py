"""Who may what: role x verb, for an idea that waits and one that is shown."""

from collections.abc import Callable
from datetime import datetime

import pytest

from smederij.base.refusals import Answer, Refusal, Refused
from smederij.initiatives import access, queries
from smederij.initiatives.actions import Draft, post, withdraw
from smederij.initiatives.models import Initiative
from smederij.people.testing import Cast

VERBS: dict[str, Callable[..., Answer]] = {
    "see": access.may_see,
    "confirm": access.may_confirm,
    "change": access.may_change,
    "withdraw": access.may_withdraw,
}
# y: yes, n: no with a reason, h: it does not exist for you. In the order of VERBS.
WAITING = {
    "nobody": "hhhh",
    "starter": "ynyy",
    "amina": "hhhh",
    "bram": "hhhh",
    "chen": "yyyy",
    "els": "yyyy",
    "dalia": "hhhh",
    "noor": "hhhh",
    "finn": "hhhh",
    "ada": "hhhh",
}
SHOWN = {
    "nobody": "ynnn",
    "starter": "ynyy",
    "bram": "ynnn",
    "chen": "yyyy",
    "els": "yyyy",
    "dalia": "ynnn",
    "noor": "ynnn",
    "finn": "ynnn",
    "ada": "ynnn",
}


def _sign(answer: Answer) -> str:
    return ("h" if answer.hidden else "n") if isinstance(answer, Refused) else "y"


def _signs(cast: Cast, idea: Initiative, who: str, now: datetime) -> str:
    actor = idea.starter if who == "starter" else cast.people.get(who)
    return "".join(_sign(may(actor, idea, now=now)) for may in VERBS.values())


@pytest.mark.parametrize(("who", "signs"), WAITING.items())
def test_while_it_waits(cast: Cast, waiting: Initiative, now: datetime, who: str, signs: str) -> None:
    assert _signs(cast, waiting, who, now) == signs


@pytest.mark.parametrize(("who", "signs"), SHOWN.items())
def test_once_it_is_shown(cast: Cast, idea: Initiative, now: datetime, who: str, signs: str) -> None:
    assert _signs(cast, idea, who, now) == signs


def test_a_no_names_whom_to_call(cast: Cast, idea: Initiative, now: datetime) -> None:
    answer = access.may_change(cast.bram, idea, now=now)
    assert isinstance(answer, Refused)
    assert "06 1000 0005" in str(answer.reason)


@pytest.mark.parametrize(("who", "status"), [("nobody", 404), ("bram", 404), ("els", 200), ("starter", 200)])
def test_the_loader_hides_what_waits(
    cast: Cast, waiting: Initiative, now: datetime, who: str, status: int
) -> None:
    actor = waiting.starter if who == "starter" else cast.people.get(who)
    if status == 200:
        assert queries.shown(waiting.public_id, actor=actor, now=now) == waiting
        return
    with pytest.raises(Refusal) as refused:
        queries.shown(waiting.public_id, actor=actor, now=now)
    assert refused.value.status == status


def test_what_was_taken_back_is_gone_and_what_never_was_is_nowhere(
    cast: Cast, idea: Initiative, waiting: Initiative, now: datetime
) -> None:
    withdraw(idea, by=cast.amina, now=now)
    withdraw(waiting, by=cast.els, now=now)
    for public_id, status in ((idea.public_id, 410), (waiting.public_id, 404), ("nergens", 404)):
        with pytest.raises(Refusal) as refused:
            queries.shown(public_id, actor=cast.els, now=now)
        assert refused.value.status == status


def test_only_the_areas_own_ideas_are_listed(
    cast: Cast, idea: Initiative, waiting: Initiative, now: datetime
) -> None:
    post(Draft("Elders"), area=cast.other_area, by=cast.dalia, reach=None, now=now)
    assert list(queries.shown_in(cast.area)) == [idea]


def test_who_has_to_call_is_told(cast: Cast, waiting: Initiative, idea: Initiative, now: datetime) -> None:
    told = {name: queries.to_call(actor.pk, now=now) for name, actor in cast.people.items()}
    assert {name for name, ideas in told.items() if ideas} == {"chen", "els"}
    assert told["els"] == [waiting]
