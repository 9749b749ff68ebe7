"""Take it away: what remains between people when an initiative is no longer there."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from smederij_flows.graph import Graph, Groups, Pair, groups
from smederij_flows.network import Network
from smederij_flows.pairs import only_through, shared_pairs


@dataclass(frozen=True, slots=True, kw_only=True)
class NewTies:
    """Three layers, never to be added up: who could have met, whom one side names, and whom both do.

    `possible` are all pairs that took part together, `possible_new` those of them who did not know each other
    before. `alive`: of the new ties of which it was asked (`asked`), how many are still in touch.
    """

    possible: int
    possible_new: int
    reported: int
    confirmed: int
    confirmed_of_possible: int
    asked: int
    alive: int

    @property
    def realised(self) -> float | None:
        """Confirmed of what was possible; None when nothing was. Only pairs that took part together count."""
        return self.confirmed_of_possible / self.possible_new if self.possible_new else None

    @property
    def confirmation(self) -> float | None:
        """Confirmed by both of those reported by one; None when none was."""
        return self.confirmed / self.reported if self.reported else None

    @property
    def survival(self) -> float | None:
        """Still in touch, of those who were asked; None when nobody was."""
        return self.alive / self.asked if self.asked else None


def new_ties(network: Network) -> NewTies:
    """Ties possible, reported and confirmed by both, over all initiatives of the network. Unit: ties.

    Only the third layer is the yield. A tie confirmed by both counts as reported too. For one initiative:
    `new_ties(network.only(initiative))`. Source of the first layer: Breiger 1974.
    """
    before = {tie.pair for tie in network.ties if tie.state == "before"}
    new = [tie for tie in network.ties if tie.state != "before"]
    confirmed = [tie for tie in new if tie.state == "confirmed"]
    shared = shared_pairs(network)
    asked = [tie for tie in new if tie.alive is not None]
    return NewTies(
        possible=len(shared),
        possible_new=len(shared) - sum(1 for pair in before if shared.of(*pair)),
        reported=len(new),
        confirmed=len(confirmed),
        confirmed_of_possible=sum(1 for tie in confirmed if shared.of(*tie.pair)),
        asked=len(asked),
        alive=sum(1 for tie in asked if tie.alive),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenAway:
    """What goes with an initiative, and what stays.

    `together` are the groups while it is there (all who bring something are in touch through it), `left` when
    it is gone, `had_it_never_been` when also the ties that came by it are gone. `stays` are its ties
    confirmed by both, `unsure` those reported by one. `contributions_gone` counts what was brought;
    `kinds_gone` the kinds of help that nothing else gets; `only_here` the pairs who took part in
    nothing else together.
    """

    initiative: str
    together: Groups
    left: Groups
    had_it_never_been: Groups
    stays: tuple[Pair, ...]
    unsure: tuple[Pair, ...]
    contributions_gone: int
    kinds_gone: tuple[str, ...]
    only_here: tuple[Pair, ...]


def take_away(network: Network, initiative: str) -> TakenAway:
    """What goes and what stays when this initiative ends: ties between people stay, the meeting place goes.

    Groups are counted over the same actors each time. Do not read `only_here` as ties: they are
    pairs.
    """
    rest = network.without(initiative)
    mine = [tie for tie in network.ties if tie.initiative == initiative]
    kinds = dict.fromkeys(one.kind for one in network.contributions if one.initiative == initiative)
    kept = {one.kind for one in rest.contributions}
    others = network.only(initiative).graph("before")
    return TakenAway(
        initiative=initiative,
        together=groups(_meeting(network)),
        left=groups(_meeting(rest)),
        had_it_never_been=groups(_meeting(rest, others)),
        stays=tuple(tie.pair for tie in mine if tie.state == "confirmed"),
        unsure=tuple(tie.pair for tie in mine if tie.state == "reported"),
        contributions_gone=len(network.contributions) - len(rest.contributions),
        kinds_gone=tuple(kind for kind in kinds if kind not in kept),
        only_here=tuple(only_through(network, initiative)),
    )


def _meeting(network: Network, graph: Graph | None = None) -> Graph:
    """Lines, and all of an initiative in touch through it: a chain reaches as far as all pairs would."""
    lines = list((graph or network.graph()).pairs())
    chains = [pair for who in network.contributors.values() for pair in pairwise(who)]
    return Graph.of(network.side, [*lines, *chains])
