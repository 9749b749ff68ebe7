"""A choice of one: small elections by hand, worked examples of others, and slow ways that share nothing."""

from __future__ import annotations

import random
from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from smederij_tally import (
    Ballot,
    Duel,
    Election,
    NeedsSeed,
    NotComparable,
    PickOne,
    PickOutcome,
    Project,
    TallyError,
    Threshold,
    TieRefused,
    Totals,
    count,
    explain,
    tied,
)
from smederij_tally.pick_one import By
from smederij_tally.tests.test_shares_properties import again, elections, many

# Borda's own example (Mémoire sur les élections au scrutin, 1781): most first places go to a, whom 13 of 21
# put last.
BORDA = {"abc": 1, "acb": 7, "bca": 7, "cba": 6}
# The capital of Tennessee, as voting is taught: Memphis, Nashville, Chattanooga, Knoxville.
TENNESSEE = {"mnck": 42, "nckm": 26, "cknm": 15, "kcnm": 17}


def ranked(ballots: dict[str, int], **more: Any) -> Election:
    """An election in which `abc` ranks a first."""
    names = more.pop("names", sorted({name for ballot in ballots for name in ballot}))
    votes = [Ballot(tuple(ballot), count=n) for ballot, n in ballots.items()]
    given = {"votes": votes, "vote_type": "ordinal", "budget": 0} | more
    return Election.of([Project(name, 0) for name in names], **given)  # type: ignore[arg-type]


def pick(ballots: dict[str, int], by: Any, **options: Any) -> PickOutcome:
    return count(ranked(ballots), PickOne(by=by, **options))


def facts(outcome: PickOutcome, *names: str) -> list[tuple[Any, ...]]:
    """These facts of every step."""
    return [tuple(getattr(step, name) for name in names) for step in outcome.steps]


def test_borda_s_own_example() -> None:
    by_points, duels, run_off = (pick(BORDA, by) for by in ("score", "duels", "run-off"))
    assert facts(by_points, "entry", "score", "gap") == [
        ("c", 47, None),
        ("b", 42, 5),
        ("a", 37, 10),
    ]
    assert facts(duels, "entry", "score", "margin") == [
        ("c", 2, 10),
        ("b", 1, 0),
        ("a", 0, -10),
    ]
    assert duels.duels[0] == Duel("c", "b", 13, 8)
    # First places 8, 7, 6: c drops, and its six go to b.
    assert [(heat.votes, heat.dropped) for heat in run_off.heats] == [
        ((("a", 8), ("b", 7), ("c", 6)), ("c",)),
        ((("b", 13), ("a", 8)), ()),
    ]
    assert run_off.chosen == "b"


def test_the_capital_of_tennessee() -> None:
    assert [pick(TENNESSEE, by).chosen for by in ("score", "duels", "run-off")] == ["n", "n", "k"]
    assert facts(pick(TENNESSEE, "run-off"), "entry", "decision", "heat", "score", "gap") == [
        ("k", "chosen", 3, 58, None),
        ("m", "not_chosen", 3, 42, 16),
        ("n", "dropped", 2, 26, 6),
        ("c", "dropped", 1, 15, 2),
    ]


def test_ballots_that_fall_silent_and_entries_nobody_puts_first() -> None:
    outcome = pick({"a": 4, "bd": 3, "c": 3, "cd": 1}, "run-off", ties="id")
    assert [(heat.votes, heat.silent, heat.dropped) for heat in outcome.heats] == [
        ((("a", 4), ("c", 4), ("b", 3), ("d", 0)), 0, ("d",)),
        ((("a", 4), ("c", 4), ("b", 3)), 0, ("b",)),
        ((("a", 4), ("c", 4)), 3, ("c",)),
        ((("a", 4),), 7, ()),
    ]
    assert (outcome.ties[0].entries, outcome.ties[0].mattered) == (("a", "c"), True)


