"""Agreements about people are applied by a person, in the open: an idea waits, or there is an exception."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from smederij.base import events
from smederij.base.refusals import insist, refuse
from smederij.base.templatetags.words import moment
from smederij.people.models import Actor
from smederij.rounds import access
from smederij.rounds.actions.locking import locked
from smederij.rounds.bites import Notice, bites
from smederij.rounds.models import Entry, Ruling

LONGEST_REASON = 300


@dataclass(frozen=True, kw_only=True)
class Decision:
    """About which agreement, and why. `called_by`: who told the idea's people by phone.

    `instead_of` is the ruling that the page showed, if any: when another has come, it is a Refusal 409.
    """

    rule: str
    reason: str = ""
    called_by: Actor | None = None
    instead_of: int | None = None


def let_wait(entry: Entry, decision: Decision, *, by: Actor, now: datetime) -> Ruling:
    """Apply the agreement: the idea waits this round. Somebody told its people by phone first.

    The same decision again is the one there is.
    """
    if decision.called_by is None:
        refuse(_("Call first: people hear a no from somebody they can ask something. Then say who called."))
    insist(access.may_have_called(decision.called_by, entry.round, now=now))
    return _rule(Ruling(entry=entry, applied=True, called_by=decision.called_by, by=by, at=now), decision)


def make_exception(entry: Entry, decision: Decision, *, by: Actor, now: datetime) -> Ruling:
    """Let an idea take part although an agreement says otherwise, and say why. It ends with this round."""
    return _rule(Ruling(entry=entry, applied=False, by=by, at=now), decision)


def _rule(ruling: Ruling, decision: Decision) -> Ruling:
    ruling.rule, ruling.reason = decision.rule, " ".join(decision.reason.split())
    with transaction.atomic():
        round = locked(ruling.entry.round)
        entry = Entry.objects.select_related("initiative").get(pk=ruling.entry_id)
        insist(access.may_rule(ruling.by, round, entry, now=ruling.at))
        notice = _noticed(entry, ruling.rule)
        if notice.ruling is not None and notice.ruling.pk != decision.instead_of:
            return _same(notice.ruling, ruling)
        _insist_on_fit(ruling, entry)
        ruling.agreement, ruling.why, ruling.replaces = notice.agreement, notice.why, notice.ruling
        ruling.save(force_insert=True)
        kind = "round.agreement_applied" if ruling.applied else "round.exception_made"
        events.record(kind, at=ruling.at, actor_id=ruling.by_id, subject=ruling)
    return ruling


def _noticed(entry: Entry, rule: str) -> Notice:
    found = next((one for one in bites(entry.round)[entry.pk].notices if one.rule == rule), None)
    return found or refuse(_("There is nothing to decide: this agreement is not about this idea."))


def _same(there: Ruling, asked: Ruling) -> Ruling:
    if (there.applied, there.reason, there.by_id, there.called_by_id) == (
        asked.applied,
        asked.reason,
        asked.by_id,
        asked.called_by_id,
    ):
        return there
    words = {"who": there.by, "when": moment(there.at)}
    return refuse(_("%(who)s decided about this %(when)s. Look at that first.") % words)


def _insist_on_fit(ruling: Ruling, entry: Entry) -> None:
    if not ruling.applied and not ruling.reason:
        refuse(_("Say why you make an exception: everyone can read it."))
    if len(ruling.reason) > LONGEST_REASON:
        refuse(_("Make this a bit shorter: a few sentences are enough."))
    if ruling.applied and entry.nominated_at is not None:
        refuse(_("This idea stands on the ballot already. Take it off the ballot first."))
