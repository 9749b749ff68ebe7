"""Adopting and ending: one rule of a kind holds at a time."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from smederij.agreements import access, queries, rules
from smederij.agreements.actions import adopt, end
from smederij.agreements.models import Agreement
from smederij.agreements.room import export_me
from smederij.base.models import Event
from smederij.base.money import euros
from smederij.base.refusals import Refusal
from smederij.people.testing import Cast

SAID: dict[str, Any] = {"agreed_on": date(2025, 3, 3), "agreed_where": "Dorpsavond, met 64 mensen"}
WEEK = timedelta(days=7)
ROLES = {
    "nobody": False,
    "amina": False,
    "bram": False,
    "chen": True,
    "els": True,
    "dalia": False,
    "noor": False,
    "finn": False,
    "ada": False,
}


def _cap(cast: Cast, amount: int, now: datetime) -> Agreement:
    text = f"Eén idee krijgt hoogstens {amount} euro."
    return adopt(
        cast.area, text=text, rule="cap", parameters={"amount": amount * 100}, by=cast.chen, now=now, **SAID
    )


def test_words_only(cast: Cast, now: datetime) -> None:
    made = adopt(cast.area, text="Wie vorig jaar  won,\nwacht een jaar.", by=cast.chen, now=now, **SAID)
    assert (made.text, made.rule, made.since, made.until) == (
        "Wie vorig jaar won, wacht een jaar.",
        "",
        now,
        None,
    )
    assert Event.objects.get(kind="agreement.adopted").subject_id == made.pk
    assert list(queries.in_force(cast.area, now=now)) == [made]
    assert list(queries.in_force(cast.other_area, now=now)) == []


def test_a_rule_takes_the_place_of_the_former_of_its_kind(cast: Cast, now: datetime) -> None:
    words = adopt(cast.area, text="We ruimen samen op.", by=cast.chen, now=now, **SAID)
    first = _cap(cast, 2500, now)
    silence: dict[str, Any] = {"rule": "silence", "parameters": {"working_days": 5}}
    other = adopt(cast.area, text="Vijf dagen.", by=cast.chen, now=now, **SAID, **silence)
    second = _cap(cast, 1500, now + WEEK)
    first.refresh_from_db()
    assert (first.until, second.since) == (now + WEEK, now + WEEK)
    assert set(queries.in_force(cast.area, now=now + WEEK)) == {words, other, second}
    assert list(queries.ended(cast.area, now=now + WEEK)) == [first]
    assert Event.objects.filter(kind="agreement.ended", subject_id=first.pk).count() == 1


def test_the_same_again_is_the_one_there_is(cast: Cast, now: datetime) -> None:
    assert _cap(cast, 2500, now) == _cap(cast, 2500, now + WEEK)
    assert Event.objects.filter(kind="agreement.adopted").count() == 1


def test_the_same_words_with_another_rule_are_refused(cast: Cast, now: datetime) -> None:
    made = _cap(cast, 2500, now)
    for rule, parameters in (("", {}), ("cap", {"amount": 100})):
        with pytest.raises(Refusal):
            adopt(cast.area, text=made.text, rule=rule, parameters=parameters, by=cast.chen, now=now, **SAID)
    assert list(queries.in_force(cast.area, now=now)) == [made]


@pytest.mark.parametrize(
    "wrong",
    [
        {"text": " "},
        {"text": "x" * 401},
        {"agreed_where": ""},
        {"agreed_where": "x" * 161},
        {"agreed_on": date(2025, 3, 14)},
        {"rule": "cap"},
        {"rule": "cap", "parameters": {"amount": -5}},
        {"rule": "sitout"},
        {"parameters": {"amount": 5}},
    ],
)
def test_it_refuses_what_cannot_be_and_ends_nothing(cast: Cast, now: datetime, wrong: dict[str, Any]) -> None:
    former = _cap(cast, 2500, now)
    with pytest.raises(Refusal):
        adopt(cast.area, **{"text": "Iets", "by": cast.chen, "now": now, **SAID, **wrong})
    assert list(Agreement.objects.filter(until=None)) == [former]


def test_today_is_a_day_on_which_one_can_agree(cast: Cast, now: datetime) -> None:
    adopt(cast.area, text="Iets", agreed_on=date(2025, 3, 13), agreed_where="Nu", by=cast.chen, now=now)
    assert Agreement.objects.count() == 1


@pytest.mark.parametrize(("who", "allowed"), ROLES.items())
def test_who_may(cast: Cast, now: datetime, who: str, allowed: bool) -> None:
    actor = cast.people.get(who)
    assert bool(access.may_adopt(actor, cast.area, now=now)) is allowed
    assert bool(access.may_end(actor, cast.area, now=now)) is allowed
    assert not access.may_adopt(actor, cast.other_area, now=now)


def test_others_are_told_whom_to_call(cast: Cast, now: datetime) -> None:
    with pytest.raises(Refusal, match=r"06 1000 0005"):
        adopt(cast.area, text="Iets", by=cast.bram, now=now, **SAID)
    made = _cap(cast, 2500, now)
    with pytest.raises(Refusal, match=r"06 1000 0005"):
        end(made, by=cast.bram, now=now)


def test_ending_twice_is_once(cast: Cast, now: datetime) -> None:
    made = _cap(cast, 2500, now)
    end(made, by=cast.els, now=now + WEEK)
    assert end(made, by=cast.chen, now=now + 2 * WEEK).until == now + WEEK
    assert Event.objects.filter(kind="agreement.ended").count() == 1
    assert queries.rule_book(cast.area, now=now + WEEK).cap.agreement is None


def test_the_rule_book_says_where_each_rule_comes_from(cast: Cast, now: datetime) -> None:
    cap = _cap(cast, 2500, now)
    book = queries.rule_book(cast.area, now=now)
    assert (book.cap.rule, book.cap.agreement) == (rules.Cap(euros(2500)), cap)
    assert (book.ballot.rule, book.ballot.agreement) == (rules.Ballot(), None)
    assert [one.agreement for one in book.all() if one.agreement] == [cap]
    assert [one.rule.KIND for one in book.all()] == list(rules.KINDS)
    assert book.agreed() == [("cap", cap)]


def test_the_rule_book_does_not_climb(cast: Cast, now: datetime) -> None:
    Agreement.objects.create(
        area=cast.root,
        text="Hier",
        rule="cap",
        parameters={"amount": 100},
        since=now,
        adopted_by=cast.ada,
        **SAID,
    )
    assert queries.rule_book(cast.root, now=now).cap.rule == rules.Cap(euros(1))
    assert queries.rule_book(cast.area, now=now).cap.rule == rules.Cap()


def test_before_and_after_its_time_a_rule_does_not_hold(cast: Cast, now: datetime) -> None:
    end(_cap(cast, 2500, now), by=cast.chen, now=now + WEEK)
    amounts = [
        queries.rule_book(cast.area, now=moment).cap.rule.amount
        for moment in (now - WEEK, now, now + WEEK - timedelta(seconds=1), now + WEEK)
    ]
    assert amounts == [None, euros(2500), euros(2500), None]


def test_two_at_once_leave_one_rule_of_a_kind(
    fresh_db: Any, run_in_threads: Callable[..., list[Any]], cast: Cast, now: datetime
) -> None:
    made = run_in_threads([lambda amount=amount: _cap(cast, amount, now) for amount in (500, 600, 700, 800)])
    assert {type(one) for one in made} == {Agreement}, made
    assert Agreement.objects.filter(until=None, rule="cap").count() == 1


def test_who_wrote_it_down_takes_it_along(cast: Cast, now: datetime) -> None:
    _cap(cast, 2500, now)
    assert [one["agreed_on"] for one in export_me(cast.chen.pk)["written_down"]] == ["2025-03-03"]
    assert export_me(cast.els.pk) == {"written_down": []}


def test_a_next_version_keeps_the_former(cast: Cast, now: datetime) -> None:
    one = adopt(cast.area, text="We ruimen op.", by=cast.chen, now=now, **SAID)
    two = adopt(cast.area, text="We ruimen samen op.", instead_of=one, by=cast.els, now=now + WEEK, **SAID)
    assert (two.version, two.former, two.adopted_by) == (2, one, cast.els)
    assert queries.versions(two) == [two, one]
    again = adopt(cast.area, text="We ruimen samen op.", instead_of=one, by=cast.els, now=now + WEEK, **SAID)
    assert again == two
    with pytest.raises(Refusal, match="intussen"):
        adopt(cast.area, text="Iets anders.", instead_of=one, by=cast.els, now=now + WEEK, **SAID)
    assert list(queries.in_force(cast.area, now=now + WEEK)) == [two]


def test_the_same_words_with_another_rule_are_a_next_version(cast: Cast, now: datetime) -> None:
    said: dict[str, Any] = {"text": "Niet te veel.", "rule": "cap", **SAID}
    one = adopt(cast.area, parameters={"amount": 100}, by=cast.chen, now=now, **said)
    two = adopt(cast.area, parameters={"amount": 200}, instead_of=one, by=cast.chen, now=now + WEEK, **said)
    assert (two.former, queries.rule_book(cast.area, now=now + WEEK).cap.agreement) == (one, two)


def test_two_next_versions_at_once_are_one(
    fresh_db: Any, run_in_threads: Callable[..., list[Any]], cast: Cast, now: datetime
) -> None:
    one = adopt(cast.area, text="We ruimen op.", by=cast.chen, now=now, **SAID)
    made = run_in_threads(
        [
            lambda text=text: adopt(cast.area, text=text, instead_of=one, by=cast.chen, now=now, **SAID)
            for text in ("A", "B", "C")
        ]
    )
    assert sorted(type(each).__name__ for each in made) == ["Agreement", "Refusal", "Refusal"], made
