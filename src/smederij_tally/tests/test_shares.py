"""Small elections counted by equal shares, checked by hand."""

from __future__ import annotations

import json
from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest

from smederij_tally import (
    Ballot,
    Compared,
    Election,
    EqualShares,
    NeedsSeed,
    Project,
    RankAndFill,
    SharesOutcome,
    TallyError,
    TieRefused,
    count,
    explain,
    payments,
)

VOTES = [("swing", "tree"), ("swing", "tree"), ("swing",), ("bench",)]


def street(*votes: tuple[str, ...], **more: Any) -> Election:
    """120 euro, four voters: three want the swing (60), two of them a tree (50) too, one a bench (30)."""
    costs = {"swing": 60, "tree": 50, "bench": 30}
    projects = [Project(id, cost) for id, cost in costs.items()]
    cast = [Ballot(vote) for vote in votes or VOTES]
    return Election.of(projects, votes=cast, vote_type="approval", budget=120, scale=1, **more)


def bought(outcome: SharesOutcome) -> list[str]:
    return [grant.entry for grant in outcome.selected]


def test_each_pays_from_an_equal_share() -> None:
    outcome = count(street(), EqualShares())
    assert bought(outcome) == ["swing", "bench"]  # most votes first would give the swing and the tree
    assert [grant.entry for grant in count(street(), RankAndFill()).selected] == ["swing", "tree"]
    swing, bench, tree = outcome.steps
    assert [swing.money, swing.price, swing.effective, swing.full, swing.last] == [90, 20, 3, 3, 0]
    assert [bench.money, bench.price, bench.effective, bench.full, bench.left] == [30, 30, 1, 1, 0]
    assert [tree.decision, tree.round, tree.money, tree.short] == ["too_little", 1, 20, 30]
    assert tree.went == (("swing", Fraction(40)),)


def test_who_cannot_pay_in_full_gives_what_is_left_and_counts_for_less() -> None:
    votes = [("bench", "swing"), ("swing",), ("bench",), ("bench",)]
    outcome = count(street(*votes), EqualShares(), budget=140)  # 35 each
    bench, swing = outcome.steps[:2]
    assert [bench.entry, bench.price, bench.effective] == ["bench", 10, 3]
    # One voter has 25 left and gives it all, the other pays 35: together one vote and five sevenths.
    assert [swing.price, swing.effective] == [35, Fraction(12, 7)]
    assert [swing.full, swing.last, swing.money, swing.left] == [1, 1, 60, 0]


def test_points_make_a_voter_pay_more() -> None:
    votes = [Ballot(("swing", "tree"), (6, 4)), Ballot(("swing",), (2,), count=2), Ballot(("bench",), (10,))]
    projects = [Project("swing", 60), Project("tree", 50), Project("bench", 30)]
    election = Election.of(projects, votes=votes, vote_type="cumulative", budget=240, scale=1)
    swing = count(election, EqualShares(utility="points")).step("swing")
    assert [swing.price, swing.score] == [6, 10]
    paid = {
        ballot.points: purse
        for ballot, (purse, _) in payments(election, count(election, EqualShares(utility="points")))
    }
    assert paid[(6, 4)] == {"swing": 36}
    assert paid[(2,)] == {"swing": 12}


def test_raising_the_share_until_it_would_cost_too_much() -> None:
    """At 45 each, two voters have 25 left over from the swing, and the tree would come on top."""
    raised = count(street(), EqualShares(completion="add1", stop="overshoot"))
    assert [raised.endowment, raised.runs, raised.ended] == [44, 16, "overshoot"]
    assert bought(raised) == ["swing", "bench"]
    assert count(street(), EqualShares(completion="add1")).ended == "full"
    roomy = count(street(), EqualShares(completion="add1"), budget=140)
    assert [roomy.endowment, roomy.ended] == [45, "all"]
    assert bought(roomy) == ["swing", "tree", "bench"]


def test_what_is_left_may_go_by_votes() -> None:
    outcome = count(street(), EqualShares(completion="add1u", step=1000), budget=115)
    assert bought(outcome) == ["swing", "tree"]  # 28.75 is not enough for the bench; 55 is left for the tree
    assert [step.decision for step in outcome.steps] == ["bought", "filled", "too_little"]


