"""When it goes wrong on the evening: every page says what can be done now, and with whom."""

from datetime import timedelta

import pytest
from django.test import Client
from tests.support.markup import faults

from smederij.base import clock
from smederij.base.money import euros
from smederij.base.refusals import Refusal
from smederij.people.actions import give_hat, meet
from smederij.people.models import HatKind
from smederij.people.queries import wearers
from smederij.people.testing import sign_in
from smederij.pots import actions as pots
from smederij.pots.models import Transfer
from smederij.rounds import actions
from smederij.rounds.actions import Correction, Said
from smederij.rounds.models import LetterBatch, Round
from smederij.rounds.testing import opened, ready, started
from smederij.rounds.tests.test_page_without_vote import _begun
from smederij.rounds.tests.test_without_vote import entries


@pytest.fixture
def look(monkeypatch):
    """What somebody reads on a page at a moment."""

    def looking(path, *, by=None, at, status=200):
        monkeypatch.setattr(clock, "now", lambda: at)
        client = Client()
        if by is not None:
            sign_in(client, by)
        answer = client.get(path)
        assert answer.status_code == status, answer.content.decode()[-400:]
        assert faults(answer.content) == []
        return answer.content.decode()

    return looking


def test_letters_with_a_misprint_are_taken_back_and_then_it_is_put_right(cast, now, look):
    round, _codes = ready(cast, now=now)
    better = Correction(title="Herfstronde", budget=euros(4000), gathering=None)
    told = look(f"/rondes/{round.pk}/beheer/wijzigen/", by=cast.els, at=now, status=403)
    assert "Trek eerst de brieven in." in told
    page = look(f"/rondes/{round.pk}/brieven/", by=cast.els, at=now)
    assert "Trek ze in, zet het recht en maak nieuwe" in page
    actions.revoke_batch(LetterBatch.objects.get(), by=cast.els, now=now)
    assert actions.correct(round, better, by=cast.els, now=now).title == "Herfstronde"
    first = round.entries.order_by("pk")[0]
    assert actions.unnominate(first, by=cast.els, now=now).nominated_at is None
    actions.issue_letters(round, by=cast.els, now=now)
    with pytest.raises(Refusal):
        actions.correct(round, better, by=cast.els, now=now)


def test_while_people_vote_the_codes_work_all_the_same(cast, now, look):
    at = opened(cast, voters=12, now=now)
    page = look(f"/rondes/{at.round.pk}/brieven/", by=cast.els, at=at.now + timedelta(hours=1))
    assert "De codes werken gewoon" in page
    assert "/intrekken/" not in page


def test_who_steps_back_late_reads_what_can_be_done(cast, now, look):
    round, _codes = ready(cast, now=now)
    entry = round.entries.order_by("pk")[0]
    idea, step = started(entry).get_absolute_url(), f"/rondes/{round.pk}/avond/{entry.pk}/"
    assert step in look(idea, by=cast.amina, at=now)
    assert step not in look(idea, by=cast.bram, at=now)
    actions.tick(round.vote_at)
    assert step not in look(idea, by=cast.amina, at=round.vote_at)
    for who in (cast.amina, cast.els):
        assert "“nee, dank je”: het geld gaat terug in de pot" in look(
            step, by=who, at=round.vote_at, status=403
        )


def test_who_stands_alone_at_the_box_reads_who_can_come(cast, now, look):
    at = opened(cast, voters=3, now=now)
    give_hat(HatKind.COUNTER, to=cast.bram, area=cast.area, by=cast.els, now=now)
    for who in (cast.chen, cast.els):
        actions.open_table(at.round, by=who, now=at.now)
    person = at.round.roll.order_by("number")[0]
    actions.give_paper(person, by=cast.chen, now=at.now)
    over, path = at.round.closes_at, f"/rondes/{at.round.pk}/doos/"
    page = look(path, by=cast.els, at=over).split("Komt er niemand")[1].split("</details>")[0]
    assert all(name in page for name in ("Chen", "Bram", "Maak iemand stemmenteller"))
    assert "Els" not in page
    page = look(path, by=cast.chen, at=over).split("Komt er niemand")[1].split("</details>")[0]
    assert "De gebiedsregisseur kan iemand stemmenteller maken." in page
    assert "/taken/" not in page


def test_a_number_only_of_whom_one_can_call_and_nobody_twice(cast, now):
    for one in (cast.bram, cast.chen):
        one.phone = "0612345678"
        one.save()
    for kind in (HatKind.COUNTER, HatKind.RESIDENT):
        give_hat(kind, to=cast.bram, area=cast.area, by=None, now=now)
    give_hat(HatKind.COUNTER, to=cast.chen, area=cast.area, by=None, now=now)
    elsewhere = meet("Ergens", now=now)
    give_hat(HatKind.KEEPER, to=elsewhere, area=cast.other_area, by=None, now=now)
    found = wearers(cast.area, HatKind.KEEPER, HatKind.COUNTER, but=cast.els, now=now)
    assert [(one.name, bool(one.phone)) for one in found] == [
        ("Chen", bool(cast.chen.phone)),
        ("Bram", False),
    ]


def test_an_objection_an_hour_before_the_end_keeps_the_round_waiting(cast, now, look):
    round = _begun(cast, now)
    late = round.closes_at - timedelta(hours=1)
    said = Said(name="Gerda", phone="06 1234 5678", reason="Het staat in de weg.", key="k")
    actions.object_to(entries(round)[0], said, by=None, now=late)
    page = look(f"/rondes/{round.pk}/zonder-stemmen/", by=cast.chen, at=round.closes_at)
    assert "de ronde wacht op jullie antwoord" in page


def test_two_who_have_to_settle_read_who_can(cast, now, look):
    round = _begun(cast, now)
    for entry in entries(round):
        for who in (cast.amina, cast.bram):
            actions.sign(entry, by=who, now=now)
    over = round.closes_at
    actions.settle_without_vote(round, by=cast.els, now=over)
    page = look(f"/rondes/{round.pk}/zonder-stemmen/", by=cast.els, at=over)
    assert "Chen" in page.split("Komt er niemand")[1].split("</details>")[0]
    assert "stemmenteller" not in page


def test_money_that_never_came_in_while_people_vote_says_whom_to_call(cast, now, settings):
    at = opened(cast, voters=1, now=now)
    pledge = Transfer.objects.get(code="pledge", credit__pot=at.round.pot)
    other = meet("Gita", now=now)
    give_hat(HatKind.FINANCE, to=other, area=cast.root, by=None, now=now)
    with pytest.raises(Refusal) as refused:
        pots.undo_pledge(pledge, by=other, now=at.now)
    assert settings.HELP_PHONE in str(refused.value.reason)
    assert Round.objects.get(pk=at.round.pk).phase == "vote"
