"""The result of a round without a vote, and on what condition an idea won."""

from collections.abc import Sequence
from dataclasses import dataclass

from smederij.base.money import Money
from smederij.places.models import Area
from smederij.rounds import papers, queries
from smederij.rounds.conditions import conditions
from smederij.rounds.declining import declined
from smederij.rounds.models import Entry, Look, Objection, Result, Round, Settling
from smederij.rounds.views.words import Thanks, thanks


@dataclass(frozen=True)
class SettledIdea:
    """One idea that goes ahead. `conditions`: the obstacles it went along with, solved or not."""

    entry: Entry
    granted: Money
    screen: int
    paper: int
    conditions: Sequence[Look]

    @property
    def signed(self) -> int:
        """All who signed."""
        return self.screen + self.paper


@dataclass(frozen=True)
class SettledPage:
    """What the result of a round without a vote shows."""

    round: Round
    area: Area
    result: Result
    settling: Settling
    ideas: Sequence[SettledIdea]
    objections: Sequence[Objection]
    spent: Money
    left: Money
    leftovers: str
    declined: frozenset[int]
    thanks: Sequence[Thanks]


def settled_page(round: Round, result: Result) -> SettledPage:
    """All of it, from what was kept when it was settled. Seven queries."""
    outcome, goes_with = result.outcome, conditions(round)
    entries = {papers.project_id(entry): entry for entry in papers.on_ballot(round)}
    gets = {one["entry"]: Money(one["granted"]) for one in outcome["selected"]}
    ideas = [
        SettledIdea(
            entry := entries[one["entry"]],
            gets[one["entry"]],
            one["screen"],
            one["paper"],
            goes_with.get(entry.pk, ()),
        )
        for one in outcome["settled_on"]["ideas"]
    ]
    settlings = Settling.objects.select_related("agreement", "first_by", "second_by")
    objections = Objection.objects.filter(entry__in=[idea.entry for idea in ideas])
    return SettledPage(
        round=round,
        area=round.pot.area,
        result=result,
        settling=settlings.get(round=round),
        ideas=ideas,
        objections=list(objections.select_related("answered_by")),
        spent=Money(outcome["spent"]),
        left=Money(outcome["left"]),
        leftovers=queries.agreed(round).leftovers.with_source,
        declined=frozenset(idea for _round, idea in declined([round.pk])),
        thanks=thanks(queries.steps_back(round)),
    )
