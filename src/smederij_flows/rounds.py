"""Hands per euro: through how many hands what comes in goes before it is gone (the local multiplier)."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from statistics import median

import numpy as np

from smederij_flows.errors import FlowsError, NeverLeaves
from smederij_flows.flow_model import FlowModel

LM3_ROUNDS = 3


def rounds(model: FlowModel, *, count: int) -> tuple[float, ...]:
    """What passes through first hands, second hands, and so on: 1'z, 1'Gz, 1'GGz, ... in whole units."""
    arrays = model.arrays
    shares, now, found = arrays.shares, arrays.inflow, []
    for _ in range(count):
        found.append(float(now.sum()))
        now = now @ shares
    return tuple(found)


def lm3(model: FlowModel) -> float:
    """The first three rounds over the first (LM3). Unit: hands, of which only three are looked at.

    Source: Sacks 2002, The Money Trail (NEF). Third-round data is disputed: prefer `hands_per_unit` with its
    range.
    """
    first = rounds(model, count=LM3_ROUNDS)
    return sum(first) / _came_in(model)


def hands_per_unit(model: FlowModel) -> float:
    """TST / inflow: through how many hands one unit goes on average before it is gone, the first included.

    The same as the local multiplier over all rounds and as Finn's average path length (Finn 1976). It adds up
    turnover, not income: a euro is not "worth" this many euros. Say within which boundary, with
    `hands_range`, and with what is unexplained. FlowsError when nothing comes in, or when some money has come
    from nowhere.
    """
    came_in = _came_in(model)
    _refuse_what_nothing_feeds(model)
    return float(model.arrays.through.sum()) / came_in


def _came_in(model: FlowModel) -> float:
    total = sum(model.inflow)
    if not total:
        raise FlowsError("nothing comes in from outside, so there are no hands to count")
    return total / model.scale


def _refuse_what_nothing_feeds(model: FlowModel) -> None:
    """Money that goes round without having come in makes the sum over all rounds differ from what flows."""
    fed = {i for i, amount in enumerate(model.inflow) if amount}
    waiting = list(fed)
    onward: dict[int, list[int]] = {}
    for i, j in model.between:
        onward.setdefault(i, []).append(j)
    while waiting:
        for there in onward.get(waiting.pop(), ()):
            if there not in fed:
                fed.add(there)
                waiting.append(there)
    starved = [model.nodes[i] for i, amount in enumerate(model.arriving) if amount and i not in fed]
    if starved:
        raise FlowsError(f"what goes round among {', '.join(starved)} has not come in from anywhere")


@dataclass(frozen=True, slots=True)
class HandsRange:
    """What hands per unit would be if one of the flows inside were in truth from and to outside."""

    lowest: float
    middle: float
    as_told: float


def hands_range(model: FlowModel) -> HandsRange:
    """The uncertainty to show: each flow inside in turn taken for one from and to outside.

    That is: a flow that leaves, and money that comes in anew. It says nothing of flows that were forgotten
    altogether: those show in `balance`.
    """
    told = hands_per_unit(model)
    came_in, through = sum(model.inflow), sum(model.arriving)
    each = [through / (came_in + amount) for amount in model.between.values()]
    return HandsRange(min(each, default=told), median(each) if each else told, told)


@dataclass(frozen=True, slots=True)
class ClosedForm:
    """A multiplier with one share that stays: over three rounds, and over all."""

    lm3: Fraction
    all_rounds: Fraction


def closed_form(local_share: Fraction) -> ClosedForm:
    """1 + c + c², and 1 / (1 - c), for the part c of each euro that stays in the area.

    Source: Ward and Lewis 2002, Plugging the Leaks (NEF). NeverLeaves when all of it stays.
    """
    if not 0 <= local_share <= 1:
        raise FlowsError(f"{local_share} is not a share from 0 to 1")
    if local_share == 1:
        raise NeverLeaves(
            "money that never leaves has no finite sum over all hands: the share must be below 1"
        )
    return ClosedForm(1 + local_share + local_share**2, 1 / (1 - local_share))


def keynes(*, spent: Fraction, tax: Fraction, local: Fraction) -> Fraction:
    """1 / (1 - c(1-t)m): the part c of income that is spent, after tax t, of which m locally."""
    return closed_form(spent * (1 - tax) * local).all_rounds


def knock_out(model: FlowModel, name: str) -> float:
    """Hands per unit when this node is gone, all others keep their shares and what went to it leaks away.

    A pessimistic bound: people do find another way. Say so beside it. What came in to it from outside is gone
    too.
    """
    if name not in model.place:
        raise FlowsError(f"{name} is not among the nodes")
    _refuse_what_nothing_feeds(model)
    kept = [i for i, node in enumerate(model.nodes) if node != name]
    shares, inflow = model.arrays.shares[np.ix_(kept, kept)], model.arrays.inflow[kept]
    if not inflow.sum():
        raise FlowsError(f"without {name} nothing comes in from outside")
    through = np.linalg.solve(np.eye(len(kept)) - shares.T, inflow)
    return float(through.sum() / inflow.sum())
