"""What a ballot may say, per kind; how it lies in the urn; and that the count is what anyone would add up."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smederij.base.money import Money, euros
from smederij.rounds import ballots
from smederij.rounds.ballots import BallotRule, Choices
from smederij_tally import Ballot, Election, Project, RankAndFill, count

NUMBERS = frozenset({1, 2, 3, 4})
TAKES = {1: euros(3000), 2: euros(1500), 3: euros(2000), 4: euros(250)}


def rule(kind: str) -> BallotRule:
    """Four ideas and five thousand euros, the way the area agreed to vote."""
    most, each = {"one": (1, 1), "approve": (2, 1), "budget": (50, 1), "points": (10, 4)}[kind]
    return BallotRule(kind, most, each, NUMBERS, TAKES, euros(5000))


@pytest.mark.parametrize(
    ("kind", "points", "good"),
    [
        ("one", {1: 1}, True),
        ("one", {1: 1, 2: 1}, False),
        ("one", {1: 2}, False),
        ("one", {}, False),
        ("approve", {1: 1, 2: 1}, True),
        ("approve", {1: 1, 2: 1, 4: 1}, False),
        ("approve", {1: 2}, False),
        ("budget", {1: 1, 3: 1}, True),  # exactly the pot
        ("budget", {1: 1, 3: 1, 4: 1}, False),  # 250 too much
        ("budget", {2: 1, 3: 1, 4: 1}, True),  # three ideas, whatever their number
        ("budget", {1: 2}, False),
        ("budget", {9: 1}, False),
        ("points", {1: 4, 2: 4, 3: 2}, True),
        ("points", {1: 5}, False),
        ("points", {1: 4, 2: 4, 3: 3}, False),
        ("points", {1: 0}, False),
    ],
)
def test_what_each_kind_accepts(kind, points, good):
    assert bool(ballots.accept(Choices(points), rule=rule(kind))) is good


@pytest.mark.parametrize("kind", ["one", "approve", "budget", "points"])
def test_blank_is_a_ballot_of_every_kind_and_never_beside_a_choice(kind):
    assert ballots.accept(Choices(blank=True), rule=rule(kind))
    assert not ballots.accept(Choices({1: 1}, blank=True), rule=rule(kind))


def test_too_much_says_by_how_much():
    answer = ballots.accept(Choices({1: 1, 2: 1, 3: 1}), rule=rule("budget"))
    assert str(euros(6500)) in str(getattr(answer, "reason", ""))
    assert str(euros(1500)) in str(getattr(answer, "reason", ""))


@pytest.mark.parametrize(
    ("asked", "cap", "partial", "most"),
    [
        (3000, None, False, 3000),
        (3000, 2500, False, 2500),
        (2000, 2500, True, 2000),
        (9000, None, True, 5000),  # the last one gets what is left: at most the whole pot
        (9000, None, False, 9000),  # it can't win, and so never fits
        (9000, 6000, True, 5000),
    ],
)
def test_the_most_an_idea_can_get(asked, cap, partial, most):
    got = ballots.most_it_can_get(
        euros(asked), pot=euros(5000), cap=None if cap is None else euros(cap), partial=partial
    )
    assert got == euros(most)


@given(
    takes=st.dictionaries(st.integers(1, 8), st.integers(1, 700_000), min_size=1, max_size=8),
    chosen=st.sets(st.integers(1, 8), min_size=1),
    pot=st.integers(1, 900_000),
)
def test_a_budget_ballot_is_accepted_when_it_fits_to_the_cent_and_never_else(takes, chosen, pot):
    kind = BallotRule("budget", 50, 1, frozenset(takes), {n: Money(c) for n, c in takes.items()}, Money(pot))
    fits = chosen <= set(takes) and sum(takes[number] for number in chosen) <= pot
    assert bool(ballots.accept(Choices(dict.fromkeys(chosen, 1)), rule=kind)) is fits


@given(
    st.sampled_from(["one", "approve", "budget", "points"]),
    st.dictionaries(st.sampled_from(sorted(NUMBERS)), st.integers(1, 4)),
)
def test_what_goes_into_the_urn_comes_out_the_same(kind, points):
    choices = Choices(points, blank=not points)
    if not ballots.accept(choices, rule=rule(kind)):
        return
    body = ballots.body(choices, rule=rule(kind))
    assert ballots.read_body(body) == points
    assert body == ballots.body(Choices(dict(reversed(points.items())), blank=not points), rule=rule(kind))


@st.composite
def rounds(draw):
    """Ballots of one kind over four ideas, a pot, and rules of counting."""
    kind = draw(st.sampled_from(["choose-1", "approval", "cumulative"]))
    ids = ["1", "2", "3", "4"]
    named = st.lists(st.sampled_from(ids), unique=True, max_size=1 if kind == "choose-1" else 4)
    cast = [tuple(chosen) for chosen in draw(st.lists(named, max_size=25))]
    points = [
        tuple(draw(st.integers(1, 5)) for _ in chosen) if kind == "cumulative" else () for chosen in cast
    ]
    asked = {id: draw(st.integers(1, 600)) for id in ids}
    method = RankAndFill(
        no_skip=draw(st.booleans()),
        partial_last=draw(st.booleans()),
        cap=draw(st.none() | st.integers(1, 600)),
        threshold=draw(st.integers(1, 6)),
        seed="a lot",
    )
    return kind, list(zip(cast, points, strict=True)), asked, draw(st.integers(1, 1500)), method


@given(rounds())
def test_the_count_is_what_anyone_would_add_up(drawn):
    kind, cast, asked, pot, method = drawn
    projects = tuple(Project(id=id, cost=cents) for id, cents in asked.items())
    votes = [Ballot(entries, points) for entries, points in cast]
    outcome = count(Election.of(projects, votes=votes, vote_type=kind, budget=pot), method)
    scores = dict.fromkeys(asked, Fraction(0))
    for entries, points in cast:
        for entry, given_points in zip(entries, points or (1,) * len(entries), strict=True):
            scores[entry] += Fraction(given_points)
    assert {step.entry: step.score for step in outcome.steps} == scores
    assert {grant.entry: grant.granted for grant in outcome.selected} == by_hand(
        scores, asked, pot, method, [step.entry for step in outcome.steps]
    )


def by_hand(scores, asked, pot, method, order):
    """Walk down the list with the money in hand, in fractions of a cent if need be."""
    got, left, ended = {}, Fraction(pot), False
    assert [-scores[id] for id in order if scores[id] >= method.threshold] == sorted(
        -scores[id] for id in order if scores[id] >= method.threshold
    )
    for id in order:
        want = Fraction(min(asked[id], method.cap or asked[id]))
        if ended or scores[id] < method.threshold:
            continue
        if want <= left:
            got[id], left = want, left - want
        elif method.partial_last:
            got |= {id: left} if left else {}
            left, ended = Fraction(0), True
        else:
            ended = method.no_skip
    return got
