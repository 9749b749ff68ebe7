"""Before the vote: dates, ideas, looking along, the ballot."""

import secrets
from dataclasses import asdict, dataclass
from datetime import date, datetime
from hashlib import sha256
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from smederij.agreements.queries import RuleBook, rule_book
from smederij.base import events
from smederij.base.money import ZERO, Money
from smederij.base.refusals import Answer, Refused, insist, refuse
from smederij.gatherings.models import Gathering
from smederij.initiatives.models import Initiative
from smederij.people.models import Actor
from smederij.pots.models import Pot
from smederij.pots.queries import available
from smederij.rounds import access, rules
from smederij.rounds.actions.locking import locked
from smederij.rounds.actions.stepping_back import still_asks
from smederij.rounds.bites import agreed, bites
from smederij.rounds.models import Citation, Entry, Look, Round
from smederij.rounds.readiness import open_rounds
from smederij.rounds.rules import LookWords, Timetable

LONGEST_OBJECTION = 90


@dataclass(frozen=True, kw_only=True)
class Plan:
    """What the area chooses itself. How people vote comes from its agreements, or the house's defaults.

    `objection_days` None is what was agreed.
    """

    title: str
    budget: Money
    timetable: Timetable
    gathering: Gathering | None = None
    objection_days: int | None = None
    key: str = ""


def plan(pot: Pot, plan: Plan, *, by: Actor, now: datetime) -> Round:
    """Plan a round. The area's rules of this moment are copied onto it, with the agreement each came from.

    The same `plan.key` (a random text that the form carries) with the same name gives the round
    that is there.
    """
    insist(access.may_plan(by, pot.area, now=now))
    stored = sha256(f"{plan.key}|{by.pk}|{plan.title}".encode()).hexdigest() if plan.key else None
    try:
        return _planned(stored) or _plan(pot, plan, by=by, now=now, key=stored)
    except IntegrityError:
        if twice := _planned(stored):
            return twice
        raise


def _planned(key: str | None) -> Round | None:
    return Round.objects.filter(key=key).first() if key else None


def _plan(pot: Pot, plan: Plan, *, by: Actor, now: datetime, key: str | None) -> Round:
    with transaction.atomic():
        _insist_sound(plan, pot=pot, now=now)
        book = rule_book(pot.area, now=now)
        round = Round.objects.create(
            pot=pot,
            title=" ".join(plan.title.split()),
            budget=plan.budget,
            gathering=plan.gathering,
            phase=rules.phase_at(plan.timetable, now),
            seed=secrets.token_hex(16),
            planned_by=by,
            key=key,
            **asdict(plan.timetable),
            **_copied(book, objection_days=plan.objection_days),
        )
        Citation.objects.bulk_create(
            Citation(round=round, rule=rule, agreement=agreement) for rule, agreement in book.agreed()
        )
        events.record("round.planned", at=now, actor_id=by.pk, subject=round)
    return round


def reschedule(round: Round, timetable: Timetable, *, by: Actor, now: datetime) -> Round:
    """Move the dates of a round that has not opened for voting."""
    with transaction.atomic():
        round = locked(round)
        insist(access.may_reschedule(by, round, now=now))
        _can(rules.in_order(timetable, now=now))
        for name, moment in asdict(timetable).items():
            setattr(round, name, moment)
        round.phase = rules.phase_at(timetable, now)
        round.save(update_fields=[*asdict(timetable), "phase"])
        events.record("round.rescheduled", at=now, actor_id=by.pk, subject=round)
    return round


def enter(round: Round, initiative: Initiative, *, by: Actor, now: datetime) -> Entry:
    """Let an idea take part. Entering the same idea twice gives the same entry."""
    with transaction.atomic():
        round = locked(round)
        held = Initiative.objects.select_related("area").select_for_update(of=("self",))
        initiative = held.get(pk=initiative.pk)
        insist(access.may_enter(by, round, initiative, now=now))
        _insist_free(initiative, round)
        asked = _asked(initiative, round)
        facts = {"title": initiative.title, "text": initiative.text, "asked": asked}
        entry, new = Entry.objects.get_or_create(
            round=round, initiative=initiative, defaults={**facts, "entered_by": by, "entered_at": now}
        )
        if new:
            events.record("round.entered", at=now, actor_id=by.pk, subject=entry)
    return entry