def test_a_tie_that_changes_nothing_stops_nobody() -> None:
    """c and d are equally low, but a wins whoever of them drops first."""
    for options in ({}, {"ties": "refuse"}, {"ties": "lot"}):
        outcome = pick({"a": 5, "b": 4, "ca": 2, "da": 2}, "run-off", **options)
        assert outcome.chosen == "a"
        assert [(tie.entries, tie.mattered) for tie in outcome.ties] == [(("c", "d"), False)]


def test_a_tie_that_decides_needs_a_rule() -> None:
    """Whoever of b and c drops, the other gets its ballots and wins."""
    ballots = {"a": 5, "bc": 4, "cb": 4}
    with pytest.raises(NeedsSeed, match="b, c"):
        pick(ballots, "run-off")
    with pytest.raises(TieRefused):
        pick(ballots, "run-off", ties="refuse")
    assert pick(ballots, "run-off", ties="id").chosen == "b"
    assert {pick(ballots, "run-off", seed=seed).chosen for seed in "abcdefgh"} == {"b", "c"}
    (drawn,) = pick(ballots, "run-off", seed="a").ties
    assert drawn.mattered
    assert drawn.score == 4
    assert drawn.settled_by == ("lot",)


def test_the_lower_cost_stays_in_without_a_lot() -> None:
    projects = [Project("a", 1), Project("b", 3), Project("c", 2)]
    votes = [Ballot(("a",), count=5), Ballot(("b", "c"), count=4), Ballot(("c", "b"), count=4)]
    election = Election.of(projects, votes=votes, vote_type="ordinal", budget=3)
    outcome = count(election, PickOne(by="run-off"))
    assert (outcome.chosen, outcome.spent, outcome.ties[0].settled_by) == ("c", 2, ("cost",))


def test_a_circle_is_settled_by_margins() -> None:
    """a beats b 7 to 4, b beats c 9 to 2, c beats a 6 to 5: one duel each, and b is furthest ahead."""
    outcome = pick({"abc": 5, "bca": 4, "cab": 2}, "duels")
    assert facts(outcome, "entry", "score", "margin") == [
        ("b", 1, 4),
        ("a", 1, 2),
        ("c", 1, -6),
    ]
    assert explain(outcome)[1] == (
        "b won 1 of 2 duels: it lost to a 4 to 7 and beat c 9 to 2. "
        "Nobody won every duel; together it was 4 ballots ahead. It is chosen."
    )


def test_duels_of_ballots_that_only_name() -> None:
    """Named stands above not named, so most votes wins every duel that is not a draw."""
    projects = [Project(name, 0) for name in "abc"]
    votes = [Ballot(("a", "b"), count=3), Ballot(("b",)), Ballot(("c", "a"))]
    election = Election.of(projects, votes=votes, vote_type="approval", budget=0)
    outcome = count(election, PickOne(by="duels", ties="id"))
    assert outcome.duels == (Duel("a", "b", 1, 1), Duel("a", "c", 3, 0), Duel("b", "c", 4, 1))
    assert facts(outcome, "entry", "score") == [
        ("a", Fraction(3, 2)),
        ("b", Fraction(3, 2)),
        ("c", 0),
    ]


def test_a_majority_may_be_asked() -> None:
    projects = tuple(Project(name, 0) for name in "abc")
    totals = Totals(
        projects=projects, budget=0, scores={"a": 5, "b": 4, "c": 2}, cast=12, blank=1, kind="votes"
    )
    assert count(totals, PickOne()).chosen == "a"
    outcome = count(totals, PickOne(majority=True))
    assert (outcome.chosen, outcome.steps[0].decision, outcome.spent) == (None, "no_majority", 0)
    most = Totals(projects=projects, budget=0, scores={"a": 6, "b": 4, "c": 1}, cast=12, blank=1)
    assert count(most, PickOne(majority=True)).chosen == "a"
    with pytest.raises(NotComparable):
        count(Totals(projects=projects, budget=0, scores={"a": 6, "b": 4, "c": 1}), PickOne(majority=True))


