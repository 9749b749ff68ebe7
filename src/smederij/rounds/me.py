"""What a round knows of a person with a name on this site. The roll and the urn know nobody here."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from django.db.models import Count
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from smederij.base.rooms import Asks, Waiting
from smederij.base.templatetags.words import and_list, day
from smederij.people.access import wears, wherever
from smederij.people.models import Actor, HatKind
from smederij.rounds import access, hall_me, rules, winnings
from smederij.rounds.bites import agreed, bites
from smederij.rounds.models import (
    Aspect,
    Entry,
    Look,
    Objection,
    Origin,
    Phase,
    Round,
    Ruling,
    Signature,
    SteppingBack,
)
from smederij.rounds.readiness import readiness
from smederij.rounds.silence import answer_due

DAYS_AHEAD = 21


def export_me(actor_id: int) -> Mapping[str, Any]:
    """Rounds someone planned, ideas they entered or put on a ballot, and what they said looking along.

    Who was on the roll, and who voted what, is not tied to anyone's account and so can't stand here.
    """
    return {
        "planned": list(Round.objects.filter(planned_by=actor_id).values_list("title", flat=True)),
        "entered": list(Entry.objects.filter(entered_by=actor_id).values_list("title", flat=True)),
        "nominated": list(Entry.objects.filter(nominated_by=actor_id).values_list("title", flat=True)),
        "looked": [
            {"idea": look.entry.title, "aspect": look.aspect, "free": look.free, "reason": look.reason}
            for look in Look.objects.filter(looked_by=actor_id).select_related("entry")
        ],
        "decided": list(Ruling.objects.filter(by=actor_id).values_list("entry__title", flat=True)),
        "called_about": list(
            Ruling.objects.filter(called_by=actor_id).values_list("entry__title", flat=True)
        ),
        "signed": list(Signature.objects.filter(actor=actor_id).values_list("entry__title", flat=True)),
        "objected": list(
            Objection.objects.filter(by=actor_id).values("entry__title", "reason", "name", "phone")
        ),
        "answered": list(Objection.objects.filter(answered_by=actor_id).values("entry__title", "answer")),
        "stepped_back": list(SteppingBack.objects.filter(by=actor_id).values_list("entry__title", flat=True)),
        "works_on": list(Look.objects.filter(owner=actor_id).values_list("next_step", flat=True)),
    }


def forget_me(actor_id: int, now: datetime) -> None:
    """What was decided stays, and the actor it points at loses its name; an objection loses its phone."""
    Objection.objects.filter(by=actor_id).update(name="", phone="")


def join_me(gone_id: int, kept_id: int, now: datetime) -> None:
    """One person signs once: the second signature goes while people still sign. What was settled stays."""
    signed = Signature.objects.filter(actor=gone_id, entry__round__result=None).values_list("entry", "at")
    for entry, at in list(signed):
        Signature.objects.filter(actor=gone_id, entry=entry).delete()
        if not Signature.objects.filter(actor=kept_id, entry=entry).exists():
            Signature.objects.create(actor_id=kept_id, entry_id=entry, at=at)


def waiting_for(actor_id: int, now: datetime) -> Iterator[Waiting]:
    """For those who run it: a round that is not ready to vote, or whose winners wait for money.

    For staff: ideas to look at.
    For whoever works on an obstacle: that.
    """
    actor = Actor.objects.get(pk=actor_id)
    yield from _obstacles(actor)
    yield from hall_me.waiting(actor, now=now)
    going = [*rules.BEFORE_VOTE, Phase.RESULT]
    own = Round.objects.filter(origin=Origin.OWN, called_off_at=None, phase__in=going)
    staff, desk = wherever(actor, HatKind.STAFF, now=now), wherever(actor, *access.DESK, now=now)
    ruling = wherever(actor, *access.RULES, now=now)
    for round in own.filter(pot__area__in=staff | desk | ruling).select_related(
        "pot__area", "result", "settling"
    ):
        if round.pot.area_id in staff:
            yield from _to_look_at(round)
        if round.pot.area_id in desk:
            yield from _desk(round, now=now)
        if round.pot.area_id in ruling and round.phase in rules.BEFORE_VOTE:
            yield from _to_decide(round, actor, now=now)


def _to_decide(round: Round, actor: Actor, *, now: datetime) -> Iterator[Waiting]:
    """An agreement is about an idea. For the area's own people; for the steering group if they can't."""
    undecided = {entry: found.open for entry, found in bites(round).items() if found.open}
    for entry in round.entries.filter(pk__in=undecided).select_related("initiative", "round"):
        if access.may_rule(actor, round, entry, now=now) and (
            wears(actor, *access.DESK, area=round.pot.area, now=now) or not access.deciders(entry, now=now)
        ):
            words = _("“%(title)s” in %(round)s: decide whether it waits, because of an agreement.")
            url = reverse("round_ruling", args=[round.pk, entry.pk, undecided[entry.pk][0].rule])
            yield Waiting(
                words % {"title": entry.title, "round": _called(round)}, url, entry.entered_at, Asks.DECIDE
            )


def _desk(round: Round, *, now: datetime) -> Iterator[Waiting]:
    if round.phase == Phase.RESULT:
        return _short(round)
    return _not_ready(round, now=now) if round.settling_at is None else _signing(round, now=now)


def _obstacles(actor: Actor) -> Iterator[Waiting]:
    """For whoever works on an obstacle, until it is solved or decides nothing any more."""
    looks = Look.objects.filter(owner=actor, free=False, solved_at=None, entry__round__called_off_at=None)
    for look in looks.select_related("entry__round__result"):
        if look.entry.round.phase in {Phase.RESULT, Phase.DO} and not winnings.has_won(look.entry):
            continue
        words = _("You work on an obstacle of “%(title)s”: %(step)s")
        sentence = words % {"title": look.entry.title, "step": look.next_step}
        yield Waiting(sentence, reverse("look_solved", args=[look.pk]), look.looked_at)


def _signing(round: Round, *, now: datetime) -> Iterator[Waiting]:
    """For the group while people sign: objections to answer, and that the time is over."""
    page = reverse("without_vote", args=[round.pk])
    waits = Objection.objects.filter(
        entry__round=round, entry__nominated_at__isnull=False, answered_by=None
    ).order_by("at")
    if waits:
        words = ngettext(
            "One objection in “%(title)s” waits for an answer.",
            "%(n)d objections in “%(title)s” wait for an answer.",
            len(waits),
        )
        yield Waiting(words % {"n": len(waits), "title": _called(round)}, page, waits[0].at, Asks.CALL)
    elif now >= round.settling.until:
        words = _("“%(title)s”: the time to sign and object is over. Two of you can settle it.")
        yield Waiting(words % {"title": _called(round)}, page, round.settling.until, Asks.DECIDE)


def _to_look_at(round: Round) -> Iterator[Waiting]:
    """For staff: how many ideas nobody looked at whole, and before when."""
    looked = Count("looks")
    left = list(round.entries.annotate(looked=looked).filter(looked__lt=len(Aspect)).order_by("entered_at"))
    if not left or round.phase not in rules.BEFORE_VOTE:
        return
    words = ngettext(
        "One idea in %(area)s waits for your look, before %(when)s.",
        "%(n)d ideas in %(area)s wait for your look, before %(when)s.",
        len(left),
    )
    told = {"n": len(left), "area": round.pot.area, "when": day(answer_due(left[0], agreed(round)))}
    yield Waiting(words % told, reverse("round_look", args=[round.pk]), left[0].entered_at, Asks.DECIDE)


def _not_ready(round: Round, *, now: datetime) -> Iterator[Waiting]:
    """For who runs it, one row a round: voting comes near or should have begun, and something is missing."""
    ready, desk = readiness(round), reverse("round_desk", args=[round.pk])
    if round.vote_at <= now:
        words = _("Voting in “%(title)s” should have opened. %(obstacle)s")
        told = {"title": _called(round), "obstacle": " ".join(rules.obstacles(ready))}
        yield Waiting(words % told, desk, round.vote_at)
        return
    needed, days = rules.needed(ready), (localdate(round.vote_at) - localdate(now)).days
    if needed and days <= DAYS_AHEAD:
        words = ngettext(
            "%(title)s: voting begins in one day. Still needed: %(needed)s.",
            "%(title)s: voting begins in %(n)d days. Still needed: %(needed)s.",
            days,
        )
        about = {"title": _called(round), "n": days, "needed": and_list(needed)}
        yield Waiting(words % about, desk, round.collect_at)


def _short(round: Round) -> Iterator[Waiting]:
    for sentence in winnings.obstacles(round.result):
        words = {"title": _called(round), "sentence": sentence}
        yield Waiting(
            _("“%(title)s”: %(sentence)s") % words, round.get_absolute_url(), round.result.counted_at
        )


def _called(round: Round) -> str:
    """A round by its name and its area: who works in many areas knows many winter rounds."""
    area = str(round.pot.area)
    return (
        round.title
        if area in round.title
        else _("%(round)s in %(area)s") % {"round": round.title, "area": area}
    )
