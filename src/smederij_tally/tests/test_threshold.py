"""Yes or no per entry: small votes by hand."""

from __future__ import annotations

import json
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smederij_tally import (
    Ballot,
    Election,
    NeedsSeed,
    NotComparable,
    Project,
    TallyError,
    Threshold,
    TieRefused,
    Totals,
    YesNoOutcome,
    count,
    explain,
)
from smederij_tally.tests.test_shares_properties import many

RULES = [Project("quiet", 0), Project("dogs", 0), Project("fire", 0)]


def rules(**more: Any) -> Election:
    """Twelve ballots on three rules: quiet 7 yes 3 no, dogs 5 yes 5 no, fire 4 yes 1 no; two are blank."""
    votes = [
        Ballot(("quiet", "dogs", "fire"), points=(1, 1, 1), count=4),
        Ballot(("quiet", "dogs", "fire"), points=(1, 0, 0)),
        Ballot(("quiet", "dogs"), points=(1, 0), count=2),
        Ballot(("quiet", "dogs"), points=(0, 0), count=2),
        Ballot(("quiet", "dogs"), points=(0, 1)),
        Ballot(()),
        Ballot((), count=1),
    ]
    facts = {"votes": votes, "vote_type": "scoring", "budget": 0} | more
    return Election.of(RULES, **facts)  # type: ignore[arg-type]


def adopted(outcome: YesNoOutcome) -> list[str]:
    return [grant.entry for grant in outcome.selected]


def test_silence_is_not_a_no() -> None:
    outcome = count(rules(), Threshold())
    assert adopted(outcome) == ["fire", "quiet"]
    found = [(s.entry, s.yes, s.no, s.voters, s.share, s.short) for s in outcome.steps]
    assert found == [
        ("fire", 4, 1, 5, Fraction(4, 5), None),
        ("quiet", 7, 3, 10, Fraction(7, 10), None),
        ("dogs", 5, 5, 10, Fraction(1, 2), 1),
    ]


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ({"above": False}, ["fire", "quiet", "dogs"]),
        ({"share": Fraction(7, 10)}, ["fire"]),
        ({"share": Fraction(7, 10), "above": False}, ["fire", "quiet"]),
        ({"of": "all"}, ["quiet"]),
        ({"of": "all", "share": Fraction(5, 12), "above": False}, ["quiet", "dogs"]),
        ({"minimum_yes": 5}, ["quiet"]),
        ({"minimum_turnout": 12}, ["fire", "quiet"]),
        ({"minimum_turnout": 13}, []),
    ],
)
def test_options(options: dict[str, Any], expected: list[str]) -> None:
    assert adopted(count(rules(), Threshold(**options))) == expected


def test_what_was_lacking() -> None:
    steps = {step.entry: step for step in count(rules(), Threshold(minimum_yes=6)).steps}
    assert (steps["fire"].decision, steps["fire"].short) == ("too_few_yes", 2)
    assert (steps["dogs"].decision, steps["dogs"].short) == ("rejected", 1)
    third = count(rules(), Threshold(share=Fraction(2, 3), of="all"))
    assert third.step("quiet").short == 2  # more than 8 of 12 is 9


def test_ballots_that_only_name_say_no_by_silence() -> None:
    votes = [Ballot(("quiet", "dogs"), count=3), Ballot(("fire",), count=2), Ballot((), count=2)]
    election = Election.of(RULES, votes=votes, vote_type="approval", budget=0)
    outcome = count(election, Threshold())
    assert [(s.entry, s.voters, s.no) for s in outcome.steps] == [
        ("dogs", 5, None),
        ("quiet", 5, None),
        ("fire", 5, None),
    ]
    assert adopted(outcome) == ["dogs", "quiet"]
    assert adopted(count(election, Threshold(of="all"))) == []
    assert count(election.totals(), Threshold()).steps == outcome.steps


def test_totals_may_hold_yes_and_no() -> None:
    yes, no = {"quiet": 7, "dogs": 5, "fire": 4}, {"quiet": 3, "dogs": 5, "fire": 1}
    totals = Totals(projects=tuple(RULES), budget=0, scores=yes, in_favour=yes, against=no)
    assert count(totals, Threshold()).steps == count(rules(), Threshold()).steps
    with pytest.raises(NotComparable):
        count(totals, Threshold(of="all"))
    with pytest.raises(NotComparable):
        count(Totals(projects=tuple(RULES), budget=0, scores=yes), Threshold())


