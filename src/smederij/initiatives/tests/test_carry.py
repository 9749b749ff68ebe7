"""Who carries it: nobody is made a carrier who has not said yes."""

from collections.abc import Callable
from datetime import datetime, timedelta
from importlib import import_module
from typing import Any

import pytest
from django.apps import apps

from smederij.base.refusals import Refusal
from smederij.initiatives.actions import (
    Draft,
    Reach,
    accept,
    answer_offer,
    be_reachable,
    change,
    drop_invite,
    invite,
    lay_down,
    offer_to_carry,
    post,
    take_offer_back,
    withdraw,
)
from smederij.initiatives.models import Carrier, CarrierOffer, Initiative
from smederij.initiatives.queries import carries
from smederij.initiatives.room import waiting_for
from smederij.people.actions import forget
from smederij.people.models import Actor
from smederij.people.testing import Cast

LATER = timedelta(days=1)


def _carriers(idea: Initiative) -> list[Actor]:
    return [one.actor for one in idea.carriers.now()]


def _waits(actor: Actor, now: datetime) -> list[str]:
    return [one.sentence for one in waiting_for(actor.pk, now)]


def test_the_starter_is_the_first(cast: Cast, idea: Initiative, now: datetime) -> None:
    assert _carriers(idea) == [cast.amina]
    written = post(
        Draft("Van Fatima"), area=cast.area, by=cast.els, reach=Reach("Fatima", "06 1000 0099"), now=now
    )
    assert _carriers(written) == [written.starter] != [cast.els]


def test_asking_along_needs_a_yes(cast: Cast, idea: Initiative, now: datetime) -> None:
    asked = invite(idea, name=" Bram ", by=cast.amina, now=now)
    assert _carriers(idea) == [cast.amina]
    accept(asked, by=cast.bram, now=now + LATER)
    accept(asked, by=cast.bram, now=now + LATER)
    assert _carriers(idea) == [cast.amina, cast.bram]
    assert change(idea, Draft("Twee banken"), by=cast.bram, now=now + LATER).title == "Twee banken"


def test_a_link_is_good_for_one_person(cast: Cast, idea: Initiative, now: datetime) -> None:
    asked = invite(idea, name="Bram", by=cast.amina, now=now)
    assert invite(idea, name="Bram", by=cast.amina, now=now) == asked
    accept(asked, by=cast.bram, now=now)
    with pytest.raises(Refusal, match="eigen link"):
        accept(asked, by=cast.dalia, now=now)
    assert not carries(cast.dalia, idea)


def test_a_used_link_does_not_bring_back_who_laid_it_down_unless_they_say_so(
    cast: Cast, idea: Initiative, now: datetime
) -> None:
    asked = invite(idea, name="Bram", by=cast.amina, now=now)
    accept(asked, by=cast.bram, now=now)
    lay_down(idea, by=cast.bram, now=now + LATER)
    assert _carriers(idea) == [cast.amina]
    assert Carrier.objects.filter(actor=cast.bram).get().until == now + LATER


def test_a_question_is_taken_back_by_hand_and_by_laying_down(
    cast: Cast, idea: Initiative, now: datetime
) -> None:
    by_hand = invite(idea, name="Bram", by=cast.amina, now=now)
    drop_invite(by_hand, by=cast.amina, now=now)
    by_leaving = invite(idea, name="Dalia", by=cast.amina, now=now)
    lay_down(idea, by=cast.amina, now=now)
    for asked in (by_hand, by_leaving):
        with pytest.raises(Refusal) as refused:
            accept(asked, by=cast.bram, now=now)
        assert refused.value.status == 410


def test_who_never_carried_it_can_not_lay_it_down(cast: Cast, idea: Initiative, now: datetime) -> None:
    with pytest.raises(Refusal):
        lay_down(idea, by=cast.els, now=now)


@pytest.mark.parametrize("who", ["bram", "els", "chen", "ada"])
def test_only_carriers_ask_along(cast: Cast, idea: Initiative, now: datetime, who: str) -> None:
    with pytest.raises(Refusal):
        invite(idea, name="Dalia", by=cast.people[who], now=now)


def test_an_offer_waits_for_who_carries_it(cast: Cast, idea: Initiative, now: datetime) -> None:
    offer = offer_to_carry(idea, words="Ik heb een busje", by=cast.bram, now=now)
    assert offer_to_carry(idea, by=cast.bram, now=now) == offer
    assert _waits(cast.amina, now) == ["Bram wil ‘Een bank aan de vaart’ dragen"]
    assert _waits(cast.els, now) == []
    answer_offer(offer, agrees=True, by=cast.amina, now=now + LATER)
    answer_offer(offer, agrees=False, by=cast.amina, now=now + LATER)
    assert _carriers(idea) == [cast.amina, cast.bram]
    assert _waits(cast.amina, now) == []
    with pytest.raises(Refusal, match="draagt dit al"):
        offer_to_carry(idea, by=cast.bram, now=now)


