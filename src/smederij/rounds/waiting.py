"""What waits for a person in rounds: with as many queries for who works in many areas as in one."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import groupby

from django.db.models import Count
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from smederij.base.money import ZERO
from smederij.base.rooms import Asks, Waiting
from smederij.base.templatetags.words import and_list, day
from smederij.people.access import wherever
from smederij.people.models import Actor, HatKind
from smederij.pots.queries import available_in
from smederij.rounds import access, hall_me, neighbours, rules, winnings
from smederij.rounds.bites import agreed, bites_of, with_agreements
from smederij.rounds.models import Aspect, Entry, Look, Objection, Origin, Phase, Round
from smederij.rounds.readiness import readiness_of
from smederij.rounds.silence import is_silent, say_before

DAYS_AHEAD = 21


def waiting_for(actor_id: int, now: datetime) -> Iterator[Waiting]:
    """For those who run it: a round that is not ready to vote, or whose winners wait for money.

    For staff: ideas to look at.
    For whoever works on an obstacle: that.
    """
    actor = Actor.objects.get(pk=actor_id)
    yield from _obstacles(actor)
    yield from hall_me.waiting(actor, now=now)
    staff, desk = wherever(actor, HatKind.STAFF, now=now), wherever(actor, *access.DESK, now=now)
    ruling = wherever(actor, *access.RULES, now=now)
    rounds = _going_on(staff | desk | ruling)
    before = [one for one in rounds if one.phase in rules.BEFORE_VOTE]
    run = [one for one in rounds if one.pot.area_id in desk]
    yield from _to_look_at([one for one in before if one.pot.area_id in staff], now=now)
    yield from _not_ready([one for one in run if _is_near(one, now=now)], now=now)
    yield from _signing([one for one in run if one in before and one.settling_at], now=now)
    yield from _short([one for one in run if one.phase == Phase.RESULT])
    yield from _to_decide([one for one in before if one.pot.area_id in ruling], actor, desk=desk, now=now)


def _going_on(areas: frozenset[int]) -> list[Round]:
    """The rounds of these areas in which something can wait, with what was agreed for them."""
    own = Round.objects.filter(origin=Origin.OWN, called_off_at=None, pot__area__in=areas)
    going = own.filter(phase__in=[*rules.BEFORE_VOTE, Phase.RESULT])
    rounds = list(going.select_related("pot__area", "result", "settling"))
    with_agreements(rounds)
    return rounds


def _to_decide(
    rounds: Sequence[Round], actor: Actor, *, desk: frozenset[int], now: datetime
) -> Iterator[Waiting]:
    """An agreement is about an idea. For the area's own people; for the steering group if they can't.

    Where people sign for a round nobody decides any more.
    """
    open_rounds = [one for one in rounds if not one.settling_at]
    found = {pk: one for bites in bites_of(open_rounds).values() for pk, one in bites.items() if one.open}
    if not found:
        return
    entries = Entry.objects.filter(pk__in=found).select_related("initiative", "round__pot__area")
    undecided = list(entries.order_by("round_id", "pk"))
    others = access.decidable(undecided, now=now)
    carried = neighbours.carriers(undecided)
    for entry in undecided:
        if access.is_about(actor.pk, entry, carriers=carried[entry.pk]):
            continue
        if entry.round.pot.area_id in desk or entry.pk not in others:
            words = _("“%(title)s” in %(round)s: decide whether it waits, because of an agreement.")
            url = reverse("round_ruling", args=[entry.round_id, entry.pk, found[entry.pk].open[0].rule])
            told = {"title": entry.title, "round": _called(entry.round)}
            yield Waiting(words % told, url, entry.entered_at, Asks.DECIDE)


def _obstacles(actor: Actor) -> Iterator[Waiting]:
    """For whoever works on an obstacle, until it is solved or decides nothing any more."""
    looks = Look.objects.filter(owner=actor, free=False, solved_at=None, entry__round__called_off_at=None)
    for look in looks.select_related("entry__round__result", "entry__round__pot__area"):
        if look.entry.round.phase in {Phase.RESULT, Phase.DO} and not winnings.has_won(look.entry):
            continue
        words = _("You work on an obstacle of “%(title)s”: %(step)s")
        sentence = words % {"title": look.entry.title, "step": look.next_step}
        where = look.entry.round.pot.area.name
        yield Waiting(sentence, reverse("look_solved", args=[look.pk]), look.looked_at, area=where)


def _signing(rounds: Sequence[Round], *, now: datetime) -> Iterator[Waiting]:
    """For the group while people sign: objections to answer, and that the time is over."""
    asked = Objection.objects.filter(entry__round__in=rounds, entry__nominated_at__isnull=False)
    unanswered = asked.filter(answered_by=None).order_by("at").values_list("entry__round_id", "at")
    waits: dict[int, list[datetime]] = {}
    for number, at in unanswered if rounds else ():
        waits.setdefault(number, []).append(at)
    for round in rounds:
        page, n = reverse("without_vote", args=[round.pk]), len(waits.get(round.pk, ()))
        if n:
            words = ngettext(
                "One objection in “%(title)s” waits for an answer.",
                "%(n)d objections in “%(title)s” wait for an answer.",
                n,
            )
            yield Waiting(words % {"n": n, "title": _called(round)}, page, waits[round.pk][0], Asks.CALL)
        elif now >= round.settling.until:
            words = _("“%(title)s”: the time to sign and object is over. Two of you can settle it.")
            yield Waiting(words % {"title": _called(round)}, page, round.settling.until, Asks.DECIDE)


def _to_look_at(rounds: Sequence[Round], *, now: datetime) -> Iterator[Waiting]:
    """For staff: how many ideas nobody looked at whole, and before when; not where no answer was a yes."""
    entries = Entry.objects.filter(round__in=rounds).annotate(looked=Count("looks"))
    waits = entries.filter(looked__lt=len(Aspect)).order_by("round_id", "entered_at") if rounds else ()
    by_number = {one.pk: one for one in rounds}
    for number, group in groupby(waits, key=lambda entry: entry.round_id):
        round, left = by_number[number], []
        for entry in group:
            entry.round = round
            left += [] if is_silent(entry, agreed(round), now=now) else [entry]
        if left:
            yield _look(round, left, now=now)


def _look(round: Round, left: Sequence[Entry], *, now: datetime) -> Waiting:
    """These ideas of a round wait for a look; late when the day on which it was due has passed."""
    due, n = say_before(left[0], agreed(round)), len(left)
    words = ngettext(
        "One idea in %(area)s waits for your look, before %(when)s.",
        "%(n)d ideas in %(area)s wait for your look, before %(when)s.",
        n,
    )
    if due <= now:
        words = ngettext(
            "One idea in %(area)s still waits for your look. It was agreed for before %(when)s: call the "
            "people behind it.",
            "%(n)d ideas in %(area)s still wait for your look. It was agreed for before %(when)s: call the "
            "people behind them.",
            n,
        )
    told, page = {"n": n, "area": round.pot.area, "when": day(due)}, reverse("round_look", args=[round.pk])
    return Waiting(words % told, page, left[0].entered_at, Asks.DECIDE, late=due <= now)


def _is_near(round: Round, *, now: datetime) -> bool:
    """Whether voting comes near or should have begun. What is missing is asked only then."""
    waits = round.phase in rules.BEFORE_VOTE and round.settling_at is None
    return waits and (localdate(round.vote_at) - localdate(now)).days <= DAYS_AHEAD


def _not_ready(rounds: Sequence[Round], *, now: datetime) -> Iterator[Waiting]:
    """For who runs it, one row a round: voting comes near or should have begun, and something is missing."""
    ready = readiness_of(rounds) if rounds else {}
    for round in rounds:
        desk, needed = reverse("round_desk", args=[round.pk]), rules.needed(ready[round.pk])
        days = (localdate(round.vote_at) - localdate(now)).days
        if round.vote_at <= now:
            words = _("Voting in “%(title)s” should have opened. %(obstacle)s")
            told = {"title": _called(round), "obstacle": " ".join(rules.obstacles(ready[round.pk]))}
            yield Waiting(words % told, desk, round.vote_at)
        elif needed:
            words = ngettext(
                "%(title)s: voting begins in one day. Still needed: %(needed)s.",
                "%(title)s: voting begins in %(n)d days. Still needed: %(needed)s.",
                days,
            )
            about = {"title": _called(round), "n": days, "needed": and_list(needed)}
            yield Waiting(words % about, desk, round.collect_at)


def _short(rounds: Sequence[Round]) -> Iterator[Waiting]:
    """For who runs it: winners whose money is not there."""
    waits = winnings.not_granted_of(rounds)
    short = [one for one in rounds if waits[one.pk]]
    left = available_in({one.pot_id for one in short}) if short else {}
    for round in short:
        for sentence in winnings.short_words(waits[round.pk], left=left.get(round.pot_id, ZERO)):
            words = _("“%(title)s”: %(sentence)s") % {"title": _called(round), "sentence": sentence}
            yield Waiting(words, round.get_absolute_url(), round.result.counted_at)


def _called(round: Round) -> str:
    """A round by its name and its area: who works in many areas knows many winter rounds."""
    area = str(round.pot.area)
    return (
        round.title
        if area in round.title
        else _("%(round)s in %(area)s") % {"round": round.title, "area": area}
    )
