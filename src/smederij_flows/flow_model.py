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
    """What went from one to another in the period, in smallest units."""

    source: str
    target: str
    amount: int


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
    """One layer of value (euro, hours, lunches and rides are layers of their own, never added up) over one
    period.

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
            raise FlowsError("a name is there twice among the nodes")
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
        """The same flows seen with a narrower boundary: these nodes are outside, and what they pay comes
        in.
        """
        out = {self._known(name) for name in names}
        kept = [i for i in range(len(self.nodes)) if i not in out]
        from_out, to_out = [0] * len(self.nodes), [0] * len(self.nodes)
        for (i, j), amount in self.between.items():
            from_out[j] += amount if i in out else 0
            to_out[i] += amount if j in out else 0
        return self._of(
            kept, inflow=np.add(self.inflow, from_out).tolist(), export=np.add(self.export, to_out).tolist()
        )

    def without(self, name: str) -> FlowModel:
        """The flows when this node is gone: what it got and gave is gone too, and nobody spends it
        otherwise.
        """
        gone = self._known(name)
        kept = [i for i in range(len(self.nodes)) if i != gone]
        return self._of(kept, inflow=self.inflow, export=self.export)

    def _known(self, name: str) -> int:
        if name not in self.place:
            raise FlowsError(f"{name} is not among the nodes")
        return self.place[name]

    def _of(self, kept: list[int], *, inflow: Sequence[int], export: Sequence[int]) -> FlowModel:
        names = {self.nodes[i] for i in kept}
        return replace(
            self,
            nodes=tuple(self.nodes[i] for i in kept),
            flows=tuple(flow for flow in self.flows if flow.source in names and flow.target in names),
            inflow=tuple(inflow[i] for i in kept),
            export=tuple(export[i] for i in kept),
            dissipation=tuple(self.dissipation[i] for i in kept),
        )


def _check_amounts(amounts: Iterable[int], *, what: str) -> None:
    for amount in amounts:
        if not 0 <= amount <= MOST:
            raise FlowsError(f"{what}: {amount} is not an amount from 0 to {MOST}")
