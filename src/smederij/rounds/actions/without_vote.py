"""When all that is asked fits the pot: signatures instead of a vote, a time to object, and two who settle."""

from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from hashlib import sha256

from django.db import IntegrityError, transaction
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from smederij.base import events
from smederij.base.clock import at
from smederij.base.refusals import Refused, insist, refuse
from smederij.people.models import Actor
from smederij.people.queries import same_person
from smederij.pots import actions as pots
from smederij.rounds import access, queries, rules, without_vote
from smederij.rounds.actions.clock import hold_ideas, number_ballot
from smederij.rounds.actions.locking import locked
from smederij.rounds.actions.settling import award_winners
from smederij.rounds.actions.telling import tell_result
from smederij.rounds.models import (
    Entry,
    Objection,
    PaperList,
    Phase,
    Result,
    Round,
    Settling,
    Signature,
)
from smederij.rounds.readiness import nominated, readiness
from smederij.rounds.rules import Timetable

EVENING = 20  # o'clock, when the time to object ends
MOST_ON_A_LIST, MOST_LISTS = 500, 99
LONGEST_REASON = 600


def begin(round: Round, *, by: Actor, now: datetime) -> Settling:
    """Go without a vote: from now on people sign and object. Twice is once.

    Only where the area agreed so before this round was planned, and only when all that is asked fits.
    """
    with transaction.atomic():
        round = locked(round)
        insist(access.may_settle(by, round, now=now))
        pots.lock_money()  # what people sign for stays in the pot, as when they vote
        hold_ideas(round)
        if round.settling_at is not None:
            return round.settling
        settling = _begun(round, by=by, now=now)
        round.settling_at, round.phase = now, Phase.PRESENT
        round.vote_at, round.closes_at = now, settling.until
        round.save(update_fields=["settling_at", "phase", "vote_at", "closes_at"])
        events.record("round.settling", at=now, actor_id=by.pk, subject=round)
    return settling


def _begun(round: Round, *, by: Actor, now: datetime) -> Settling:
    applied = queries.agreed(round).settle
    needed, agreement = applied.rule.signatures, applied.agreement
    if needed is None or agreement is None:
        refuse(_("You had not agreed to go without a vote when this round was planned. So there is a vote."))
    entries = list(nominated(round))
    if not entries:
        refuse(_("No idea stands on the ballot yet."))
    if without_vote.together(entries, round) > round.budget:
        refuse(_("Together the ideas ask more than there is to decide on. So there is a vote."))
    if short := rules.short_of_money(readiness(round)):
        refuse(short)
    if round.collect_at > now:
        refuse(_("Ideas can't come in yet. Let people bring theirs first."))
    last = localtime(now).date() + timedelta(days=applied.rule.objection_days)
    facts = {"agreement": agreement, "signatures": needed, "until": at(last, hour=EVENING)}
    fresh = {"first_by": None, "first_at": None, "second_by": None, "second_at": None}
    settling, _new = Settling.objects.update_or_create(
        round=round, defaults={**facts, **fresh, "begun_by": by, "begun_at": now}
    )
    return settling


def _going_on(entry: Entry, *, now: datetime) -> Round:
    """The round, held, while people sign and object to this idea in it."""
    round = locked(entry.round)
    if round.settling_at is None or round.phase not in rules.BEFORE_VOTE or round.called_off_at:
        refuse(_("There is nothing to sign or object to here (any more)."))
    if now >= round.settling.until:
        refuse(_("The time to sign and object is over."))
    if not nominated(round).filter(pk=entry.pk).exists():
        refuse(_("This idea does not take part any more."))
    return round


def sign(entry: Entry, *, by: Actor, now: datetime) -> Signature:
    """Support an idea, once: whoever acts for others as well still signs for one."""
    with transaction.atomic():
        round = _going_on(entry, now=now)
        insist(access.may_sign(by, round, now=now))
        same = Signature.objects.filter(entry=entry, actor__in=same_person(by.pk))
        signature = same.first() or Signature.objects.create(entry=entry, actor=by, at=now)
    return signature


def unsign(entry: Entry, *, by: Actor, now: datetime) -> None:
    """Take one's signature back. There is none: nothing changes."""
    with transaction.atomic():
        _going_on(entry, now=now)
        Signature.objects.filter(entry=entry, actor__in=same_person(by.pk)).delete()


def count_list(entry: Entry, number: int, count: int, *, by: Actor, now: datetime) -> PaperList:
    """Write down how many signatures a list on paper has. Who counts again corrects their own count.

    Lists may come in until it is settled: what matters is that they were signed in time.
    """
    with transaction.atomic():
        round = locked(entry.round)
        insist(access.may_count_lists(by, round, now=now))
        if round.settling_at is None or not nominated(round).filter(pk=entry.pk).exists():
            refuse(_("There is nothing to sign or object to here (any more)."))
        if not (1 <= number <= MOST_LISTS and 0 <= count <= MOST_ON_A_LIST):
            refuse(_("Fill in the number of the list and how many signatures stand on it."))
        others = PaperList.objects.filter(entry=entry, number=number).exclude(counted_by=by)
        if others.filter(counted_by__in=same_person(by.pk)).exists():
            refuse(_("Somebody else has to count this list as well."))
        said = {"count": count, "counted_at": now}
        counted, _new = PaperList.objects.update_or_create(
            entry=entry, number=number, counted_by=by, defaults=said
        )
        events.record("round.list_counted", at=now, actor_id=by.pk, subject=entry)
    return counted


@dataclass(frozen=True, kw_only=True)
class Said:
    """An objection as it was written down; `key` is a random text of the form."""

    name: str
    phone: str
    reason: str
    key: str


