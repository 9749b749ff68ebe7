"""The roll and the letters: one letter per person, and always issued - revoked - left = ballots."""

from datetime import timedelta
from unittest.mock import patch

import pytest
from django.db import connection

from smederij.base import clock
from smederij.base.refusals import Refusal
from smederij.rounds import actions, queries
from smederij.rounds.actions import RollRow, new_nonce
from smederij.rounds.models import Credential, RollEntry
from smederij.rounds.roll import taken_back
from smederij.rounds.rules import Choices
from smederij.rounds.testing import filled_pot, nominated, opened, people, planned, ready

ROW = RollRow("Resident 1", "Smidsweg 1", "7901 AB", "Smeedrecht")


def _vote(code, now):
    letter = actions.open_letter(code, network="::1", now=now)
    return actions.cast(letter.token, new_nonce(), Choices({1: 1}), now=now)


@pytest.fixture
def round(cast, now):
    round = planned(cast, now=now)
    nominated(cast, round, now=now)
    return round


def _sheet(round):
    sheet = queries.count_sheet(round)
    assert sheet.adds_up
    return sheet.issued, sheet.revoked, sheet.left, sheet.ballots


def test_a_roll_is_kept_tidy_and_numbered(round, cast, now):
    assert (
        actions.import_roll(
            round, [RollRow("  Jan  Smid ", "Smidsweg 1", "7901ab", "")], by=cast.chen, now=now
        )
        == 1
    )
    assert actions.import_roll(round, people(3), by=cast.els, now=now) == 3
    assert list(round.roll.order_by("number").values_list("number", "name"))[:2] == [
        (1, "Jan Smid"),
        (2, "Resident 1"),
    ]


@pytest.mark.parametrize(
    ("rows", "line"),
    [
        ([ROW, ROW], "2"),
        ([ROW, RollRow("resident  1", "SMIDSWEG 1", "7901ab", "elsewhere")], "2"),
        ([RollRow("", "Smidsweg 1")], "1"),
        ([ROW, RollRow("Name", " ")], "2"),
        ([RollRow("x" * 121, "Smidsweg 1")], "1"),
        ([RollRow("Name", "x" * 161)], "1"),
        ([RollRow("Name", "Smidsweg 1", "79011")], "1"),
        ([RollRow("Name", "Smidsweg 1", "7901 AB", "x" * 81)], "1"),
        ([RollRow("Na\0me", "Smidsweg 1")], "1"),
        ([RollRow("Name", "Smidsweg 1", "0901 AB", line=7)], "7"),
    ],
)
def test_a_wrong_row_is_named_by_its_line_and_nothing_is_kept(round, cast, now, rows, line):
    with pytest.raises(Refusal, match=rf"\b{line}\b"):
        actions.import_roll(round, rows, by=cast.chen, now=now)
    assert round.roll.count() == 0


def test_nobody_stands_on_the_roll_twice(round, cast, now):
    actions.import_roll(round, people(2), by=cast.chen, now=now)
    with pytest.raises(Refusal, match="2"):
        actions.import_roll(round, [RollRow("New", "Smidsweg 9"), ROW], by=cast.chen, now=now)
    with pytest.raises(Refusal):
        actions.import_roll(round, [], by=cast.chen, now=now)
    assert round.roll.count() == 2


def test_everyone_gets_one_letter(round, cast, now):
    actions.import_roll(round, people(5), by=cast.chen, now=now)
    run = actions.issue_letters(round, by=cast.chen, now=now)
    assert len({letter.code for letter in run.letters}) == 5
    assert [letter.to.number for letter in run.letters] == [1, 2, 3, 4, 5]
    with pytest.raises(Refusal):
        actions.issue_letters(round, by=cast.chen, now=now)
    actions.import_roll(round, [RollRow("New", "Smidsweg 9")], by=cast.chen, now=now)
    assert [letter.to.name for letter in actions.issue_letters(round, by=cast.chen, now=now).letters] == [
        "New"
    ]
    assert _sheet(round) == (6, 0, 6, 0)


def test_no_code_is_kept_anywhere(fresh_db, cast, now, own_data, open_for_3):
    """Neither in a table nor in a file: only its keyed hash."""
    at = open_for_3
    kept = [file.read_bytes() for file in own_data.rglob("*") if file.is_file()]
    for table in connection.introspection.table_names():
        with connection.cursor() as cursor:
            cursor.execute(f"select * from {connection.ops.quote_name(table)}")
            kept.append(
                repr([[bytes(x) if isinstance(x, memoryview) else x for x in row] for row in cursor]).encode()
            )
    for code in at.codes:
        plain = code.replace("-", "")
        assert not any(form.encode() in text for form in (code, plain, plain[:8]) for text in kept)


