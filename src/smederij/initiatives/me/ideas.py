"""Ideas someone posted: what comes along, what goes, and who has to be called."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from functools import partial
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from smederij.base import pictures
from smederij.base.rooms import Asks, Waiting
from smederij.initiatives import queries
from smederij.initiatives.models import Initiative, Need

TAKEN_OUT = "…"


def export_me(actor_id: int) -> Mapping[str, Any]:
    """All ideas someone posted, and those they wrote down for others."""
    mine = (
        Initiative.objects.filter(starter_id=actor_id)
        .prefetch_related("needs")
        .select_related("area", "picture")
    )
    entered = Initiative.objects.filter(entered_by_id=actor_id).values_list("public_id", flat=True)
    return {"ideas": [_told(one) for one in mine], "written_down_for_others": list(entered)}


def _told(one: Initiative) -> dict[str, Any]:
    return {
        "public_id": one.public_id,
        "area": one.area.slug,
        "title": one.title,
        "text": one.text,
        "asked_cents": one.asked.cents if one.asked else None,
        "needs": [{"kind": need.kind, "words": need.words} for need in one.needs.all()],
        "picture": one.picture.name if one.picture else None,
        "picture_alt": one.picture.alt if one.picture else None,
        "posted_at": one.posted_at.isoformat(),
        "confirmed_at": one.confirmed_at.isoformat() if one.confirmed_at else None,
        "withdrawn_at": one.withdrawn_at.isoformat() if one.withdrawn_at else None,
    }


def forget_me(actor_id: int, now: datetime) -> None:
    """Shown ideas stay, nameless and without the photo: neighbours build on them. The rest is emptied."""
    for one in Initiative.objects.filter(starter_id=actor_id).select_related("picture"):
        _drop_picture(one)
        if one.confirmed_at is None or one.withdrawn_at is not None:
            _empty(one, now=now)
        one.save()


def _drop_picture(one: Initiative) -> None:
    if one.picture is not None:
        transaction.on_commit(partial(pictures.discard, one.picture))
        one.picture = None


def _empty(one: Initiative, *, now: datetime) -> None:
    Need.objects.filter(initiative=one).delete()
    one.title, one.text, one.asked = TAKEN_OUT, "", None
    one.withdrawn_at = one.withdrawn_at or now


def waiting_for(actor_id: int, now: datetime) -> Iterable[Waiting]:
    """For the area's people: whom to reach before an idea is shown. For whoever came in: their own idea."""
    for one in queries.to_call(actor_id, now=now):
        words = {"name": one.starter, "idea": one.title}
        yield Waiting(
            sentence=(
                _("Call %(name)s, and confirm the idea “%(idea)s”") % words
                if one.starter.phone or not one.starter.email
                else _("Mail %(name)s, and confirm the idea “%(idea)s”") % words
            ),
            url=reverse("confirm_idea", args=[one.public_id]),
            since=one.posted_at,
            asks=Asks.CALL,
            area=one.area.name,
        )
    for one in Initiative.objects.unconfirmed().filter(starter_id=actor_id).select_related("area"):
        yield Waiting(
            sentence=_("Nobody sees your idea “%(idea)s” yet: show it to your neighbourhood")
            % {"idea": one.title},
            url=reverse("confirm_idea", args=[one.public_id]),
            since=one.posted_at,
            asks=Asks.ARRANGE,
            area=one.area.name,
        )
