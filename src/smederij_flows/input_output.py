"""Input and output by sector (Leontief): the same sums as hands per euro, as economists write them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from smederij_flows.errors import FlowsError, NeverLeaves
from smederij_flows.flow_model import Floats


@dataclass(frozen=True, eq=False, slots=True)
class InputOutput:
    """What each sector needs of each other for one unit: directly (A), and in all (L = (I - A)⁻¹)."""

    direct: Floats
    total: Floats

    @property
    def multipliers(self) -> Floats:
        """Column sums of L: output of all sectors for one unit of final demand of this one."""
        return np.asarray(self.total.sum(axis=0))

    def output(self, final_demand: Floats) -> Floats:
        """What every sector makes to meet this final demand."""
        return np.asarray(self.total @ final_demand)


def input_output(flows: Floats, output: Floats) -> InputOutput:
    """From what sectors sell each other (`flows[i, j]` from i to j) and their whole output.

    With households as one of the sectors the multipliers are of type II, else type I: say which. They add up
    turnover. Source: Miller and Blair 2009, chapter 2. NeverLeaves when sectors need more than they make.
    """
    if flows.shape != (len(output), len(output)) or (flows < 0).any() or (output <= 0).any():
        raise FlowsError("give flows for every two sectors, from 0 up, and an output above 0 for each")
    direct = flows / output
    if max(abs(np.linalg.eigvals(direct))) >= 1:
        raise NeverLeaves("these sectors need at least all they make, so their total has no finite sum")
    total = np.linalg.inv(np.eye(len(output)) - direct)
    return InputOutput(direct, np.asarray(total, dtype=np.float64))
