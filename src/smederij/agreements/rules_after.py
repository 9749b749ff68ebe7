"""Rules on who wins, and on what comes after.

    votes      {"at_least": 1-5000}
    tie        {"way": "cheapest" | "lot"}
    settle     {"signatures": 1-500, "objection_days": 3-60}
    objection  {"days": 0-90}
    dispute    {"who": up to 120 characters}
    leftovers  {"to": "pot" | "round"} or {"to": "purpose", "purpose": up to 120 characters}
    report     {"weeks": 1-104, "receipts_from": cents, may be left out}

Without them: one vote can win; there is always a vote; of two with as many votes the cheaper goes first; two
weeks to object; the steering group settles; what is left stays in the pot; told within eight weeks, without
receipts.
"""

from dataclasses import dataclass
from typing import ClassVar, Self

from django.utils.translation import gettext as _

from smederij.agreements import strict
from smederij.agreements.strict import BadRule, Parameters
from smederij.base.money import LARGEST_CENTS, Money

CHEAPEST, LOT = "cheapest", "lot"
POT, ROUND, PURPOSE = "pot", "round", "purpose"
LONGEST = 120


@dataclass(frozen=True)
class Votes:
    """How many votes (or points) an idea needs to win."""

    KIND: ClassVar[str] = "votes"
    at_least: int = 1

    @classmethod
    def parse(cls, parameters: Parameters) -> Self:
        strict.only(parameters, "at_least")
        return cls(at_least=strict.number(parameters, "at_least", least=1, most=5000))


@dataclass(frozen=True)
class Tie:
    """Which of two with as many votes goes first: the cheaper (then more voters, then a lot), or a lot."""

    KIND: ClassVar[str] = "tie"
    way: str = CHEAPEST

    @classmethod
    def parse(cls, parameters: Parameters) -> Self:
        strict.only(parameters, "way")
        return cls(way=strict.choice(parameters, "way", CHEAPEST, LOT))

    @property
    def by_lot(self) -> bool:
        """Whether a lot decides at once."""
        return self.way == LOT


@dataclass(frozen=True)
class Settle:
    """When all that is asked fits the pot: by so many signatures an idea and a time to object.

    No number: the area did not agree on this, so there is a vote.
    """

    KIND: ClassVar[str] = "settle"
    signatures: int | None = None
    objection_days: int = 14

    @classmethod
    def parse(cls, parameters: Parameters) -> Self:
        strict.only(parameters, "signatures", "objection_days")
        signatures = strict.number(parameters, "signatures", least=1, most=500)
        days = strict.number(parameters, "objection_days", least=3, most=60)
        return cls(signatures=signatures, objection_days=days)


@dataclass(frozen=True)
class Objection:
    """For how many days after the result people can say that the count is wrong."""

    KIND: ClassVar[str] = "objection"
    days: int = 14

    @classmethod
    def parse(cls, parameters: Parameters) -> Self:
        strict.only(parameters, "days")
        return cls(days=strict.number(parameters, "days", least=0, most=90))


@dataclass(frozen=True)
class Dispute:
    """Who decides when people disagree; empty is the steering group."""

    KIND: ClassVar[str] = "dispute"
    who: str = ""

    @classmethod
    def parse(cls, parameters: Parameters) -> Self:
        strict.only(parameters, "who")
        message = _("Say who decides, for example: three neighbours drawn by lot.")
        return cls(who=strict.text(parameters, "who", most=LONGEST, message=message))


@dataclass(frozen=True)
class Leftovers:
    """Where money goes that a round did not give out."""

    KIND: ClassVar[str] = "leftovers"
    to: str = POT
    purpose: str = ""

    @classmethod
    def parse(cls, parameters: Parameters) -> Self:
        strict.only(parameters, "to", "purpose")
        to = strict.choice(parameters, "to", POT, ROUND, PURPOSE)
        if to == PURPOSE:
            message = _("Say what you save for, for example: a roof over the square.")
            return cls(to=to, purpose=strict.text(parameters, "purpose", most=LONGEST, message=message))
        if "purpose" in parameters:
            raise BadRule("purpose", _("A purpose belongs only to saving for something."))
        return cls(to=to)


@dataclass(frozen=True)
class Report:
    """Whoever got money tells how it went, so many weeks after; from `receipts_from` on with receipts."""

    KIND: ClassVar[str] = "report"
    weeks: int = 8
    receipts_from: Money | None = None

    @classmethod
    def parse(cls, parameters: Parameters) -> Self:
        strict.only(parameters, "weeks", "receipts_from")
        weeks = strict.number(parameters, "weeks", least=1, most=104)
        if "receipts_from" not in parameters:
            return cls(weeks=weeks)
        message = _("Fill in an amount, for example 2500.")
        cents = strict.number(parameters, "receipts_from", least=0, most=LARGEST_CENTS, message=message)
        return cls(weeks=weeks, receipts_from=Money(cents))
