"""The agreements a machine can apply: their parameters, read strictly, and what holds without one.

`parameters` is a JSON object per kind of rule; amounts are whole cents:

    ballot   {"kind": "one"} | {"kind": "budget"} | {"kind": "approve", "most_choices": 1-50}
             | {"kind": "points", "most_choices": 1-50, "most_per_idea": 1-50}
    partial  {"last_gets_rest": bool, "skip": bool}
    cap      {"amount": cents}
    silence  {"working_days": 1-60}

and those of rules_entering.py and rules_after.py. The house default is what real forges did: choose up to
three ideas, most votes first; the last one gets what is left, and counting stops at the first that does not
fit; no cap; two weeks for an answer.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Self, get_args

from django.utils.translation import gettext as _

from smederij.agreements import strict
from smederij.agreements.rules_after import Dispute, Leftovers, Objection, Report, Settle, Tie, Votes
from smederij.agreements.rules_entering import Age, Ideas, Nomination, SitOut
from smederij.agreements.strict import BadRule
from smederij.base.money import LARGEST_CENTS, Money

__all__ = [
    "Age",
    "BadRule",
    "Ballot",
    "Cap",
    "Dispute",
    "Ideas",
    "Leftovers",
    "Nomination",
    "Objection",
    "Partial",
    "Report",
    "Settle",
    "Silence",
    "SitOut",
    "Tie",
    "Votes",
]

ONE, APPROVE, BUDGET, POINTS = "one", "approve", "budget", "points"
MOST_CHOICES = 50


@dataclass(frozen=True)
class Ballot:
    """How people vote: choose one idea, up to `most_choices`, or what fits the pot; or divide points.

    `most_per_idea` is the most points for one idea; choosing always is one. Where the pot is the limit nobody
    asks `most_choices`.
    """

    KIND: ClassVar[str] = "ballot"
    kind: str = APPROVE
    most_choices: int = 3
    most_per_idea: int = 1

    @classmethod
    def parse(cls, parameters: Mapping[str, Any]) -> Self:
        strict.only(parameters, "kind", "most_choices", "most_per_idea")
        kind = parameters.get("kind", APPROVE)
        if kind not in (ONE, APPROVE, BUDGET, POINTS):
            raise BadRule("kind", _("Say how you vote: by choosing ideas, or by dividing points."))
        if kind in (ONE, BUDGET):
            strict.only(parameters, "kind")
            return cls(kind=kind, most_choices=1 if kind == ONE else MOST_CHOICES)
        most_choices = strict.number(parameters, "most_choices", least=1, most=MOST_CHOICES)
        most_per_idea = strict.number({"most_per_idea": 1, **parameters}, "most_per_idea", least=1, most=50)
        if kind == APPROVE and most_per_idea != 1:
            raise BadRule("most_per_idea", _("Whoever chooses ideas, chooses an idea once."))
        if most_per_idea > most_choices:
            raise BadRule("most_per_idea", _("One idea cannot get more points than someone has."))
        return cls(kind=kind, most_choices=most_choices, most_per_idea=most_per_idea)


@dataclass(frozen=True)
class Partial:
    """What happens with the last euros.

    `last_gets_rest`: the first idea that no longer fits gets what is left. `skip`: after that, cheaper
    ideas with fewer votes are tried; otherwise counting stops there.
    """

    KIND: ClassVar[str] = "partial"
    last_gets_rest: bool = True
    skip: bool = False

    @classmethod
    def parse(cls, parameters: Mapping[str, Any]) -> Self:
        strict.only(parameters, "last_gets_rest", "skip")
        last_gets_rest = strict.switch(parameters, "last_gets_rest")
        skip = strict.switch({"skip": False, **parameters}, "skip")
        if last_gets_rest and skip:
            raise BadRule("skip", _("When the last idea gets the rest, nothing is left for a next one."))
        return cls(last_gets_rest=last_gets_rest, skip=skip)


@dataclass(frozen=True)
class Cap:
    """The most one idea can get from a round; None is no cap."""

    KIND: ClassVar[str] = "cap"
    amount: Money | None = None

    @classmethod
    def parse(cls, parameters: Mapping[str, Any]) -> Self:
        strict.only(parameters, "amount")
        message = _("Fill in an amount, for example 2500.")
        return cls(
            amount=Money(strict.number(parameters, "amount", least=1, most=LARGEST_CENTS, message=message))
        )


@dataclass(frozen=True)
class Silence:
    """Staff who look along answer within so many working days; no answer is a yes."""

    KIND: ClassVar[str] = "silence"
    working_days: int = 10

    @classmethod
    def parse(cls, parameters: Mapping[str, Any]) -> Self:
        strict.only(parameters, "working_days")
        return cls(working_days=strict.number(parameters, "working_days", least=1, most=60))


Rule = (
    SitOut
    | Ideas
    | Cap
    | Silence
    | Nomination
    | Age
    | Settle
    | Ballot
    | Partial
    | Votes
    | Tie
    | Leftovers
    | Objection
    | Dispute
    | Report
)
KINDS: Mapping[str, type[Rule]] = {rule.KIND: rule for rule in get_args(Rule)}  # as a round meets them


def parse(kind: str, parameters: Mapping[str, Any]) -> Rule | None:
    """The rule of this kind; None for an agreement in words only. Raises BadRule."""
    if kind == "":
        strict.only(parameters)
        return None
    if kind not in KINDS:
        raise BadRule("rule", _("The computer does not know this kind of agreement."))
    return KINDS[kind].parse(parameters)
