"""Where the agreements of an area bite on the ideas in a round, and who decided what about it."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

from django.db.models import Prefetch, prefetch_related_objects
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from smederij.agreements.models import Agreement
from smederij.agreements.queries import Applied, RuleBook, book_of
from smederij.rounds import neighbours, noticing
from smederij.rounds.declining import declined
from smederij.rounds.models import Citation, Entry, Phase, Result, Round, Ruling
from smederij.rounds.noticing import Counted, Taking

COUNTED = (Phase.RESULT, Phase.DO)


@dataclass(frozen=True)
class Notice:
    """An agreement about people that concerns an entry: why, and what a person decided; None: nobody yet."""

    rule: str
    agreement: Agreement
    why: str
    ruling: Ruling | None

    @property
    def waits(self) -> bool:
        """Whether a person decided that the idea waits this round."""
        return self.ruling is not None and self.ruling.applied

    @property
    def excepted(self) -> bool:
        """Whether a person made an exception."""
        return self.ruling is not None and not self.ruling.applied


@dataclass(frozen=True)
class Bites:
    """All that agreements do with one entry. About people a person decides; the rest goes by itself.

    `stops`: why it can't be put on the ballot, "" when nothing stops it. `capped`: that it asks more than
    one idea can get. `support`: how many neighbours support it, where that decides.
    """

    notices: tuple[Notice, ...] = ()
    stops: str = ""
    capped: str = ""
    support: int | None = None

    @property
    def open(self) -> tuple[Notice, ...]:
        """What a person still has to decide."""
        return tuple(one for one in self.notices if one.ruling is None)

    @property
    def waits(self) -> bool:
        """Whether the idea waits this round."""
        return any(one.waits for one in self.notices)

    @property
    def free(self) -> bool:
        """Whether nothing keeps it from the ballot."""
        return not self.open and not self.waits and not self.stops


def with_agreements(rounds: Sequence[Round]) -> None:
    """Read at once what was cited for these rounds. One query, none for rounds that had it."""
    with_text = Citation.objects.select_related("agreement").order_by("pk")
    prefetch_related_objects(rounds, Prefetch("citations", with_text))


def cited(round: Round) -> list[Agreement]:
    """What the area had agreed when this round was planned. One query, once for a round in hand."""
    with_agreements([round])
    return [one.agreement for one in round.citations.all()]


def agreed(round: Round) -> RuleBook:
    """The rules of this round: what the area had agreed when it was planned."""
    return book_of(cited(round))


def bites(round: Round) -> dict[int, Bites]:
    """By entry, where agreements bite. A fixed number of queries, fewer where less was agreed."""
    return bites_of([round])[round.pk]


def bites_of(rounds: Sequence[Round]) -> dict[int, dict[int, Bites]]:
    """By round and entry, with as many queries for many rounds as for one."""
    with_agreements(rounds)
    books = {round.pk: agreed(round) for round in rounds}
    concerned = [one for one in rounds if _bites(books[one.pk])]
    entries = _entries(concerned)
    found = notices(concerned, books=books, entries=entries)
    by_support = [one.pk for one in concerned if books[one.pk].nomination.rule.by_support]
    support = neighbours.supporters(chain(*(entries[number] for number in by_support))) if by_support else {}
    whole: dict[int, dict[int, Bites]] = {one.pk: defaultdict(Bites) for one in rounds}
    for round in concerned:
        book = books[round.pk]
        whole[round.pk] |= {
            entry.pk: Bites(
                notices=tuple(found.get(entry.pk, ())),
                stops=_too_few(book, support, entry=entry),
                capped=_capped(book, entry),
                support=support.get(entry.pk) if book.nomination.rule.by_support else None,
            )
            for entry in entries[round.pk]
        }
    return whole


def _bites(book: RuleBook) -> bool:
    return any(one.agreement for one in (book.sit_out, book.ideas, book.cap, book.nomination))


def _entries(rounds: Sequence[Round]) -> dict[int, list[Entry]]:
    """By round, its ideas in the order in which they came in."""
    found: dict[int, list[Entry]] = {one.pk: [] for one in rounds}
    rows = Entry.objects.filter(round__in=list(found)).select_related("initiative", "round")
    for entry in rows.order_by("entered_at", "pk") if rounds else ():
        found[entry.round_id].append(entry)
    return found


def notices(
    rounds: Sequence[Round], *, books: Mapping[int, RuleBook], entries: Mapping[int, Sequence[Entry]]
) -> dict[int, list[Notice]]:
    """By entry, which agreements about people concern it, and what was decided. A decision stays."""
    if not rounds:
        return {}
    made = Ruling.objects.filter(entry__round__in=[one.pk for one in rounds])
    rulings = _last(made.select_related("by", "called_by", "agreement"))
    taking: dict[int, list[Taking]] = {one.pk: [] for one in rounds}
    for one in takings(entry for entry in chain(*entries.values()) if _takes_part(entry)):
        taking[one.round_id].append(one)
    found: dict[int, list[Notice]] = {}
    for (entry, _rule), ruling in rulings.items():
        found.setdefault(entry, []).append(Notice(ruling.rule, ruling.agreement, ruling.why, ruling))
    for cited, entry, why in [*_won(rounds, books, taking), *_many(books, taking, rulings=rulings)]:
        if cited.agreement and (entry, cited.rule.KIND) not in rulings:
            found.setdefault(entry, []).append(Notice(cited.rule.KIND, cited.agreement, why, None))
    return found


Noticed = tuple[Applied[Any], int, str]


def _won(
    rounds: Sequence[Round], books: Mapping[int, RuleBook], taking: Mapping[int, Sequence[Taking]]
) -> Iterator[Noticed]:
    """Ideas whose people won before, in the rounds to which the agreement looks back."""
    sitting = [one for one in rounds if books[one.pk].sit_out.rule]
    before = counted(sitting)
    back = {
        one.pk: noticing.looks_back(books[one.pk], closes_at=one.closes_at, counted=before[one.pk])
        for one in sitting
    }
    winners = {entry.pk: entry for entry in winning(frozenset(chain(*back.values())))}
    won = takings(winners.values())
    for number, numbers in back.items():
        sit_out, theirs = books[number].sit_out, [one for one in won if one.round_id in numbers]
        for entry, winner in noticing.won_before(books[number], taking=taking[number], won=theirs).items():
            yield sit_out, entry, _why_won(winners[winner], wide=sit_out.rule.for_carriers)


def _many(
    books: Mapping[int, RuleBook],
    taking: Mapping[int, Sequence[Taking]],
    *,
    rulings: Mapping[tuple[int, str], Ruling],
) -> Iterator[Noticed]:
    """Ideas of people who take part with more than the most."""
    waiting = {entry for (entry, _rule), one in rulings.items() if one.applied}
    for number, theirs in taking.items():
        for entry, before in noticing.too_many(books[number], taking=theirs, waiting=waiting).items():
            yield books[number].ideas, entry, _why_many(before)


def ruled(round: Round) -> list[tuple[Entry, Notice]]:
    """What persons decided in this round because of agreements, as it holds now. One query."""
    made = Ruling.objects.filter(entry__round=round)
    last = _last(made.select_related("by", "called_by", "agreement", "entry__initiative"))
    return [(one.entry, Notice(one.rule, one.agreement, one.why, one)) for one in last.values()]


def takings(entries: Iterable[Entry]) -> list[Taking]:
    """The entries with the people they are about; those without an idea of ours are about nobody."""
    ours = [entry for entry in entries if entry.initiative is not None]
    carried = neighbours.carriers(ours)
    return [
        Taking(entry.pk, entry.round_id, entry.initiative.starter_id, carried[entry.pk])
        for entry in ours
        if entry.initiative is not None
    ]


def winning(numbers: Collection[int]) -> list[Entry]:
    """The entries that won in these rounds and took it, the latest round last.

    Three queries, none without rounds.
    """
    if not numbers:
        return []
    outcomes = Result.objects.filter(round__in=numbers).values_list("round_id", "outcome__selected")
    won = {(number, grant["entry"]) for number, selected in outcomes for grant in selected}
    entries = Entry.objects.filter(round__in={number for number, _id in won}, initiative__isnull=False)
    listed = entries.select_related("initiative", "round").order_by("round__closes_at", "pk")
    thanked = declined(numbers)
    return [
        one
        for one in listed
        if (one.round_id, one.project_id or str(one.number)) in won
        and (one.round_id, one.initiative_id) not in thanked
    ]


def counted(rounds: Sequence[Round]) -> dict[int, list[Counted]]:
    """By round, the other rounds of the same area that were counted. One query, none without rounds."""
    areas = {one.pot.area_id for one in rounds}
    others = Round.objects.filter(pot__area__in=areas, phase__in=COUNTED) if areas else Round.objects.none()
    here: dict[int, list[Counted]] = {area: [] for area in areas}
    for number, closes, area in others.values_list("pk", "closes_at", "pot__area_id"):
        here[area].append(Counted(number, closes))
    return {one.pk: [had for had in here[one.pot.area_id] if had.round_id != one.pk] for one in rounds}


def _takes_part(entry: Entry) -> bool:
    return entry.initiative is not None and entry.initiative.withdrawn_at is None


def _last(rulings: Iterable[Ruling]) -> dict[tuple[int, str], Ruling]:
    """By entry and rule, the ruling that holds: the last of its chain."""
    return {(one.entry_id, one.rule): one for one in rulings}


def _why_won(winner: Entry, *, wide: bool) -> str:
    words = {"title": winner.title, "round": winner.round.title}
    if wide:
        return _("People who carry this idea won with “%(title)s” in %(round)s.") % words
    return _("Whoever started this idea won with “%(title)s” in %(round)s.") % words


def _why_many(before: int) -> str:
    return ngettext(
        "Whoever started this idea takes part with %(n)d other idea already.",
        "Whoever started this idea takes part with %(n)d other ideas already.",
        before,
    ) % {"n": before}


def _too_few(book: RuleBook, support: dict[int, int], *, entry: Entry) -> str:
    if noticing.enough(book, support, entry_id=entry.pk):
        return ""
    has, least = support.get(entry.pk, 0), book.nomination.rule.at_least
    return ngettext(
        "%(has)d of the %(n)d neighbour needed supports it.",
        "%(has)d of the %(n)d neighbours needed support it.",
        least,
    ) % {"has": has, "n": least}


def _capped(book: RuleBook, entry: Entry) -> str:
    most = book.cap.rule.amount
    if most is None or entry.asked <= most:
        return ""
    return _("It asks %(asked)s and can get %(most)s at most.") % {"asked": entry.asked, "most": most}
