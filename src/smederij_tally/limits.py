"""Groups of entries, such as per theme or per area, each with the most it can get."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from smederij_tally.amounts import amount_text, decimal, to_minor
from smederij_tally.ballots import Ballots, Choice
from smederij_tally.election import Election
from smederij_tally.errors import TallyError
from smederij_tally.projects import Project, check_ids, is_amount

_LISTS = {"category": "categories", "district": "districts", "neighborhood": "neighborhoods"}


@dataclass(frozen=True, slots=True)
class Limits:
    """(entry, group) for every entry, and (group, most) in smallest units for every group."""

    groups: tuple[tuple[str, str], ...]
    most: tuple[tuple[str, int], ...]

    def __post_init__(self) -> None:
        for group, most in self.most:
            if not is_amount(most):
                raise TallyError(f"the limit of {group} is {most!r}: give a whole number, 0 or more")
        known = dict(self.most)
        for entry, group in self.groups:
            if group not in known:
                raise TallyError(f"entry {entry} belongs to {group or 'no group'}, which has no limit")

    @classmethod
    def by(cls, election: Election, *, column: str, most: Mapping[str, int] | None = None) -> Limits:
        """Groups by a column of the list of entries; what `most` does not say, the file's META must."""
        known = said_in(election, column=column) | dict(most or {})
        pairs = tuple((project.id, group_of(project, column=column)) for project in election.projects)
        return cls(pairs, tuple(sorted(known.items())))


def group_of(project: Project, *, column: str) -> str:
    """What a column says of an entry."""
    return dict(project.extra).get(column, "").strip()


def said_in(election: Election, *, column: str) -> dict[str, int]:
    """Limits as a file gives them: `budget_per_category` in the order of `categories`; empty without.

    TallyError when the two do not match or an amount can't be read.
    """
    meta = dict(election.meta)
    amounts = meta.get(f"budget_per_{column}", "")
    if not amounts:
        return {}
    names = [name.strip() for name in meta.get(_LISTS.get(column, f"{column}s"), "").split(",")]
    given = amounts.split(",")
    if len(names) != len(given):
        raise TallyError(f"META gives {len(given)} amounts for {len(names)} groups by {column}")
    try:
        return {
            name: to_minor(decimal(text), scale=election.scale)
            for name, text in zip(names, given, strict=True)
        }
    except ValueError as error:
        raise TallyError(f"budget_per_{column} can't be read: {error}") from error


def apart(election: Election, limits: Limits) -> dict[str, Election]:
    """One election per group that has an entry, with its limit as budget: nothing crosses between them.

    A ballot counts in each group of which it names an entry, and is blank in the others; a ranking keeps its
    order, and whoever comes first in it counts as first. TallyError when the limits together come to more
    than there is, or an entry has no group.
    """
    total = sum(most for _, most in limits.most)
    if total > election.budget:
        given, there, over = (
            amount_text(n, scale=election.scale) for n in (total, election.budget, total - election.budget)
        )
        raise TallyError(
            f"the groups have {given} together, {over} more than the {there} there is: give one of them less"
        )
    groups = dict(limits.groups)
    check_ids(groups, election.projects, what="group")
    return {
        group: _part(election, [i for i, p in enumerate(election.projects) if groups[p.id] == group], most)
        for group, most in limits.most
        if group in groups.values()
    }


def _part(election: Election, places: list[int], budget: int) -> Election:
    new = {place: i for i, place in enumerate(places)}
    found: Counter[Choice] = Counter()
    for (entries, points), count in election.ballots:
        kept = [k for k, entry in enumerate(entries) if entry in new]
        choice = tuple(new[entries[k]] for k in kept), tuple(points[k] for k in kept if points)
        found[choice] += count
    pointed, scale = election.ballots.points is not None, election.ballots.points_scale
    more: dict[str, Any] = {"voters": None, "notes": ()}
    return replace(
        election,
        projects=tuple(election.projects[place] for place in places),
        budget=budget,
        ballots=Ballots.of(found, pointed=pointed, points_scale=scale),
        max_length=election.max_length and min(election.max_length, len(places)),
        **more,
    )
