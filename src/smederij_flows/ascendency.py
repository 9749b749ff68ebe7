"""Order and slack in a web of flows, by information theory. For the expert's tab, with a warning.

Do not compare these between areas, and do not make a score of them: they change when one node is split in
two, and for nearly all food webs that were published they lie within a narrow band.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from smederij_flows.errors import FlowsError
from smederij_flows.flow_model import Floats, FlowModel

EXPONENT = 1.288  # Ulanowicz et al. 2009: puts the optimum where food webs are, at 0.460


@dataclass(frozen=True, slots=True)
class Ascendency:
    """Everything from three sums, over all flows with those that cross the boundary.

    `throughput` in units; `diversity` (H) and `mutual` (AMI) in bits.
    """

    throughput: float
    diversity: float
    mutual: float

    @property
    def conditional(self) -> float:
        """Hc = H - AMI, in bits."""
        return self.diversity - self.mutual

    @property
    def capacity(self) -> float:
        """C = TSTp · H, in units times bits."""
        return self.throughput * self.diversity

    @property
    def ascendency(self) -> float:
        """A = TSTp · AMI."""
        return self.throughput * self.mutual

    @property
    def overhead(self) -> float:
        """Phi = C - A."""
        return self.throughput * self.conditional

    @property
    def alpha(self) -> float | None:
        """A / C: how orderly, from 0 to 1; None when there is only one flow."""
        return self.mutual / self.diversity if self.diversity else None

    @property
    def robustness(self) -> float | None:
        """-alpha ln alpha (the form of Fath and Goerner, and of enaR): at most 0.368, at alpha 0.368."""
        return None if self.alpha is None else _entropy(self.alpha)

    @property
    def fitness(self) -> float | None:
        """-e a ln a with a = alpha^1.288 (Ulanowicz et al. 2009): at most 1, at alpha 0.460."""
        return None if self.alpha is None else math.e * _entropy(self.alpha**EXPONENT)

    @property
    def links_per_node(self) -> float:
        """c = 2^(Hc / 2), effective links per node; the "window of vitality" is 1 to about 3.25."""
        return float(2.0 ** (self.conditional / 2))

    @property
    def roles(self) -> float:
        """n = 2^AMI, effective roles; the "window of vitality" is 2 to about 5."""
        return float(2.0**self.mutual)


def ascendency(model: FlowModel) -> Ascendency:
    """H = -Σ p log₂ p and AMI = Σ p log₂(p_ij / p_i. p_.j); export and dissipation are two sinks.

    Source: Ulanowicz 2004; Ulanowicz, Goerner, Lietaer and Gomez 2009. FlowsError when nothing flows.
    """
    arrays = model.arrays
    sinks = np.column_stack([arrays.between, arrays.export, arrays.dissipation])
    flows = np.vstack([sinks, np.concatenate([arrays.inflow, [0.0, 0.0]])])
    total = float(flows.sum())
    if not total:
        raise FlowsError("nothing flows")
    part = flows / total
    giving, getting = part.sum(axis=1), part.sum(axis=0)
    here = part > 0
    by_chance = np.outer(giving, getting)[here]
    mutual = float((part[here] * np.log2(part[here] / by_chance)).sum())
    return Ascendency(total, _bits(part[here]), max(mutual, 0.0))


def _bits(part: Floats) -> float:
    return max(float(-(part * np.log2(part)).sum()), 0.0)


def _entropy(part: float) -> float:
    return -part * math.log(part) if part else 0.0
