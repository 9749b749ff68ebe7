"""What is followed, by name; and the signed words by which a page or a message says what it is about."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core import signing
from django.db.models import Model
from django.urls import reverse

from smederij.people.models import Follow, Notice, thing

BUTTON, STOP = "follow-button", "follow-stop"
Thing = tuple[str, int]


@dataclass(frozen=True)
class Followed:
    """One thing on the list of what I follow; nameless when it is no longer shown to anybody."""

    name: str
    url: str
    token: str
    since: datetime | None = None


def sign(subject: Model) -> str:
    """For a button: a page of ours showed this thing, so it may be followed."""
    return signing.dumps(thing(subject), salt=BUTTON)


def unsign(token: str) -> Thing | None:
    """What the button stood beside; None when these are not our words."""
    try:
        kind, pk = signing.loads(token, salt=BUTTON)
    except (signing.BadSignature, ValueError):
        return None
    return kind, pk


def stop_url(actor_id: int, things: Iterable[Thing]) -> str:
    """The address that ends following without signing in. It works for ever, and only for this."""
    token = signing.dumps([actor_id, sorted(set(things))], salt=STOP, compress=True)
    return f"{settings.PUBLIC_URL}{reverse('stop', args=[token])}"


def unsign_stop(token: str) -> tuple[int, list[Thing]] | None:
    """Who stops following what; None when these are not our words."""
    try:
        actor_id, things = signing.loads(token, salt=STOP)
    except (signing.BadSignature, ValueError):
        return None
    return actor_id, [(kind, pk) for kind, pk in things]


def found(things: Iterable[Thing]) -> dict[Thing, Model]:
    """The rows themselves, one query a kind; without what is gone or no longer shown to everybody."""
    wanted: dict[str, set[int]] = {}
    for kind, pk in things:
        wanted.setdefault(kind, set()).add(pk)
    return {(kind, row.pk): row for kind, pks in wanted.items() for row in _shown(kind, pks)}


def _shown(kind: str, pks: set[int]) -> Iterable[Any]:
    """A table whose rows may be hidden says with `shown` which are not."""
    try:
        table = apps.get_model(kind)
    except LookupError:
        return []
    rows: Any = table._default_manager.filter(pk__in=pks)
    return list(rows.shown() if hasattr(rows, "shown") else rows)


def named(follows: Iterable[Follow]) -> list[Followed]:
    """What somebody follows, as it is called today."""
    follows = list(follows)
    rows = found((one.subject_kind, one.subject_id) for one in follows)
    return [_named(one, rows.get((one.subject_kind, one.subject_id))) for one in follows]


def _named(one: Follow, row: Model | None) -> Followed:
    token = signing.dumps((one.subject_kind, one.subject_id), salt=BUTTON)
    return Followed(str(row) if row else "", url_of(row), token, one.since)


def url_of(row: Model | None) -> str:
    """Where it can be seen, when it has a page."""
    where = getattr(row, "get_absolute_url", None)
    return str(where()) if where else ""


def things_of(notices: Iterable[Notice]) -> list[Thing]:
    """What a bundle of notices is about, each once."""
    return sorted({(one.subject_kind, one.subject_id) for one in notices})