def test_a_batch_taken_back_can_be_made_anew(cast, now):
    round, codes = ready(cast, voters=4, now=now)
    assert actions.revoke_batch(round.batches.get(), by=cast.chen, now=now) == 4
    again = actions.issue_letters(round, by=cast.chen, now=now)
    assert [letter.to.number for letter in again.letters] == [1, 2, 3, 4]
    assert _sheet(round) == (8, 4, 4, 0)
    # an old batch has nothing left to take back; the new one has all
    old, _new = round.batches.order_by("pk")
    assert actions.revoke_batch(old, by=cast.chen, now=now) == 0
    assert [(batch.issued, batch.unused) for batch in queries.batches(round)] == [(4, 4), (4, 0)]
    actions.tick(round.vote_at)
    with pytest.raises(Refusal):
        _vote(codes[1], round.vote_at)
    _vote(again.letters[0].code, round.vote_at)
    assert _sheet(round) == (8, 4, 3, 1)
    assert queries.desk(round, now=round.vote_at).letters_to_make == 0


@pytest.mark.parametrize(("voters", "most"), [(4, 1), (99, 1), (250, 2)])
def test_while_people_vote_only_a_few_codes_can_be_taken_back(cast, now, client, voters, most):
    at = opened(cast, voters=voters, now=now)
    batch = at.round.batches.get()
    for code in at.codes[most:-1]:
        _vote(code, at.now)
    later = at.now + timedelta(hours=1)
    with pytest.raises(Refusal, match="te veel brieven"):
        actions.revoke_batch(batch, by=cast.chen, now=later)  # one more than can be
    assert _sheet(at.round) == (voters, 0, most + 1, voters - most - 1)
    _vote(at.codes[-1], at.now)
    assert actions.revoke_batch(batch, by=cast.chen, now=later) == most
    again = actions.issue_letters(at.round, by=cast.chen, now=later)
    assert len(again.letters) == most
    with pytest.raises(Refusal, match="te veel brieven"):
        actions.revoke_batch(again.batch, by=cast.chen, now=later + timedelta(hours=1))
    assert taken_back(at.round) == most


def test_letters_that_could_not_be_printed_can_always_be_taken_back(cast, now, open_for_3):
    at = open_for_3
    assert actions.revoke_batch(_none_left(cast, at), by=cast.chen, now=at.now + timedelta(hours=2)) == 0
    RollEntry.objects.bulk_create(
        [RollEntry(round=at.round, number=n, address="Smidsweg 9") for n in range(10, 15)]
    )
    run = actions.issue_letters(at.round, by=cast.chen, now=at.now)
    assert actions.revoke_batch(run.batch, by=cast.chen, now=at.now) == 5


def _none_left(cast, at):
    for code in at.codes:
        _vote(code, at.now)
    return at.round.batches.get()


def test_everyone_reads_how_many_codes_were_taken_back(cast, now, client, open_for_3):
    at = open_for_3
    with patch.object(clock, "now", return_value=at.now):
        before = client.get(at.round.get_absolute_url()).content.decode()
        for code in at.codes[1:]:
            _vote(code, at.now)
        actions.revoke_batch(at.round.batches.get(), by=cast.chen, now=at.now)
        after = client.get(at.round.get_absolute_url()).content.decode()
    assert "ongebruikte code ingetrokken" not in before
    assert "Er is één ongebruikte code ingetrokken en nieuw gemaakt." in after


def test_letters_are_of_their_own_round_only(cast, now):
    one = opened(cast, voters=2, now=now)
    other = planned(cast, pot=filled_pot(cast, name="Other", now=now), now=now)
    actions.import_roll(other, people(2), by=cast.chen, now=now)
    actions.issue_letters(other, by=cast.chen, now=now)
    _vote(one.codes[0], one.now)
    assert _sheet(one.round) == (2, 0, 1, 1)
    assert _sheet(other) == (2, 0, 2, 0)
    assert Credential.objects.filter(round=other).count() == 2


def test_after_the_objection_period_names_and_unused_letters_are_gone_and_the_sheet_stays(
    cast, now, own_data
):
    at = opened(cast, voters=3, now=now)
    _vote(at.codes[0], at.now)
    closed = at.round.closes_at
    actions.tick(closed)
    assert (own_data / "peppers" / str(at.round.pk)).exists()
    actions.tick(closed + timedelta(days=14))
    assert not (own_data / "peppers" / str(at.round.pk)).exists()
    assert Credential.objects.count() == 0
    assert set(RollEntry.objects.values_list("name", "address", "postcode", "town")) == {("", "", "", "")}
    assert _sheet(at.round) == (3, 0, 2, 1)
    assert queries.explained(at.round).turnout.invited == 3
    with pytest.raises(Refusal):
        actions.open_letter(at.codes[1], network="::1", now=closed + timedelta(days=15))
    assert actions.tick(closed + timedelta(days=14)) == 0
