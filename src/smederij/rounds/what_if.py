"""What a rule would have changed in the last rounds of an area, had it held then."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from smederij.agreements.queries import RuleBook
from smederij.base.money import Money
from smederij.places.models import Area
from smederij.rounds import neighbours, noticing
from smederij.rounds.bites import COUNTED, takings, winning
from smederij.rounds.models import Entry, Origin, Round
from smederij.rounds.noticing import Counted

LOOKS_BACK = 4


@dataclass(frozen=True)
class Changed:
    """An idea for which the rule would have made a difference. `most`: it would have got at most this."""

    entry: Entry
    most: Money | None = None


@dataclass(frozen=True)
class WhatIf:
    """In the last so many rounds, these ideas; `caps` when they would have got less, not waited."""

    rounds: int
    changed: tuple[Changed, ...]
    caps: bool


def would_have_changed(area: Area, book: RuleBook, *, kind: str) -> WhatIf | None:
    """Look back over the last four counted rounds. None where looking back can't tell.

    The first difference only: what others would have done then, nobody knows. A fixed number of queries.
    """
    if kind not in LOOKS:
        return None
    own = Round.objects.filter(pot__area=area, origin=Origin.OWN, phase__in=COUNTED)
    counted = [Counted(number, at) for number, at in own.order_by("closes_at").values_list("pk", "closes_at")]
    last = counted[-LOOKS_BACK:]
    numbers = [one.round_id for one in last]
    entries = Entry.objects.filter(round__in=numbers, number__isnull=False, initiative__isnull=False)
    listed = list(entries.select_related("initiative", "round").order_by("entered_at", "pk"))
    changed = tuple(LOOKS[kind](book, listed, last, counted))
    return WhatIf(rounds=len(last), changed=changed, caps=kind == "cap")


def _sit_out(
    book: RuleBook, entries: Sequence[Entry], last: Sequence[Counted], counted: Sequence[Counted]
) -> Iterator[Changed]:
    back = {one.round_id: noticing.looks_back(book, closes_at=one.closes_at, counted=counted) for one in last}
    won = takings(winning(set().union(*back.values())))
    taking = takings(entries)
    for entry in entries:
        before = [one for one in won if one.round_id in back[entry.round_id]]
        own = [one for one in taking if one.entry_id == entry.pk]
        if noticing.won_before(book, taking=own, won=before):
            yield Changed(entry)


def _ideas(
    book: RuleBook, entries: Sequence[Entry], last: Sequence[Counted], counted: Sequence[Counted]
) -> Iterator[Changed]:
    taking = takings(entries)
    over: set[int] = set()
    for one in last:
        here = [entry for entry in taking if entry.round_id == one.round_id]
        over |= set(noticing.too_many(book, taking=here, waiting=()))
    yield from (Changed(entry) for entry in entries if entry.pk in over)


def _cap(
    book: RuleBook, entries: Sequence[Entry], last: Sequence[Counted], counted: Sequence[Counted]
) -> Iterator[Changed]:
    most = book.cap.rule.amount
    yield from (Changed(entry, most) for entry in entries if most is not None and entry.asked > most)


def _nomination(
    book: RuleBook, entries: Sequence[Entry], last: Sequence[Counted], counted: Sequence[Counted]
) -> Iterator[Changed]:
    support = neighbours.supporters(entries) if book.nomination.rule.by_support else {}
    for entry in entries:
        if not noticing.enough(book, support, entry_id=entry.pk):
            yield Changed(entry)


Look = Callable[[RuleBook, Sequence[Entry], Sequence[Counted], Sequence[Counted]], Iterator[Changed]]
LOOKS: dict[str, Look] = {"sit_out": _sit_out, "ideas": _ideas, "cap": _cap, "nomination": _nomination}
