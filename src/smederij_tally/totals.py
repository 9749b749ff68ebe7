"""A round of which only the score of each entry is known."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Literal

from smederij_tally.amounts import rational, rational_text
from smederij_tally.canonical import digest
from smederij_tally.errors import NotComparable, TallyError
from smederij_tally.projects import CENTS, Project, asked_and_given, check_ids, check_projects, is_amount

Kind = Literal["votes", "points", "percent"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Totals:
    """What remains when ballots are not public or never were: one score per entry, in `kind`.

    Scores are whole numbers, fractions or text such as "23.8". `in_favour` (ballots per entry) serves to
    break ties and, with `against`, to count yes and no per entry; `cast` is the number of ballots and `blank`
    how many of them named nobody. None where unknown.
    Amounts in 1/`scale`. TallyError when something is missing or below zero, TypeError for floats.
    """

    projects: tuple[Project, ...]
    budget: int
    scores: Mapping[str, Fraction | int | str]
    kind: Kind = "votes"
    in_favour: Mapping[str, int] | None = None
    against: Mapping[str, int] | None = None
    cast: int | None = None
    blank: int | None = None
    scale: int = CENTS

    def __post_init__(self) -> None:
        check_projects(self.projects, budget=self.budget)
        ballots = "number of ballots"
        for what, given in (("score", self.scores), (ballots, self.in_favour), (ballots, self.against)):
            if given is not None:
                check_ids(given, self.projects, what=what)
        counts = [n for n in (self.cast, self.blank) if n is not None]
        counts += [n for given in (self.in_favour, self.against) for n in (given or {}).values()]
        if any(self.score(id) < 0 for id in self.scores) or not all(map(is_amount, counts)):
            raise TallyError("a score or a number of ballots may not be below zero")

    def score(self, id: str) -> Fraction:
        """The score of one entry, exactly."""
        return rational(self.scores[id])

    def of(self, ids: Collection[str], *, budget: int) -> Totals:
        """The same for these entries only, with another budget."""
        return replace(
            self,
            projects=tuple(project for project in self.projects if project.id in ids),
            budget=budget,
            scores={id: self.scores[id] for id in ids},
            in_favour=self.in_favour and {id: self.in_favour[id] for id in ids},
            against=self.against and {id: self.against[id] for id in ids},
        )

    def turnout_below(self, minimum: int | None) -> bool:
        """Whether fewer than so many ballots were cast; NotComparable when that is asked and not known."""
        if minimum is None:
            return False
        if self.cast is None:
            raise NotComparable("a minimum turnout needs the number of ballots, which is not known")
        return self.cast < minimum

    def totals(self) -> Totals:
        """Itself: totals and elections are counted alike."""
        return self

    def input_sha256(self, *, budget: int, ordered: bool) -> str:
        """Digest of all that is counted; the order of the list is part of it only where it breaks ties."""
        body = asked_and_given(self.projects, budget=budget, scale=self.scale, ordered=ordered)
        body |= {"kind": self.kind, "scores": {id: rational_text(self.score(id)) for id in self.scores}}
        known = {"in_favour": self.in_favour, "against": self.against, "cast": self.cast, "blank": self.blank}
        return digest(body | {what: value for what, value in known.items() if value is not None})