def test_free_withdrawn_and_unwanted_entries() -> None:
    projects = [
        Project("free", 0),
        Project("gone", 5, withdrawn=True),
        Project("lone", 5),
        Project("none", 0),
    ]
    votes = [Ballot(("free", "gone")), Ballot(("gone",))]
    election = Election.of(projects, votes=votes, vote_type="approval", budget=10)
    decisions = {step.entry: step.decision for step in count(election, EqualShares()).steps}
    assert decisions == {"free": "free", "gone": "withdrawn", "lone": "no_support", "none": "no_support"}


def test_nobody_voted() -> None:
    empty = Election.of([Project("swing", 5)], votes=[Ballot(())], vote_type="approval", budget=10)
    outcome = count(empty, EqualShares(completion="add1"))
    assert [outcome.voters, outcome.blank, outcome.selected] == [0, 1, ()]


TWINS = [Project("left", 10), Project("right", 10), Project("third", 8)]


@pytest.mark.parametrize(("budget", "mattered"), [(24, True), (60, False)])
def test_a_tie_is_told_with_what_settled_it(budget: int, mattered: bool) -> None:
    votes = [Ballot(("left", "right")), Ballot(("left", "right")), Ballot(("third",))]
    election = Election.of(TWINS, votes=votes, vote_type="approval", budget=budget)
    for seed in "abcdef":
        outcome = count(election, EqualShares(seed=seed))
        (tie,) = outcome.ties
        assert [set(tie.entries), tie.score] == [{"left", "right"}, 2]
        assert [tie.settled_by, tie.mattered] == [("lot",), mattered]
        assert outcome.steps[0].tie == 0
        assert bought(outcome)[0] == tie.entries[0]
    if mattered:
        with pytest.raises(NeedsSeed, match="left, right"):
            count(election, EqualShares())
        with pytest.raises(TieRefused):
            count(election, EqualShares(ties="refuse"))
    else:
        for method in (EqualShares(), EqualShares(ties="refuse")):
            (tie,) = count(election, method).ties
            assert [tie.settled_by, tie.mattered] == [("not_needed",), False]
    assert bought(count(election, EqualShares(ties="id")))[0] == "left"


def parties(*, scale: int = 1) -> Election:
    """51 of 100 want ten red entries, 49 ten blue ones, all of one cost, and ten can be paid."""
    red, blue = [tuple(f"{colour}{n}" for n in range(10)) for colour in ("red", "blue")]
    votes = [Ballot(red, count=51), Ballot(blue, count=49)]
    projects = [Project(id, scale) for id in (*red, *blue)]
    return Election.of(projects, votes=votes, vote_type="approval", budget=10 * scale, scale=scale)


@pytest.mark.parametrize(
    ("options", "red", "blue"),
    [
        ({}, 5, 4),  # 0.1 each: 51 x 0.1 pays five, 49 x 0.1 four, and one is left over
        ({"completion": "greedy"}, 6, 4),
        ({"completion": "add1", "step": Fraction(1, 1000)}, 5, 5),  # 49 x 0.103 pays five
        ({"completion": "add1", "step": Fraction(1, 1000), "comparison": "winners"}, 10, 0),
        ({"completion": "add1", "step": Fraction(1, 1000), "comparison": "coverage"}, 5, 5),
    ],
)
def test_half_and_half_as_the_authors_tell_it(options: dict[str, Any], red: int, blue: int) -> None:
    """The example with which Peters and Skowron (equalshares.net) explain why, and each completion."""
    outcome = count(parties(), EqualShares(ties="id", **options))
    won = [grant.entry for grant in outcome.selected]
    assert [sum(id.startswith(colour) for id in won) for colour in ("red", "blue")] == [red, blue]
    assert type(outcome).from_dict(json.loads(json.dumps(outcome.to_dict()))) == outcome


def test_a_comparison_is_told() -> None:
    method = EqualShares(ties="id", completion="add1", step=Fraction(1, 1000), comparison="winners")
    outcome = count(parties(), method)
    assert outcome.compared == Compared(
        for_shares=49, for_votes=51, taken="votes", winners=tuple(f"red{n}" for n in range(10))
    )
    assert explain(outcome)[1:3] == [
        "With equal shares 49 voters have more winners they voted for; with the most votes first 51 voters. "
        "So the most votes go first after all.",
        "red0 costs 1; 51 people voted for it. With the most votes first it got all of it.",
    ]
    kept = count(parties(), replace(method, comparison="coverage"))
    assert kept.compared is not None
    assert (kept.compared.for_shares, kept.compared.for_votes, kept.compared.taken) == (49, 0, "shares")
    assert explain(kept)[1] == (
        "With equal shares 49 voters have some winner they voted for, and not otherwise; "
        "with the most votes first 0 voters. So equal shares stand."
    )
    assert "comparison" not in count(parties(), replace(method, comparison=None)).options


