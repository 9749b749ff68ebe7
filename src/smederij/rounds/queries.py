"""What pages ask of rounds."""

import re
import secrets
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Max, Prefetch
from django.utils.translation import gettext as _

from smederij.base.money import Money
from smederij.base.refusals import refuse
from smederij.initiatives.models import Initiative
from smederij.people.models import Actor
from smederij.places.models import Area
from smederij.rounds import papers, pb_meta, peppers, rules, urn, winnings
from smederij.rounds.bites import Bites, agreed, bites, cited
from smederij.rounds.models import (
    Credential,
    Entry,
    Look,
    Origin,
    Phase,
    Result,
    Round,
    SteppingBack,
)
from smederij.rounds.readiness import open_rounds, readiness
from smederij.rounds.results import ResultPage, explained
from smederij.rounds.roll import without_letter
from smederij.rounds.sheet import CountSheet, sheet_now
from smederij.rounds.what_if import would_have_changed
from smederij_tally import write_pb

__all__ = ["Bites", "CountSheet", "ResultPage", "agreed", "bites", "explained", "would_have_changed"]
LATE = timedelta(minutes=10)


@dataclass(frozen=True)
class BallotPaper:
    """What a voter gets to see: the entries in an order of this time only, kept nowhere."""

    round: Round
    entries: tuple[Entry, ...]
    kind: str  # of BallotType
    most_choices: int
    most_per_idea: int


@dataclass(frozen=True)
class Standing:
    """An idea at the desk: the entry, who looked at it, and what still stands in the way."""

    entry: Entry
    looks: tuple[Look, ...]
    obstacles: tuple[Look, ...]
    nominated: bool
    bites: Bites


@dataclass(frozen=True)
class Desk:
    """What the people who run a round see. `obstacles`: why voting can't open, one sentence each."""

    round: Round
    phase: str
    standings: tuple[Standing, ...]
    could_enter: tuple[Initiative, ...]
    on_roll: int
    letters_to_make: int
    sheet: CountSheet
    obstacles: tuple[str, ...]
    ready: rules.Readiness
    late: bool
    budget: Money
    available: Money
    support_because: str


@dataclass(frozen=True)
class Batch:
    """Letters made in one go: how many, and how many of their codes lie unused."""

    id: int
    made_at: datetime
    made_by: Actor
    issued: int
    unused: int


def current(area: Area, *, now: datetime) -> list[Round]:
    """Rounds of an area (and of what it lies in) that go on, or whose result is fresh; nearest end first."""
    places = [place.pk for place in area.lineage()]
    own = Round.objects.filter(pot__area__in=places, origin=Origin.OWN).exclude(phase=Phase.DO)
    own = own.filter(called_off_at=None)
    return list(own.select_related("pot__area", "gathering").order_by("closes_at", "pk"))


def going_on(areas: Collection[int]) -> list[Round]:
    """The rounds of these areas that are not over, nearest end first. One query."""
    own = Round.objects.filter(pot__area__in=areas, origin=Origin.OWN, called_off_at=None)
    return list(own.exclude(phase=Phase.DO).select_related("pot__area").order_by("closes_at", "pk"))


def past(area: Area) -> list[Round]:
    """Rounds of an area that were counted and are over, newest first."""
    over = Round.objects.filter(pot__area=area, phase=Phase.DO, result__isnull=False)
    return list(over.select_related("pot__area", "result").order_by("-closes_at", "-pk"))


def ballot_paper(round: Round) -> BallotPaper:
    """The ballot of a round, its entries shuffled."""
    entries = list(round.entries.exclude(number=None).select_related("initiative__picture"))
    secrets.SystemRandom().shuffle(entries)
    return BallotPaper(round, tuple(entries), round.ballot_type, round.most_choices, round.most_per_idea)


def standings(round: Round) -> tuple[Standing, ...]:
    """The ideas in a round with what those who look along said; on the ballot first, in ballot order."""
    entries = round.entries.select_related("initiative__starter", "initiative__picture")
    entries = entries.prefetch_related(Prefetch("looks", Look.objects.select_related("owner", "looked_by")))
    bitten = bites(round)
    found = [_standing(entry, bitten[entry.pk]) for entry in entries]
    return tuple(sorted(found, key=lambda at: (not at.nominated, at.entry.number or 0, at.entry.pk)))


def desk(round: Round, *, now: datetime) -> Desk:
    """All that the group's desk shows."""
    ready = readiness(round)
    before = round.phase in rules.BEFORE_VOTE and round.called_off_at is None
    return Desk(
        round=round,
        phase=round.phase,
        standings=standings(round),
        could_enter=_could_enter(round) if before else (),
        on_roll=ready.on_roll,
        letters_to_make=without_letter(round).count(),
        sheet=count_sheet(round),
        obstacles=tuple(rules.obstacles(ready)) if before else _after_vote(round, now=now),
        ready=ready,
        late=rules.is_late(round, now=now),
        budget=ready.budget,
        available=ready.available,
        support_because=_support_because(round),
    )


