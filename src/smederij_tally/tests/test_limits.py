"""Groups of entries with their own limits, by hand."""

from __future__ import annotations

import json
from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smederij_tally import (
    Ballot,
    Election,
    EqualShares,
    Limits,
    NeedsSeed,
    Outcome,
    Project,
    RankAndFill,
    TallyError,
    apart,
    count,
    explain,
)
from smederij_tally.tests.test_properties import elections, many

THEMES = {"swing": "play", "slide": "play", "hut": "play", "tree": "green", "pond": "green"}


def street(**more: object) -> Election:
    """100 euro: play may get 60, green 40."""
    costs = {"swing": 40, "slide": 30, "hut": 20, "tree": 30, "pond": 15}
    projects = [Project(id, cost, extra=(("category", THEMES[id]),)) for id, cost in costs.items()]
    votes = [
        Ballot(("swing", "slide", "tree"), count=3),
        Ballot(("swing", "hut"), count=2),
        Ballot(("pond",)),
    ]
    meta = (("categories", "play,green"), ("budget_per_category", "60,40"))
    facts = {"votes": votes, "vote_type": "approval", "budget": 100, "scale": 1, "meta": meta} | more
    return Election.of(projects, **facts)  # type: ignore[arg-type]


def test_a_file_may_say_the_limits() -> None:
    limits = Limits.by(street(), column="category")
    assert dict(limits.most) == {"play": 60, "green": 40}
    assert dict(limits.groups) == THEMES
    other = Limits.by(street(), column="category", most={"green": 30})
    assert dict(other.most) == {"play": 60, "green": 30}
    with pytest.raises(TallyError, match="2 amounts for 1 groups"):
        Limits.by(street(meta=(("budget_per_category", "60,40"),)), column="category")
    with pytest.raises(TallyError, match="entry swing belongs to no group, which has no limit"):
        Limits.by(street(), column="district")


def test_separate_pots_share_nothing() -> None:
    parts = apart(street(), Limits.by(street(), column="category"))
    assert {name: (part.budget, part.ballots.cast, part.ballots.blank) for name, part in parts.items()} == {
        "green": (40, 6, 2),
        "play": (60, 6, 1),
    }
    won = {
        name: [grant.entry for grant in count(part, RankAndFill(ties="id")).selected]
        for name, part in parts.items()
    }
    assert won == {"play": ["swing", "hut"], "green": ["tree"]}
    # Five share 60 in play: 12 each. The five pay 8 each for the swing; the 4 that are left don't pay more.
    shares = count(parts["play"], EqualShares(ties="id"))
    assert (shares.voters, [grant.entry for grant in shares.selected]) == (5, ["swing"])


def test_separate_pots_keep_rankings_and_points() -> None:
    ranked = [Ballot(("tree", "swing", "hut")), Ballot(("slide", "pond"))]
    parts = apart(
        street(votes=ranked, vote_type="ordinal", max_length=3), Limits.by(street(), column="category")
    )
    assert [ballot.entries for ballot in parts["play"].each()] == [("swing", "hut"), ("slide",)]
    assert (parts["play"].max_length, parts["green"].max_length) == (3, 2)
    pointed = [Ballot(("tree", "swing"), points=(3, 4))]
    parts = apart(street(votes=pointed, vote_type="cumulative"), Limits.by(street(), column="category"))
    assert [ballot.points for ballot in parts["play"].each()] == [(4,)]


def test_pots_can_t_hold_more_than_there_is() -> None:
    with pytest.raises(TallyError, match="120 together, 20 more than the 100"):
        apart(street(), Limits.by(street(), column="category", most={"play": 80}))
    some = tuple((id, theme) for id, theme in THEMES.items() if id != "hut")
    with pytest.raises(TallyError, match="entry hut has no group"):
        apart(street(), Limits(some, (("play", 1), ("green", 1))))
    poorer = replace(street(), budget=90)
    with pytest.raises(TallyError):
        apart(poorer, Limits.by(poorer, column="category"))


def test_limits_in_one_pot() -> None:
    """Swing 40 and tree 30 fit; the slide would bring play to 70; the hut to 60, and the pond green to 45."""
    limits = Limits.by(street(), column="category")
    outcome = count(street(), RankAndFill(limits=limits, ties="id"))
    assert [(step.entry, step.decision, step.group) for step in outcome.steps] == [
        ("swing", "fits", "play"),
        ("slide", "over_limit", "play"),
        ("tree", "fits", "green"),
        ("hut", "fits", "play"),
        ("pond", "over_limit", "green"),
    ]
    slide = outcome.step("slide")
    assert (slide.money_short, slide.behind, slide.score_gap) == (10, "swing", Fraction(2))
    assert explain(outcome)[1] == (
        "slide, with 3 votes, asked 30. play had too little left, so it got nothing. It was 10 short. "
        "For the full amount it needed to finish above swing: at least 3 more votes."
    )
    assert Outcome.from_dict(json.loads(json.dumps(outcome.to_dict()))) == outcome
    assert outcome.options["limits"] == '{"green":40,"play":60}'


