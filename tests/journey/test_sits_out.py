"""Whoever won a year waits the next, as people in it meet that: noticed, called, decided in the open.

Last year Amina and Bram both won. Since then Krakeel agreed that winners wait a year. Both come with a new
idea: the group lets Amina's wait, after a call, and makes an exception for Bram's.
"""

from datetime import date, datetime
from typing import Any

import time_machine
from django.core.management import call_command

from smederij.base.clock import at
from smederij.base.money import euros
from smederij.people.testing import Cast
from smederij.rounds import actions as rounds
from smederij.rounds.actions import Plan, new_nonce
from smederij.rounds.models import Entry, Round
from smederij.rounds.rules import Choices
from smederij.rounds.testing import filled_pot, idea, people, timetable
from tests.support.markup import faults
from tests.support.visitor import Visitor

AGREEMENTS = "/gebieden/krakeel/afspraken/"
AGREED = "Wie het ene jaar wint, gunt het volgende jaar een ander."
SWING, FENCE, BOOKS = "Een schommel bij de sloot", "Een hek om de moestuin", "Een boekenkast op de hoek"


def moment(year: int, month: int, day: int) -> datetime:
    return at(date(year, month, day), hour=12)


def test_winners_of_last_year_wait_or_are_excepted(cast: Cast) -> None:
    last_year_both_win(cast, now=moment(2026, 3, 1))
    with time_machine.travel(moment(2027, 2, 1), tick=False):
        chen_writes_down_what_was_agreed(Visitor(cast.chen))
        here = a_round_is_planned(cast, now=moment(2027, 2, 1))
        both_come_with_a_new_idea(cast, here, now=moment(2027, 2, 1))
    with time_machine.travel(moment(2027, 2, 8), tick=False):
        call_command("tick")
        chen = Visitor(cast.chen)
        the_desk_notices_both(chen, here)
        the_first_waits_after_a_call(chen, here)
        the_second_is_excepted(chen, here)
        both_pages_say_so(cast, here)


def last_year_both_win(cast: Cast, *, now: datetime) -> None:
    pot = filled_pot(cast, now=now)
    plan = Plan(title="Ronde van 2026", budget=euros(4000), timetable=timetable(now))
    one = rounds.plan(pot, plan, by=cast.chen, now=now)
    for title, who in (("Een crossbaan", cast.amina), ("Bankjes", cast.bram)):
        mine = idea(title, asked=1500, by=who, area=cast.area, now=now)
        rounds.nominate(rounds.enter(one, mine, by=who, now=now), by=cast.chen, now=now)
    rounds.import_roll(one, people(1), by=cast.chen, now=now)
    [letter] = rounds.issue_letters(one, by=cast.chen, now=now).letters
    rounds.tick(one.vote_at)
    vote = rounds.open_letter(letter.code, network="::1", now=one.vote_at)
    rounds.cast(vote.token, new_nonce(), Choices({1: 1, 2: 1}), now=one.vote_at)
    rounds.tick(one.closes_at)
    assert [line["entry"] for line in Round.objects.get().result.outcome["selected"]]


def chen_writes_down_what_was_agreed(chen: Visitor) -> None:
    chen.open(AGREEMENTS).follow("Schrijf een afspraak op").follow("Wie won, wacht even")
    chen.fill("Wat spraken jullie af?", AGREED).fill("Waar spraken jullie dit af?", "Dorpsvergadering")
    chen.fill("Hoelang wacht wie won?", "1").choose("Jaren: wie dit jaar won, wacht het volgende")
    chen.choose("Wie het idee begon").fill("Op welke dag?", "2027-01-20").press("Zo spraken we het af")
    chen.sees(AGREED, "Wie in een jaar won, doet het jaar daarna niet mee.")


def a_round_is_planned(cast: Cast, *, now: datetime) -> Round:
    pot = filled_pot(cast, name="Pot 2027", now=now)
    plan = Plan(title="Ronde van 2027", budget=euros(4000), timetable=timetable(now))
    return rounds.plan(pot, plan, by=cast.chen, now=now)


def both_come_with_a_new_idea(cast: Cast, here: Round, *, now: datetime) -> None:
    for title, who in ((SWING, cast.amina), (FENCE, cast.bram), (BOOKS, cast.els)):
        idea(title, asked=500, by=who, area=cast.area, now=now)
        Visitor(who).open(here.get_absolute_url()).press("Doe mee").sees(title)


def entry(title: str) -> Entry:
    return Entry.objects.select_related("initiative").get(title=title)


def page_of(title: str) -> str:
    initiative = entry(title).initiative
    assert initiative is not None
    return initiative.get_absolute_url()


def desk_of(here: Round) -> str:
    return f"{here.get_absolute_url()}beheer/"


def the_desk_notices_both(chen: Visitor, here: Round) -> None:
    chen.open(desk_of(here)).sees("Wie dit idee begon, won met ‘Een crossbaan’ in Ronde van 2026.")
    chen.sees("won met ‘Bankjes’", "Omdat jullie op woensdag 20 januari afspraken", AGREED)
    assert chen.page.get_text().count("eerst beslissen") == 2
    assert faults(chen.body) == []
    Visitor().open(page_of(SWING)).sees("Het doet mee.").sees_not("afspraken (Dorpsvergadering)")


def the_first_waits_after_a_call(chen: Visitor, here: Round) -> None:
    chen.follow(f"Beslis erover : {SWING}").sees("Bel eerst Amina", "De computer merkt het alleen op.")
    assert faults(chen.body) == []
    chen.choose("Het idee wacht deze ronde, zoals afgesproken").press("Zo hebben we besloten")
    chen.sees("Zeg wie er belde.")
    chen.choose("Het idee wacht deze ronde, zoals afgesproken").select("wie belde?", "Els")
    chen.press("Zo hebben we besloten").sees("wacht deze ronde")


def the_second_is_excepted(chen: Visitor, here: Round) -> None:
    chen.open(desk_of(here)).follow(f"Beslis erover : {FENCE}")
    chen.choose("We maken een uitzondering: het doet mee").fill(
        "Waarom?", "Het hek is nodig voor de kinderen."
    )
    chen.press("Zo hebben we besloten").sees("doet mee, met een uitzondering").sees_not("eerst beslissen")
    for title in (FENCE, BOOKS):
        chen.open(desk_of(here)).press(f"Zet op het stembiljet : {title}").sees("staat op het stembiljet")


def both_pages_say_so(cast: Cast, here: Round) -> None:
    anyone: Any = Visitor()
    anyone.open(page_of(SWING)).sees("wacht deze ronde", AGREED, "Els belde erover.", "Chen besliste dit")
    anyone.open(page_of(FENCE)).sees("met een uitzondering", "Het hek is nodig voor de kinderen.", AGREED)
    anyone.open(here.get_absolute_url()).sees("wacht deze ronde", "met een uitzondering", "Dorpsvergadering")
    assert faults(anyone.body) == []
    anyone.open(page_of(BOOKS)).sees_not(AGREED)
