"""Where the agreements of an area bite on the ideas in a round, and who decided what about it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.db.models import Prefetch, prefetch_related_objects
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from smederij.agreements.models import Agreement
from smederij.agreements.queries import RuleBook, book_of
from smederij.rounds import neighbours, noticing
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


def cited(round: Round) -> list[Agreement]:
    """What the area had agreed when this round was planned. One query, once for a round in hand."""
    with_text = Citation.objects.select_related("agreement").order_by("pk")
    prefetch_related_objects([round], Prefetch("citations", with_text))
    return [one.agreement for one in round.citations.all()]


def agreed(round: Round) -> RuleBook:
    """The rules of this round: what the area had agreed when it was planned."""
    return book_of(cited(round))


def bites(round: Round, *, book: RuleBook | None = None) -> dict[int, Bites]:
    """By entry, where agreements bite. A fixed number of queries, fewer where less was agreed."""
    book = book or agreed(round)
    if not any(one.agreement for one in (book.sit_out, book.ideas, book.cap, book.nomination)):
        return defaultdict(Bites)
    entries = list(round.entries.select_related("initiative").order_by("entered_at", "pk"))
    rulings = _last(Ruling.objects.filter(entry__round=round).select_related("by", "called_by", "agreement"))
    taking = [entry for entry in entries if _takes_part(entry)]
    found = notices(round, book=book, entries=taking, rulings=rulings)
    support = neighbours.supporters(entries) if book.nomination.rule.by_support else {}
    return {
        entry.pk: Bites(
            notices=tuple(found.get(entry.pk, ())),
            stops=_too_few(book, support, entry=entry),
            capped=_capped(book, entry),
            support=support.get(entry.pk) if book.nomination.rule.by_support else None,
        )
        for entry in entries
    }


def notices(
    round: Round, *, book: RuleBook, entries: Sequence[Entry], rulings: dict[tuple[int, str], Ruling]
) -> dict[int, list[Notice]]:
    """By entry, which agreements about people concern it, and what was decided. A decision stays."""
    taking = takings(entries)
    found: dict[int, list[Notice]] = {}
    for (entry, _rule), ruling in rulings.items():
        found.setdefault(entry, []).append(Notice(ruling.rule, ruling.agreement, ruling.why, ruling))
    for kind, entry, why in [*_won(round, book, taking=taking), *_many(book, taking, rulings=rulings)]:
        cited = getattr(book, kind).agreement
        if (entry, kind) not in rulings and cited:
            found.setdefault(entry, []).append(Notice(kind, cited, why, None))
    return found


def _won(round: Round, book: RuleBook, *, taking: Sequence[Taking]) -> Iterator[tuple[str, int, str]]:
    if not book.sit_out.rule:
        return
    winners = winning(noticing.looks_back(book, closes_at=round.closes_at, counted=counted(round)))
    titles = {entry.pk: entry for entry in winners}
    for entry, winner in noticing.won_before(book, taking=taking, won=takings(winners)).items():
        yield book.sit_out.rule.KIND, entry, _why_won(titles[winner], wide=book.sit_out.rule.for_carriers)


def _many(
    book: RuleBook, taking: Sequence[Taking], *, rulings: dict[tuple[int, str], Ruling]
) -> Iterator[tuple[str, int, str]]:
    waiting = {entry for (entry, _rule), one in rulings.items() if one.applied}
    for entry, before in noticing.too_many(book, taking=taking, waiting=waiting).items():
        yield book.ideas.rule.KIND, entry, _why_many(before)


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


def winning(numbers: Iterable[int]) -> list[Entry]:
    """The entries that won in these rounds, the latest round last. Two queries."""
    outcomes = Result.objects.filter(round__in=numbers).values_list("round_id", "outcome__selected")
    won = {(number, grant["entry"]) for number, selected in outcomes for grant in selected}
    entries = Entry.objects.filter(round__in={number for number, _id in won}, initiative__isnull=False)
    listed = entries.select_related("initiative", "round").order_by("round__closes_at", "pk")
    return [one for one in listed if (one.round_id, one.project_id or str(one.number)) in won]


def counted(round: Round) -> list[Counted]:
    """The other rounds of the same area that were counted."""
    others = Round.objects.filter(pot__area=round.pot.area_id, phase__in=COUNTED).exclude(pk=round.pk)
    return [Counted(number, closes) for number, closes in others.values_list("pk", "closes_at")]


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
