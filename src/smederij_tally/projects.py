"""What people ask for, and the checks every list of it must pass."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from smederij_tally.errors import TallyError

CENTS = 100


@dataclass(frozen=True, slots=True)
class Project:
    """An entry that asks `cost`, in smallest units; `extra` is what else a file says: (column, text)."""

    id: str
    cost: int
    name: str = ""
    withdrawn: bool = False
    extra: tuple[tuple[str, str], ...] = ()
    cost_text: str = field(default="", compare=False)  # as the file wrote it, kept for writing it back

    def __post_init__(self) -> None:
        if not is_amount(self.cost):
            raise TallyError(f"entry {self.id} asks {self.cost!r}: give a whole number, 0 or more")


def is_amount(value: object) -> bool:
    """Whether this is a whole number of smallest units, not below zero."""
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def check_projects(projects: tuple[Project, ...], *, budget: int) -> None:
    """TallyError when an entry has no id or shares it, or the budget is not a whole number, 0 or more."""
    for id, times in Counter(project.id for project in projects).items():
        if not id:
            raise TallyError("an entry has no id")
        if "," in id or id != id.strip():
            raise TallyError(f'"{id}" can\'t be the id of an entry: no commas, no spaces around it')
        if times > 1:
            raise TallyError(f'the entry id "{id}" stands in the list twice')
    if not is_amount(budget):
        raise TallyError(f"the budget is {budget!r}: give a whole number, 0 or more")


def check_ids(ids: Iterable[str], projects: tuple[Project, ...], *, what: str) -> None:
    """TallyError unless there is exactly one `what` for every entry."""
    known, given = {project.id for project in projects}, set(ids)
    for id in sorted(known - given):
        raise TallyError(f"entry {id} has no {what}")
    for id in sorted(given - known):
        raise TallyError(f"there is a {what} for {id}, which is not an entry")


def asked_and_given(
    projects: tuple[Project, ...], *, budget: int, scale: int, ordered: bool
) -> dict[str, Any]:
    """The part of a digest that every kind of input has; the order of the list only where it breaks ties."""
    body: dict[str, Any] = {
        "budget": budget,
        "scale": scale,
        "projects": sorted([project.id, project.cost, project.withdrawn] for project in projects),
    }
    return body | {"order": [project.id for project in projects]} if ordered else body
