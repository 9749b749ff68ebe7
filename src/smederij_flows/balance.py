"""In, out and unexplained: how much of what came in can be followed."""

from __future__ import annotations

from dataclasses import dataclass

from smederij_flows.flow_model import FlowModel

TOO_MUCH = 0.05  # per node, what ecologists accept before they measure a flow network (enaR)


@dataclass(frozen=True, slots=True)
class Balance:
    """Per node in smallest units what arrived, what left, and what can't be explained (arrived - left).

    `share` is Σ|arrived - left| / Σ max(arrived, left): the part nobody can account for; None when nothing
    flows.
    """

    nodes: tuple[str, ...]
    arrived: tuple[int, ...]
    left: tuple[int, ...]

    @property
    def unexplained(self) -> tuple[int, ...]:
        """More arrived than left: above nought, or the other way round: below it."""
        return tuple(a - b for a, b in zip(self.arrived, self.left, strict=True))

    @property
    def share(self) -> float | None:
        """The part of all that flows which is unexplained, from 0 to 1."""
        most = sum(map(max, self.arrived, self.left)) if self.nodes else 0
        return sum(map(abs, self.unexplained)) / most if most else None

    @property
    def doubtful(self) -> tuple[str, ...]:
        """The nodes of which more than 5% is unexplained."""
        rows = zip(self.nodes, self.arrived, self.left, strict=True)
        return tuple(name for name, a, b in rows if abs(a - b) > TOO_MUCH * max(a, b))


def balance(model: FlowModel) -> Balance:
    """What arrived, left and is unexplained at each node: a forgotten flow shows here.

    Never balanced in silence. Source: the 5% test of enaR (Borrett and Lau 2014). Do not trust other measures
    of flows while much is unexplained.
    """
    return Balance(model.nodes, model.arriving, model.leaving)
