"""What every figure must carry along: of how many it speaks, how sure they are, within which boundary."""

from __future__ import annotations

from dataclasses import dataclass

from smederij_flows.flow_model import FlowModel
from smederij_flows.network import Network

FEWEST = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Basis:
    """What figures rest on: so many actors, and so many `lines` between them (ties, or flows of value).

    `confirmed_share` is the part of new ties that both confirm, or of flows that are sure. `unsure` counts
    ties named by one side, dates that are guessed, and flows somebody only estimated.
    """

    actors: int
    lines: int
    confirmed_share: float | None
    unsure: int
    boundary: str
    period: str

    @property
    def lacking(self) -> str:
        """Why there is too little to tell a figure, or nothing: below five actors or lines show none."""
        for many, what in ((self.actors, "actors"), (self.lines, "lines between them")):
            if many < FEWEST:
                return f"too little to tell: {many} {what}, at least {FEWEST} are needed"
        return ""


def basis(measured: Network | FlowModel) -> Basis:
    """What any figure of a network (its ties from before and those confirmed by both) or of flows rests
    on.
    """
    return _of_ties(measured) if isinstance(measured, Network) else _of_flows(measured)


def _of_ties(network: Network) -> Basis:
    states = [tie.state for tie in network.ties]
    named = len(states) - states.count("before")
    guessed = sum(1 for one in network.contributions if one.estimated)
    return Basis(
        actors=len(network.actors),
        lines=states.count("before") + states.count("confirmed"),
        confirmed_share=states.count("confirmed") / named if named else None,
        unsure=states.count("reported") + guessed,
        boundary=network.boundary,
        period=network.period,
    )


def _of_flows(model: FlowModel) -> Basis:
    flows = [flow for flow in model.flows if flow.amount]
    unsure = sum(1 for flow in flows if flow.estimated)
    return Basis(
        actors=len(model.nodes),
        lines=len(flows),
        confirmed_share=1 - unsure / len(flows) if flows else None,
        unsure=unsure,
        boundary=model.boundary,
        period=model.period,
    )