def object_to(entry: Entry, said: Said, *, by: Actor | None, now: datetime) -> Objection:
    """Say why an idea should not go ahead. Everyone may; the same form twice is one objection."""
    words = [" ".join(text.split()) for text in (said.name, said.phone, said.reason)]
    if not all(words) or len(words[2]) > LONGEST_REASON:
        refuse(_("Fill in your name, your phone number and your reason."))
    stored = sha256(f"{said.key}|{entry.pk}".encode()).hexdigest()
    try:
        with transaction.atomic():
            _going_on(entry, now=now)
            if known := Objection.objects.filter(key=stored).first():
                return known
            facts = {"name": words[0][:80], "phone": words[1][:20], "reason": words[2]}
            objection = Objection.objects.create(entry=entry, key=stored, by=by, at=now, **facts)
            events.record("round.objected", at=now, actor_id=by.pk if by else None, subject=entry)
            return objection
    except IntegrityError:
        return Objection.objects.get(key=stored)


def answer(objection: Objection, *, words: str, stands: bool, by: Actor, now: datetime) -> Objection:
    """Answer an objection, in the open and under one's name: it stands, or it does not any more."""
    with transaction.atomic():
        round = locked(objection.entry.round)
        insist(access.may_settle(by, round, now=now))
        words = " ".join(words.split())
        if not 1 <= len(words) <= LONGEST_REASON:
            refuse(_("Write down what you answered: everyone can read it."))
        objection = Objection.objects.select_related("entry__initiative").get(pk=objection.pk)
        if not stands and objection.by_id in same_person(by.pk):
            refuse(_("Somebody else has to answer your own objection."))
        if not stands and access.is_own(by, objection.entry):
            refuse(_("This is about your own idea, so somebody else decides. Nothing is wrong."))
        objection.answer, objection.stands = words, stands
        objection.answered_by, objection.answered_at = by, now
        objection.save(update_fields=["answer", "stands", "answered_by", "answered_at"])
        events.record("round.answered", at=now, actor_id=by.pk, subject=objection.entry)
    return objection


def leave_out(entry: Entry, *, by: Actor, now: datetime) -> Entry:
    """Go on without this idea: it can take part in a next round."""
    with transaction.atomic():
        round = locked(entry.round)
        insist(access.may_settle(by, round, now=now))
        entry = Entry.objects.select_related("initiative").get(pk=entry.pk)
        if round.settling_at is None:
            refuse(_("There is nothing to sign or object to here (any more)."))
        if entry.nominated_at is not None:
            entry.nominated_by = entry.nominated_at = None
            entry.save(update_fields=["nominated_by", "nominated_at"])
            Settling.objects.filter(round=round).update(first_by=None, first_at=None)  # they saw more ideas
            events.record("round.left_out", at=now, actor_id=by.pk, subject=entry)
    return entry


def to_vote(round: Round, timetable: Timetable, *, by: Actor, now: datetime) -> Round:
    """Let people vote after all, on new dates. What was signed decides nothing then."""
    with transaction.atomic():
        round = locked(round)
        insist(access.may_settle(by, round, now=now))
        if round.settling_at is None:
            return round
        allowed = rules.in_order(timetable, now=now)
        if isinstance(allowed, Refused):
            refuse(allowed.reason)
        for name, moment in asdict(timetable).items():
            setattr(round, name, moment)
        round.settling_at, round.phase = None, rules.phase_at(timetable, now)
        round.save(update_fields=[*asdict(timetable), "settling_at", "phase"])
        events.record("round.to_vote", at=now, actor_id=by.pk, subject=round)
    return round


def settle_without_vote(round: Round, *, by: Actor, now: datetime) -> Result | None:
    """Say that it is settled; when a second person says so it is, and the money is reserved as after a count.

    None after the first. A second time by the same person changes nothing.
    """
    with transaction.atomic():
        round = locked(round)
        counted = Result.objects.filter(round=round).first()
        if counted is not None:
            return counted
        insist(access.may_settle(by, round, now=now))
        if round.settling_at is None:
            refuse(_("This round goes by a vote."))
        pots.lock_money()
        hold_ideas(round)
        settling = Settling.objects.select_related("round__pot__area", "first_by").get(round=round)
        if waits := without_vote.obstacles(without_vote.ideas(settling), settling, now=now):
            refuse(" ".join(waits))
        if settling.first_by_id is None:
            settling.first_by, settling.first_at = by, now
            settling.save(update_fields=["first_by", "first_at"])
            events.record("round.settled_first", at=now, actor_id=by.pk, subject=round)
            return None
        if settling.first_by_id in same_person(by.pk):
            return None
        return _settled(settling, by=by, now=now)


def _settled(settling: Settling, *, by: Actor, now: datetime) -> Result:
    settling.second_by, settling.second_at = by, now
    settling.save(update_fields=["second_by", "second_at"])
    round = settling.round
    round.entries.exclude(number=None).update(number=None)
    number_ballot(round)
    found = without_vote.ideas(settling)
    outcome = without_vote.outcome(found, settling)
    round.phase = Phase.COUNT
    round.save(update_fields=["phase"])
    result = Result.objects.create(
        round=round,
        outcome=outcome,
        input_sha256=without_vote.digest(without_vote.basis(found, settling)),
        outcome_sha256=without_vote.digest(outcome),
        engine=without_vote.ENGINE,
        counted_at=now,
    )
    award_winners(result, now=now)
    round.phase = Phase.RESULT
    round.save(update_fields=["phase"])
    events.record("round.settled", at=now, actor_id=by.pk, subject=round)
    tell_result(round, now=now)
    return result
