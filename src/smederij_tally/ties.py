"""Entries with one score: which goes first, by what rule, and whether it made a difference."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import groupby
from typing import Literal, get_args

from smederij_tally.outcome import Settled
from smederij_tally.projects import Project
from smederij_tally.totals import Totals

TieRule = Literal["cost-votes-lot", "lot", "id", "file", "refuse"]
TIE_RULES: tuple[str, ...] = get_args(TieRule)
Misfit = Literal["skip", "stop", "part"]


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry as the count sees it; `place` is where it stands in the list. Amounts in smallest units."""

    id: str
    place: int
    score: Fraction
    in_favour: int | None
    cost: int
    asked: int
    group: str | None = None

    def alike(self) -> tuple[Fraction, int, int]:
        """What must be equal before only a lot can tell two entries apart."""
        return -self.score, self.cost, -(self.in_favour or 0)


def entries_of(
    totals: Totals, *, cap: int | None = None, groups: Mapping[str, str] | None = None
) -> Iterator[tuple[Entry, Project]]:
    """All entries of a round; `cap` is the most that one can get, `groups` the group of each."""
    for place, project in enumerate(totals.projects):
        asked = project.cost if cap is None else min(project.cost, cap)
        votes = None if totals.in_favour is None else totals.in_favour[project.id]
        group = (groups or {}).get(project.id)
        yield Entry(project.id, place, totals.score(project.id), votes, project.cost, asked, group), project


def ranked(entries: Iterable[Entry], *, rule: TieRule) -> list[Entry]:
    """Highest score first; equals by the rule, and by id where the rule is silent."""
    if rule == "file":
        return sorted(entries, key=lambda entry: (-entry.score, entry.place))
    if rule == "cost-votes-lot":
        return sorted(entries, key=lambda entry: (*entry.alike(), entry.id))
    return sorted(entries, key=lambda entry: (-entry.score, entry.id))


def runs_alike(order: Sequence[Entry]) -> list[slice]:
    """Where in the order two or more entries differ in nothing but their id."""
    return _runs([entry.alike() for entry in order])


def runs_tied(order: Sequence[Entry]) -> list[slice]:
    """Where in the order two or more entries have one score."""
    return _runs([entry.score for entry in order])


def lot_order(entries: Iterable[Entry], *, seed: str) -> list[Entry]:
    """A lot that anyone can draw again: the smallest SHA-256 of seed, line break and id first."""
    return sorted(entries, key=lambda entry: hashlib.sha256(f"{seed}\n{entry.id}".encode()).digest())


@dataclass(frozen=True, slots=True)
class Room:
    """What is left of the pot, and of the limit of each group that has one."""

    left: int
    groups: Mapping[str, int]

    def most(self, entry: Entry) -> int:
        """The most this entry's group can still get; all that is left where it has no limit."""
        return self.left if entry.group is None else self.groups[entry.group]

    def holds(self, entries: Sequence[Entry]) -> bool:
        """Whether all of these fit together."""
        groups = Counter[str | None]()
        for entry in entries:
            groups[entry.group] += entry.asked
        fits = all(groups[name] <= left for name, left in self.groups.items())
        return fits and sum(groups.values()) <= self.left

    def after(self, entry: Entry, granted: int) -> Room:
        """What is left once this entry got so much."""
        groups = self.groups
        if entry.group is not None:
            groups = {**groups, entry.group: groups[entry.group] - granted}
        return Room(self.left - granted, groups)


def order_matters(tied: Iterable[Entry], *, room: Room, misfit: Misfit) -> bool:
    """Whether another order of these entries, with this much room, would give any of them other money."""
    some = [entry for entry in tied if entry.asked]  # who asks nothing takes nothing from the others
    # Who is passed over in any order: above what its group has left or, where misfits are skipped, the pot.
    some = [entry for entry in some if entry.group is None or entry.asked <= room.most(entry)]
    if misfit == "skip":
        some = [entry for entry in some if entry.asked <= room.left]
    if len(some) < 2 or room.holds(some):
        return False
    return room.left > 0 if misfit == "part" else min(entry.asked for entry in some) <= room.left


def settled_by(tied: Sequence[Entry], *, rule: TieRule, lots: bool) -> tuple[Settled, ...]:
    """What told these entries apart, in the order the rule asks it."""
    if rule in ("id", "file"):
        return ("id",) if rule == "id" else ("file",)
    if rule == "lot":
        return ("lot",) if lots else ("not_needed",)
    used: list[Settled] = []
    if rule == "cost-votes-lot":
        costs = {entry.cost for entry in tied}
        used += ["cost"] if len(costs) > 1 else []
        used += ["votes"] if len({(entry.cost, entry.in_favour) for entry in tied}) > len(costs) else []
        used += ["lot"] if lots else []
    return tuple(used) or ("not_needed",)


def _runs(keys: Sequence[object]) -> list[slice]:
    found, start = [], 0
    for _, same in groupby(keys):
        size = len(list(same))
        found += [slice(start, start + size)] if size > 1 else []
        start += size
    return found
