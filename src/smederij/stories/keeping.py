"""What came along with a story that has to be mended: the photo and the voice wait, for whoever sent them."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core import signing
from django.db.models import Q

from smederij.base import pictures, vault
from smederij.base.inputs import open_picture
from smederij.base.models import Picture
from smederij.base.refusals import Refusal
from smederij.people.models import Actor
from smederij.stories import voice
from smederij.stories.actions import VOICES
from smederij.stories.forms import TellingForm
from smederij.stories.models import Story

SALT = "stories.kept"
KEPT_FOR = timedelta(hours=20)  # what no story came to know is swept after a day


@dataclass(frozen=True)
class Kept:
    """A photo and a voice (its name in the vault) without a story yet."""

    picture: Picture | None = None
    voice: str = ""

    def token(self, actor: Actor) -> str:
        """What the form carries along until it is right; empty when there is nothing."""
        picture = self.picture.pk if self.picture else None
        return signing.dumps([actor.pk, picture, self.voice], salt=SALT) if picture or self.voice else ""

    def discard(self, *, except_for: Story | None) -> None:
        """Remove what this story does not hold."""
        if self.picture is not None and (except_for is None or except_for.picture != self.picture):
            pictures.discard(self.picture)
        if self.voice and (except_for is None or except_for.voice != self.voice):
            vault.discard(VOICES, self.voice)


def kept(token: str, *, actor: Actor) -> Kept:
    """What waits under a token of this person's own; nothing once a story holds it."""
    try:
        whose, number, name = signing.loads(token, salt=SALT, max_age=KEPT_FOR)
    except (signing.BadSignature, ValueError):
        return Kept()
    if whose != actor.pk or _is_told(number, name):
        return Kept()
    picture = Picture.objects.filter(pk=number).first() if number else None
    return Kept(picture, name if name and vault.path_of(VOICES, name) else "")


def _is_told(number: int | None, name: str) -> bool:
    mine = Q(voice=name) if name else Q()
    return Story.objects.filter(mine | Q(picture_id=number) if number else mine).exists()


def take(form: TellingForm, before: Kept, *, now: datetime) -> Kept:
    """What came along now, or else what waited; a file that is no photo or voice becomes an error there."""
    form.is_valid()
    if not form.is_bound:  # nothing at all was sent
        return before
    alt = form.cleaned_data.get("picture_alt") or form.cleaned_data.get("title", "")
    picture = open_picture(form, "picture", alt=alt, now=now) if "picture" in form.fields else None
    if picture is None and before.picture is not None and alt and alt != before.picture.alt:
        before.picture.alt = alt
        before.picture.save(update_fields=["alt"])
    return Kept(picture or before.picture, _voice(form) or before.voice)


def _voice(form: TellingForm) -> str:
    upload = form.cleaned_data.get("voice")
    if not upload:
        return ""
    try:
        data, kind = voice.read(upload)
    except Refusal as refusal:
        form.add_error("voice", str(refusal.reason))
        return ""
    return vault.keep(VOICES, data, suffix=kind)
