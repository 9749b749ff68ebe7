"""Agreements about people, in plain Python: the same numbers give the same answer. Names play no part."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.timezone import localtime

from smederij.agreements.queries import RuleBook


@dataclass(frozen=True)
class Counted:
    """A round of the area that was counted."""

    round_id: int
    closes_at: datetime


@dataclass(frozen=True)
class Taking:
    """An idea that takes part, or won: who it is about. In the order in which ideas came in."""

    entry_id: int
    round_id: int
    starter: int
    carriers: frozenset[int]

    def people(self, *, carriers: bool) -> frozenset[int]:
        """Who started it, or everyone who carries it."""
        return self.carriers | {self.starter} if carriers else frozenset({self.starter})


def looks_back(book: RuleBook, *, closes_at: datetime, counted: Iterable[Counted]) -> frozenset[int]:
    """The rounds whose winners wait in a round that closes then.

    The last so many of the area, or all that closed in the so many calendar years before.
    """
    rule = book.sit_out.rule
    before = sorted(
        (one for one in counted if one.closes_at < closes_at),
        key=lambda one: (one.closes_at, one.round_id),
        reverse=True,
    )
    if rule.rounds:
        return frozenset(one.round_id for one in before[: rule.rounds])
    year = localtime(closes_at).year
    ago = {one.round_id: year - localtime(one.closes_at).year for one in before}
    return frozenset(number for number, years in ago.items() if 1 <= years <= (rule.years or 0))


def won_before(book: RuleBook, *, taking: Iterable[Taking], won: Sequence[Taking]) -> dict[int, int]:
    """For each idea whose people won before: the entry that won; `won` in order, the last one counts."""
    wide = book.sit_out.rule.for_carriers
    winners = [(one.entry_id, one.people(carriers=wide)) for one in reversed(won)]
    found = {}
    for one in taking:
        people = one.people(carriers=wide)
        winner = next((entry for entry, theirs in winners if theirs & people), None)
        if winner is not None:
            found[one.entry_id] = winner
    return found


def too_many(book: RuleBook, *, taking: Iterable[Taking], waiting: Collection[int]) -> dict[int, int]:
    """For each idea with which its starter has more than the most: how many came before it.

    Who came first stays; ideas that a person let wait do not count.
    """
    most = book.ideas.rule.most
    had: Counter[int] = Counter()
    over: dict[int, int] = {}
    for one in taking if most is not None else ():
        if had[one.starter] >= (most or 0):
            over[one.entry_id] = had[one.starter]
        had[one.starter] += one.entry_id not in waiting
    return over


def enough(book: RuleBook, support: Mapping[int, int], *, entry_id: int) -> bool:
    """Whether so many neighbours support an idea as were agreed; always, where support does not decide."""
    rule = book.nomination.rule
    return not rule.by_support or support.get(entry_id, 0) >= rule.at_least