def test_who_does_not_take_part() -> None:
    projects = [
        Project("dear", 10),
        Project("gone", 1, withdrawn=True),
        Project("none", 1),
        Project("fits", 1),
    ]
    votes = [Ballot(("dear",), count=3), Ballot(("gone",), count=2), Ballot(("fits",))]
    election = Election.of(projects, votes=votes, vote_type="choose-1", budget=5)
    outcome = count(election, PickOne())
    assert {step.entry: step.decision for step in outcome.steps} == {
        "fits": "chosen",
        "dear": "too_dear",
        "gone": "withdrawn",
        "none": "no_votes",
    }
    assert count(election, PickOne(minimum_turnout=6)).chosen == "fits"
    assert count(election, PickOne(minimum_turnout=7)).steps[0].decision == "turnout_too_low"
    assert count(election, PickOne(), budget=0).chosen is None


def test_what_cannot_be_counted() -> None:
    approval = Election.of([Project("a", 0)], votes=[Ballot(("a",))], vote_type="approval", budget=0)
    with pytest.raises(TallyError, match="rank"):
        count(approval, PickOne(by="run-off"))
    with pytest.raises(TallyError, match="needs the ballots"):
        count(approval.totals(), PickOne(by="duels"))
    with pytest.raises(TallyError, match="highest score"):
        PickOne(by="duels", majority=True)
    with pytest.raises(TallyError, match="way to pick one"):
        PickOne(by="feeling")  # type: ignore[arg-type]


def test_sentences() -> None:
    names = {"m": "Memphis", "n": "Nashville", "c": "Chattanooga", "k": "Knoxville"}
    run_off = explain(pick(TENNESSEE, "run-off"), names=names)
    assert run_off[1:] == [
        "Count 1: Memphis 42, Nashville 26, Knoxville 17, Chattanooga 15. "
        "Nobody has more than half of 100: Chattanooga drops out.",
        "Count 2: Memphis 42, Knoxville 32, Nashville 26. "
        "Nobody has more than half of 100: Nashville drops out.",
        "Count 3: Knoxville 58, Memphis 42. Knoxville has more than half of 100: it is chosen.",
        "Knoxville was chosen in count 3, with 58 ballots.",
        "Memphis came through to count 3, with 42 ballots: 16 fewer than the one chosen.",
        "Nashville dropped out after count 2, with 26 ballots: 6 fewer than the next one up.",
        "Chattanooga dropped out after count 1, with 15 ballots: 2 fewer than the next one up.",
    ]
    duels = explain(pick(TENNESSEE, "duels"), names=names)
    assert duels[1] == (
        "Nashville won 3 of 3 duels: it beat Chattanooga 68 to 32, beat Knoxville 68 to 32 "
        "and beat Memphis 58 to 42. It is chosen."
    )
    score = explain(pick(BORDA, "score"))
    assert score == [
        "The one with the most points is chosen.",
        "c had 47 points: the most, so it is chosen.",
        "b had 42 points: 5 fewer than c.",
        "a had 37 points: 10 fewer than c.",
    ]
    long = explain(pick({"a": 9, "b": 7, "c": 6, "d": 5, "e": 4, "f": 3, "ga": 2}, "run-off"))
    assert long[1] == (
        "Count 1: a has most of 7 entries, 9; g has fewest, 2. Nobody has more than half of 36: g drops out."
    )
    assert tied(pick({"a": 5, "bc": 4, "cb": 4}, "run-off", ties="id")) == [
        "b, c stood exactly equal: the order of their numbers decides. "
        "It made a difference to which one was chosen."
    ]


