"""Flows of one kind of value within a boundary: who gives whom how much, what comes in, and what goes out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from smederij_flows.errors import FlowsError

Floats = NDArray[np.float64]
MOST = 10**15  # of the smallest unit: far above any pot, and floats still tell every one of them apart


@dataclass(frozen=True, slots=True)
class Flow:
    """What went from one to another in the period, in smallest units; `estimated` when no paper says so."""

    source: str
    target: str
    amount: int
    estimated: bool = False


@dataclass(frozen=True, eq=False, slots=True)
class Arrays:
    """A model in whole units: `between[i, j]` from i to j; `through` is all that arrives at each."""

    between: Floats
    inflow: Floats
    export: Floats
    dissipation: Floats

    @property
    def through(self) -> Floats:
        """T_j = z_j + Σ_i F_ij."""
        return np.asarray(self.inflow + self.between.sum(axis=0))

    @property
    def shares(self) -> Floats:
        """G_ij = F_ij / T_i: of all that arrives at i, the part that goes on to j."""
        through = self.through
        return np.divide(
            self.between, through[:, None], out=np.zeros_like(self.between), where=through[:, None] > 0
        )


@dataclass(frozen=True)
class FlowModel:
    """One layer of value over one period; euro, hours and rides are layers of their own, never added up.

    `inflow`, `export` and `dissipation` go along with `nodes`: what comes from outside the boundary, what
    goes there, and what is used up. All amounts are whole numbers of the smallest unit: `scale` of them make
    one `unit`. Two flows between the same two are added up. FlowsError for what can't be: amounts below
    nought, names twice.
    """

    nodes: tuple[str, ...]
    flows: tuple[Flow, ...]
    inflow: tuple[int, ...]
    export: tuple[int, ...]
    dissipation: tuple[int, ...] = ()
    scale: int = 100
    unit: str = "EUR"
    boundary: str = ""
    period: str = ""

    def __post_init__(self) -> None:
        if len(self.place) != len(self.nodes):
            twice = next(name for name in self.nodes if self.nodes.count(name) > 1)
            raise FlowsError(f"{twice} is there twice among the nodes")
        if not self.dissipation:
            object.__setattr__(self, "dissipation", (0,) * len(self.nodes))
        for what in ("inflow", "export", "dissipation"):
            amounts = getattr(self, what)
            if len(amounts) != len(self.nodes):
                raise FlowsError(f"{what} has {len(amounts)} amounts for {len(self.nodes)} nodes")
            _check_amounts(amounts, what=what)
        for flow in self.flows:
            for name in (flow.source, flow.target):
                if name not in self.place:
                    raise FlowsError(f"{name} is not among the nodes")
        _check_amounts((flow.amount for flow in self.flows), what="flows")

    @cached_property
    def place(self) -> dict[str, int]:
        """Where each node stands."""
        return {name: i for i, name in enumerate(self.nodes)}

    @cached_property
    def between(self) -> dict[tuple[int, int], int]:
        """What goes from place to place, added up, where it is more than nought."""
        found: dict[tuple[int, int], int] = {}
        for flow in self.flows:
            if flow.amount:
                pair = self.place[flow.source], self.place[flow.target]
                found[pair] = found.get(pair, 0) + flow.amount
        return found

    @cached_property
    def arriving(self) -> tuple[int, ...]:
        """All that arrives at each node, in smallest units."""
        return tuple(map(sum, zip(self.inflow, self._summed(1), strict=True)))

    @cached_property
    def leaving(self) -> tuple[int, ...]:
        """All that each node passes on or lets go, in smallest units."""
        return tuple(map(sum, zip(self.export, self.dissipation, self._summed(0), strict=True)))

    def _summed(self, end: int) -> list[int]:
        total = [0] * len(self.nodes)
        for pair, amount in self.between.items():
            total[pair[end]] += amount
        return total

    @cached_property
    def arrays(self) -> Arrays:
        """The model for arithmetic in floats, which measures use and money never does."""
        between = np.zeros((len(self.nodes), len(self.nodes)))
        for (i, j), amount in self.between.items():
            between[i, j] = amount / self.scale
        return Arrays(between, *(self._whole(a) for a in (self.inflow, self.export, self.dissipation)))

    def _whole(self, amounts: Sequence[int]) -> Floats:
        return np.array(amounts, dtype=np.float64) / self.scale

    def outside(self, *names: str) -> FlowModel:
        """The same flows within a narrower boundary: these nodes are outside, and what they pay comes in."""
        for name in names:
            if name not in self.place:
                raise FlowsError(f"{name} is not among the nodes")
        kept = [i for i, name in enumerate(self.nodes) if name not in names]
        inflow, export = list(self.inflow), list(self.export)
        for (i, j), amount in self.between.items():
            inflow[j] += amount if self.nodes[i] in names else 0
            export[i] += amount if self.nodes[j] in names else 0
        return replace(
            self,
            nodes=tuple(self.nodes[i] for i in kept),
            flows=tuple(flow for flow in self.flows if not {flow.source, flow.target} & set(names)),
            inflow=tuple(inflow[i] for i in kept),
            export=tuple(export[i] for i in kept),
            dissipation=tuple(self.dissipation[i] for i in kept),
        )


def _check_amounts(amounts: Iterable[int], *, what: str) -> None:
    for amount in amounts:
        if not 0 <= amount <= MOST:
            raise FlowsError(f"{what}: {amount} is not an amount from 0 to {MOST}")
