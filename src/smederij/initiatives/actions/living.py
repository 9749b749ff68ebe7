"""Beginning, finishing, stopping and going on: with or without money, with or without a round."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from smederij.base.events import record
from smederij.base.refusals import insist, refuse
from smederij.initiatives import access, rules
from smederij.initiatives.actions.steps import insist_on, locked, one_line
from smederij.initiatives.models import Initiative
from smederij.people import actions as people
from smederij.people.models import Actor

FIELDS = ["begun_at", "finished_at", "stopped_at", "stopped_why"]


@transaction.atomic
def begin(initiative: Initiative, *, by: Actor, now: datetime) -> Initiative:
    """ "We have begun". Saying it again changes nothing."""
    initiative = _for_carriers(initiative, by=by, now=now)
    if initiative.begun_at is not None and initiative.stopped_at is None:
        return initiative
    initiative.begun_at = initiative.begun_at or now
    initiative.stopped_at, initiative.stopped_why = None, ""
    _keep(initiative, "initiative.begun", _("They have begun: %(title)s"), by=by, now=now)
    return initiative


@transaction.atomic
def finish(initiative: Initiative, *, by: Actor, now: datetime) -> Initiative:
    """ "It is done". What was never said to have begun, began at the latest now. Twice is once."""
    initiative = _for_carriers(initiative, by=by, now=now)
    if initiative.stopped_at is not None:
        refuse(_("This has stopped. Go on with it first."))
    if initiative.finished_at is not None:
        return initiative
    initiative.begun_at, initiative.finished_at = initiative.begun_at or now, now
    _keep(initiative, "initiative.finished", _("It is done: %(title)s"), by=by, now=now)
    return initiative


@transaction.atomic
def stop(initiative: Initiative, *, why: str, by: Actor, now: datetime) -> Initiative:
    """ "We stop", with a reason for the neighbours. The page stays. Twice is once."""
    initiative, why = _for_carriers(initiative, by=by, now=now), one_line(why)
    if initiative.finished_at is not None:
        refuse(_("This is done already."))
    if initiative.stopped_at is not None:
        return initiative
    insist_on(rules.reason_is_fit(why))
    initiative.stopped_at, initiative.stopped_why = now, why
    initiative.save(update_fields=FIELDS)
    record("initiative.stopped", at=now, actor_id=by.pk, subject=initiative)
    return initiative


@transaction.atomic
def go_on(initiative: Initiative, *, by: Actor, now: datetime) -> Initiative:
    """Not done or not stopped after all. Changes nothing while it goes on."""
    initiative = _for_carriers(initiative, by=by, now=now)
    if initiative.finished_at is None and initiative.stopped_at is None:
        return initiative
    initiative.finished_at, initiative.stopped_at, initiative.stopped_why = None, None, ""
    initiative.save(update_fields=FIELDS)
    record("initiative.went_on", at=now, actor_id=by.pk, subject=initiative)
    return initiative


@transaction.atomic
def unbegin(initiative: Initiative, *, by: Actor, now: datetime) -> Initiative:
    """Said too soon: an idea again. Not when it was finished."""
    initiative = _for_carriers(initiative, by=by, now=now)
    if initiative.finished_at is not None:
        refuse(_("This is done already."))
    if initiative.begun_at is not None:
        initiative.begun_at = None
        initiative.save(update_fields=FIELDS)
        record("initiative.unbegun", at=now, actor_id=by.pk, subject=initiative)
    return initiative


def _for_carriers(initiative: Initiative, *, by: Actor, now: datetime) -> Initiative:
    initiative = locked(initiative)
    insist(access.may_change(by, initiative, now=now))
    if initiative.confirmed_at is None:
        refuse(_("This can be done once the idea is confirmed."))
    return initiative


def _keep(initiative: Initiative, kind: str, sentence: str, *, by: Actor, now: datetime) -> None:
    initiative.save(update_fields=FIELDS)
    record(kind, at=now, actor_id=by.pk, subject=initiative)
    told = sentence % {"title": initiative.title}
    people.tell(initiative, sentence=told, url=initiative.get_absolute_url(), by=by, now=now)
