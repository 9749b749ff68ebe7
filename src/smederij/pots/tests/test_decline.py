"""No, thank you: the money is where it came from, the page says so, and nothing waits any more."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction
from django.test import Client
from tests.support.markup import faults

from smederij.base.models import Event
from smederij.base.money import ZERO, euros
from smederij.base.refusals import Refusal
from smederij.people.testing import sign_in
from smederij.pots import actions, audit, desk, queries
from smederij.pots.models import Grant, Transfer
from smederij.pots.room import keeps
from smederij.pots.testing import GRANTED, IN_POT, Till


def _as(till: Till, name: str) -> Client:
    client = Client()
    sign_in(client, till.cast.people[name])
    return client


def test_all_of_it_is_in_the_pot_again_through_the_ledger(till: Till) -> None:
    done = actions.decline(till.grant, by=till.cast.amina, now=till.now)
    assert (done.declined_by, done.declined_at) == (till.cast.amina, till.now)
    statement = queries.statement(till.pot)
    assert (statement.available, statement.reserved, statement.surplus) == (IN_POT, ZERO, ZERO)
    moved = Transfer.objects.filter(key__contains="declined").order_by("pk")
    assert [(one.code, one.cents) for one in moved] == [("rest", GRANTED.cents), ("carry", GRANTED.cents)]
    assert audit.run(now=till.now).problems == []
    assert Event.objects.get(kind="grant.declined").subject_id == till.grant.pk
    assert not keeps(till.bench.pk)


def test_twice_is_once_whoever_of_them_says_it(till: Till) -> None:
    actions.decline(till.grant, by=till.cast.amina, now=till.now)
    again = actions.decline(till.grant, by=till.cast.chen, now=till.now + timedelta(days=1))
    assert again.declined_by == till.cast.amina
    assert Transfer.objects.filter(key__contains="declined").count() == 2


def test_not_any_more_once_something_was_ordered(till: Till) -> None:
    till.order(euros(1))
    with pytest.raises(Refusal, match="bewaarder"):
        actions.decline(till.grant, by=till.cast.amina, now=till.now)
    assert queries.available(till.pot) == IN_POT - GRANTED


def test_only_who_carries_it_and_the_keeper(till: Till) -> None:
    for name in ("bram", "els", "finn", "noor"):
        with pytest.raises(Refusal):
            actions.decline(till.grant, by=till.cast.people[name], now=till.now)


def test_what_waited_waits_no_longer_and_nobody_can_let_it_wait(till: Till) -> None:
    actions.hold(till.grant, reason="Een bezwaar", by=till.cast.finn, now=till.now)
    done = actions.decline(till.grant, by=till.cast.amina, now=till.now)
    assert (done.held_reason, done.held_by) == ("", None)
    with pytest.raises(Refusal):
        actions.hold(done, reason="Toch nog iets", by=till.cast.finn, now=till.now)
    actions.set_condition(done, "Een drempel", owner=till.cast.els, now=till.now)
    with pytest.raises(Refusal):
        till.order(euros(1))
    assert Grant.objects.get(pk=done.pk).held_reason == ""


def test_what_stood_apart_stands_apart_again(till: Till) -> None:
    house = actions.set_aside(
        till.pot, purpose=actions.Purpose("Buurthuis", "Een plek"), amount=euros(60), decided="Dorpsgesprek",
        by=till.cast.chen, now=till.now, key="aside-key",
    )  # fmt: skip
    grant = actions.use(
        house, initiative=till.bench, amount=euros(50), decided="Wij", by=till.cast.chen, now=till.now,
        key="use-a-key",
    )  # fmt: skip
    actions.decline(grant, by=till.cast.amina, now=till.now)
    assert (queries.aside_left(house), queries.available(till.pot)) == (euros(60), euros(40))
    assert audit.run(now=till.now).problems == []


def test_what_was_said_stays_said(till: Till) -> None:
    actions.decline(till.grant, by=till.cast.amina, now=till.now)
    for changed in ({"declined_at": None, "declined_by": None}, {"declined_by": till.cast.chen}):
        with pytest.raises(DatabaseError), transaction.atomic():
            Grant.objects.filter(pk=till.grant.pk).update(**changed)


def test_amina_says_it_on_the_page_and_everybody_reads_where_it_went(till: Till) -> None:
    page = _as(till, "amina").get(till.grant.get_absolute_url())
    assert faults(page.content) == []
    assert "Heb je het nodig? Bel" in page.content.decode()
    assert (
        "Heb je het nodig? Bel" not in _as(till, "chen").get(till.grant.get_absolute_url()).content.decode()
    )
    url = f"{till.grant.get_absolute_url()}nee-dank-je/"
    assert url in page.content.decode()
    answer = _as(till, "amina").post(url, follow=True)
    assert faults(answer.content) == []
    assert "Nee, dank je" in answer.content.decode()
    assert url not in answer.content.decode()
    (line,) = queries.lines_of([Grant.objects.get()])
    assert "Amina" in desk.steps(line, whole_numbers=False)[-1].more
    idea = Client().get(till.bench.get_absolute_url()).content.decode()
    assert "nee, dank je" in idea
    assert "van de buurt</h2>" not in idea
    pot = Client().get(till.pot.get_absolute_url().split("#")[0]).content.decode()
    assert "“nee, dank je”; het geld zit weer in de pot" in pot


def test_the_keeper_writes_it_down_for_who_calls(till: Till) -> None:
    keeper = _as(till, "chen")
    assert "Ze zeggen: nee, dank je" in keeper.get(till.grant.get_absolute_url()).content.decode()
    keeper.post(f"{till.grant.get_absolute_url()}nee-dank-je/")
    assert Grant.objects.get().declined_by == till.cast.chen
    assert _as(till, "bram").post(f"{till.grant.get_absolute_url()}nee-dank-je/").status_code == 404


def test_a_term_for_telling_counts_from_the_first_payment(till: Till) -> None:
    house = actions.set_aside(
        till.pot, purpose=actions.Purpose("Buurthuis", "Een plek"), amount=euros(60), decided="Dorpsgesprek",
        by=till.cast.chen, now=till.now, key="aside-key",
    )  # fmt: skip
    grant = actions.use(
        house, initiative=till.bench, amount=euros(50), decided="Wij", by=till.cast.chen, now=till.now,
        key="use-a-key",
    )  # fmt: skip
    assert grant.report_weeks == 8
    assert queries.report_due([grant, till.grant]) == {}
    for day in (90, 97):
        later = till.now + timedelta(days=day)
        order = actions.order_payment(
            grant, amount=euros(25), payee="X", iban="NL91ABNA0417164300", by=till.cast.chen, now=later,
            key=f"order-{day}",
        )  # fmt: skip
        actions.approve(order, by=till.cast.finn, now=later)
        actions.record_paid(order, bank_reference=f"R{day}", by=till.cast.finn, now=later)
    assert queries.report_due([grant, till.grant]) == {grant.pk: till.now + timedelta(days=90, weeks=8)}
