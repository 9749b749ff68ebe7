"""Rules on who and what takes part in a round.

    sit_out     {"rounds": 1-8} or {"years": 1-5}, "per": "initiator" | "group"
    ideas       {"most": 1-20}
    nomination  {"way": "all" | "group"} or {"way": "support", "at_least": 1-500}
    age         {"from": 1-18}

Without them: winners enter again at once, with as many ideas as they like; the group puts the ideas on the
ballot; everyone on the list votes.
"""

from dataclasses import dataclass
from typing import ClassVar, Self

from django.utils.translation import gettext as _

from smederij.agreements import strict
from smederij.agreements.strict import BadRule, Parameters

INITIATOR, GROUP = "initiator", "group"
ALL, SUPPORT = "all", "support"


@dataclass(frozen=True)
class SitOut:
    """Whoever won gives others a turn: the next so many rounds of the area, or calendar years.

    `per`: who started the idea that won, or everyone who carries it. Neither rounds nor years: nobody waits.
    """

    KIND: ClassVar[str] = "sit_out"
    rounds: int | None = None
    years: int | None = None
    per: str = INITIATOR

    @classmethod
    def parse(cls, parameters: Parameters) -> Self:
        strict.only(parameters, "rounds", "years", "per")
        per = strict.choice({"per": INITIATOR, **parameters}, "per", INITIATOR, GROUP)
        if ("rounds" in parameters) == ("years" in parameters):
            raise BadRule("rounds", _("Say how long winners wait: some rounds, or some years."))
        if "rounds" in parameters:
            return cls(rounds=strict.number(parameters, "rounds", least=1, most=8), per=per)
        return cls(years=strict.number(parameters, "years", least=1, most=5), per=per)

    @property
    def for_carriers(self) -> bool:
        """Whether it is about everyone who carries an idea, not only about who started it."""
        return self.per == GROUP

    def __bool__(self) -> bool:
        """Whether anyone waits at all."""
        return bool(self.rounds or self.years)


@dataclass(frozen=True)
class Ideas:
    """With how many ideas one person takes part in a round; None is as many as they like."""

    KIND: ClassVar[str] = "ideas"
    most: int | None = None

    @classmethod
    def parse(cls, parameters: Parameters) -> Self:
        strict.only(parameters, "most")
        return cls(most=strict.number(parameters, "most", least=1, most=20))


@dataclass(frozen=True)
class Nomination:
    """How an idea gets on the ballot: each one, those with enough support, or those the group puts there."""

    KIND: ClassVar[str] = "nomination"
    way: str = GROUP
    at_least: int = 0

    @classmethod
    def parse(cls, parameters: Parameters) -> Self:
        strict.only(parameters, "way", "at_least")
        way = strict.choice(parameters, "way", ALL, SUPPORT, GROUP)
        if way == SUPPORT:
            return cls(way=way, at_least=strict.number(parameters, "at_least", least=1, most=500))
        if "at_least" in parameters:
            raise BadRule("at_least", _("A number of neighbours belongs only to choosing by support."))
        return cls(way=way)

    @property
    def by_support(self) -> bool:
        """Whether neighbours decide by saying that they support it."""
        return self.way == SUPPORT

    @property
    def by_group(self) -> bool:
        """Whether the group chooses."""
        return self.way == GROUP


@dataclass(frozen=True)
class Age:
    """From what age one votes; None is any age. A list without dates of birth cannot be checked for it."""

    KIND: ClassVar[str] = "age"
    years: int | None = None

    @classmethod
    def parse(cls, parameters: Parameters) -> Self:
        strict.only(parameters, "from")
        return cls(years=strict.number(parameters, "from", least=1, most=18))
