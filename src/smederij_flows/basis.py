"""What every figure must carry along: of how many it speaks, how sure they are, within which boundary."""

from __future__ import annotations

from dataclasses import dataclass

from smederij_flows.network import Network

FEWEST_ACTORS = 5
FEWEST_TIES = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Basis:
    """What the figures of a network rest on. `unsure` counts ties named by one side and dates that are
    guessed.
    """

    actors: int
    ties: int
    confirmed_share: float | None
    unsure: int
    boundary: str
    period: str

    @property
    def lacking(self) -> str:
        """Why there is too little to tell a figure, or an empty text: below five actors or ties show none."""
        if self.actors < FEWEST_ACTORS:
            return f"too little to tell: {self.actors} actors, at least {FEWEST_ACTORS} are needed"
        if self.ties < FEWEST_TIES:
            return f"too little to tell: {self.ties} ties, at least {FEWEST_TIES} are needed"
        return ""


def basis(network: Network) -> Basis:
    """What any figure of this network rests on; ties are those from before and those confirmed by both."""
    states = [tie.state for tie in network.ties]
    named = len(states) - states.count("before")
    guessed = sum(1 for one in network.contributions if one.estimated)
    return Basis(
        actors=len(network.actors),
        ties=states.count("before") + states.count("confirmed"),
        confirmed_share=states.count("confirmed") / named if named else None,
        unsure=states.count("reported") + guessed,
        boundary=network.boundary,
        period=network.period,
    )
