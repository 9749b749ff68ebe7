"""A finished count of equal shares looked at again: how all stood in each round, and who paid what."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import cast

from smederij_tally.buying import Run
from smederij_tally.election import Election
from smederij_tally.errors import TallyError
from smederij_tally.grouping import Ballot
from smederij_tally.market import Market, Utility
from smederij_tally.shares import SharesOutcome

Purse = tuple[dict[str, Fraction], Fraction]


@dataclass(frozen=True, slots=True)
class Standing:
    """How an entry stood at the start of a round; `effective` is None when its supporters had too little."""

    entry: str
    money: Fraction
    effective: Fraction | None


def standings(election: Election, outcome: SharesOutcome) -> Iterator[list[Standing]]:
    """Per round, every entry not yet bought, best first (money first among those who had too little).

    TallyError when the outcome does not follow from the election.
    """
    market = Market.of(election, utility=_utility(outcome))
    ids = [project.id for project in election.projects]
    bought = [ids.index(step.entry) for step in outcome.steps if step.decision == "bought"]
    run = Run(market, endowment=outcome.endowment, rank=_as_chosen(len(ids), bought))
    waiting = set(market.playing)
    for entry in bought:
        found = [_standing(run, other, id=ids[other]) for other in waiting]
        yield sorted(found, key=lambda one: (-(one.effective or 0), -one.money, one.entry))
        waiting.remove(entry)
        run.buy(entry)


def payments(election: Election, outcome: SharesOutcome) -> Iterator[tuple[Ballot, Purse]]:
    """Per kind of ballot: what each who cast it paid to which winner, and had left; to check by.

    With one or few ballots of a kind this tells what a voter chose: never publish it for a small round.
    """
    worths = Market.of(election, utility=_utility(outcome)).ballots
    ids = [project.id for project in election.projects]
    prices = [(step.entry, step.price) for step in outcome.steps if step.price is not None]
    for ballot, ((entries, points), _) in zip(election.each(), worths, strict=True):
        worth = dict(zip((ids[e] for e in entries), points or [1] * len(entries), strict=True))
        share = outcome.endowment if ballot.entries else Fraction(0)
        yield ballot, _purse(worth, prices, share=share, scale=worths.points_scale if points else 1)


def _purse(
    worth: Mapping[str, int], prices: list[tuple[str, Fraction]], *, share: Fraction, scale: int
) -> Purse:
    left, paid = share, dict[str, Fraction]()
    for entry, price in prices:
        if entry in worth and left:
            paid[entry] = min(left, price * Fraction(worth[entry], scale))
            left -= paid[entry]
    return paid, left


def _standing(run: Run, entry: int, *, id: str) -> Standing:
    deal = run.deal(entry)
    money = Fraction(run.money_of(run.market.support[entry].groups), run.den)
    if deal is None:
        return Standing(id, money, None)
    return Standing(id, money, run.market.costs[entry] / run.unit_price(deal))


def _as_chosen(size: int, order: list[int]) -> list[int]:
    rank = [size] * size
    for turn, entry in enumerate(order):
        rank[entry] = turn
    return rank


def _utility(outcome: SharesOutcome) -> Utility:
    if outcome.options.get("utility") is None:
        raise TallyError("this outcome is not one of equal shares")
    return cast(Utility, outcome.options["utility"])