def test_when_money_is_short_the_largest_part_of_yes_goes_first() -> None:
    projects = [Project("swing", 60), Project("tree", 50), Project("bench", 30)]
    votes = [
        Ballot(("swing", "tree", "bench"), count=3),
        Ballot(("swing", "bench")),
        Ballot(("swing", "tree")),
    ]
    election = Election.of(projects, votes=votes, vote_type="approval", budget=115, scale=1)
    outcome = count(election, Threshold())
    assert adopted(outcome) == ["swing", "bench"]  # bench and tree are equal, and bench asks less
    tree = outcome.step("tree")
    assert (tree.decision, tree.left_before, tree.money_short, tree.rank) == ("does_not_fit", 25, 25, None)
    assert [(tie.entries, tie.settled_by, tie.mattered) for tie in outcome.ties] == [
        (("bench", "tree"), ("cost",), True)
    ]
    with pytest.raises(TieRefused):
        count(election, Threshold(ties="refuse"))
    with pytest.raises(NeedsSeed):
        count(election, Threshold(ties="lot"))
    assert adopted(count(election, Threshold(ties="refuse"), budget=140)) == ["swing", "bench", "tree"]
    assert YesNoOutcome.from_dict(json.loads(json.dumps(outcome.to_dict()))) == outcome


def test_sentences() -> None:
    assert explain(count(rules(), Threshold(minimum_yes=3)), names={"quiet": "Quiet after ten"}) == [
        "Adopted is what more than half of those who said something about it said yes to, "
        "when those are at least 3 people.",
        "fire: 4 of 5 said yes, 80 percent. It is adopted.",
        "Quiet after ten: 7 of 10 said yes, 70 percent. It is adopted.",
        "dogs: 5 of 10 said yes, 50 percent. 1 more yes was needed.",
    ]
    of_all = Threshold(of="all", above=False, share=Fraction(3, 5), minimum_turnout=20)
    text = explain(count(rules(), of_all))
    assert text[0] == (
        "Adopted is what at least 60 percent of all ballots said yes to. "
        "It counts only when at least 20 people voted; 12 did."
    )
    assert "too few people voted" in text[1]


def test_what_cannot_be_asked() -> None:
    ranking = Election.of(RULES, votes=[Ballot(("dogs",))], vote_type="ordinal", budget=0)
    with pytest.raises(TallyError, match="ranking"):
        count(ranking, Threshold())
    with pytest.raises(TallyError, match="silence"):
        count(rules(default_score=Fraction(1)), Threshold())
    for wrong in ({"share": Fraction(0)}, {"share": Fraction(1)}, {"of": "some"}, {"minimum_yes": 0}):
        with pytest.raises(TallyError):
            Threshold(**wrong)
    with pytest.raises(TypeError):
        Threshold(share=0.5)  # type: ignore[arg-type]


@many
@given(
    st.lists(st.lists(st.sampled_from(["-", "n", "y"]), min_size=3, max_size=3), min_size=1, max_size=8),
    st.fractions(Fraction(1, 9), Fraction(8, 9), max_denominator=9),
    st.booleans(),
)
def test_more_yes_by_as_many_as_were_short_is_adopted(
    sheets: list[list[str]], share: Fraction, above: bool
) -> None:
    """A yes that takes the place of a no adopts at exactly `short`, and not at one fewer."""
    yes = {p.id: sum(sheet[i] == "y" for sheet in sheets) for i, p in enumerate(RULES)}
    no = {p.id: sum(sheet[i] == "n" for sheet in sheets) for i, p in enumerate(RULES)}

    def result(moved: int) -> YesNoOutcome:
        more = {id: yes[id] + min(moved, no[id]) for id in yes}
        less = {id: no[id] - min(moved, no[id]) for id in no}
        totals = Totals(projects=tuple(RULES), budget=0, scores=more, in_favour=more, against=less)
        return count(totals, Threshold(share=share, above=above))

    for step in result(0).steps:
        if step.short is not None:
            assert step.entry in adopted(result(step.short))
            assert step.entry not in adopted(result(step.short - 1))
        elif step.decision == "adopted":
            assert step.share is not None
            assert step.share > share or (step.share == share and not above)
