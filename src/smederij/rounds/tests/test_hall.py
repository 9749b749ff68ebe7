"""The table in the hall, papers, and closing by two people."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from smederij.base.refusals import Refusal
from smederij.people.actions import give_hat
from smederij.people.models import HatKind
from smederij.rounds import actions, hall, urn
from smederij.rounds.actions import new_nonce
from smederij.rounds.models import Box, Closing, HandOut, PapersIn, Reading, Result, Round
from smederij.rounds.queries import count_sheet
from smederij.rounds.rules import Choices
from smederij.rounds.testing import opened

ONE, TWO, BLANK = Choices({1: 1}), Choices({2: 1}), Choices(blank=True)
TOO_MANY = Choices({1: 1, 2: 1, 3: 1, 4: 1})


@pytest.fixture
def at(cast, now):
    """A round with an open table, in which Bram counts and Amina reads as well."""
    found = opened(cast, kind="approve", now=now)
    for person in (cast.bram, cast.amina):
        give_hat(HatKind.COUNTER, to=person, area=cast.area, by=cast.els, now=now)
    actions.open_table(found.round, by=cast.chen, now=found.now)
    actions.open_table(found.round, by=cast.bram, now=found.now)
    return found


def refused(words, do, *args, **kwargs):
    with pytest.raises(Refusal) as caught:
        do(*args, **kwargs)
    assert words in str(caught.value.reason)


def vote(at, code):
    token = actions.open_letter(code, network="10.0.0.1", now=at.now).token
    return actions.cast(token, new_nonce(), ONE, now=at.now)


def person(at, number):
    return at.round.roll.select_related("round").get(number=number)


def fresh(at):
    return Round.objects.select_related("pot__area").get(pk=at.round.pk)


def read(at, cast, papers, *, by=None):
    """Two people read every paper the same."""
    end = at.round.closes_at
    for reader in by or (cast.chen, cast.bram):
        for number, choices in enumerate(papers, start=1):
            box = Box.objects.select_related("round").get(round=at.round)
            actions.read_paper(box, number, choices, by=reader, now=end)


def count(at, cast, papers):
    for counter in (cast.chen, cast.bram):
        actions.count_box(at.round, papers, by=counter, now=at.round.closes_at)


def test_one_person_does_not_open_the_table(cast, now, open_for_10):
    at = open_for_10
    for _again in range(2):
        assert not actions.open_table(at.round, by=cast.chen, now=at.now).is_open
    refused("twee mensen", actions.give_code, person(at, 1), by=cast.chen, now=at.now)
    assert actions.open_table(at.round, by=cast.els, now=at.now).is_open


def test_a_new_code_takes_the_place_of_the_letter(at, cast):
    slip = actions.give_code(person(at, 1), by=cast.chen, now=at.now)
    refused("Deze code kennen we niet", actions.open_letter, at.codes[0], network="10.0.0.1", now=at.now)
    vote(at, slip.code)
    sheet = count_sheet(at.round)
    assert (sheet.issued, sheet.revoked, sheet.left, sheet.web, sheet.adds_up) == (11, 1, 9, 1, True)
    refused("gestemd of kreeg", actions.give_code, person(at, 1), by=cast.chen, now=at.now)
    refused("gestemd of kreeg", actions.give_paper, person(at, 1), by=cast.chen, now=at.now)


def test_a_paper_takes_the_right_to_vote_along(at, cast):
    given = actions.give_paper(person(at, 1), by=cast.bram, now=at.now)
    refused("Deze code kennen we niet", actions.open_letter, at.codes[0], network="10.0.0.1", now=at.now)
    refused("gestemd of kreeg", actions.give_code, person(at, 1), by=cast.chen, now=at.now)
    assert {one.person.number: one.can for one in hall.visitors(at.round, "Smidsweg")}[1] is False
    assert {one.person.number: one.can for one in hall.visitors(at.round, "Smidsweg")}[2] is True
    for _twice in range(2):
        actions.take_paper_back(given, by=cast.chen, now=at.now)
    sheet = count_sheet(at.round)
    assert (sheet.issued, sheet.revoked, sheet.left, sheet.on_paper, sheet.adds_up) == (10, 1, 9, 0, True)
    vote(at, actions.give_code(person(at, 1), by=cast.chen, now=at.now).code)
    assert count_sheet(at.round).adds_up


def test_papers_and_screens_are_one_count(at, cast):
    vote(at, at.codes[9])
    for number in (1, 2, 3, 4, 5):
        actions.give_paper(person(at, number), by=cast.bram, now=at.now)
    end = at.round.closes_at
    actions.tick(end)
    assert not Result.objects.filter(round=at.round).exists()  # it waits for people
    refused("Twee mensen tellen", actions.close, at.round, by=cast.chen, now=end)
    count(at, cast, 4)  # one went home with it
    read(at, cast, [TWO, BLANK, TOO_MANY, None])
    assert not actions.close(at.round, by=cast.chen, now=end).is_done
    assert not actions.close(at.round, by=cast.chen, now=end).is_done  # nobody closes alone
    assert actions.close(at.round, by=cast.els, now=end).is_done
    result = Result.objects.get(round=at.round)
    assert (result.ballots, result.blank) == (3, 1)  # one on a screen, two valid or blank on paper
    whole = PapersIn.objects.get(round=at.round)
    assert (whole.valid, whole.blank, whole.invalid) == (1, 1, 2)
    sheet = count_sheet(fresh(at))
    assert (sheet.web, sheet.on_paper, sheet.papers, sheet.adds_up) == (1, 5, 2, True)
    assert actions.close(at.round, by=cast.chen, now=end).is_done  # once more changes nothing
    assert urn.root(urn.papers(at.round.pk)) == result.urn_root


def test_where_two_readings_differ_a_third_decides(at, cast):
    actions.give_paper(person(at, 1), by=cast.bram, now=at.now)
    end = at.round.closes_at
    count(at, cast, 1)
    box = Box.objects.select_related("round").get(round=at.round)
    actions.read_paper(box, 1, ONE, by=cast.chen, now=end)
    actions.read_paper(box, 1, TWO, by=cast.chen, now=end)  # mends one's own
    actions.read_paper(box, 1, ONE, by=cast.bram, now=end)
    assert hall.bundles(box, persons={cast.amina.pk})[0].differ == [1]
    refused("hetzelfde", actions.close, at.round, by=cast.chen, now=end)
    assert hall.bundles(box, persons={cast.chen.pk})[0].mine == []
    actions.read_paper(box, 1, TWO, by=cast.amina, now=end)
    refused("een derde", actions.read_paper, box, 1, ONE, by=cast.chen, now=end)
    refused("al gelezen", actions.read_paper, box, 1, ONE, by=cast.els, now=end)
    (paper,) = hall.papers_of(box)
    assert paper.body == '{"choices":[2]}'


def test_the_box_is_counted_by_two_before_it_is_read(at, cast):
    end = at.round.closes_at
    refused("blijft dicht", actions.count_box, at.round, 3, by=cast.chen, now=at.now)
    actions.count_box(at.round, 3, by=cast.chen, now=end)
    box = actions.count_box(at.round, 4, by=cast.bram, now=end)  # they differ: it is counted again
    refused("met dit nummer", actions.read_paper, box, 1, ONE, by=cast.chen, now=end)
    assert actions.count_box(at.round, 4, by=cast.chen, now=end).is_sure
    refused("4 stembiljetten", actions.count_box, at.round, 5, by=cast.els, now=end)


def test_too_many_papers_are_explained_in_the_open(at, cast):
    actions.give_paper(person(at, 1), by=cast.bram, now=at.now)
    end = at.round.closes_at
    count(at, cast, 2)
    read(at, cast, [ONE, ONE])
    actions.close(at.round, by=cast.chen, now=end)
    refused("hoe dat komt", actions.close, at.round, by=cast.els, now=end)
    assert not Result.objects.exists()
    assert not urn.papers(at.round.pk)
    actions.close(at.round, explanation="Two slips stuck together.", by=cast.els, now=end)
    assert PapersIn.objects.get().explanation == "Two slips stuck together."


def test_bundles_of_fifty():
    assert [len(one) for one in Box(papers=101).bundles()] == [50, 50, 1]
    assert Box(papers=0).bundles() == []


def test_what_was_read_goes_with_the_key(at, cast):
    actions.give_paper(person(at, 1), by=cast.bram, now=at.now)
    end = at.round.closes_at
    count(at, cast, 1)
    read(at, cast, [ONE])
    for person_ in (cast.chen, cast.els):
        actions.close(at.round, by=person_, now=end)
    assert Reading.objects.exists()
    actions.tick(end + timedelta(days=at.round.objection_days + 1))
    assert not Reading.objects.exists()


@pytest.mark.parametrize(
    "statement", ["update rounds_handout set by_id = by_id", "delete from rounds_handout"]
)
def test_that_a_paper_was_given_stands(at, cast, statement):
    actions.give_paper(person(at, 1), by=cast.bram, now=at.now)
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert HandOut.objects.count() == 1


def test_the_database_itself_wants_two_people(at, cast):
    actions.close(at.round, by=cast.chen, now=at.round.closes_at)
    from smederij.rounds.actions.settling import _settle

    with pytest.raises(IntegrityError), transaction.atomic():
        _settle(fresh(at), now=at.round.closes_at)
    with pytest.raises(IntegrityError), transaction.atomic():
        Closing.objects.update(second_by=cast.chen, second_at=at.now)


ROLES = {
    "chen": True,
    "els": True,
    "bram": True,
    "amina": False,
    "finn": False,
    "noor": False,
    "dalia": False,
}


@pytest.mark.parametrize("name", ROLES)
def test_who_sits_at_the_table(cast, now, name, open_for_10):
    at = open_for_10
    give_hat(HatKind.COUNTER, to=cast.bram, area=cast.area, by=cast.els, now=now)
    if ROLES[name]:
        assert actions.open_table(at.round, by=cast.people[name], now=at.now)
    else:
        with pytest.raises(Refusal):
            actions.open_table(at.round, by=cast.people[name], now=at.now)


def test_sixteen_at_once_for_one_person_is_one_paper(fresh_db, cast, now, run_in_threads, open_for_10):
    at = open_for_10
    for who in (cast.chen, cast.els):
        actions.open_table(at.round, by=who, now=at.now)
    target = person(at, 1)
    token = actions.open_letter(at.codes[0], network="10.0.0.1", now=at.now).token
    papers = [lambda: actions.give_paper(target, by=cast.chen, now=at.now)] * 8
    votes = [lambda: actions.cast(token, new_nonce(), ONE, now=at.now)] * 8
    answers = run_in_threads([*papers, *votes])
    assert sum(not isinstance(answer, Exception) for answer in answers) == 1
    assert all(isinstance(answer, Refusal) for answer in answers if isinstance(answer, Exception))
    assert count_sheet(at.round).adds_up
