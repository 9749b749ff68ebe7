"""A no never closes an idea: it gets an owner, a next step and a date."""

from datetime import datetime, timedelta

import pytest

from smederij.base import clock
from smederij.base.models import Event
from smederij.base.refusals import Refusal
from smederij.initiatives.actions import Hurdle, lay_down, next_step, raise_obstacle, solve, take_on
from smederij.initiatives.models import Initiative, Obstacle
from smederij.initiatives.room import waiting_for
from smederij.people.actions import follow, give_hat
from smederij.people.models import Actor, HatKind, Notice
from smederij.people.testing import Cast

SOFT = "De kade is daar zacht."


def _hurdle(owner: Actor, *, told: bool = False, days: int = 5) -> Hurdle:
    return Hurdle(words=SOFT, owner=owner, step="Els meet met het waterschap.", days=days, told=told)


def _waits(actor: Actor, now: datetime) -> list[str]:
    return [one.sentence for one in waiting_for(actor.pk, now)]


def test_a_no_becomes_an_obstacle_and_says_who_called(cast: Cast, idea: Initiative, now: datetime) -> None:
    with pytest.raises(Refusal, match="Bel eerst"):
        raise_obstacle(idea, _hurdle(cast.els), by=cast.noor, now=now)
    raised = raise_obstacle(idea, _hurdle(cast.els, told=True), by=cast.noor, now=now)
    assert (raised.owner, raised.told_by, raised.told_at) == (cast.els, cast.noor, now)
    assert raised.due == clock.working_days_later(now, days=5)
    idea.refresh_from_db()
    assert (idea.stopped_at, idea.withdrawn_at) == (None, None)
    assert Event.objects.filter(kind="obstacle.raised", actor_id=cast.noor.pk).count() == 1


def test_who_carries_it_raises_one_and_needs_no_call(cast: Cast, idea: Initiative, now: datetime) -> None:
    raised = raise_obstacle(idea, _hurdle(cast.amina), by=cast.amina, now=now)
    assert (raised.owner, raised.told_by) == (cast.amina, None)


def test_nobody_to_call_when_nobody_carries_it(cast: Cast, idea: Initiative, now: datetime) -> None:
    lay_down(idea, by=cast.amina, now=now)
    assert raise_obstacle(idea, _hurdle(cast.els), by=cast.els, now=now).told_by is None


@pytest.mark.parametrize(
    ("owner", "fits"), [("els", True), ("noor", True), ("bram", False), ("dalia", False)]
)
def test_an_owner_said_yes_or_wears_a_hat(
    cast: Cast, idea: Initiative, now: datetime, owner: str, fits: bool
) -> None:
    if fits:
        raise_obstacle(idea, _hurdle(cast.people[owner]), by=cast.amina, now=now)
        return
    with pytest.raises(Refusal):
        raise_obstacle(idea, _hurdle(cast.people[owner]), by=cast.amina, now=now)


@pytest.mark.parametrize("who", ["bram", "dalia", "finn", "ada", "library"])
def test_others_do_not_raise_one(cast: Cast, idea: Initiative, now: datetime, who: str) -> None:
    with pytest.raises(Refusal):
        raise_obstacle(idea, _hurdle(cast.els, told=True), by=cast.people[who], now=now)
    assert not Obstacle.objects.exists()


@pytest.mark.parametrize(
    "hurdle",
    [{"words": " "}, {"step": ""}, {"words": "x" * 301}, {"days": 3}, {"days": 0}],
)
def test_it_has_words_a_step_and_a_date(
    cast: Cast, idea: Initiative, now: datetime, hurdle: dict[str, object]
) -> None:
    whole = {"words": SOFT, "owner": cast.amina, "step": "Bellen", "days": 5, **hurdle}
    with pytest.raises(Refusal):
        raise_obstacle(idea, Hurdle(**whole), by=cast.amina, now=now)  # type: ignore[arg-type]


def test_its_owner_sees_it_and_when_late_the_area_worker_and_above(
    cast: Cast, idea: Initiative, now: datetime
) -> None:
    give_hat(HatKind.AREA_WORKER, to=cast.library, area=cast.root, by=None, now=now)
    raised = raise_obstacle(idea, _hurdle(cast.noor, days=2), by=cast.amina, now=now)
    step = "‘Een bank aan de vaart’: Els meet met het waterschap."
    assert _waits(cast.noor, now) == [step]
    assert _waits(cast.els, now) == []
    late = raised.due + timedelta(minutes=1)
    sentence = "Er had nieuws moeten zijn over ‘Een bank aan de vaart’. Bel Noor."
    assert _waits(cast.noor, late)[0].startswith("Je beloofde nieuws")
    for watcher in (cast.els, cast.library, cast.ada):
        assert _waits(watcher, late) == [sentence]
    assert _waits(cast.dalia, late) == _waits(cast.chen, late) == []


def test_the_next_step_moves_the_date(cast: Cast, idea: Initiative, now: datetime) -> None:
    raised = raise_obstacle(idea, _hurdle(cast.noor, days=2), by=cast.amina, now=now)
    later = raised.due + timedelta(hours=1)
    moved = next_step(raised, step="Het waterschap komt kijken.", days=10, by=cast.noor, now=later)
    assert (moved.step, moved.due) == (
        "Het waterschap komt kijken.",
        clock.working_days_later(later, days=10),
    )
    with pytest.raises(Refusal):
        next_step(raised, step="Wachten", days=5, by=cast.bram, now=later)


def test_somebody_takes_it_on(cast: Cast, idea: Initiative, now: datetime) -> None:
    raised = raise_obstacle(idea, _hurdle(cast.noor), by=cast.amina, now=now)
    assert take_on(raised, by=cast.els, now=now).owner == cast.els
    with pytest.raises(Refusal):
        take_on(raised, by=cast.bram, now=now)


def test_it_is_solved_with_how_and_followers_hear(cast: Cast, idea: Initiative, now: datetime) -> None:
    follow(idea, by=cast.bram, now=now)
    raised = raise_obstacle(idea, _hurdle(cast.noor), by=cast.amina, now=now)
    with pytest.raises(Refusal, match="hoe het is opgelost"):
        solve(raised, how=" ", by=cast.noor, now=now)
    with pytest.raises(Refusal):
        solve(raised, how="Zomaar", by=cast.bram, now=now)
    solved = solve(raised, how="De bank staat drie meter terug.", by=cast.noor, now=now)
    assert (solved.solved_by, solved.solved_how) == (cast.noor, "De bank staat drie meter terug.")
    assert solve(raised, how="Anders", by=cast.els, now=now).solved_how == solved.solved_how
    assert Notice.objects.get().sentence == "Een drempel is weg: Een bank aan de vaart"
    assert _waits(cast.noor, now) == []
    for action in (
        lambda: next_step(raised, step="Nog iets", days=5, by=cast.noor, now=now),
        lambda: take_on(raised, by=cast.els, now=now),
    ):
        with pytest.raises(Refusal):
            action()


def test_sending_twice_makes_one(cast: Cast, idea: Initiative, now: datetime) -> None:
    for _turn in range(2):
        raise_obstacle(idea, _hurdle(cast.els), by=cast.amina, now=now, key="k")
    assert Obstacle.objects.count() == 1
