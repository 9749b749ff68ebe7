"""What pages and the floors above ask: which agreements hold, and the rules for the machine."""

from dataclasses import dataclass
from datetime import datetime
from typing import Generic, TypeVar

from smederij.agreements import rules, words
from smederij.agreements.models import Agreement, Agreements
from smederij.places.models import Area

R = TypeVar("R", rules.Ballot, rules.Partial, rules.Cap, rules.Silence, rules.Report)


@dataclass(frozen=True)
class Applied(Generic[R]):
    """A rule, and the agreement it comes from; None: nobody agreed on it, it is the house default."""

    rule: R
    agreement: Agreement | None

    @property
    def in_words(self) -> str:
        """What the computer does by it, as one would say it to a neighbour."""
        return words.say(self.rule)


AnyApplied = (
    Applied[rules.Ballot]
    | Applied[rules.Partial]
    | Applied[rules.Cap]
    | Applied[rules.Silence]
    | Applied[rules.Report]
)


@dataclass(frozen=True)
class RuleBook:
    """All rules the machine applies in an area."""

    ballot: Applied[rules.Ballot]
    partial: Applied[rules.Partial]
    cap: Applied[rules.Cap]
    silence: Applied[rules.Silence]
    report: Applied[rules.Report]

    def all(self) -> list[AnyApplied]:
        """In the order in which a round meets them."""
        return [self.ballot, self.partial, self.cap, self.silence, self.report]


def in_force(area: Area, *, now: datetime) -> Agreements:
    """What holds in this area now, the latest first."""
    return Agreement.objects.in_force(now=now).filter(area=area)


def ended(area: Area, *, now: datetime) -> Agreements:
    """What held here before."""
    return Agreement.objects.filter(area=area, until__lte=now).order_by("-until")


def rule_book(area: Area, *, now: datetime) -> RuleBook:
    """The area's own rules, and the house default where it agreed on nothing. One query.

    It does not climb: what the area around it agreed on holds there, not here. An area starts with no
    rules of others.
    """
    own = {one.rule: one for one in in_force(area, now=now).exclude(rule="")}
    return RuleBook(
        ballot=_applied(rules.Ballot, own),
        partial=_applied(rules.Partial, own),
        cap=_applied(rules.Cap, own),
        silence=_applied(rules.Silence, own),
        report=_applied(rules.Report, own),
    )


def _applied(kind: type[R], own: dict[str, Agreement]) -> Applied[R]:
    agreement = own.get(kind.KIND)
    return Applied(kind.parse(agreement.parameters) if agreement else kind(), agreement)
