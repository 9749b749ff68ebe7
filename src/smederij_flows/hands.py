"""A period of money told hand by hand.

A usual picture of flows cannot show a euro that comes by twice: it stops at a circle. Unrolled into first,
second, third hands there are no circles, and the widths are what `rounds` counts.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal, TypeVar

from smederij_flows.errors import FlowsError
from smederij_flows.flow_model import FlowModel
from smederij_flows.splitting import split

How = Literal["comes in", "passes on", "leaves", "used up", "unexplained", "goes on"]
Way = TypeVar("Way")
Held = dict[int, int]  # by place, in smallest units
FINE = 40  # binary places below a smallest unit: rounding there never shows


@dataclass(frozen=True, slots=True)
class Link:
    """An amount that moves, in smallest units, out of the hands with the number `hand` (0: from outside).

    `source` is empty for what comes in, `target` where it is gone or goes on to a further hand.
    """

    hand: int
    source: str
    target: str
    amount: int
    how: How


@dataclass(frozen=True, slots=True)
class Hands:
    """What comes in, followed through so many hands. To the cent: came_in = gone + going_round."""

    hands: int
    links: tuple[Link, ...]

    @property
    def came_in(self) -> int:
        """All that comes in from outside."""
        return self._sum("comes in")

    @property
    def gone(self) -> int:
        """What is gone after the last hand: left, used up, or nobody knows where."""
        return self._sum("leaves", "used up", "unexplained")

    @property
    def going_round(self) -> int:
        """What goes on to a further hand."""
        return self._sum("goes on")

    def through(self, hand: int) -> int:
        """How much comes into the hands with this number, 1 being the first."""
        return sum(one.amount for one in self.links if one.hand == hand - 1 and one.target)

    def _sum(self, *how: How) -> int:
        return sum(one.amount for one in self.links if one.how in how)


@dataclass(frozen=True, slots=True)
class _Node:
    """What a node does with what it gets: how much goes `onward` to which place, and how much goes `out`.

    `passes` is all that goes onward, `all` that and what goes out.
    """

    name: str
    onward: tuple[tuple[int, int], ...]
    out: tuple[tuple[How, int], ...]
    passes: int
    all: int


def unroll(model: FlowModel, *, hands: int = 4) -> Hands:
    """Follow what comes in through first, second, ... hands, to the smallest unit: nothing is lost or made.

    Each node passes on what it gets in proportion to all it pays in the period. What goes on from one hand to
    the next is the sum that `rounds` gives, to the nearest smallest unit as far as whole amounts allow;
    within a hand the largest remainders get what is left. Where a node's known outgoings are less than what
    it gets, the rest is "unexplained"; where they are more, they count as shares of what it pays, since no
    money may be made (then `rounds` says more).
    """
    if hands < 1:
        raise FlowsError(f"{hands} hands: give one or more")
    nodes, held = _nodes(model), dict(enumerate(model.inflow))
    fine = {here: amount << FINE for here, amount in held.items()}
    links = [Link(0, "", node.name, held[i], "comes in") for i, node in enumerate(nodes) if held[i]]
    for hand in range(1, hands + 1):
        fine = _next_hand(nodes, fine)
        onward = _onward(nodes, held, wanted=(sum(fine.values()) + (1 << FINE - 1)) >> FINE)
        after: Held = {}
        for here in sorted(held):
            node, passed = nodes[here], onward[here]
            out = _parts(node.out, held[here] - passed)
            links += [Link(hand, node.name, "", amount, how) for how, amount in out]
            if passed and hand == hands:
                links.append(Link(hand, node.name, "", passed, "goes on"))
                continue
            for target, amount in _parts(node.onward, passed):
                links.append(Link(hand, node.name, nodes[target].name, amount, "passes on"))
                after[target] = after.get(target, 0) + amount
        held = after
    return Hands(hands, tuple(links))


def _next_hand(nodes: list[_Node], fine: Held) -> Held:
    """What each gets from the hand before, far finer than a smallest unit."""
    found: Held = {}
    for here, amount in fine.items():
        for target, weight in nodes[here].onward:
            found[target] = found.get(target, 0) + amount * weight // nodes[here].all
    return found


def _onward(nodes: list[_Node], held: Held, *, wanted: int) -> Held:
    """How much of what each holds goes on: `wanted` together, as far as those allow who also let go."""
    exact = {
        here: Fraction(amount * nodes[here].passes, nodes[here].all or 1) for here, amount in held.items()
    }
    given = {here: int(amount) for here, amount in exact.items()}
    both = [here for here in held if 0 < nodes[here].passes < nodes[here].all]
    missing = wanted - sum(given.values())
    step = 1 if missing > 0 else -1
    both.sort(key=lambda here: (-step * (exact[here] - given[here]), here))
    moved = True
    while missing and moved:
        moved = False
        for here in both:
            if missing and 0 <= given[here] + step <= held[here]:
                given[here] += step
                missing -= step
                moved = True
    return given


def _parts(ways: tuple[tuple[Way, int], ...], amount: int) -> Iterator[tuple[Way, int]]:
    parts = split(amount, [weight for _, weight in ways])
    return ((way, part) for (way, _), part in zip(ways, parts, strict=True) if part)


def _nodes(model: FlowModel) -> list[_Node]:
    onward: list[list[tuple[int, int]]] = [[] for _ in model.nodes]
    for (i, j), amount in sorted(model.between.items()):
        onward[i].append((j, amount))
    return [_node(name, tuple(onward[i]), _out(model, i)) for i, name in enumerate(model.nodes)]


def _node(name: str, onward: tuple[tuple[int, int], ...], out: tuple[tuple[How, int], ...]) -> _Node:
    passes = sum(weight for _, weight in onward)
    return _Node(name, onward, out, passes, passes + sum(weight for _, weight in out))


def _out(model: FlowModel, i: int) -> tuple[tuple[How, int], ...]:
    unexplained = max(model.arriving[i] - model.leaving[i], 0)
    return ("leaves", model.export[i]), ("used up", model.dissipation[i]), ("unexplained", unexplained)
