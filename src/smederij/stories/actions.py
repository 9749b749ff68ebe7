"""Telling how it went, and taking a story back."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from smederij.base.events import record
from smederij.base.models import Picture
from smederij.base.refusals import insist, refuse
from smederij.initiatives.actions.updates import teller_for
from smederij.initiatives.models import Initiative
from smederij.people.models import Actor
from smederij.stories import access
from smederij.stories.models import Story

LONGEST_TITLE = 140
LONGEST_TEXT = 20_000


def tell(
    initiative: Initiative, *, title: str, text: str, picture: Picture | None, by: Actor, now: datetime
) -> Story:
    """Tell how it went. One of the area's people may write it down: then who carries it is the teller.

    The same story again is the one that is there: sending twice makes one. Another text under the same
    title is refused.
    """
    title, text = " ".join(title.split()), text.replace("\r\n", "\n").strip()
    try:
        with transaction.atomic():
            return _tell(initiative, title=title, text=text, picture=picture, by=by, now=now)
    except IntegrityError:
        twice = Story.objects.told().filter(initiative=initiative, title=title).first()
        if twice is None:
            raise
        return _same(twice, text=text)


def _tell(
    initiative: Initiative, *, title: str, text: str, picture: Picture | None, by: Actor, now: datetime
) -> Story:
    insist(access.may_tell(by, initiative, now=now))
    _insist_on_fit(title, text=text)
    known = Story.objects.told().filter(initiative=initiative, title=title).first()
    if known is not None:
        return _same(known, text=text)
    teller = teller_for(initiative, by=by)
    story = Story.objects.create(
        area=initiative.area,
        initiative=initiative,
        title=title,
        text=text,
        picture=picture,
        teller=teller,
        written_by=by if by != teller else None,
        told_at=now,
    )
    if picture is not None:
        picture.owner_id = teller.pk
        picture.save(update_fields=["owner_id"])
    record("story.told", at=now, actor_id=by.pk, subject=story)
    return story


def _same(known: Story, *, text: str) -> Story:
    if known.text == text:
        return known
    return refuse(_("There is already a story with this title. Give yours another title."))


def _insist_on_fit(title: str, *, text: str) -> None:
    if not title or not text:
        refuse(_("Give your story a title, and tell what happened. A few sentences are enough."))
    if len(title) > LONGEST_TITLE:
        refuse(_("Make the title a bit shorter."))
    if len(text) > LONGEST_TEXT:
        refuse(_("This story is longer than ten pages. Tell the rest in a second one."))


@transaction.atomic
def withdraw(story: Story, *, by: Actor, now: datetime) -> Story:
    """Take a story back: from now on nobody reads it. Twice is once."""
    story = Story.objects.select_for_update(of=("self",)).get(pk=story.pk)
    insist(access.may_withdraw(by, story, now=now))
    if story.withdrawn_at is None:
        story.withdrawn_at = now
        story.save(update_fields=["withdrawn_at"])
        record("story.withdrawn", at=now, actor_id=by.pk, subject=story)
    return story
