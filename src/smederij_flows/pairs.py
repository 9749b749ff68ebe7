"""Who could have met: pairs that took part in the same initiative. Only possible, never counted as ties."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from smederij_flows.errors import FlowsError
from smederij_flows.graph import Graph, Pair
from smederij_flows.network import Network

Ints = NDArray[np.int64]


@dataclass(frozen=True, eq=False, slots=True)
class SharedPairs:
    """Every pair that shares an initiative (`codes`: first * size + second), with how many they share."""

    place: dict[str, int]
    codes: Ints
    times: Ints

    def __len__(self) -> int:
        return len(self.codes)

    def at_least(self, times: int) -> int:
        """How many pairs share so many initiatives or more."""
        return int((self.times >= times).sum())

    def of(self, a: str, b: str) -> int:
        """How many initiatives these two share."""
        first, second = sorted((self.place[a], self.place[b]))
        code = first * len(self.place) + second
        at = int(np.searchsorted(self.codes, code))
        here = at < len(self.codes) and self.codes[at] == code
        return int(self.times[at]) if here else 0

    def pairs(self) -> list[Pair]:
        """The pairs by name: for small networks only, since a large initiative makes very many."""
        names, size = list(self.place), len(self.place)
        return [(names[code // size], names[code % size]) for code in self.codes.tolist()]

    def graph(self) -> Graph:
        """The pairs as lines (Breiger's projection), a clique per initiative: for the expert only."""
        return Graph.of(self.place, self.pairs())


def shared_pairs(network: Network) -> SharedPairs:
    """Pairs with at least one initiative in common: P = B Bᵀ off the diagonal. Unit: pairs.

    Source: Breiger 1974. Do not draw these as lines somebody made: an initiative of 40 people gives 780 of
    them.
    """
    place = {name: i for i, name in enumerate(network.side)}
    each = [_codes([place[name] for name in who], len(place)) for who in network.contributors.values()]
    codes, times = np.unique(np.concatenate(each or [_codes([], 0)]), return_counts=True)
    return SharedPairs(place, codes, times.astype(np.int64))


def _codes(places: list[int], size: int) -> Ints:
    who = np.array(places, dtype=np.int64)
    first, second = np.triu_indices(len(who), k=1)
    return np.asarray(who[first] * size + who[second], dtype=np.int64)


def only_through(network: Network, initiative: str) -> list[Pair]:
    """The pairs whose only shared initiative is this one: who might never have met without it."""
    if initiative not in network.contributors:
        raise FlowsError(f"{initiative} is not among the initiatives")
    shared = shared_pairs(network)
    return [(a, b) for a, b in combinations(network.contributors[initiative], 2) if shared.of(a, b) == 1]


def newman_weight(contributors: int) -> float | None:
    """What a pair of an initiative weighs if pairs are drawn at all: 1 / (d - 1); None for fewer than two.

    Each contributor then hands out one line in all, so that a large initiative does not drown the small ones.
    Source: Newman 2001.
    """
    return None if contributors < 2 else 1 / (contributors - 1)


def pair_weight(network: Network, a: str, b: str) -> float:
    """The sum of Newman's weights over the initiatives that these two share."""
    sizes = [len(who) for who in network.contributors.values() if a in who and b in who]
    return sum(1 / (size - 1) for size in sizes)
