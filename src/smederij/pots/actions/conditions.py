"""A grant that waits for something the room that decided asked for, before any euro goes out."""

from datetime import datetime

from django.db import transaction

from smederij.base.events import record
from smederij.people.models import Actor
from smederij.pots import ledger
from smederij.pots.actions.grants import fresh
from smederij.pots.models import Grant


@transaction.atomic
def set_condition(grant: Grant, reason: str, *, was: str = "", owner: Actor | None, now: datetime) -> Grant:
    """Let a grant wait until a condition is met, under the name of who works on it; "" lets it go.

    The room that decided has asked who may. Changes nothing when the grant waits for something else than
    `was`: what the steering group or finance said, stands.
    """
    ledger.lock()
    grant = fresh(grant)
    if grant.held_reason != was or reason == was or grant.declined_at is not None:
        return grant
    grant.held_reason, grant.held_by = reason, owner if reason else None
    grant.save(update_fields=["held_reason", "held_by"])
    kind = "grant.held" if reason else "grant.released"
    record(kind, at=now, actor_id=owner.pk if owner else None, subject=grant)
    return grant
