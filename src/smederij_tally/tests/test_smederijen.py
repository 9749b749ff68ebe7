"""Real rounds of real smederijen come out to the euro.

Source: the results as the village of Noordscheschut (municipality of Hoogeveen) published them at the time,
in whole euros, here without the names of the ideas. The rule they used: most votes first, the first that does
not fit gets the remainder, everything after it gets nothing.
"""

from smederij_tally import Outcome, Project, RankAndFill, Totals, count

EURO = 100
AS_THEY_DID = RankAndFill(partial_last=True)


def granted(outcome: Outcome) -> list[tuple[str, int]]:
    return [(grant.entry, grant.granted // EURO) for grant in outcome.selected]


def test_noordscheschut_2008_in_percentages() -> None:
    asked = {"1": 15_000, "2": 7_500, "3": 2_840}
    totals = Totals(
        projects=tuple(Project(id, euros * EURO) for id, euros in asked.items()),
        budget=24_000 * EURO,
        scores={"1": "23.8", "2": "15.1", "3": "9.7"},
        kind="percent",
    )
    outcome = count(totals, AS_THEY_DID)
    assert granted(outcome) == [("1", 15_000), ("2", 7_500), ("3", 1_500)]
    assert outcome.step("3").decision == "partly"
    assert outcome.left == 0


def test_noordscheschut_2010_in_votes() -> None:
    asked = {"1": 10_000, "2": 1_500, "3": 6_000, "4": 5_300, "last": 250}
    votes = {"1": 332, "2": 279, "3": 140, "4": 96, "last": 64}
    totals = Totals(
        projects=tuple(Project(id, euros * EURO) for id, euros in asked.items()),
        budget=15_800 * EURO,
        scores=votes,
    )
    outcome = count(totals, AS_THEY_DID)
    assert granted(outcome) == [("1", 10_000), ("2", 1_500), ("3", 4_300)]
    assert [outcome.step(id).decision for id in ("4", "last")] == ["after_stop", "after_stop"]
    # With skipping the last idea would have had its 250 euro; the villagers did not count that way.
    assert ("last", 250) in granted(count(totals, RankAndFill()))
