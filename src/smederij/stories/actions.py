"""Telling how it went, telling it better, adding pictures, and taking a story back."""

from dataclasses import dataclass
from datetime import datetime
from functools import partial

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from smederij.base import pictures, vault
from smederij.base.events import record
from smederij.base.models import Picture
from smederij.base.refusals import insist, refuse
from smederij.initiatives.actions.updates import teller_for
from smederij.initiatives.models import Initiative
from smederij.people import actions as people
from smederij.people.models import Actor
from smederij.places.models import Area
from smederij.stories import access
from smederij.stories.models import Stories, Story, StoryPicture

VOICES = "voices"
LONGEST_TITLE = 140
LONGEST_TEXT = 20_000
MOST_PICTURES = 12


@dataclass(frozen=True)
class Telling:
    """A title, and words or a voice (a name in the vault) or both; one picture for a start."""

    title: str
    text: str = ""
    picture: Picture | None = None
    voice: str = ""

    def tidy(self) -> "Telling":
        text = self.text.replace("\r\n", "\n").strip()
        return Telling(" ".join(self.title.split()), text, self.picture, self.voice)


def tell(
    initiative: Initiative, *, title: str, text: str, picture: Picture | None, by: Actor, now: datetime
) -> Story:
    """Tell in words how an initiative went; `tell_of` for the rest."""
    return tell_of(initiative, telling=Telling(title, text, picture), by=by, now=now)


def tell_of(about: Initiative | Area, *, telling: Telling, by: Actor, now: datetime) -> Story:
    """Tell how it went. One of the area's people may write it down: then who carries it is the teller.

    The same story again is the one that is there: sending twice makes one. Another text under the same
    title is refused.
    """
    telling = telling.tidy()
    try:
        with transaction.atomic():
            return _tell(about, telling, by=by, now=now)
    except IntegrityError:
        twice = _told(about).filter(title=telling.title).first()
        if twice is None:
            raise
        return _same(twice, telling)


def _told(about: Initiative | Area) -> Stories:
    if isinstance(about, Area):
        return Story.objects.told().filter(area=about, initiative=None)
    return Story.objects.told().filter(initiative=about)


def _tell(about: Initiative | Area, telling: Telling, *, by: Actor, now: datetime) -> Story:
    initiative = about if isinstance(about, Initiative) else None
    area = about.area if isinstance(about, Initiative) else about
    insist(access.may_tell(by, initiative, now=now) if initiative else access.may_tell_of(by, area, now=now))
    _insist_on_fit(telling)
    known = _told(about).filter(title=telling.title).first()
    if known is not None:
        return _same(known, telling)
    teller = teller_for(initiative, by=by) if initiative else by
    story = Story.objects.create(
        area=area,
        initiative=initiative,
        title=telling.title,
        text=telling.text,
        picture=telling.picture,
        voice=telling.voice,
        teller=teller,
        written_by=by if by != teller else None,
        told_at=now,
    )
    _own(telling.picture, story)
    record("story.told", at=now, actor_id=by.pk, subject=story)
    _tell_followers(story, by=by, now=now)
    return story


def _tell_followers(story: Story, *, by: Actor, now: datetime) -> None:
    """Whoever follows the idea or the area hears that there is a story, once."""
    said = _("%(name)s tells: %(title)s") % {"name": story.teller, "title": story.title}
    for followed in (story.initiative, story.area):
        if followed is not None:
            people.tell(followed, sentence=said, url=story.get_absolute_url(), by=by, now=now)


def _own(picture: Picture | None, story: Story) -> None:
    if picture is not None:
        picture.owner_id = story.teller_id
        picture.save(update_fields=["owner_id"])


def _same(known: Story, telling: Telling) -> Story:
    if known.text == telling.text and bool(known.voice) == bool(telling.voice):
        return known
    return refuse(_("There is already a story with this title. Give yours another title."))


def _insist_on_fit(telling: Telling) -> None:
    if not telling.title or not (telling.text or telling.voice):
        refuse(_("Give your story a title, and tell what happened. A few sentences are enough."))
    if len(telling.title) > LONGEST_TITLE:
        refuse(_("Make the title a bit shorter."))
    if len(telling.text) > LONGEST_TEXT:
        refuse(_("This story is longer than ten pages. Tell the rest in a second one."))


@transaction.atomic
def change(story: Story, *, telling: Telling, by: Actor, now: datetime) -> Story:
    """Tell it better. The former words are kept for nobody; a voice stays unless another one comes."""
    story = _fresh(story)
    insist(access.may_change(by, story, now=now))
    if story.withdrawn_at is not None:
        refuse(_("This story was taken back by the person who told it."))
    telling = telling.tidy()
    new_voice = telling.voice
    telling = Telling(telling.title, telling.text, None, new_voice or story.voice)
    _insist_on_fit(telling)
    others = _told(story.initiative or story.area).exclude(pk=story.pk)
    if others.filter(title=telling.title).exists():
        refuse(_("There is already a story with this title. Give yours another title."))
    if (story.title, story.text, story.voice) == (telling.title, telling.text, telling.voice):
        return story
    if new_voice and story.voice:
        transaction.on_commit(partial(vault.discard, VOICES, story.voice))
    story.title, story.text, story.voice, story.changed_at = telling.title, telling.text, telling.voice, now
    story.save(update_fields=["title", "text", "voice", "changed_at"])
    record("story.changed", at=now, actor_id=by.pk, subject=story)
    return story


@transaction.atomic
def add_picture(story: Story, *, picture: Picture, caption: str, by: Actor, now: datetime) -> Story:
    """One more picture; the first one of a story without any becomes its own."""
    story = _fresh(story)
    insist(access.may_change(by, story, now=now))
    if story.withdrawn_at is not None:
        refuse(_("This story was taken back by the person who told it."))
    if story.pictures.count() + bool(story.picture_id) >= MOST_PICTURES:
        refuse(_("Twelve pictures is plenty for one story. Tell the rest in a second one."))
    if story.picture_id is None and not caption:
        story.picture = picture
        story.save(update_fields=["picture"])
    else:
        StoryPicture.objects.create(story=story, picture=picture, caption=caption, added_at=now)
    _own(picture, story)
    record("story.picture_added", at=now, actor_id=by.pk, subject=story)
    return story


@transaction.atomic
def remove_picture(story: Story, *, picture: Picture, by: Actor, now: datetime) -> Story:
    """A picture that should not be there: gone, file and all."""
    story = _fresh(story)
    insist(access.may_change(by, story, now=now))
    if story.picture_id == picture.pk:
        story.picture = None
        story.save(update_fields=["picture"])
    elif not story.pictures.filter(picture=picture).delete()[0]:
        refuse(_("This picture is not there any more."))
    transaction.on_commit(partial(pictures.discard, picture))
    record("story.picture_removed", at=now, actor_id=by.pk, subject=story)
    return story


@transaction.atomic
def withdraw(story: Story, *, by: Actor, now: datetime) -> Story:
    """Take a story back: from now on nobody reads it. Twice is once."""
    story = _fresh(story)
    insist(access.may_withdraw(by, story, now=now))
    if story.withdrawn_at is None:
        story.withdrawn_at = now
        story.save(update_fields=["withdrawn_at"])
        record("story.withdrawn", at=now, actor_id=by.pk, subject=story)
    return story


def _fresh(story: Story) -> Story:
    found = Story.objects.select_for_update(of=("self",))
    return found.select_related("area", "initiative__starter").get(pk=story.pk)
