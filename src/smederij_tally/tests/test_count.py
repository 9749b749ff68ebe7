"""Small elections counted by hand."""

from dataclasses import replace
from fractions import Fraction

import pytest

from smederij_tally import (
    Ballot,
    Election,
    NeedsSeed,
    NotComparable,
    Outcome,
    Project,
    RankAndFill,
    TallyError,
    TieRefused,
    Totals,
    count,
)

EURO = 100


def street(**more: object) -> Totals:
    """Five entries and 100 euro: swing 40, tree 50, bench 30, party 20 and a lamp nobody wants."""
    asked = {"swing": 40, "tree": 50, "bench": 30, "party": 20, "lamp": 5}
    scores = {"swing": 9, "tree": 7, "bench": 6, "party": 2, "lamp": 0}
    projects = tuple(Project(id, euros * EURO) for id, euros in asked.items())
    return replace(Totals(projects=projects, budget=100 * EURO, scores=scores, cast=12), **more)  # type: ignore[arg-type]


def grants(outcome: Outcome) -> dict[str, int]:
    return {grant.entry: grant.granted // EURO for grant in outcome.selected}


@pytest.mark.parametrize(
    ("method", "expected"),
    [
        (RankAndFill(), {"swing": 40, "tree": 50}),
        (RankAndFill(no_skip=True), {"swing": 40, "tree": 50}),
        (RankAndFill(partial_last=True), {"swing": 40, "tree": 50, "bench": 10}),
        (RankAndFill(cap=30 * EURO), {"swing": 30, "tree": 30, "bench": 30}),
        (RankAndFill(cap=30 * EURO, partial_last=True), {"swing": 30, "tree": 30, "bench": 30, "party": 10}),
        (RankAndFill(threshold=8), {"swing": 40}),
        (RankAndFill(threshold=7), {"swing": 40, "tree": 50}),
        (RankAndFill(threshold_share=Fraction(3, 4)), {"swing": 40}),
        (RankAndFill(minimum_turnout=12), {"swing": 40, "tree": 50}),
        (RankAndFill(minimum_turnout=13), {}),
    ],
)
def test_options(method: RankAndFill, expected: dict[str, int]) -> None:
    assert grants(count(street(), method)) == expected


def test_skipping_lets_a_cheaper_one_pass_and_stopping_does_not() -> None:
    assert grants(count(street(), RankAndFill(), budget=85 * EURO)) == {"swing": 40, "bench": 30}
    assert grants(count(street(), RankAndFill(no_skip=True), budget=85 * EURO)) == {"swing": 40}


def test_every_step_tells_what_was_left_and_what_was_lacking() -> None:
    steps = {step.entry: step for step in count(street(), RankAndFill(no_skip=True), budget=85 * EURO).steps}
    assert [step.decision for step in steps.values()] == [
        "fits",
        "does_not_fit",
        "after_stop",
        "after_stop",
        "no_votes",
    ]
    tree, bench = steps["tree"], steps["bench"]
    assert (tree.left_before, tree.left_after, tree.money_short) == (45 * EURO, 45 * EURO, 5 * EURO)
    assert (tree.behind, tree.score_gap) == ("swing", Fraction(2))
    assert (bench.behind, bench.score_gap, bench.money_short) == ("tree", Fraction(1), 0)
    assert (steps["lamp"].rank, steps["lamp"].behind) == (None, None)


def test_a_grant_in_part_tells_what_was_lacking() -> None:
    bench = count(street(), RankAndFill(partial_last=True)).step("bench")
    assert (bench.decision, bench.granted, bench.money_short) == ("partly", 10 * EURO, 20 * EURO)
    assert (bench.behind, bench.score_gap) == ("tree", Fraction(1))


def test_asking_more_than_there_is_no_place_helps() -> None:
    swing = count(street(), RankAndFill(), budget=30 * EURO).step("swing")
    assert (swing.behind, swing.score_gap, swing.money_short) == (None, None, 10 * EURO)


def test_money_spent_to_the_last_cent_leaves_no_part() -> None:
    outcome = count(street(), RankAndFill(partial_last=True), budget=90 * EURO)
    assert [step.decision for step in outcome.steps[:4]] == ["fits", "fits", "does_not_fit", "after_stop"]
    assert outcome.left == 0


def test_a_withdrawn_entry_never_ends_the_count() -> None:
    gone = tuple(replace(project, withdrawn=project.id == "swing") for project in street().projects)
    outcome = count(street(projects=gone), RankAndFill(no_skip=True))
    assert grants(outcome) == {"tree": 50, "bench": 30, "party": 20}
    assert outcome.step("swing").decision == "withdrawn"


def test_who_asks_nothing_wins_even_after_the_end() -> None:
    free = tuple(
        replace(project, cost=0) if project.id == "party" else project for project in street().projects
    )
    outcome = count(street(projects=free), RankAndFill(no_skip=True), budget=0)
    assert [(grant.entry, grant.granted) for grant in outcome.selected] == [("party", 0)]


def test_a_threshold_in_points_and_percent_is_a_share_of_all() -> None:
    tenth = RankAndFill(threshold_share=Fraction(1, 4))
    assert count(street(kind="points"), tenth).threshold == 6
    assert count(street(kind="percent"), tenth).threshold == 25


def test_options_that_need_a_turnout_refuse_totals_without_one() -> None:
    for method in (RankAndFill(threshold_share=Fraction(1, 2)), RankAndFill(minimum_turnout=5)):
        with pytest.raises(NotComparable):
            count(street(cast=None), method)


# Ties: a and b have 5 votes each; what they ask differs per test.


def pair(a: int, b: int, *, budget: int, **more: object) -> Totals:
    projects = (Project("b", b), Project("a", a))
    return Totals(projects=projects, budget=budget, scores={"a": 5, "b": 5}, **more)  # type: ignore[arg-type]


def test_of_two_equals_the_cheaper_goes_first() -> None:
    outcome = count(pair(30, 20, budget=40), RankAndFill())
    assert [grant.entry for grant in outcome.selected] == ["b"]
    assert outcome.ties[0].settled_by == ("cost",)
    assert outcome.ties[0].mattered


def test_of_two_as_cheap_the_one_with_more_people_goes_first() -> None:
    both = pair(30, 30, budget=40, kind="points", in_favour={"a": 2, "b": 3})
    outcome = count(both, RankAndFill())
    assert [grant.entry for grant in outcome.selected] == ["b"]
    assert outcome.ties[0].settled_by == ("votes",)


def test_a_lot_needs_a_seed_and_can_be_drawn_again_by_hand() -> None:
    with pytest.raises(NeedsSeed, match="a, b are tied"):
        count(pair(30, 30, budget=40), RankAndFill())
    # printf 'noon\na' | sha256sum: 9e6e...; printf 'noon\nb' | sha256sum: 94ed..., the smaller
    outcome = count(pair(30, 30, budget=40), RankAndFill(seed="noon"))
    assert [grant.entry for grant in outcome.selected] == ["b"]
    assert outcome.ties[0].settled_by == ("lot",)


def test_a_lot_at_once_looks_at_no_price() -> None:
    with pytest.raises(NeedsSeed, match="a, b are tied"):
        count(pair(30, 20, budget=40), RankAndFill(ties="lot"))
    lots = [count(pair(30, 20, budget=40), RankAndFill(ties="lot", seed=seed)) for seed in ("noon", "two")]
    assert {lot.ties[0].settled_by for lot in lots} == {("lot",)}
    # printf 'two\na' | sha256sum: 7638..., the smaller; printf 'two\nb' | sha256sum: b28d...
    assert [[grant.entry for grant in lot.selected] for lot in lots] == [["b"], ["a"]]
    free = count(pair(30, 20, budget=50), RankAndFill(ties="lot"))
    assert (free.ties[0].settled_by, free.ties[0].mattered) == (("not_needed",), False)


def test_no_lot_is_drawn_where_it_moves_no_money() -> None:
    outcome = count(pair(30, 30, budget=60), RankAndFill())
    assert [grant.entry for grant in outcome.selected] == ["a", "b"]
    assert (outcome.ties[0].settled_by, outcome.ties[0].mattered) == (("not_needed",), False)


def test_a_lot_between_losers_beyond_the_end_is_not_drawn() -> None:
    projects = (Project("big", 50), Project("a", 30), Project("b", 30))
    ended = Totals(projects=projects, budget=40, scores={"big": 9, "a": 5, "b": 5})
    assert count(ended, RankAndFill(no_skip=True)).selected == ()


def test_ties_by_id_and_by_file() -> None:
    both = pair(30, 30, budget=40)
    assert [g.entry for g in count(both, RankAndFill(ties="id")).selected] == ["a"]
    assert [g.entry for g in count(both, RankAndFill(ties="file")).selected] == ["b"]


def test_refusing_stops_only_where_it_moves_money() -> None:
    with pytest.raises(TieRefused, match="a, b are tied"):
        count(pair(30, 20, budget=40), RankAndFill(ties="refuse"))
    assert len(count(pair(30, 20, budget=50), RankAndFill(ties="refuse")).selected) == 2


# Ballots of every kind.

A, B, C = Project("a", 10), Project("b", 10), Project("c", 10)


def held(vote_type: str, *votes: Ballot, **more: object) -> dict[str, Fraction]:
    election = Election.of((A, B, C), votes=votes, vote_type=vote_type, budget=20, **more)  # type: ignore[arg-type]
    totals = election.totals()
    return {id: totals.score(id) for id in totals.scores}


def test_approvals_count_once_per_ballot() -> None:
    votes = (Ballot(("a", "b")), Ballot(("b", "b"), count=2), Ballot(()))
    assert held("approval", *votes) == {"a": 1, "b": 3, "c": 0}


def test_points_are_added() -> None:
    votes = (Ballot(("a", "b"), (3, Fraction(1, 2))), Ballot(("b", "c"), (Fraction(5, 2), 0)))
    assert held("cumulative", *votes) == {"a": 3, "b": 3, "c": 0}


def test_an_entry_left_off_a_scoring_ballot_gets_the_default() -> None:
    votes = (Ballot(("a",), (3,)), Ballot(("b",), (2,)))
    assert held("scoring", *votes, default_score=Fraction(1)) == {"a": 4, "b": 3, "c": 2}


def test_a_ranking_gives_fewer_points_further_down() -> None:
    votes = (Ballot(("a", "b")), Ballot(("b",)))
    assert held("ordinal", *votes) == {"a": 3, "b": 5, "c": 0}
    assert held("ordinal", *votes, max_length=2) == {"a": 2, "b": 3, "c": 0}


def test_a_place_below_the_last_counts_for_nothing() -> None:
    assert held("ordinal", Ballot(("c", "b", "a")), max_length=2) == {"a": 0, "b": 1, "c": 2}


def test_zero_points_are_nobody_in_favour() -> None:
    election = Election.of((A, B), votes=[Ballot(("a", "b"), (0, 4))], vote_type="cumulative", budget=5)
    assert election.totals().in_favour == {"a": 0, "b": 1}


def test_points_too_many_for_64_bits_are_still_exact() -> None:
    votes = [Ballot(("a",), (10**12,), count=10**9)]
    election = Election.of((A,), votes=votes, vote_type="cumulative", budget=5)
    assert election.totals().score("a") == 10**21


@pytest.mark.parametrize(
    ("vote_type", "ballot", "what"),
    [
        ("approval", Ballot(("z",)), "not in the list"),
        ("choose-1", Ballot(("a", "b")), "more than one entry"),
        ("cumulative", Ballot(("a", "b"), (1,)), "2 entries and 1 points"),
        ("approval", Ballot(("a",), (1,)), "1 entries and 1 points"),
        ("scoring", Ballot(("a",), (-1,)), "below zero"),
        ("approval", Ballot(("a",), count=0), "fewer than one"),
    ],
)
def test_ballots_that_cannot_be(vote_type: str, ballot: Ballot, what: str) -> None:
    with pytest.raises(TallyError, match=what):
        held(vote_type, ballot)


def test_floats_are_refused_everywhere() -> None:
    with pytest.raises(TypeError):
        street(scores={"swing": 9.5, "tree": 7, "bench": 6, "party": 2, "lamp": 0})
    with pytest.raises(TypeError):
        RankAndFill(threshold=2.5)  # type: ignore[arg-type]
    with pytest.raises(TallyError):
        Project("a", 12.5)  # type: ignore[arg-type]
    with pytest.raises(TallyError):
        RankAndFill(cap=12.5)  # type: ignore[arg-type]


def test_totals_without_a_score_for_every_entry_are_refused() -> None:
    with pytest.raises(TallyError, match="entry lamp has no score"):
        street(scores={"swing": 9, "tree": 7, "bench": 6, "party": 2})
    with pytest.raises(TallyError, match="not an entry"):
        street(scores={"swing": 9, "tree": 7, "bench": 6, "party": 2, "lamp": 0, "moon": 1})
    with pytest.raises(TallyError, match="below zero"):
        street(scores={"swing": -9, "tree": 7, "bench": 6, "party": 2, "lamp": 0})


@pytest.mark.parametrize("ids", [("a", "a"), ("",), ("a,b",), (" a",)])
def test_ids_that_cannot_be_told_apart_are_refused(ids: tuple[str, ...]) -> None:
    with pytest.raises(TallyError):
        Totals(projects=tuple(Project(id, 1) for id in ids), budget=1, scores=dict.fromkeys(ids, 1))


def test_a_round_counted_from_its_totals_is_counted_alike() -> None:
    votes = [Ballot(("a", "b"), count=3), Ballot(("b", "c"))]
    election = Election.of((A, B, C), votes=votes, vote_type="approval", budget=20)
    by_ballots, by_totals = count(election, RankAndFill()), count(election.totals(), RankAndFill())
    assert by_ballots.steps == by_totals.steps
    assert by_ballots.input_sha256 != by_totals.input_sha256
