"""Writing down that something happened."""

from datetime import datetime

from django.db import models

from smederij.base.models import Event


def record(kind: str, *, at: datetime, actor_id: int | None, subject: models.Model | None = None) -> None:
    """Add one line to the event log, inside the transaction of the action that did it."""
    subject_kind = subject._meta.model_name if subject is not None else ""
    Event.objects.create(
        at=at,
        kind=kind,
        actor_id=actor_id,
        subject_kind=subject_kind or "",
        subject_id=subject.pk if subject is not None else None,
    )
