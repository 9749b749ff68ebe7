"""What holds in a round, as tables."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smederij.base.money import euros
from smederij.rounds import rules
from smederij.rounds.models import Phase
from smederij.rounds.rules import BallotRule, Choices, LookWords, Readiness, Timetable

START = datetime(2025, 3, 1, 12, tzinfo=UTC)
DAY = timedelta(days=1)
FULL = Timetable(
    collect_at=START,
    check_at=START + 10 * DAY,
    nominate_at=START + 20 * DAY,
    present_at=START + 30 * DAY,
    vote_at=START + 40 * DAY,
    closes_at=START + 50 * DAY,
)
SHORT = Timetable(collect_at=START, vote_at=START + 40 * DAY, closes_at=START + 50 * DAY)
TICK = timedelta(microseconds=1)


@pytest.mark.parametrize(
    ("timetable", "moment", "phase"),
    [
        (FULL, START - DAY, Phase.COLLECT),
        (FULL, START, Phase.COLLECT),
        (FULL, START + 10 * DAY - TICK, Phase.COLLECT),
        (FULL, START + 10 * DAY, Phase.CHECK),
        (FULL, START + 20 * DAY - TICK, Phase.CHECK),
        (FULL, START + 20 * DAY, Phase.NOMINATE),
        (FULL, START + 30 * DAY, Phase.PRESENT),
        (FULL, START + 40 * DAY - TICK, Phase.PRESENT),
        (FULL, START + 40 * DAY, Phase.VOTE),
        (FULL, START + 50 * DAY - TICK, Phase.VOTE),
        (FULL, START + 50 * DAY, Phase.COUNT),
        (FULL, START + 500 * DAY, Phase.COUNT),
        (SHORT, START + 39 * DAY, Phase.COLLECT),
        (SHORT, START + 40 * DAY, Phase.VOTE),
        (SHORT, START + 50 * DAY, Phase.COUNT),
    ],
)
def test_phases_are_half_open(timetable, moment, phase):
    assert rules.phase_at(timetable, moment) == phase


@given(st.integers(-5, 60), st.integers(0, 60))
def test_time_never_goes_back(first, more):
    order = list(Phase)
    before, after = (rules.phase_at(FULL, START + days * DAY) for days in (first, first + more))
    assert order.index(before) <= order.index(after)


def test_where_a_round_waits():
    assert rules.last_before_vote(FULL) == Phase.PRESENT
    assert rules.last_before_vote(SHORT) == Phase.COLLECT


@pytest.mark.parametrize(
    ("timetable", "good"),
    [
        (FULL, True),
        (SHORT, True),
        (replace(FULL, check_at=START + 25 * DAY), False),
        (replace(FULL, closes_at=FULL.vote_at), False),
        (replace(FULL, collect_at=START + 41 * DAY), False),
        (replace(SHORT, vote_at=START), False),
        (replace(SHORT, collect_at=START - 9 * DAY, vote_at=START - DAY), False),
    ],
)
def test_dates_in_order(timetable, good):
    assert bool(rules.in_order(timetable, now=START)) is good


def test_every_verb_has_its_phases():
    for verb in rules.PERMITS:
        allowed = [phase for phase in Phase if rules.permits(verb, phase)]
        assert allowed == {
            "enter_own": [Phase.COLLECT, Phase.CHECK],
            "vote": [Phase.VOTE],
            "table": [Phase.VOTE],
            "issue_letters": [Phase.COLLECT, Phase.CHECK, Phase.NOMINATE, Phase.PRESENT, Phase.VOTE],
            "revoke_batch": [Phase.COLLECT, Phase.CHECK, Phase.NOMINATE, Phase.PRESENT, Phase.VOTE],
        }.get(verb, [Phase.COLLECT, Phase.CHECK, Phase.NOMINATE, Phase.PRESENT])


APPROVE = BallotRule("approve", 3, 1, frozenset({1, 2, 3, 4, 5}))
POINTS = BallotRule("points", 10, 4, frozenset({1, 2, 3, 4, 5}))


@given(
    st.dictionaries(st.integers(-1, 7), st.integers(-1, 12), max_size=6),
    st.booleans(),
    st.sampled_from([APPROVE, POINTS]),
)
def test_only_ballots_within_the_rule_are_accepted(points, blank, rule):
    most = 1 if rule.kind == "approve" else rule.most_per_idea
    total = len(points) if rule.kind == "approve" else sum(points.values())
    within = (
        set(points) <= rule.numbers
        and all(1 <= n <= most for n in points.values())
        and total <= rule.most_choices
    )
    expected = blank != bool(points) and within
    assert bool(rules.accept(Choices(points, blank), rule=rule)) is expected
    if expected:
        assert rules.read_body(rules.body(Choices(points, blank), rule=rule)) == points


def test_the_same_choice_is_the_same_paper():
    assert rules.body(Choices({3: 1, 1: 1}), rule=APPROVE) == rules.body(Choices({1: 1, 3: 1}), rule=APPROVE)
    assert rules.body(Choices({3: 2, 1: 1}), rule=POINTS) == '{"points":[[1,1],[3,2]]}'


@pytest.mark.parametrize(
    ("words", "owner", "good"),
    [
        (LookWords("safety", free=True), False, True),
        (LookWords("law", free=False, reason="r", next_step="n"), True, True),
        (LookWords("law", free=False, reason="r", next_step="n"), False, False),
        (LookWords("law", free=False, reason=" ", next_step="n"), True, False),
        (LookWords("law", free=False, reason="r"), True, False),
        (LookWords("taste", free=True), True, False),
    ],
)
def test_a_no_has_a_reason_an_owner_and_a_next_step(words, owner, good):
    assert bool(rules.may_say(words, has_owner=owner)) is good


READY = Readiness(nominated=1, on_roll=1, letters=1, budget=euros(5), available=euros(5))


@pytest.mark.parametrize(
    ("change", "count"),
    [
        ({}, 0),
        ({"nominated": 0}, 1),
        ({"on_roll": 0, "letters": 0}, 1),
        ({"letters": 0}, 1),
        ({"available": euros(4)}, 1),
        ({"promised": euros(1)}, 1),
        ({"loose": ("The lock is off.",)}, 1),
        ({"nominated": 0, "letters": 0, "loose": ("Off.",), "budget": euros(9)}, 4),
    ],
)
def test_what_keeps_the_vote_shut(change, count):
    assert len(rules.obstacles(replace(READY, **change))) == count
