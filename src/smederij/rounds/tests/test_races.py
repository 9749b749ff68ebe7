"""Twice at once, on both databases: one vote per letter, nothing after the count, one count."""

import random
from datetime import timedelta
from functools import partial

from smederij.base.models import Event
from smederij.base.refusals import Refusal
from smederij.pots.models import Grant
from smederij.pots.queries import available
from smederij.rounds import actions
from smederij.rounds.actions import CastReceipt, new_nonce
from smederij.rounds.models import Ballot, Credential, Phase, Result, Round
from smederij.rounds.queries import count_sheet
from smederij.rounds.rules import Choices
from smederij.rounds.testing import nominated, opened, people, planned, ready

CODES, SUBMITS, THREADS = 100, 16, 16


def _tokens(at):
    return [actions.open_letter(code, network="::1", now=at.now).token for code in at.codes]


def _outcome(token, nonce, choices, *, now):
    """What a voter is told: a receipt, or a kind no. Any other error ends the test."""
    try:
        return actions.cast(token, nonce, choices, now=now)
    except Refusal as refusal:
        return refusal


def test_every_letter_is_submitted_sixteen_times_at_once(fresh_db, run_in_threads, cast, now, monkeypatch):
    """Half of the submits are the same form again, half are other forms with another choice."""
    monkeypatch.setattr(actions.voting, "contacts", lambda area, now: [])  # whom to call is not what races
    at = opened(cast, voters=CODES, now=now)
    work = []
    for letter, token in enumerate(_tokens(at)):
        form = new_nonce()
        for submit in range(SUBMITS):
            again = submit % 2 == 0
            choices = Choices({1: 1}) if again else Choices({2: 1})
            work.append((letter, again, (token, form if again else new_nonce(), choices)))
    shares = [work[first::THREADS] for first in range(THREADS)]

    def run(share):
        return [(letter, again, _outcome(*form, now=at.now)) for letter, again, form in share]

    done = run_in_threads([partial(run, share) for share in shares], seconds=90)
    answers = [answer for share in done for answer in share]
    assert len(answers) == CODES * SUBMITS
    assert Ballot.objects.count() == CODES
    assert Credential.objects.count() == 0
    assert count_sheet(at.round).adds_up
    for letter in range(CODES):
        mine = [(again, answer) for of, again, answer in answers if of == letter]
        same = [isinstance(answer, CastReceipt) for again, answer in mine if again]
        other = [isinstance(answer, CastReceipt) for again, answer in mine if not again]
        assert (all(same) and not any(other)) or (not any(same) and sum(other) == 1)


def test_closing_under_load_counts_exactly_what_was_acknowledged(fresh_db, run_in_threads, cast, now):
    at = opened(cast, voters=80, now=now)
    tokens = _tokens(at)
    late = at.round.closes_at
    almost = at.round.closes_at.replace(microsecond=0) - (late - at.now) / 1000

    def vote(share):
        # each voter believes that it is just in time; only the lock decides
        return [
            _outcome(token, new_nonce(), Choices({random.randint(1, 4): 1}), now=almost) for token in share
        ]

    jobs = [partial(vote, tokens[first::7]) for first in range(7)]
    *voted, result = run_in_threads([*jobs, partial(actions.settle, at.round, now=late)])
    assert isinstance(result, Result), result
    thanked = sum(isinstance(answer, CastReceipt) for share in voted for answer in share)
    assert result.ballots == thanked == Ballot.objects.count()
    assert count_sheet(at.round).adds_up


def test_two_closings_at_once_give_one_result_and_one_payout(fresh_db, run_in_threads, cast, now):
    at = opened(cast, voters=6, now=now)
    for token in _tokens(at):
        actions.cast(token, new_nonce(), Choices({1: 1, 2: 1}), now=at.now)
    late = at.round.closes_at
    jobs = [lambda: actions.settle(at.round, now=late), lambda: actions.tick(late)] * 3
    answers = run_in_threads(jobs)
    assert not [answer for answer in answers if isinstance(answer, Exception)]
    result = Result.objects.get()
    assert {answer.pk for answer in answers if isinstance(answer, Result)} == {result.pk}
    assert Round.objects.get(pk=at.round.pk).phase == Phase.RESULT
    granted = sum(grant.amount.cents for grant in Grant.objects.all())
    assert Grant.objects.count() == 2
    assert available(at.round.pot).cents == 1_000_000 - granted


def test_two_clocks_open_a_round_once(fresh_db, run_in_threads, cast, now):
    round, _codes = ready(cast, now=now)
    answers = run_in_threads([lambda: actions.tick(round.vote_at)] * 6)
    assert sum(answers) == 1
    assert set(round.entries.values_list("number", flat=True)) == {1, 2, 3, 4}
    assert Event.objects.filter(kind="round.vote").count() == 1


def test_letters_made_twice_at_once_give_everyone_one_letter(fresh_db, run_in_threads, cast, now):
    round = planned(cast, now=now)
    nominated(cast, round, now=now)
    actions.import_roll(round, people(40), by=cast.chen, now=now)
    answers = run_in_threads([lambda: actions.issue_letters(round, by=cast.chen, now=now)] * 4)
    made = [answer for answer in answers if not isinstance(answer, Exception)]
    assert [len(run.letters) for run in made] == [40]
    assert all(isinstance(answer, Refusal) for answer in answers if answer not in made)
    sheet = count_sheet(round)
    assert (sheet.issued, sheet.left) == (40, 40)


def test_taking_a_code_back_while_it_is_used_keeps_the_sheet_right(fresh_db, run_in_threads, cast, now):
    at = opened(cast, voters=25, now=now)
    batch, later = at.round.batches.get(), at.now + timedelta(minutes=1)
    *others, last = _tokens(at)
    for token in others:
        assert isinstance(_outcome(token, new_nonce(), Choices({1: 1}), now=at.now), CastReceipt)
    jobs = [partial(_outcome, last, new_nonce(), Choices({1: 1}), now=at.now) for _ in range(5)]
    *voted, revoked = run_in_threads([*jobs, partial(actions.revoke_batch, batch, by=cast.chen, now=later)])
    thanked = sum(isinstance(answer, CastReceipt) for answer in voted)
    sheet = count_sheet(at.round)
    assert revoked + thanked == 1
    assert (sheet.revoked, sheet.ballots, sheet.left, sheet.adds_up) == (revoked, 24 + thanked, 0, True)
    if revoked:
        assert len(actions.issue_letters(at.round, by=cast.chen, now=later).letters) == revoked
        assert count_sheet(at.round).adds_up
