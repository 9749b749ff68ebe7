"""What pages and the floors above ask: which agreements hold, and the rules for the machine."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from datetime import datetime
from typing import Generic, TypeVar

from smederij.agreements import rules, words
from smederij.agreements.models import Agreement, Agreements
from smederij.places.models import Area

R_co = TypeVar("R_co", bound=rules.Rule, covariant=True)


@dataclass(frozen=True)
class Applied(Generic[R_co]):
    """A rule, and the agreement it comes from; None: nobody agreed on it, it is the house default."""

    rule: R_co
    agreement: Agreement | None

    @property
    def in_words(self) -> str:
        """What the computer does by it, as one would say it to a neighbour."""
        return words.say(self.rule)

    @property
    def with_source(self) -> str:
        """The same, with the agreement it comes from behind it where there is one."""
        return f"{self.in_words} {self.agreement.cited}" if self.agreement else self.in_words


@dataclass(frozen=True)
class RuleBook:
    """All rules the machine applies in an area, in the order in which a round meets them."""

    sit_out: Applied[rules.SitOut]
    ideas: Applied[rules.Ideas]
    cap: Applied[rules.Cap]
    silence: Applied[rules.Silence]
    nomination: Applied[rules.Nomination]
    age: Applied[rules.Age]
    settle: Applied[rules.Settle]
    ballot: Applied[rules.Ballot]
    partial: Applied[rules.Partial]
    votes: Applied[rules.Votes]
    tie: Applied[rules.Tie]
    leftovers: Applied[rules.Leftovers]
    objection: Applied[rules.Objection]
    dispute: Applied[rules.Dispute]
    report: Applied[rules.Report]

    def all(self) -> list[Applied[rules.Rule]]:
        """In the order in which a round meets them."""
        return [getattr(self, field.name) for field in fields(self)]

    def agreed(self) -> list[tuple[str, Agreement]]:
        """The kinds on which the area agreed something, each with its agreement."""
        return [(one.rule.KIND, one.agreement) for one in self.all() if one.agreement is not None]


def in_force(area: Area, *, now: datetime) -> Agreements:
    """What holds in this area now, the latest first."""
    return Agreement.objects.in_force(now=now).filter(area=area)


def ended(area: Area, *, now: datetime) -> Agreements:
    """What held here before."""
    return Agreement.objects.filter(area=area, until__lte=now).order_by("-until")


def versions(agreement: Agreement) -> list[Agreement]:
    """This agreement and all it took the place of, the latest first. One query."""
    listed = {one.pk: one for one in Agreement.objects.filter(area=agreement.area).select_related("former")}
    found = [listed[agreement.pk]]
    while found[-1].former_id is not None:
        found.append(listed[found[-1].former_id])
    return found


def book_if(rule: rules.Rule) -> RuleBook:
    """The house default with this one rule, to see what it would do."""
    book = book_of([])
    return replace(book, **{rule.KIND: Applied(rule, None)})  # type: ignore[arg-type]


def rule_book(area: Area, *, now: datetime) -> RuleBook:
    """The area's own rules, and the house default where it agreed on nothing. One query.

    It does not climb: what the area around it agreed on holds there, not here. An area starts with no
    rules of others.
    """
    return book_of(in_force(area, now=now).exclude(rule=""))


def book_of(agreements: Iterable[Agreement]) -> RuleBook:
    """The rules of these agreements, at most one of a kind, and the house default for every other kind."""
    own = {one.rule: one for one in agreements}
    return RuleBook(**{kind: _applied(rule, own) for kind, rule in rules.KINDS.items()})  # type: ignore[arg-type]


def _applied(kind: type[rules.Rule], own: Mapping[str, Agreement]) -> Applied[rules.Rule]:
    agreement = own.get(kind.KIND)
    return Applied(kind.parse(agreement.parameters) if agreement else kind(), agreement)
