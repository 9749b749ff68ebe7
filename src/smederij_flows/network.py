"""What people brought to what, and who came to know whom by it: the facts that are measured."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal, Self

from smederij_flows.errors import FlowsError
from smederij_flows.graph import Graph, Pair

State = Literal["before", "reported", "confirmed"]
STRONGEST = 3
_WHEN = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")


@dataclass(frozen=True, slots=True)
class Actor:
    """A person, group or organisation, and its side: residents, market, government, or any other word."""

    name: str
    side: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Initiative:
    """Something people make; `came_out_of` names what it sprang from, `began` is as `Contribution.when`."""

    name: str
    came_out_of: tuple[str, ...] = ()
    began: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Contribution:
    """What somebody brought; `when` is as precise as is known: "2024", "2024-05" or "2024-05-17"."""

    actor: str
    initiative: str
    kind: str
    when: str | None = None
    estimated: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Tie:
    """Two who know each other: from `before`, as new `reported` by one, or as new `confirmed` by both.

    `initiative` is what a new tie came by, `alive` whether they are still in touch (None: nobody asked),
    `answers` three of 1 to 3: how often they meet, whether they would lend a tool, whether they still would
    be in half a year.
    """

    a: str
    b: str
    state: State
    initiative: str | None = None
    when: str | None = None
    alive: bool | None = None
    answers: tuple[int, int, int] | None = None

    @property
    def pair(self) -> Pair:
        """The two, in one fixed order."""
        return (self.a, self.b) if self.a <= self.b else (self.b, self.a)


@dataclass(frozen=True)
class Network:
    """Actors, what they brought to which initiative, and their ties.

    `boundary` and `period` are words to show. FlowsError when a name is not known or given twice, when two
    ties name the same pair, or when an initiative came out of itself.
    """

    actors: tuple[Actor, ...]
    initiatives: tuple[Initiative, ...] = ()
    contributions: tuple[Contribution, ...] = ()
    ties: tuple[Tie, ...] = ()
    boundary: str = ""
    period: str = ""

    def __post_init__(self) -> None:
        _refuse_doubles((actor.name for actor in self.actors), what="actor")
        _refuse_doubles((initiative.name for initiative in self.initiatives), what="initiative")
        self._check_contributions()
        self._check_ties()
        self._check_lineage()

    def _check_contributions(self) -> None:
        for one in self.contributions:
            self._know(one.actor)
            self._know_initiative(one.initiative)
            _check_when(one.when)

    def _check_ties(self) -> None:
        known: dict[Pair, State] = {}
        for tie in self.ties:
            self._know(tie.a)
            self._know(tie.b)
            _check_tie(tie)
            if tie.initiative is not None:
                self._know_initiative(tie.initiative)
            if tie.pair in known:
                states = " and as ".join(dict.fromkeys((known[tie.pair], tie.state)))
                raise FlowsError(f"the tie of {tie.a} and {tie.b} is there twice, as {states}")
            known[tie.pair] = tie.state

    def _check_lineage(self) -> None:
        for initiative in self.initiatives:
            _check_when(initiative.began)
            for parent in initiative.came_out_of:
                self._know_initiative(parent)
        self.generations  # noqa: B018 -- refuses one that came out of itself

    def _know(self, name: str) -> None:
        if name not in self.side:
            raise FlowsError(f"{name} is not among the actors")

    def _know_initiative(self, name: str) -> None:
        if name not in self._parents:
            raise FlowsError(f"{name} is not among the initiatives")

    @cached_property
    def side(self) -> dict[str, str]:
        """The side of every actor, in the order they were given."""
        return {actor.name: actor.side for actor in self.actors}

    @cached_property
    def _parents(self) -> dict[str, tuple[str, ...]]:
        return {one.name: one.came_out_of for one in self.initiatives}

    @cached_property
    def generations(self) -> dict[str, int]:
        """For every initiative how many links lie between it and one that came out of nothing."""
        left, depth = dict(self._parents), dict[str, int]()
        while left:
            ready = [name for name, parents in left.items() if all(parent in depth for parent in parents)]
            if not ready:
                raise FlowsError(f"{', '.join(sorted(left))} came out of one another in a circle")
            depth |= {name: 1 + max((depth[p] for p in left[name]), default=-1) for name in ready}
            left = {name: parents for name, parents in left.items() if name not in depth}
        return depth

    @cached_property
    def contributors(self) -> dict[str, tuple[str, ...]]:
        """Per initiative who brought something, each once, in the order of the actors."""
        found: dict[str, set[str]] = {one.name: set() for one in self.initiatives}
        for contribution in self.contributions:
            found[contribution.initiative].add(contribution.actor)
        place = {name: i for i, name in enumerate(self.side)}
        return {name: tuple(sorted(who, key=place.__getitem__)) for name, who in found.items()}

    def graph(self, *states: State) -> Graph:
        """The lines of these states over all actors; without any: those from before and those confirmed."""
        wanted = states or ("before", "confirmed")
        return Graph.of(self.side, (tie.pair for tie in self.ties if tie.state in wanted))

    def only(self, initiative: str) -> Self:
        """As this one initiative found and left it: ties that came by others were there before."""
        self._know_initiative(initiative)
        earlier = [tie for tie in self.ties if tie.state == "before" or _confirmed_by_other(tie, initiative)]
        mine = [tie for tie in self.ties if tie.initiative == initiative]
        alone = [one for one in self.initiatives if one.name == initiative]
        return replace(
            self,
            initiatives=tuple(replace(one, came_out_of=()) for one in alone),
            contributions=tuple(one for one in self.contributions if one.initiative == initiative),
            ties=(*(Tie(a=tie.a, b=tie.b, state="before") for tie in earlier), *mine),
        )

    def without(self, initiative: str) -> Self:
        """When this initiative is gone: what was brought to it goes along; actors and ties stay."""
        self._know_initiative(initiative)
        rest = [one for one in self.initiatives if one.name != initiative]
        return replace(
            self,
            initiatives=tuple(
                replace(one, came_out_of=tuple(p for p in one.came_out_of if p != initiative)) for one in rest
            ),
            contributions=tuple(one for one in self.contributions if one.initiative != initiative),
            ties=tuple(
                replace(tie, initiative=None) if tie.initiative == initiative else tie for tie in self.ties
            ),
        )


def _confirmed_by_other(tie: Tie, initiative: str) -> bool:
    return tie.state == "confirmed" and tie.initiative != initiative


def _refuse_doubles(names: Iterable[str], *, what: str) -> None:
    seen: set[str] = set()
    for name in names:
        if not name.strip():
            raise FlowsError(f"an {what} without a name")
        if name in seen:
            raise FlowsError(f"{what} {name} is there twice")
        seen.add(name)


def _check_when(when: str | None) -> None:
    if when is not None and not _WHEN.fullmatch(when):
        raise FlowsError(f"{when!r} is no date: give a year, a month or a day, such as 2024-05")


def _check_tie(tie: Tie) -> None:
    if tie.a == tie.b:
        raise FlowsError(f"{tie.a} is tied to itself")
    if tie.state == "before" and tie.initiative is not None:
        raise FlowsError(
            f"the tie of {tie.a} and {tie.b} was there before, so it did not come by {tie.initiative}"
        )
    if tie.answers and not all(1 <= answer <= STRONGEST for answer in tie.answers):
        raise FlowsError(f"the answers on the tie of {tie.a} and {tie.b} go from 1 to {STRONGEST}")
    _check_when(tie.when)