def test_what_is_left_over_may_go_by_votes_after_all() -> None:
    """As Amsterdam did: 10 is left of 100, too little for slide (30) or pond (15); of 120 the slide fits."""
    limits = Limits.by(street(), column="category")
    method = RankAndFill(limits=limits, leftover=True, ties="id")
    assert count(street(), method).left == 10
    outcome = count(street(), method, budget=120)
    assert [(step.rank, step.entry, step.decision) for step in outcome.steps] == [
        (1, "swing", "fits"),
        (2, "tree", "fits"),
        (3, "hut", "fits"),
        (4, "pond", "over_limit"),
        (5, "slide", "leftover"),
    ]
    slide = outcome.step("slide")
    assert (slide.left_before, slide.left_after, outcome.left) == (30, 0, 0)
    assert explain(outcome)[4] == (
        "slide, with 3 votes, asked 30. play had too little left, but in the end 30 was left of the whole, "
        "so it got all of it."
    )
    with pytest.raises(TallyError, match="where groups have limits"):
        RankAndFill(leftover=True)


def test_a_tie_over_what_is_left_is_settled_and_told() -> None:
    twins = [Project(id, 30, extra=(("category", "x"),)) for id in "abc"]
    election = Election.of(twins, votes=[Ballot(tuple("abc"))], vote_type="approval", budget=40, scale=1)
    limits = Limits.by(election, column="category", most={"x": 20})
    method = RankAndFill(limits=limits, leftover=True)
    with pytest.raises(NeedsSeed, match="a, b, c"):
        count(election, method)
    outcome = count(election, replace(method, ties="id"))
    assert [grant.entry for grant in outcome.selected] == ["a"]
    assert [(tie.settled_by, tie.mattered) for tie in outcome.ties] == [(("id",), False), (("id",), True)]
    assert outcome.step("a").tie == 1


def test_an_entry_over_its_limit_never_ends_the_count() -> None:
    limits = Limits.by(street(), column="category")
    outcome = count(street(), RankAndFill(limits=limits, ties="id", no_skip=True), budget=80)
    # The slide is over; the tree fits in the 40 that are left; the hut does not, and that is the end.
    assert [(grant.entry, grant.granted) for grant in outcome.selected] == [("swing", 40), ("tree", 30)]
    last = count(street(), RankAndFill(limits=limits, ties="id", partial_last=True), budget=80)
    assert [(grant.entry, grant.granted) for grant in last.selected][2:] == [("hut", 10)]


def test_a_tie_within_a_group_asks_for_a_lot_only_where_it_matters() -> None:
    twins = [
        Project(id, 30, extra=(("category", group),)) for id, group in (("a", "x"), ("b", "x"), ("c", "y"))
    ]
    election = Election.of(twins, votes=[Ballot(("a", "b", "c"))], vote_type="approval", budget=90, scale=1)
    with pytest.raises(NeedsSeed, match="a, b, c"):
        count(election, RankAndFill(limits=Limits.by(election, column="category", most={"x": 30, "y": 30})))
    roomy = Limits.by(election, column="category", most={"x": 60, "y": 30})
    assert not count(election, RankAndFill(limits=roomy)).ties[0].mattered
    tight = Limits.by(election, column="category", most={"x": 30, "y": 30})
    won = {
        frozenset(g.entry for g in count(election, RankAndFill(limits=tight, seed=s)).selected)
        for s in "abcdef"
    }
    assert won == {frozenset("ac"), frozenset("bc")}


@many
@given(elections(), st.tuples(st.integers(0, 40), st.integers(0, 40)), st.booleans())
def test_no_group_gets_more_and_nothing_that_fits_is_skipped(
    election: Election, most: tuple[int, int], skip: bool
) -> None:
    groups = {project.id: "xy"[place % 2] for place, project in enumerate(election.projects)}
    limits = Limits(tuple(groups.items()), (("x", most[0]), ("y", most[1])))
    outcome = count(election, RankAndFill(limits=limits, ties="id", no_skip=not skip))
    left = dict(limits.most) | {"pot": election.budget}
    ended = False
    for step in outcome.steps:
        if step.rank is None or not step.cost:
            continue
        room = left[groups[step.entry]]
        assert step.won == (not ended and step.cost <= min(room, left["pot"]))
        if step.won:
            left = {name: n - step.cost * (name in ("pot", groups[step.entry])) for name, n in left.items()}
        ended = ended or (not skip and not step.won and step.cost <= room)
    assert min(left.values()) >= 0