def _support_because(round: Round) -> str:
    decides = agreed(round).nomination.agreement
    return decides.because if decides else ""


def batches(round: Round) -> list[Batch]:
    """The letters made for a round, newest first."""
    made = (
        round.batches.filter(at_table=False)
        .select_related("made_by")
        .annotate(count=Count("issues"))
        .order_by("-pk")
    )
    newest = Credential.objects.filter(round=round).annotate(newest=Max("roll__issues__batch_id"))
    unused = Counter(newest.values_list("newest", flat=True))
    return [Batch(one.pk, one.made_at, one.made_by, one.count, unused[one.pk]) for one in made]


def count_sheet(round: Round) -> CountSheet:
    """Letters and ballots of a round, at this moment or, once counted, as they were then."""
    result = Result.objects.filter(round=round).exclude(issued=None).first()
    if result is not None:
        now = sheet_now(round)  # papers are rows that never change, as they were at the count
        return CountSheet(
            result.issued or 0,
            result.revoked or 0,
            result.left or 0,
            result.ballots or 0,
            now.on_paper,
            now.papers,
        )
    return sheet_now(round)


def citations(round: Round) -> dict[str, str]:
    """For each kind of rule on which the area had agreed at planning: that agreement's text."""
    return {
        cited.rule: cited.agreement.text
        for cited in round.citations.select_related("agreement").order_by("pk")
    }


def age_note(round: Round) -> str:
    """What makers of the list are told about ages, where the area agreed on one: the computer can't check."""
    age = agreed(round).age
    if age.agreement is None:
        return ""
    words = {"because": age.agreement.because, "rule": age.in_words}
    return _("%(rule)s %(because)s The computer can't check this: the list says nobody's age.") % words


def agreed_lines(round: Round) -> list[str]:
    """What the area had agreed at planning, each with where and when."""
    return [one.cited for one in cited(round)]


def steps_back(round: Round) -> list[SteppingBack]:
    """Who granted another something in this round, in the order in which they did."""
    steps = SteppingBack.objects.filter(entry__round=round)
    return list(steps.select_related("entry", "in_favour_of", "by"))


def ballot_says(round: Round, control: str) -> list[tuple[str, int]] | None:
    """The ideas and points on the ballot with this control number; None when there is none."""
    if not re.fullmatch(r"[0-9a-f]{32}", control):
        return None
    body = urn.find(urn.ballot_id(control), round_id=round.pk)
    titles = {entry.number: entry.title for entry in papers.on_ballot(round)}
    if body is None:
        return None
    return [(titles[number], given) for number, given in rules.read_body(body).items()]


def published_pb(round: Round) -> bytes:
    """The ballots of a counted round as a Pabulib file; Refusal 404 under 50 ballots.

    Each stands under its id, the hash of the number that its voter could write down.
    Nothing about voters stands in it: no time, channel, address.
    """
    result = Result.objects.filter(round=round).first()
    if result is None or (result.ballots or 0) < rules.PUBLISHES_BALLOTS:
        refuse(
            _("Of this round only the totals are published, so that nobody can tell who voted what."),
            status=404,
        )
    head = pb_meta.meta(round, papers.on_ballot(round))
    return write_pb(papers.election(round, urn.papers(round.pk), meta=head.items()))


def _standing(entry: Entry, bitten: Bites) -> Standing:
    looks = tuple(sorted(entry.looks.all(), key=lambda look: look.aspect))
    return Standing(
        entry=entry,
        looks=looks,
        obstacles=tuple(look for look in looks if look.stands),
        nominated=entry.nominated_at is not None,
        bites=bitten,
    )


def _could_enter(round: Round) -> tuple[Initiative, ...]:
    """Ideas of the area that are not in the round; those without an amount too, so that someone can ask."""
    ideas = (
        Initiative.objects.filter(withdrawn_at=None).exclude(confirmed_at=None).exclude(entries__round=round)
    )
    ideas = (
        ideas.exclude(entries__round__in=open_rounds())
        .filter(area__in=_inside(round.pot.area))
        .select_related("area", "starter")
    )
    return tuple(ideas.order_by("-posted_at"))


def _inside(area: Area) -> list[int]:
    """An area and all that lies in it. Areas nest at most a few deep."""
    found, edge = [area.pk], [area.pk]
    while edge:
        edge = list(Area.objects.filter(parent__in=edge).values_list("pk", flat=True))
        found += edge
    return found


def _after_vote(round: Round, *, now: datetime) -> tuple[str, ...]:
    if round.phase == Phase.RESULT and round.origin == Origin.OWN:
        return tuple(winnings.obstacles(round.result))
    late = round.phase == Phase.VOTE and now >= round.closes_at + LATE
    told = [_("Voting is over, but it could not be counted. Call the administrator.")] if late else []
    if round.phase == Phase.VOTE and peppers.is_lost(round):
        told.append(rules.key_is_lost())
    return tuple(told)
