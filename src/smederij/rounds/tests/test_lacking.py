"""What an idea lacked is exactly what a recount needs, and not a vote or a cent less."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from smederij.base.money import Money
from smederij.rounds.lacking import Lack, lacks, recount
from smederij_tally import Project, RankAndFill, Totals, count


def round_of(scores, costs, *, budget, kind="votes", favour=None, **options):
    ids = [str(n) for n in range(1, len(scores) + 1)]
    totals = Totals(
        projects=tuple(Project(id, cost) for id, cost in zip(ids, costs, strict=True)),
        budget=budget,
        scores=dict(zip(ids, scores, strict=True)),
        kind=kind,
        in_favour=dict(zip(ids, favour or scores, strict=True)),
        cast=60,
        blank=0,
    )
    return count(totals, RankAndFill(seed="lot", **options))


@pytest.mark.parametrize(
    ("scores", "costs", "options", "entry", "lack"),
    [
        # 10,000 in the pot; the count stops at the first that does not fit
        ([9, 5, 3], [6000, 3000, 4000], {"no_skip": True}, "3", Lack(3, Money(4000), Money(3000))),
        # below the threshold: votes are what it lacked, and no lower price helps
        ([9, 5, 3], [6000, 1000, 1000], {"threshold": 5}, "3", Lack(2, Money(1000), None)),
        # nobody voted for it and there was room
        ([9, 0], [6000, 1000], {"threshold": 1}, "2", Lack(1, Money(1000), None)),
        # level is enough: the cheapest goes first
        ([9, 4, 3], [8000, 2000, 1500], {"no_skip": True}, "3", Lack(1, Money(1500), None)),
        # the last got a part: three more votes put it before the second
        ([9, 5, 3], [6000, 3000, 4000], {"partial_last": True}, "3", Lack(3, Money(4000), Money(3000))),
        # it asks more than there is: no vote helps
        ([9, 5], [6000, 10500], {}, "2", Lack(None, None, Money(6500))),
        # capped to what there was left
        ([9, 5, 4], [6000, 3000, 9000], {"cap": 5000}, "3", Lack(2, Money(5000), Money(7000))),
    ],
)
def test_what_it_lacked(scores, costs, options, entry, lack):
    assert lacks(round_of(scores, costs, budget=10_000, **options).to_dict())[entry] == lack


def test_who_got_all_lacked_nothing_and_the_same_count_again_is_the_same():
    outcome = round_of([9, 5, 3], [6000, 3000, 4000], budget=10_000, no_skip=True)
    assert set(lacks(outcome.to_dict())) == {"3"}
    assert recount(outcome).outcome_sha256 == outcome.outcome_sha256


def test_shares_and_long_lists_say_nothing_here():
    shares = round_of([60, 30], [9000, 4000], budget=10_000, kind="percent")
    assert lacks(shares.to_dict())["2"].votes is None
    many = round_of(list(range(50, 0, -1)), [900] * 50, budget=10_000)
    assert lacks(many.to_dict()) == {}


@st.composite
def small(draw):
    size = draw(st.integers(1, 5))
    scores = draw(st.lists(st.integers(0, 6), min_size=size, max_size=size))
    costs = draw(st.lists(st.integers(1, 40), min_size=size, max_size=size))
    options = {
        "no_skip": draw(st.booleans()),
        "partial_last": draw(st.booleans()),
        "cap": draw(st.none() | st.integers(1, 40)),
        "threshold": draw(st.none() | st.integers(1, 5)),
        "ties": draw(st.sampled_from(["cost-votes-lot", "id"])),
    }
    return round_of(
        scores,
        costs,
        budget=draw(st.integers(1, 90)),
        kind=draw(st.sampled_from(["votes", "points"])),
        **options,
    )


@settings(max_examples=150)
@given(small())
def test_no_vote_and_no_cent_less_would_have_done(outcome):
    """Against trying every number of votes and every price, one by one."""
    told = lacks(outcome.to_dict())
    for step in outcome.steps:
        if step.granted == step.asked or step.decision == "withdrawn":
            assert step.entry not in told
            continue

        def helps(step=step, **change):
            then = recount(outcome, changed=replace(step, **change)).step(step.entry)
            return (then.granted == then.asked) if step.won else then.won

        more = outcome.kind == "votes"
        votes = next(
            (
                n
                for n in range(1, 12)
                if helps(score=step.score + n, in_favour=step.in_favour + (n if more else 0))
            ),
            None,
        )
        less = next((n for n in range(1, step.cost) if helps(cost=step.cost - n)), None)
        assert (told[step.entry].votes, told[step.entry].less) == (
            votes,
            None if less is None else Money(less),
        )
