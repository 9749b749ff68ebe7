"""Growth and offspring: what came when, and what sprang from what."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations
from typing import Literal

from smederij_flows.network import Network

LENGTH = {"month": 7, "year": 4}


@dataclass(frozen=True, slots=True)
class Period:
    """What was new in a month or year: `actors` who came for the first time, `kinds` never brought before."""

    when: str
    contributions: int
    actors: int
    kinds: int
    ties: int


@dataclass(frozen=True, slots=True)
class Growth:
    """The periods in which something happened, in order; what has no date is only counted."""

    periods: tuple[Period, ...]
    undated: int
    estimated: int


def growth(network: Network, *, by: Literal["month", "year"] = "month") -> Growth:
    """New contributions, actors, kinds and confirmed ties per month or year.

    Of what is only known by the year, the year is its period also when the others are months. Do not trust it
    far back: people remember the lately begun better. Say so where `estimated` is not nought.
    """
    dated = sorted((one for one in network.contributions if one.when), key=lambda one: one.when or "")
    cut = LENGTH[by]
    brought = Counter((one.when or "")[:cut] for one in dated)
    actors = _first((one.actor, (one.when or "")[:cut]) for one in dated)
    kinds = _first((one.kind, (one.when or "")[:cut]) for one in dated)
    formed = [tie for tie in network.ties if tie.state == "confirmed"]
    ties = Counter(tie.when[:cut] for tie in formed if tie.when)
    when = sorted({*brought, *ties})
    return Growth(
        periods=tuple(Period(at, brought[at], actors[at], kinds[at], ties[at]) for at in when),
        undated=len(network.contributions) - len(dated) + sum(1 for tie in formed if not tie.when),
        estimated=sum(1 for one in network.contributions if one.estimated),
    )


def _first(seen: Iterable[tuple[str, str]]) -> Counter[str]:
    """Per period how many names are there for the first time; `seen` is in order of time."""
    first: dict[str, str] = {}
    for name, when in seen:
        first.setdefault(name, when)
    return Counter(first.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class Offspring:
    """What sprang from what: `children` where there are any, `generation` 0 for what came out of nothing.

    `carried_on` are the initiatives in which two take part who came to know each other by an earlier one, out
    of those that came `later` than some other.
    """

    children: dict[str, tuple[str, ...]]
    generation: dict[str, int]
    later: tuple[str, ...]
    carried_on: tuple[str, ...]

    @property
    def depth(self) -> int:
        """The longest line of descent, in links."""
        return max(self.generation.values(), default=0)

    @property
    def carried_share(self) -> float | None:
        """The part of later ones carried on by people whom an earlier one brought together; None without."""
        return len(self.carried_on) / len(self.later) if self.later else None


def offspring(network: Network) -> Offspring:
    """The tree of "came out of", and how much later initiatives build on ties of earlier ones.

    An initiative is later than its ancestors, and than those whose known date is before its own. Only ties
    confirmed by both count. Do not trust it when ties lack the initiative they came by.
    """
    children: dict[str, list[str]] = {}
    for one in network.initiatives:
        for parent in one.came_out_of:
            children.setdefault(parent, []).append(one.name)
    earlier = _earlier(network)
    came_by = {
        tie.pair: tie.initiative for tie in network.ties if tie.state == "confirmed" and tie.initiative
    }
    later = tuple(name for name, before in earlier.items() if before)
    return Offspring(
        children={name: tuple(found) for name, found in children.items()},
        generation=network.generations,
        later=later,
        carried_on=tuple(
            name
            for name in later
            if any(
                came_by.get((min(pair), max(pair))) in earlier[name]
                for pair in combinations(network.contributors[name], 2)
            )
        ),
    )


def _earlier(network: Network) -> dict[str, set[str]]:
    """For each initiative those that were there before it."""
    by_name = {one.name: one for one in network.initiatives}
    found: dict[str, set[str]] = {}
    for name in sorted(by_name, key=network.generations.__getitem__):
        began = by_name[name].began
        ancestors = set(by_name[name].came_out_of).union(*(found[p] for p in by_name[name].came_out_of))
        found[name] = ancestors | {
            other.name for other in network.initiatives if _surely_before(other.began, began)
        }
    return found


def _surely_before(one: str | None, other: str | None) -> bool:
    """Whether a date lies before another as far as both are known: 2024 is not before 2024-05."""
    if one is None or other is None:
        return False
    known = min(len(one), len(other))
    return one[:known] < other[:known]
