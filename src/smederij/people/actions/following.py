"""Following something, and telling whoever follows it."""

from collections.abc import Iterable
from datetime import datetime

from django.db import models, transaction
from django.utils.text import Truncator

from smederij.base.events import record
from smederij.people.models import SENTENCE, Actor, Follow, Notice, thing


@transaction.atomic
def follow(subject: models.Model, *, by: Actor, now: datetime) -> Follow:
    """Be told from now on what happens to this one thing, and to nothing around it. Twice is once."""
    kind, pk = thing(subject)
    followed, is_new = Follow.objects.get_or_create(
        actor=by, subject_kind=kind, subject_id=pk, defaults={"since": now}
    )
    if is_new:
        record("follow.begun", at=now, actor_id=by.pk, subject=subject)
    return followed


def unfollow(subject: models.Model, *, by: Actor, now: datetime) -> None:
    """Hear no more of it: what was not sent yet is not sent either. Stopping twice changes nothing."""
    stop(*thing(subject), by=by, now=now)


@transaction.atomic
def stop(kind: str, pk: int, *, by: Actor, now: datetime) -> None:
    """Like `unfollow`, for something that may be gone by now."""
    about = {"actor": by, "subject_kind": kind, "subject_id": pk}
    if Follow.objects.filter(**about).delete()[0]:
        record("follow.ended", at=now, actor_id=by.pk)
    Notice.objects.filter(**about, sent_at=None).delete()


@transaction.atomic
def tell(subject: models.Model, *, sentence: str, url: str = "", by: Actor | None, now: datetime) -> int:
    """Write a notice for everybody who follows this, but for whoever did it; the clock sends them.

    Nothing is sent here, so that it can stand inside any transaction. Who was told the same and did not
    get it yet, is not told twice. Returns how many are told.
    """
    kind, pk = thing(subject)
    said = Truncator(sentence).chars(SENTENCE)
    waiting = Notice.objects.filter(sentence=said, url=url, sent_at=None).values("actor")
    followers = Follow.objects.filter(subject_kind=kind, subject_id=pk, actor__forgotten_at=None)
    to = followers.exclude(actor=by).exclude(actor__in=waiting).values_list("actor_id", flat=True)
    new = [
        Notice(actor_id=one, subject_kind=kind, subject_id=pk, sentence=said, url=url, by=by, at=now)
        for one in to
    ]
    return len(Notice.objects.bulk_create(new))


@transaction.atomic
def stop_all(actor: Actor, *, things: Iterable[tuple[str, int]], now: datetime) -> None:
    """Stop everything one message was about, for the person it was sent to."""
    for kind, pk in things:
        stop(kind, pk, by=actor, now=now)