BY: tuple[By, ...] = ("score", "run-off", "duels")
WAYS = [
    *(PickOne(by=by, seed="a public seed") for by in BY),
    PickOne(ties="lot", majority=False, minimum_turnout=3, seed="another"),
    Threshold(seed="a public seed"),
    Threshold(share=Fraction(2, 3), above=False, of="all", ties="lot", seed="another"),
]
ballots = st.dictionaries(
    st.permutations("abcde").flatmap(lambda order: st.integers(1, 5).map(lambda n: "".join(order[:n]))),
    st.integers(1, 4),
    min_size=1,
    max_size=6,
)


def slow_run_off(cast: dict[str, int], still: str, *, ways: bool) -> set[str]:
    """Who can win: with `ways`, however ties are settled; else the last in the alphabet drops."""
    firsts = {name: 0 for name in still}
    for ballot, n in cast.items():
        left = [name for name in ballot if name in still]
        if left:
            firsts[left[0]] += n
    best = max(firsts, key=firsts.__getitem__)
    if 2 * firsts[best] > sum(firsts.values()):
        return {best}
    lowest = sorted(name for name in still if firsts[name] == min(firsts.values()))
    found = set[str]()
    for name in lowest if ways else lowest[-1:]:
        found |= slow_run_off(cast, still.replace(name, ""), ways=ways)
    return found


@many
@given(ballots)
def test_a_run_off_agrees_with_the_slow_way(cast: dict[str, int]) -> None:
    election = ranked(cast, names="abcde")
    outcome = count(election, PickOne(by="run-off", ties="id"))
    named = "".join(name for name in "abcde" if any(name in ballot for ballot in cast))
    assert {outcome.chosen} == slow_run_off(cast, named, ways=False)
    possible = slow_run_off(cast, named, ways=True)
    assert any(tie.mattered for tie in outcome.ties) == (len(possible) > 1)
    if len(possible) == 1:
        assert count(election, PickOne(by="run-off", ties="refuse")).chosen in possible
    assert PickOutcome.from_dict(outcome.to_dict()) == outcome


@many
@given(ballots)
def test_duels_agree_with_the_slow_way(cast: dict[str, int]) -> None:
    outcome = count(ranked(cast, names="abcde"), PickOne(by="duels", ties="id"))
    named = [name for name in "abcde" if any(name in ballot for ballot in cast)]

    def above(one: str, other: str) -> int:
        place = {ballot: (ballot + one).index(one) - (ballot + other).index(other) for ballot in cast}
        return sum(n for ballot, n in cast.items() if one in ballot and place[ballot] < 0)

    margins = {(a, b): above(a, b) - above(b, a) for a in named for b in named if a != b}
    keys = {
        a: (
            -sum(2 * (m > 0) + (m == 0) for (one, _), m in margins.items() if one == a),
            -sum(m for (one, _), m in margins.items() if one == a),
            a,
        )
        for a in named
    }
    assert [step.entry for step in outcome.steps if step.rank] == sorted(named, key=keys.__getitem__)
    beats_all = [a for a in named if all(margins[a, b] > 0 for b in named if b != a)]
    assert not beats_all or outcome.chosen == beats_all[0]
    assert all(margins[d.one, d.other] == d.for_one - d.for_other for d in outcome.duels)


@many
@given(elections(), st.sampled_from(WAYS), st.randoms(use_true_random=False))
def test_the_order_of_ballots_and_list_does_not_matter(
    election: Election, method: PickOne | Threshold, chance: random.Random
) -> None:
    ordinal = election.vote_type == "ordinal"
    assume(ordinal or method.name == "threshold" or method.options()["by"] != "run-off")
    assume(method.name != "threshold" or not (ordinal or election.default_score))
    votes = [replace(ballot, count=1) for ballot in election.each() for _ in range(ballot.count)]
    projects = list(election.projects)
    chance.shuffle(votes)
    chance.shuffle(projects)
    outcome = count(election, method)
    assert count(again(election, projects, votes), method).to_dict() == outcome.to_dict()
    assert outcome.spent <= election.budget
    assert len(outcome.steps) == len(election.projects)
    assert len(explain(outcome)) >= len(outcome.steps)
