"""Equal shares once more, slowly, in fractions and with nothing shared, to hold the engine against."""

from collections.abc import Callable
from dataclasses import dataclass, field
from fractions import Fraction

Voter = dict[str, Fraction]  # entry -> what it is worth to this voter


@dataclass
class Counted:
    """Winners in order with their rho, what each voter paid for each, and what was left to each."""

    winners: list[str] = field(default_factory=list)
    rhos: list[Fraction] = field(default_factory=list)
    paid: list[list[Fraction]] = field(default_factory=list)
    left: list[Fraction] = field(default_factory=list)
    ties: list[list[str]] = field(default_factory=list)


def cheapest(cost: int, voters: list[tuple[Fraction, Fraction]]) -> Fraction | None:
    """The rho at which these voters, each (money, use), pay the cost together; None when they can't."""
    if sum((money for money, _ in voters), Fraction(0)) < cost:
        return None
    waiting = sorted(voters, key=lambda voter: voter[0] / voter[1])
    poor = Fraction(0)
    for i, (money, use) in enumerate(waiting):
        rho = (cost - poor) / sum((u for _, u in waiting[i:]), Fraction(0))
        if rho * use <= money:
            return rho
        poor += money
    raise AssertionError("who has enough money can pay")


def shares(
    costs: dict[str, int], uses: list[Voter], *, endowment: Fraction, turn: Callable[[str], object]
) -> Counted:
    """One run. `uses` per voter; `turn` orders entries that are exactly equal."""
    done = Counted(left=[endowment] * len(uses))
    while True:
        prices: dict[str, Fraction] = {}
        for id, cost in costs.items():
            side = [(money, use[id]) for money, use in zip(done.left, uses, strict=True) if use.get(id)]
            rho = cheapest(cost, side) if side and cost and id not in done.winners else None
            if rho is not None:
                prices[id] = rho
        if not prices:
            return done
        best = min(prices.values())
        tied = sorted((id for id in prices if prices[id] == best), key=turn)  # type: ignore[arg-type]
        done.ties += [tied] if len(tied) > 1 else []
        payments = [
            min(money, best * use.get(tied[0], Fraction(0)))
            for money, use in zip(done.left, uses, strict=True)
        ]
        done.left = [money - paid for money, paid in zip(done.left, payments, strict=True)]
        done.winners.append(tied[0])
        done.rhos.append(best)
        done.paid.append(payments)


def add1(
    costs: dict[str, int],
    uses: list[Voter],
    *,
    budget: int,
    first: Fraction,
    step: Fraction,
    exhaustive: bool,
    turn: Callable[[str], object],
) -> tuple[Counted, Fraction, int]:
    """The last run before one that costs too much, its endowment, and how many runs it took."""
    endowment, runs = first, 1
    now = shares(costs, uses, endowment=endowment, turn=turn)
    supported = {id for id in costs if costs[id] and any(use.get(id) for use in uses)}
    while True:
        rest = supported - set(now.winners)
        left = budget - sum(costs[id] for id in now.winners)
        if not rest or (exhaustive and all(costs[id] > left for id in rest)):
            return now, endowment, runs
        following = shares(costs, uses, endowment=endowment + step, turn=turn)
        runs += 1
        if sum(costs[id] for id in following.winners) > budget:
            return now, endowment, runs
        now, endowment = following, endowment + step
