"""What the room of stories declares: export me, forget me."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from functools import partial
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from smederij.base import pictures, vault
from smederij.base.rooms import Room, Waiting
from smederij.stories import queries
from smederij.stories.actions import VOICES
from smederij.stories.models import Story
from smederij.stories.search import search
from smederij.stories.slots import SLOTS

TAKEN_OUT = "…"


def export_me(actor_id: int) -> Mapping[str, Any]:
    """All stories someone told, and those they wrote down for others."""
    mine = Story.objects.filter(teller_id=actor_id).select_related("picture", "area")
    mine = mine.prefetch_related("pictures__picture")
    written = Story.objects.filter(written_by_id=actor_id).values_list("public_id", flat=True)
    return {"stories": [_told(one) for one in mine], "written_down_for_others": list(written)}


def _told(one: Story) -> dict[str, Any]:
    return {
        "public_id": one.public_id,
        "area": one.area.slug,
        "title": one.title,
        "text": one.text,
        "picture": one.picture.name if one.picture else None,
        "picture_alt": one.picture.alt if one.picture else None,
        "more_pictures": [
            {"picture": more.picture.name, "alt": more.picture.alt, "caption": more.caption}
            for more in one.pictures.all()
        ],
        "voice": one.voice or None,
        "told_at": one.told_at.isoformat(),
        "withdrawn_at": one.withdrawn_at.isoformat() if one.withdrawn_at else None,
    }


def forget_me(actor_id: int, now: datetime) -> None:
    """A story is of its teller: words, voice and photos go, and it is taken back."""
    for one in Story.objects.filter(teller_id=actor_id).select_related("picture"):
        if one.picture is not None:
            transaction.on_commit(partial(pictures.discard, one.picture))
        for more in one.pictures.select_related("picture"):
            transaction.on_commit(partial(pictures.discard, more.picture))
            more.delete()
        if one.voice:
            transaction.on_commit(partial(vault.discard, VOICES, one.voice))
        one.title, one.text, one.picture, one.voice = TAKEN_OUT, TAKEN_OUT, None, ""
        one.withdrawn_at = one.withdrawn_at or now
        one.save()


def tick(now: datetime) -> int:
    """Voices that no story knows go, a day after they came."""
    told = Story.objects.exclude(voice="").values_list("voice", flat=True)
    return vault.sweep(VOICES, known=lambda: list(told), now=now)


def waiting_for(actor_id: int, now: datetime) -> Iterable[Waiting]:
    """For whoever got money: to tell how it went, when the agreed day comes near; once, until it is told."""
    for grant in queries.to_tell(actor_id, now=now):
        words = {"title": grant.initiative.title}
        sentence = _("Tell how it went with “%(title)s”: by photo, by voice, or on the phone") % words
        url = reverse("tell", args=[grant.initiative.public_id])
        yield Waiting(sentence=sentence, url=url, since=grant.granted_at, area=grant.initiative.area.name)


ERRANDS = {
    "tell": gettext_lazy("A story is told by somebody. So first: who are you?"),
    "tell_area": gettext_lazy("A story is told by somebody. So first: who are you?"),
}
ROOM = Room(
    name="stories",
    errands=ERRANDS,
    export_me=export_me,
    forget_me=forget_me,
    tick=tick,
    waiting_for=waiting_for,
    search=search,
    slots=SLOTS,
)
