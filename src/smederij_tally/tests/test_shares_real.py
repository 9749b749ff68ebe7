"""Real elections that were decided by equal shares come out as they were published, round by round."""

from __future__ import annotations

import json
from fractions import Fraction

import pytest

from smederij_tally import EqualShares, RankAndFill, claims, count, read_pb, satisfaction, standings
from smederij_tally.tests.test_real_elections import FOLDER

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
