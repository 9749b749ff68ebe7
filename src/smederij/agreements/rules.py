"""The agreements a machine can apply: their parameters, read strictly, and what holds without one.

`parameters` is a JSON object per kind of rule; amounts are whole cents:

    ballot   {"kind": "approve" | "points", "most_choices": 1-50, "most_per_idea": 1-50}
    partial  {"last_gets_rest": bool, "skip": bool}
    cap      {"amount": cents}
    silence  {"working_days": 1-60}
    report   {"weeks": 1-104}

The house default is what real forges did: choose up to three ideas, most votes first; the last one gets
what is left, and counting stops at the first that does not fit; no cap; two weeks for an answer.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Self

from django.utils.translation import gettext as _

from smederij.base.money import LARGEST_CENTS, Money

APPROVE, POINTS = "approve", "points"


class BadRule(ValueError):
    """The parameters make no rule; `field` is the one to mend, the message says what it may be."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field


@dataclass(frozen=True)
class Ballot:
    """How people vote: choose up to `most_choices` ideas, or divide that many points.

    `most_per_idea` is the most points for one idea; choosing always is one.
    """

    KIND: ClassVar[str] = "ballot"
    kind: str = APPROVE
    most_choices: int = 3
    most_per_idea: int = 1

    @classmethod
    def parse(cls, parameters: Mapping[str, Any]) -> Self:
        _only(parameters, "kind", "most_choices", "most_per_idea")
        kind = parameters.get("kind", APPROVE)
        if kind not in (APPROVE, POINTS):
            raise BadRule("kind", _("Say how you vote: by choosing ideas, or by dividing points."))
        most_choices = _number(parameters, "most_choices", least=1, most=50)
        most_per_idea = _number({"most_per_idea": 1, **parameters}, "most_per_idea", least=1, most=50)
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
        _only(parameters, "last_gets_rest", "skip")
        last_gets_rest = _switch(parameters, "last_gets_rest")
        skip = _switch({"skip": False, **parameters}, "skip")
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
        _only(parameters, "amount")
        message = _("Fill in an amount, for example 2500.")
        return cls(amount=Money(_number(parameters, "amount", least=1, most=LARGEST_CENTS, message=message)))


@dataclass(frozen=True)
class Silence:
    """Staff who look along answer within so many working days; no answer is a yes."""

    KIND: ClassVar[str] = "silence"
    working_days: int = 10

    @classmethod
    def parse(cls, parameters: Mapping[str, Any]) -> Self:
        _only(parameters, "working_days")
        return cls(working_days=_number(parameters, "working_days", least=1, most=60))


@dataclass(frozen=True)
class Report:
    """Whoever got money tells how it went, so many weeks after."""

    KIND: ClassVar[str] = "report"
    weeks: int = 8

    @classmethod
    def parse(cls, parameters: Mapping[str, Any]) -> Self:
        _only(parameters, "weeks")
        return cls(weeks=_number(parameters, "weeks", least=1, most=104))


Rule = Ballot | Partial | Cap | Silence | Report
KINDS: Mapping[str, type[Rule]] = {rule.KIND: rule for rule in (Ballot, Partial, Cap, Silence, Report)}


def parse(kind: str, parameters: Mapping[str, Any]) -> Rule | None:
    """The rule of this kind; None for an agreement in words only. Raises BadRule."""
    if kind == "":
        _only(parameters)
        return None
    if kind not in KINDS:
        raise BadRule("rule", _("The computer does not know this kind of agreement."))
    return KINDS[kind].parse(parameters)


def _only(parameters: Mapping[str, Any], *known: str) -> None:
    """A misspelt parameter must not quietly become a default."""
    for name in parameters:
        if name not in known:
            raise BadRule(
                name, _("The computer does not know “%(name)s” in this agreement.") % {"name": name}
            )


def _number(parameters: Mapping[str, Any], name: str, *, least: int, most: int, message: str = "") -> int:
    value = parameters.get(name)
    if type(value) is not int or not least <= value <= most:
        words = {"least": least, "most": most}
        raise BadRule(name, message or _("Fill in a number from %(least)s to %(most)s.") % words)
    return value


def _switch(parameters: Mapping[str, Any], name: str) -> bool:
    value = parameters.get(name)
    if type(value) is not bool:
        raise BadRule(name, _("Say yes or no."))
    return value
