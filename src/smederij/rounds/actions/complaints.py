"""What went wrong with somebody's vote: written down at once, and solved by a named person."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from smederij.base import events
from smederij.base.refusals import insist, refuse
from smederij.people.models import Actor
from smederij.rounds import access
from smederij.rounds.models import About, Complaint, Round

LONGEST = 600


def complain(round: Round, about: About, words: str, *, by: Actor, now: datetime) -> Complaint:
    """Write down what somebody told, without their name. The same words twice in a row are one."""
    words = " ".join(words.split())[:LONGEST]
    if not words:
        refuse(_("Write down in a sentence what happened."))
    with transaction.atomic():
        insist(access.may_hear_complaints(by, round, now=now))
        last = Complaint.objects.filter(round=round, by=by).last()
        if last is not None and (last.about, last.words) == (about, words):
            return last
        written = Complaint.objects.create(round=round, about=about, words=words, by=by, at=now)
        events.record("round.complaint", at=now, actor_id=by.pk, subject=round)
    return written


def answer(complaint: Complaint, words: str, *, by: Actor, now: datetime) -> Complaint:
    """Say how it was solved. Refusal 409 when somebody else did already."""
    words = " ".join(words.split())[:LONGEST]
    if not words:
        refuse(_("Write down in a sentence how it was solved."))
    with transaction.atomic():
        insist(access.may_hear_complaints(by, complaint.round, now=now))
        held = Complaint.objects.select_for_update().get(pk=complaint.pk)
        if held.answer and held.answer != words:
            refuse(_("Somebody wrote down how this was solved already."))
        if not held.answer:
            held.answer, held.answered_by, held.answered_at = words, by, now
            held.save(update_fields=["answer", "answered_by", "answered_at"])
            events.record("round.complaint_solved", at=now, actor_id=by.pk, subject=held.round)
    return held
