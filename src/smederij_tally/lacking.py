"""What an entry lacked in equal shares: at which lower cost, or with how many more voters, it would have won.

Counterfactuals of Boehmer et al. 2024 (cost-red, singleton-add), by counting again with one thing changed.
With one share for all (no raising) the costs at which an entry wins reach from nothing to one largest cost:
until it is bought, every round goes as it went, and in each round it beats the winner at all costs up to
some cost (what its supporters pay at the winner's price grows ever less fast with the cost). One replay finds
it. Where the share is raised, or voters come in, a little more can harm, so only trying all tells the least.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from smederij_tally.buying import Deal, Run
from smederij_tally.changed import asking, joined
from smederij_tally.election import Election
from smederij_tally.equal_shares import EqualShares
from smederij_tally.errors import NeedsSeed, TallyError, TieRefused
from smederij_tally.market import Market
from smederij_tally.shares import SharesOutcome
from smederij_tally.turns import alike_of, rank_of

MOST_WORK = 100_000_000  # named entries looked at, for all searches together: some ten seconds
_MOST_COUNTS = 400  # for one number
_ENOUGH = 40  # counts for one number that surely find something; with fewer, there is no search
_OVERHEAD = 15_000  # named entries that take as long as the rest of a count
_JUMPED = 6  # of the counts with a raised share, one in so many is really made
_BEYOND_ALL = 2**32  # more voters than there are people to vote; nothing is looked for beyond
_NAMING = ("approval", "choose-1")


@dataclass(frozen=True, slots=True, kw_only=True)
class ShareLack:
    """For an entry that did not win: with `cost` it would have won, and with `voters` more, for it only.

    `largest` says that no higher cost would have done, `fewest` that no fewer voters would; where not, the
    number was only found by halving. None: no such number was found, or none exists when proven; for
    `voters` also where a ballot says more than names.
    """

    entry: str
    cost: int | None = None
    largest: bool = False
    voters: int | None = None
    fewest: bool = False


def lacks(election: Election, outcome: SharesOutcome, *, most_work: int = MOST_WORK) -> list[ShareLack]:
    """For every entry that did not win and took part, what it lacked, in the order of the outcome.

    Empty for a count with a comparison, for one with a tie that no rule settles, and for one so large that
    its searches would take more than `most_work`. TallyError when the outcome is not one of this election.
    """
    method = _method(outcome)
    if election.input_sha256(budget=outcome.budget, ordered=method.ties == "file") != outcome.input_sha256:
        raise TallyError("this outcome is not one of these ballots")
    losers = [step.entry for step in outcome.steps if not step.won and step.decision != "withdrawn"]
    if method.comparison is not None or not losers:
        return []
    search = _Search(Market.of(election, utility=method.utility), method, outcome)
    allowance = most_work // (search.work * len(losers))
    if search.open_ties() or search.too_much(most_work, allowance):
        return []
    return [search.lack(entry, most=min(allowance, _MOST_COUNTS)) for entry in losers]


def _method(outcome: SharesOutcome) -> EqualShares:
    options = dict(outcome.options)
    step = options.pop("step")
    return EqualShares(step=None if step is None else Fraction(str(step)), **options)  # type: ignore[arg-type]


class _Search:
    def __init__(self, market: Market, method: EqualShares, outcome: SharesOutcome) -> None:
        self.market, self.method, self.outcome = market, method, outcome
        self.places = {project.id: i for i, project in enumerate(market.election.projects)}
        self.raises = method.completion in ("add1", "add1u")
        counts = max(1, outcome.runs // _JUMPED)
        self.work = counts * (len(market.ballots.entries) + _OVERHEAD)

    def open_ties(self) -> bool:
        """Whether the count met a tie that its rule can't settle (which then did not matter to it)."""
        alike = alike_of(self.market, ties=self.method.ties, seed=self.method.seed)
        met = [[alike[self.places[id]] for id in tie.entries] for tie in self.outcome.ties]
        return any(len(set(tie)) < len(tie) for tie in met)

    def too_much(self, most_work: int, allowance: int) -> bool:
        """Whether costs can't be looked for within so much work."""
        if self.method.completion != "none":
            return allowance < _ENOUGH
        rounds = sum(step.decision == "bought" for step in self.outcome.steps)
        return (rounds + 1) * len(self.market.ballots.entries) > most_work

    def lack(self, id: str, *, most: int) -> ShareLack:
        """What this entry lacked, with at most so many counts for each number."""
        cost, largest = self._cost(self.places[id], most=most)
        voters, fewest = self._voters(self.places[id], most=most)
        return ShareLack(entry=id, cost=cost, largest=largest, voters=voters, fewest=fewest)

    def _cost(self, entry: int, *, most: int) -> tuple[int | None, bool]:
        if not self.market.support[entry].total:
            return None, True
        if not self.raises:
            settles = self.method.seed is not None or self.method.ties in ("id", "file")
            return self._in_one_count(entry) or None, settles or self.method.completion == "none"
        asked = self.market.costs[entry]
        tries = _Tries(lambda less: self._wins(asking(self.market, entry, asked - less), entry), most=most)
        less, least = tries.fewest(most=asked - 1)
        return None if less is None else asked - less, least

    def _in_one_count(self, entry: int) -> int:
        """The largest cost at which it wins, 0 when there is none."""
        bought = self._bought_at[entry]
        if self.method.completion != "greedy":
            return bought
        return _last(
            lambda cost: cost <= bought or self._wins(asking(self.market, entry, cost), entry),
            most=self.market.costs[entry] - 1,
        )

    @cached_property
    def _bought_at(self) -> dict[int, int]:
        """Per entry that was not bought, the largest cost at which its supporters would have bought it."""
        steps = [step for step in self.outcome.steps if step.decision == "bought"]
        run = Run(self.market, endowment=self.outcome.endowment, rank=self._rank(self.market))
        won = [self.places[step.entry] for step in steps]
        found = dict.fromkeys(set(self.market.playing) - set(won), 0)
        for winner in won:
            deal = run.deal(winner)
            assert deal is not None
            for entry in found:
                found[entry] = self._beating(run, deal, entry, known=found[entry])
            run.buy(winner)
        for entry, known in found.items():
            money = run.money_of(self.market.support[entry].groups) // run.den
            found[entry] = max(known, min(money, self.market.costs[entry] - 1))
        return found

    def _beating(self, run: Run, winner: Deal, entry: int, *, known: int) -> int:
        """The largest cost above `known` at which the entry is bought in this round; else `known`."""
        most = self.market.costs[entry] - 1
        if known >= most or not self._beats(run, winner, entry, known + 1):
            return known
        return (
            known + 1 + _last(lambda x: self._beats(run, winner, entry, known + 1 + x), most=most - known - 1)
        )

    def _beats(self, run: Run, winner: Deal, entry: int, cost: int) -> bool:
        trial = run.standing_in(asking(self.market, entry, cost))
        deal = trial.deal(entry)
        if deal is None:
            return False
        order = trial.compared(deal, winner)
        return order < 0 or (order == 0 and self._before(trial.market, entry, winner.entry))

    def _before(self, market: Market, entry: int, other: int) -> bool:
        """Whether the tie rule surely takes this one first."""
        alike = alike_of(market, ties=self.method.ties, seed=self.method.seed)
        return alike[entry] < alike[other]

    def _rank(self, market: Market) -> list[int]:
        return rank_of(market, ties=self.method.ties, seed=self.method.seed)

    def _voters(self, entry: int, *, most: int) -> tuple[int | None, bool]:
        election = self.market.election
        if election.vote_type not in _NAMING or most < _ENOUGH:
            return None, False
        fewest, beyond = self._range(entry)
        if beyond is not None and fewest > beyond:
            return None, True
        tries = _Tries(
            lambda more: self._wins(joined(self.market, entry, fewest + more - 1), entry), most=most
        )
        found, least = tries.fewest(most=None if beyond is None else beyond - fewest + 1)
        return None if found is None else fewest + found - 1, least

    def _range(self, entry: int) -> tuple[int, int | None]:
        """From how many voters on it can win at all, and from how many it surely does; None: unknown."""
        cost, budget, voters = self.market.costs[entry], self.outcome.budget, self.market.voters
        if cost == 0:
            return 1, 1
        if cost >= budget:
            all_its = self.market.support[entry].voters == voters
            can_win = cost == budget and (all_its or self.method.completion != "none")
            return 1, None if can_win else 0
        sure = -(-voters * cost // (budget - cost))  # then these alone have the cost, and nothing else to buy
        if self.method.completion != "none":
            return 1, None if self.method.start == "floor" else max(1, sure)
        can = -(-(voters * cost - self.market.support[entry].voters * budget) // (budget - cost))
        return max(1, can), None if self.method.start == "floor" else max(1, sure)

    def _wins(self, market: Market, entry: int) -> bool:
        """Whether the entry surely wins in a count of this market."""
        if not market.costs[entry]:
            return bool(market.support[entry].total)
        try:
            run, _, _ = self.method.run(market, budget=self.outcome.budget)
            filled = self.method.filled(run, budget=self.outcome.budget)
        except (NeedsSeed, TieRefused):
            return False
        id = market.election.projects[entry].id
        return any(b.entry == entry for b in run.bought) or any(grant.entry == id for grant in filled)


class _Tries:
    """Looks for the least number from 1 on that helps, in at most so many tries."""

    def __init__(self, helps: Callable[[int], bool], *, most: int) -> None:
        self._helps, self._left, self._known = helps, most, dict[int, bool]()

    def fewest(self, *, most: int | None) -> tuple[int | None, bool]:
        """A number that helps, and whether it is surely the least; `most` bounds what there is to try."""
        found = self._halved(most)
        for number in range(1, found or (most or 0) + 1):
            if number not in self._known and not self._left:
                return found, False
            if self._try(number):
                return number, True
        return found, found is not None or most is not None

    def _halved(self, most: int | None) -> int | None:
        if most == 0:
            return None
        low, high = 0, 1
        while not self._try(high):
            if high == most or not self._left or high >= _BEYOND_ALL:
                return None
            low, high = high, high * 2 if most is None else min(high * 2, most)
        while high - low > 1 and self._left:
            middle = (low + high) // 2
            low, high = (low, middle) if self._try(middle) else (middle, high)
        return high if high - low == 1 else None

    def _try(self, number: int) -> bool:
        if number not in self._known:
            if not self._left:
                return False
            self._left -= 1
            self._known[number] = self._helps(number)
        return self._known[number]


def _last(holds: Callable[[int], bool], *, most: int) -> int:
    """The largest number from 0 to `most` for which it holds, when it holds for 0 and for all up to one."""
    low, high = 0, most
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if holds(middle) else (low, middle - 1)
    return low
