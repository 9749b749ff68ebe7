"""Before when staff answer, and where no answer is a yes because the area agreed so."""

from collections.abc import Iterable
from datetime import datetime

from smederij.agreements.queries import RuleBook
from smederij.base.clock import working_days_later
from smederij.rounds.models import Aspect, Entry


def answer_due(entry: Entry, book: RuleBook) -> datetime:
    """Before when staff say what they think of an idea: so many working days after it came in."""
    return working_days_later(entry.entered_at, days=book.silence.rule.working_days)


def say_before(entry: Entry, book: RuleBook) -> datetime:
    """Before when it still helps to say something: the agreed day, or when people vote or have signed."""
    round = entry.round
    return min(answer_due(entry, book), round.closes_at if round.settling_at else round.vote_at)


def is_silent(entry: Entry, book: RuleBook, *, now: datetime) -> bool:
    """Whether the time to answer is over where the area agreed that no answer is a yes."""
    return book.silence.agreement is not None and answer_due(entry, book) <= now


def silent_yes(entries: Iterable[Entry], book: RuleBook, *, now: datetime) -> frozenset[int]:
    """The entries on which staff did not say everything in time, where the area agreed that this is a yes.

    The entries come with their looks at hand.
    """
    late = (entry for entry in entries if is_silent(entry, book, now=now))
    return frozenset(entry.pk for entry in late if len(entry.looks.all()) < len(Aspect))