def test_when_the_last_one_stops_it_waits_with_the_areas_people(
    cast: Cast, idea: Initiative, now: datetime
) -> None:
    lay_down(idea, by=cast.amina, now=now)
    lay_down(idea, by=cast.amina, now=now)
    assert _carriers(idea) == []
    missing = "Niemand draagt ‘Een bank aan de vaart’ meer. Wie zou het kunnen overnemen?"
    assert _waits(cast.els, now) == [missing]
    assert _waits(cast.dalia, now) == []
    offer = offer_to_carry(idea, by=cast.bram, now=now)
    assert "Bram wil ‘Een bank aan de vaart’ dragen" in _waits(cast.els, now)
    with pytest.raises(Refusal):
        answer_offer(offer, agrees=True, by=cast.amina, now=now)
    answer_offer(offer, agrees=True, by=cast.els, now=now)
    assert _carriers(idea) == [cast.bram]
    assert _waits(cast.els, now) == []


def test_rights_go_over_to_who_carries_it_now(cast: Cast, idea: Initiative, now: datetime) -> None:
    accept(invite(idea, name="Bram", by=cast.amina, now=now), by=cast.bram, now=now)
    lay_down(idea, by=cast.amina, now=now)
    with pytest.raises(Refusal):
        change(idea, Draft("Van mij"), by=cast.amina, now=now)
    assert withdraw(idea, by=cast.bram, now=now).withdrawn_at == now


def test_one_of_several_cannot_take_the_page_away(cast: Cast, idea: Initiative, now: datetime) -> None:
    accept(invite(idea, name="Bram", by=cast.amina, now=now), by=cast.bram, now=now)
    with pytest.raises(Refusal, match="Bram"):
        withdraw(idea, by=cast.amina, now=now)


def test_nobody_answers_their_own_offer(cast: Cast, idea: Initiative, now: datetime) -> None:
    lay_down(idea, by=cast.amina, now=now)
    offer = offer_to_carry(idea, by=cast.chen, now=now)
    with pytest.raises(Refusal):
        answer_offer(offer, agrees=True, by=cast.chen, now=now)
    assert _waits(cast.chen, now) == [
        "Niemand draagt ‘Een bank aan de vaart’ meer. Wie zou het kunnen overnemen?"
    ]


@pytest.mark.parametrize("who", ["bram", "dalia", "noor", "finn"])
def test_others_do_not_agree_for_them(cast: Cast, idea: Initiative, now: datetime, who: str) -> None:
    offer = offer_to_carry(idea, by=cast.library, now=now)
    with pytest.raises(Refusal):
        answer_offer(offer, agrees=True, by=cast.people[who], now=now)
    assert not carries(cast.library, idea)


def test_an_offer_is_taken_back_by_who_made_it(cast: Cast, idea: Initiative, now: datetime) -> None:
    offer = offer_to_carry(idea, by=cast.bram, now=now)
    take_offer_back(offer, by=cast.dalia, now=now)
    assert CarrierOffer.objects.count() == 1
    take_offer_back(offer, by=cast.bram, now=now)
    assert CarrierOffer.objects.count() == 0


def test_a_number_stands_on_the_page_only_when_its_owner_says_so(
    cast: Cast, idea: Initiative, now: datetime
) -> None:
    assert not idea.carriers.get().reachable
    be_reachable(idea, shown=True, by=cast.amina, now=now)
    assert idea.carriers.get().reachable
    with pytest.raises(Refusal):
        be_reachable(idea, shown=True, by=cast.els, now=now)


def test_two_yeses_on_one_link_make_one_carrier(
    fresh_db: Any, run_in_threads: Callable[..., list[Any]], cast: Cast, idea: Initiative, now: datetime
) -> None:
    asked = invite(idea, name="Bram", by=cast.amina, now=now)
    answers = run_in_threads(
        [lambda who=who: accept(asked, by=who, now=now) for who in (cast.bram, cast.dalia, cast.bram)]
    )
    assert len({one.actor_id for one in answers if isinstance(one, Carrier)}) == 1, answers
    assert idea.carriers.now().count() == 2


def test_whoever_started_what_was_there_already_is_the_first_carrier(
    cast: Cast, idea: Initiative, waiting: Initiative, now: datetime
) -> None:
    Carrier.objects.all().delete()
    forget(cast.amina, by=cast.amina, now=now)
    migration = import_module("smederij.initiatives.migrations.0003_first_carriers")
    for _turn in range(2):
        migration.give(apps, None)
    assert [(one.initiative, one.actor) for one in Carrier.objects.all()] == [(waiting, waiting.starter)]


def test_it_waits_since_the_last_one_stopped(cast: Cast, idea: Initiative, now: datetime) -> None:
    lay_down(idea, by=cast.amina, now=now + LATER)
    [waits] = waiting_for(cast.els.pk, now + 2 * LATER)
    assert waits.since == now + LATER