def test_a_tie_while_the_share_is_still_raised_stops_nobody() -> None:
    """At first the two have enough for left or for right; one step later for both."""
    votes = [Ballot(("left", "right"), count=2), Ballot(("third",))]
    election = Election.of(TWINS, votes=votes, vote_type="approval", budget=28, scale=1)
    assert bought(count(election, EqualShares(completion="none", ties="id"), budget=24)) == ["left", "third"]
    with pytest.raises(TieRefused):
        count(election, EqualShares(ties="refuse"))
    outcome = count(election, EqualShares(ties="refuse", completion="add1", stop="overshoot"))
    assert sorted(bought(outcome)) == ["left", "right", "third"]


@pytest.mark.parametrize(
    ("options", "what"),
    [
        ({"utility": "joy"}, '"joy" is not a utility'),
        ({"completion": "add2"}, '"add2" is not a completion'),
        ({"stop": "never"}, '"never" is not a stop'),
        ({"start": "later"}, '"later" is not a start'),
        ({"ties": "dice"}, '"dice" is not a tie rule'),
        ({"step": 0}, "give an amount above zero"),
    ],
)
def test_options_that_mean_nothing(options: dict[str, Any], what: str) -> None:
    with pytest.raises(TallyError, match=what):
        EqualShares(**options)


def test_what_it_cannot_count() -> None:
    with pytest.raises(TallyError, match="needs the ballots"):
        count(street().totals(), EqualShares())
    with pytest.raises(TallyError, match="needs points"):
        count(street(), EqualShares(utility="points"))
    with pytest.raises(TypeError, match="exact"):
        EqualShares(step=0.5)  # type: ignore[arg-type]


def test_a_stored_outcome_that_was_changed_is_refused() -> None:
    kept = count(street(), EqualShares()).to_dict()
    assert SharesOutcome.from_dict(kept) == count(street(), EqualShares())
    kept["steps"][0]["price"] = "19"
    with pytest.raises(TallyError, match="digest"):
        SharesOutcome.from_dict(kept)


def test_a_fixed_round_has_fixed_digests() -> None:
    """These change only with what is decided or how it is written down: then say so in the changelog."""
    fixed = count(street(), EqualShares())
    assert replace(fixed, outcome_sha256="").sealed() == fixed
    assert fixed.outcome_sha256 == "2190f264ef56a37312960f2f74a0fd754b83d08662a9e8795bd5475b47ab35ee"


def test_every_step_is_told_in_a_sentence() -> None:
    votes = [("bench", "swing"), ("swing",), ("bench", "tree"), ("bench",)]
    told = explain(count(street(*votes), EqualShares(), budget=140), names={"tree": "The tree"})
    assert told == [
        "Each of the 4 voters had 35 to spend on what they voted for.",
        "bench costs 30; 3 people voted for it. They paid 10 each.",
        "swing costs 60; 2 people voted for it. They paid 35 each. 1 of them had less and gave that. "
        "So it counts as 1.71 full votes.",
        "The tree costs 50; 1 person voted for it. Together they had 35: 15 too little.",
    ]
    raised = explain(count(street(), EqualShares(completion="add1", stop="overshoot")))
    assert raised[0].endswith(
        "it was raised step by step until the winners would have cost more than there is."
    )
    assert raised[-1] == (
        "tree costs 50; 2 people voted for it. Together they had enough at first, but money went elsewhere: "
        "40 to swing. Then they had 48: 2 too little."
    )


def test_who_has_exactly_the_price_left_does_not_keep_the_count_going() -> None:
    """Twenty hold 10 each. Seven buy b at 20/7; three of those keep 50/7, the exact price of c: 100/14.

    In floats that price falls now above and now below what the three have.
    """
    votes = [("a", 2), ("a b", 3), ("a b c", 3), ("b", 1), ("c", 11)]
    election = Election.of(
        [Project("a", 120), Project("b", 20), Project("c", 100)],
        votes=[Ballot(tuple(named.split()), count=times) for named, times in votes],
        vote_type="approval",
        budget=200,
        scale=1,
    )
    outcome = count(election, EqualShares(utility="cardinality", ties="id"))
    assert [(grant.entry, outcome.step(grant.entry).price) for grant in outcome.selected] == [
        ("b", Fraction(20, 7)),
        ("c", Fraction(50, 7)),
    ]
