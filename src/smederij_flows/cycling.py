"""Going round: the part of all that flows which has been there before. For the expert's row."""

from __future__ import annotations

import numpy as np

from smederij_flows.flow_model import FlowModel
from smederij_flows.rounds import hands_per_unit


def cycling_index(model: FlowModel) -> float:
    """Finn's cycling index: Σ T_i (n_ii - 1) / n_ii over TST, with N = (I - G)⁻¹; from 0 to below 1.

    Do not compare it between areas: joining two nodes into one invents circles. Keep households one node, and
    show hands per unit first. Source: Finn 1976, 1980. Exactly 0 when nothing goes in a circle.
    """
    hands_per_unit(model)  # refuses what has no finite sum
    if not _has_circle(model):
        return 0.0
    arrays = model.arrays
    returns = np.linalg.inv(np.eye(len(model.nodes)) - arrays.shares).diagonal()
    through = arrays.through
    return float((through * (returns - 1) / returns).sum() / through.sum())


def _has_circle(model: FlowModel) -> bool:
    """Whether something is left after taking away, again and again, what gets nothing from the rest."""
    getting, onward = [0] * len(model.nodes), dict[int, list[int]]()
    for i, j in model.between:
        getting[j] += 1
        onward.setdefault(i, []).append(j)
    free = [i for i, givers in enumerate(getting) if not givers]
    for here in free:
        for there in onward.get(here, ()):
            getting[there] -= 1
            if not getting[there]:
                free.append(there)
    return len(free) < len(model.nodes)
