"""Before when staff answer, and where no answer is a yes because the area agreed so."""

from collections.abc import Iterable
from datetime import datetime

from smederij.agreements.queries import RuleBook
from smederij.base.clock import working_days_later
from smederij.rounds.models import Aspect, Entry


def answer_due(entry: Entry, book: RuleBook) -> datetime:
    """Before when staff say what they think of an idea: so many working days after it came in."""
    return working_days_later(entry.entered_at, days=book.silence.rule.working_days)


def silent_yes(entries: Iterable[Entry], book: RuleBook, *, now: datetime) -> frozenset[int]:
    """The entries on which staff did not say everything in time, where the area agreed that this is a yes.

    The entries come with their looks at hand.
    """
    if book.silence.agreement is None:
        return frozenset()
    late = (entry for entry in entries if answer_due(entry, book) <= now)
    return frozenset(entry.pk for entry in late if len(entry.looks.all()) < len(Aspect))
