"""Whom agreements about people concern: tables, and the same for everybody."""

from datetime import UTC, datetime
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smederij.agreements import rules
from smederij.rounds.noticing import Counted, Taking, enough, looks_back, too_many, won_before

CLOSES = {1: (2025, 3), 2: (2025, 10), 3: (2026, 3), 4: (2026, 10)}
ROUNDS = [Counted(number, datetime(year, month, 20, tzinfo=UTC)) for number, (year, month) in CLOSES.items()]


def book(rule):
    """A rule book with one rule in it."""
    names = {kind: SimpleNamespace(rule=default()) for kind, default in rules.KINDS.items()}
    return SimpleNamespace(**(names | {rule.KIND: SimpleNamespace(rule=rule)}))


@pytest.mark.parametrize(
    ("rule", "closes", "back"),
    [
        (rules.SitOut(), (2027, 3), set()),
        (rules.SitOut(rounds=1), (2027, 3), {4}),
        (rules.SitOut(rounds=3), (2027, 3), {2, 3, 4}),
        (rules.SitOut(rounds=8), (2027, 3), {1, 2, 3, 4}),
        (rules.SitOut(rounds=1), (2026, 6), {3}),
        (rules.SitOut(years=1), (2025, 12), set()),  # in the year itself nobody waits
        (rules.SitOut(years=1), (2026, 12), {1, 2}),
        (rules.SitOut(years=1), (2027, 3), {3, 4}),
        (rules.SitOut(years=2), (2027, 3), {1, 2, 3, 4}),
        (rules.SitOut(years=1), (2028, 1), set()),
    ],
)
def test_whose_turn_it_was(rule, closes, back):
    assert (
        looks_back(book(rule), closes_at=datetime(closes[0], closes[1], 25, tzinfo=UTC), counted=ROUNDS)
        == back
    )


def test_a_year_turns_at_midnight_here_and_not_in_greenwich():
    eve = Counted(1, datetime(2025, 12, 31, 23, 30, tzinfo=UTC))  # half past twelve at night in the village
    closes = datetime(2026, 6, 1, tzinfo=UTC)
    assert looks_back(book(rules.SitOut(years=1)), closes_at=closes, counted=[eve]) == set()


def taking(entry, starter, *carriers, round=1):
    return Taking(entry, round, starter, frozenset(carriers))


@pytest.mark.parametrize(
    ("per", "found"),
    [("initiator", {10: 2}), ("group", {10: 2, 11: 1, 13: 2})],
)
def test_who_started_it_or_everyone_who_carries_it(per, found):
    won = [taking(1, 7, 8), taking(2, 5, 6)]
    asks = [taking(10, 5), taking(11, 8), taking(12, 9, 4), taking(13, 3, 6)]
    assert won_before(book(rules.SitOut(rounds=1, per=per)), taking=asks, won=won) == found


def test_the_latest_win_is_named():
    won = [taking(9, 5), taking(2, 5)]
    assert won_before(book(rules.SitOut(rounds=2)), taking=[taking(10, 5)], won=won) == {10: 2}


@pytest.mark.parametrize(
    ("most", "waiting", "over"),
    [
        (None, (), {}),
        (1, (), {12: 1, 13: 2}),
        (2, (), {13: 2}),
        (3, (), {}),
        (1, (10,), {13: 1}),  # the first waits, so the second takes its place
        (1, (10, 12, 13), {}),
        (1, (12,), {12: 1, 13: 1}),  # the second waits because of this
    ],
)
def test_who_came_first_stays(most, waiting, over):
    asks = [taking(10, 5), taking(11, 6), taking(12, 5), taking(13, 5)]
    assert too_many(book(rules.Ideas(most)), taking=asks, waiting=waiting) == over


@pytest.mark.parametrize(
    ("rule", "support", "answer"),
    [
        (rules.Nomination(), {}, True),
        (rules.Nomination("all"), {}, True),
        (rules.Nomination("support", 3), {}, False),
        (rules.Nomination("support", 3), {10: 2}, False),
        (rules.Nomination("support", 3), {10: 3}, True),
    ],
)
def test_enough_neighbours(rule, support, answer):
    assert enough(book(rule), support, entry_id=10) is answer


people = st.integers(1, 6)
takes = st.lists(st.tuples(people, st.frozensets(people, max_size=3)), min_size=1, max_size=8)


@given(takes, takes, st.permutations(range(1, 7)), st.integers(1, 3), st.sampled_from(["initiator", "group"]))
def test_other_people_in_the_same_place_get_the_same_answer(asks, wins, order, most, per):
    """Whoever they are: exchange the people, and the same ideas are noticed."""

    def rows(listed, exchange):
        return [
            Taking(number, 1, exchange(starter), frozenset(map(exchange, carriers)))
            for number, (starter, carriers) in enumerate(listed, start=1)
        ]

    def same(person):
        return person

    def other(person):
        return order[person - 1]

    waits, ideas = book(rules.SitOut(rounds=1, per=per)), book(rules.Ideas(most))
    plain, moved = rows(asks, same), rows(asks, other)
    assert won_before(waits, taking=plain, won=rows(wins, same)) == won_before(
        waits, taking=moved, won=rows(wins, other)
    )
    assert too_many(ideas, taking=plain, waiting=()) == too_many(ideas, taking=moved, waiting=())
