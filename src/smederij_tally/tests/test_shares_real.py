"""Real elections that were decided by equal shares come out as they were published, round by round."""

from __future__ import annotations

import json
from fractions import Fraction

import pytest

from smederij_tally import (
    EqualShares,
    Limits,
    RankAndFill,
    TallyError,
    apart,
    claims,
    count,
    read_pb,
    satisfaction,
    standings,
)
from smederij_tally.buying import Run
from smederij_tally.market import Market
from smederij_tally.tests.test_real_elections import FOLDER
from smederij_tally.turns import rank_of

WIELICZKA = FOLDER / "Poland_Wieliczka_2023_Green_Budget.pb.gz"
ROUNDS = FOLDER / "published-checks" / "wieliczka_2023_rounds.json"
ASSEN = FOLDER / "Netherlands_Assen_2024.pb"
if not WIELICZKA.exists():
    pytest.skip(f"no real elections in {FOLDER} (set SMEDERIJ_ELECTIONS)", allow_module_level=True)


def test_the_published_table_of_wieliczka_comes_out_cell_by_cell() -> None:
    published = json.loads(ROUNDS.read_text(encoding="utf-8"))
    election = read_pb(WIELICZKA.read_bytes(), name=WIELICZKA.name, keep_voters=False)
    method = EqualShares(completion="add1", stop="overshoot", ties="file", comparison="winners")
    outcome = count(election, method)
    assert outcome.compared is not None
    assert (outcome.compared.for_shares, outcome.compared.for_votes) == (1615, 873)
    assert [grant.entry for grant in outcome.selected] == published["winners_in_order"]
    assert outcome.endowment == Fraction(100_000_000, 6586) + 164_00
    assert (outcome.voters, outcome.spent, outcome.ended) == (6586, 995_079_00, "overshoot")
    cells = 0
    for row, table in zip(published["rounds"], standings(election, outcome), strict=True):
        # Rows of earlier winners repeat their last figures: they are no longer in the running.
        found = {one.entry: one for one in table}
        for entry, (effective, money, _) in row["rows"].items():
            if entry in found:
                one = found[entry]
                assert one.money // 100 == money
                assert abs((one.effective or 0) - Fraction(str(effective))) <= Fraction(5, 1000)
                cells += 1
    assert cells == 639


def test_whom_it_reached_in_wieliczka_as_was_published() -> None:
    election = read_pb(WIELICZKA.read_bytes(), name=WIELICZKA.name, keep_voters=False)
    shares = count(election, EqualShares(completion="add1", stop="overshoot", ties="file"))
    votes = count(election, RankAndFill(ties="file"))
    with_shares, with_votes = (satisfaction(election, outcome) for outcome in (shares, votes))
    both = (with_shares, with_votes)
    assert [round(1000 * one.excluded) for one in both] == [178, 276]  # per thousand
    means = [one.spreads["cardinality"].mean for one in both]
    assert [int(100 * mean) for mean in means] == [161, 147]  # published as 1.61 and 1.47, cut off
    assert [round(1000 * n / with_shares.voters) for n in with_shares.with_winners[1:3]] == [450, 212]
    assert not claims(election, shares)
    assert [claim.entry for claim in claims(election, votes)] == ["26", "62", "66"]


def test_a_share_raised_fifty_thousand_times_is_where_one_count_puts_it() -> None:
    """In forints; most counts are jumped over. Checked by counting once with the last share, and the next."""
    path = FOLDER / "Hungary_Budapest_2024_VIII_Jozsefvaros.pb"
    election = read_pb(path.read_bytes(), name=path.name, keep_voters=False)
    outcome = count(election, EqualShares(completion="add1", ties="id"))
    assert (outcome.runs, outcome.ended) == (51516, "overshoot")
    first = Fraction(election.budget, outcome.voters)
    assert outcome.endowment == first + 51514 * election.scale
    found = []
    for share in (outcome.endowment, outcome.endowment + election.scale):
        market = Market.of(election, utility="cost")
        run = Run(market, endowment=share, rank=rank_of(market, ties="id", seed=None))
        run.play()
        found.append((run.spent() <= election.budget, [election.projects[b.entry].id for b in run.bought]))
    assert found[0] == (True, [grant.entry for grant in outcome.selected])
    assert not found[1][0]


@pytest.mark.parametrize("stop", ["overshoot", "exhaustive-or-overshoot"])
def test_the_winners_of_assen(stop: str) -> None:
    election = read_pb(ASSEN.read_bytes(), name=ASSEN.name, keep_voters=False)
    # Two entries are equal in each of 742 counts, and it never makes a difference: refusing stops nothing.
    method = EqualShares(completion="add1", stop=stop, ties="refuse")  # type: ignore[arg-type]
    outcome = count(election, method)
    assert sorted(int(grant.entry) for grant in outcome.selected) == [2, 3, 5, 6, 9, 11, 12, 13, 14]
    assert outcome.spent == 76_700_00
    assert outcome.endowment == Fraction(100_000_00, 84) + 843_00
    assert not any(tie.mattered for tie in outcome.ties)


def test_themes_of_amsterdam_that_have_one_euro_too_much_together() -> None:
    path = FOLDER / "Netherlands_Amsterdam_604.pb.gz"
    election = read_pb(path.read_bytes(), name=path.name, keep_voters=False)
    with pytest.raises(TallyError, match="300001 together, 1 more than the 300000 there is: give one"):
        apart(election, Limits.by(election, column="category"))
    less = {"Klimaat en duurzaamheid": 80_714_00}
    pots = apart(election, Limits.by(election, column="category", most=less))
    assert sum(pot.budget for pot in pots.values()) == election.budget
    assert sum(len(pot.projects) for pot in pots.values()) == 24
    for pot in pots.values():
        outcome = count(pot, EqualShares(completion="add1u", ties="id"))
        assert 0 < outcome.spent <= pot.budget
        assert not claims(pot, outcome)
        assert all(step.cost > outcome.left for step in outcome.steps if step.decision == "too_little")
