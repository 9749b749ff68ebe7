"""Two who turn out to be one person: everything goes to who was known first."""

from collections.abc import Iterator
from datetime import datetime

from django.db import models, transaction
from django.db.models import Q

from smederij.base import rooms
from smederij.base.events import record
from smederij.base.models import Picture
from smederij.base.refusals import insist
from smederij.people import access, queries
from smederij.people.models import Actor, Login

LENT = ("name", "full_name", "phone", "email", "where")


@transaction.atomic
def join(one: Actor, other: Actor, *, login: Login, now: datetime) -> Actor:
    """'That is me too': gives who they are from now on, and leaves a nameless row of the other.

    Everything that named the other names them, in every room; what is never changed afterwards stays, and its
    row says who they became. Refused unless both are entered by this login and by no other.
    """
    login = Login.objects.select_for_update().get(pk=login.pk)
    both = Actor.objects.select_for_update().filter(pk__in=[one.pk, other.pk])
    held = {actor.pk: actor for actor in both.order_by("pk")}
    insist(access.may_join(login, held[one.pk], held[other.pk]))
    kept, gone = _in_order(held[one.pk], held[other.pk])
    for room in rooms.every():
        if room.join_me:
            room.join_me(gone.pk, kept.pk, now)
    login.actors.remove(gone)
    _hand_over(gone, kept)
    Picture.objects.filter(owner_id=gone.pk).update(owner_id=kept.pk)
    _leave(gone, kept, now=now)
    record("actor.joined", at=now, actor_id=kept.pk, subject=gone)
    return kept


def join_namesakes(login: Login, *, now: datetime) -> None:
    """Who came in by one address or number under one name is one person; others are asked who they are."""
    actors = queries.actors_of(login)
    for number, one in enumerate(actors):
        for other in actors[number + 1 :]:
            if _alike(one, other) and access.may_join(login, one, other):
                join(one, other, login=login, now=now)
                join_namesakes(login, now=now)
                return


def _alike(one: Actor, other: Actor) -> bool:
    return not (one.name and other.name) or queries.plain_name(one.name) == queries.plain_name(other.name)


def _in_order(one: Actor, other: Actor) -> tuple[Actor, Actor]:
    """Who did something here for others stays, else who is known longest."""
    did = set(access.did_tasks(one, other))
    first, last = sorted((one, other), key=lambda actor: (actor.pk not in did, actor.pk))
    return first, last


def _hand_over(gone: Actor, kept: Actor) -> None:
    fixed = rooms.never_updated()
    for model, field in _pointers():
        if model._meta.db_table not in fixed:
            rows = model._default_manager.filter(**{field: gone.pk})
            if rows.exists():  # a guard may refuse every change of a table, even of no row
                _without_twins(rows, field, kept).update(**{field: kept.pk})


def _pointers() -> Iterator[tuple[type[models.Model], str]]:
    """Every table of the house that names actors, and the field in which it does."""
    for relation in Actor._meta.get_fields(include_hidden=True):
        if isinstance(relation, models.ManyToOneRel) and relation.field.name != "became":
            yield relation.related_model, relation.field.name  # type: ignore[misc]


def _without_twins(
    rows: models.QuerySet[models.Model], field: str, kept: Actor
) -> models.QuerySet[models.Model]:
    """What they did twice, once under each name, stays once."""
    model = rows.model
    for unique in model._meta.constraints:
        if isinstance(unique, models.UniqueConstraint) and field in unique.fields:
            others = [name for name in unique.fields if name != field]
            among = model._default_manager.filter(unique.condition or Q())
            same = among.filter(**{field: kept.pk, **{name: models.OuterRef(name) for name in others}})
            rows.filter(unique.condition or Q()).filter(models.Exists(same)).delete()
    return rows


def _leave(gone: Actor, kept: Actor, *, now: datetime) -> None:
    """What only the other one had told of themselves goes along."""
    for name in LENT:
        setattr(kept, name, getattr(kept, name) or getattr(gone, name))
        setattr(gone, name, "")
    kept.face = kept.face or gone.face
    gone.face, gone.forgotten_at, gone.became = 0, now, kept
    Actor.objects.filter(became=gone).update(became=kept)
    gone.save()
    kept.save()