def look(
    entry: Entry, words: LookWords, *, owner: Actor | None, due: date | None, by: Actor, now: datetime
) -> Look:
    """Say whether safety or law stands in the way; a later look on an aspect replaces the earlier one."""
    with transaction.atomic():
        round = locked(entry.round)
        insist(access.may_look(by, round, now=now))
        _can(rules.may_say(words, has_owner=owner is not None))
        said = {"free": words.free, "reason": words.reason.strip(), "next_step": words.next_step.strip()}
        who: dict[str, Any] = {"owner": owner, "due": due, "looked_by": by, "looked_at": now}
        who |= {"solved_at": None, "solved_by": None, "solution": ""}
        found, _new = Look.objects.update_or_create(entry=entry, aspect=words.aspect, defaults=said | who)
        events.record("round.looked", at=now, actor_id=by.pk, subject=entry)
    return found


def nominate(entry: Entry, *, by: Actor, now: datetime) -> Entry:
    """Put an idea on the ballot: its text and amount freeze as they are now."""
    with transaction.atomic():
        round = locked(entry.round)
        insist(access.may_nominate(by, round, now=now))
        entry = Entry.objects.select_related("initiative__area", "round__pot__area").get(pk=entry.pk)
        if entry.nominated_at is not None:
            return entry
        _insist_agreed(entry)
        put_on_ballot(entry, by=by, now=now)
    return entry


def put_on_ballot(entry: Entry, *, by: Actor | None, now: datetime) -> None:
    """Text and amount freeze; `by` None: an agreement did it. Needs the round's lock. May refuse."""
    if entry.initiative is not None:
        entry.asked = still_asks(entry, _asked(entry.initiative, entry.round))
        entry.title, entry.text = entry.initiative.title, entry.initiative.text
    entry.nominated_by, entry.nominated_at = by, now
    entry.save()
    events.record("round.nominated", at=now, actor_id=by.pk if by else None, subject=entry)


def _insist_agreed(entry: Entry) -> None:
    """What the area agreed on itself comes first; about people a person has decided."""
    found = bites(entry.round)[entry.pk]
    for notice in found.open:
        words = {"why": notice.why, "because": notice.agreement.because}
        refuse(_("First someone has to decide about this idea. %(why)s %(because)s") % words)
    for notice in found.notices:
        if notice.waits:
            refuse(_("This idea waits this round. %(because)s") % {"because": notice.agreement.because})
    if found.stops:
        cited = agreed(entry.round).nomination.agreement
        refuse(f"{found.stops} {cited.because if cited else ''}")


def insist_on_words(title: str, budget: Money, pot: Pot) -> None:
    """A round has a name, and decides over money that is there: money comes first."""
    if not 1 <= len(title.strip()) <= rules.LONGEST_TITLE:
        refuse(_("Give the round a name of at most %(most)d characters.") % {"most": rules.LONGEST_TITLE})
    if budget <= ZERO:
        refuse(_("Say how much money this round decides over."))
    if budget > (left := available(pot)):
        refuse(_("There is %(left)s in the pot. You can't decide over more now.") % {"left": left})


def _insist_free(initiative: Initiative, round: Round) -> None:
    """One idea is decided on in one round at a time; the idea's row is held."""
    other = open_rounds().filter(entries__initiative=initiative).exclude(pk=round.pk).first()
    if other is not None:
        refuse(
            _("This idea already takes part in %(round)s. Until that is over it stays there.")
            % {"round": other}
        )


def _insist_sound(plan: Plan, *, pot: Pot, now: datetime) -> None:
    insist_on_words(plan.title, plan.budget, pot)
    if not 0 <= (plan.objection_days or 0) <= LONGEST_OBJECTION:
        refuse(_("Give people between 0 and %(most)d days to object.") % {"most": LONGEST_OBJECTION})
    _can(rules.in_order(plan.timetable, now=now))


def _copied(book: RuleBook, *, objection_days: int | None) -> dict[str, Any]:
    ballot, partial = book.ballot.rule, book.partial.rule
    return {
        "ballot_type": ballot.kind,
        "most_choices": ballot.most_choices,
        "most_per_idea": ballot.most_per_idea,
        "partial_last": partial.last_gets_rest,
        "skip_misfit": partial.skip,
        "cap": book.cap.rule.amount,
        "threshold": book.votes.rule.at_least,
        "objection_days": book.objection.rule.days if objection_days is None else objection_days,
    }


def _asked(initiative: Initiative, round: Round) -> Money:
    """What the idea asks; Refusal when it can't take part."""
    if initiative.withdrawn_at is not None or initiative.confirmed_at is None:
        refuse(_("This idea can't take part: nobody stands behind it (any more)."))
    if round.pot.area not in initiative.area.lineage():
        refuse(_("This idea is from another area. Look for a round there."))
    if initiative.asked is None:
        refuse(_("First say how much money this idea needs, in one amount."))
    asked: Money = initiative.asked
    return asked


def _can(answer: Answer) -> None:
    """Go on when the rules allow it; otherwise it can't be done now."""
    if isinstance(answer, Refused):
        refuse(answer.reason)
