"""Posting, confirming, changing and withdrawing an idea."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from smederij.base import pictures, rooms
from smederij.base.events import record
from smederij.base.models import Picture
from smederij.base.money import Money
from smederij.base.refusals import insist, refuse
from smederij.initiatives import access, rules
from smederij.initiatives.actions.steps import Reach, insist_on, locked, met, one_line, sealed
from smederij.initiatives.models import Carrier, Initiative, Need, NeedKind
from smederij.initiatives.scenes import scene_of
from smederij.people.models import Actor
from smederij.places.models import Area


@dataclass(frozen=True)
class Draft:
    """What someone typed. Needs are pairs of a NeedKind and words; no scene: one is chosen by the title.

    `picture` None keeps the one that is there; `drop_picture` takes it away.
    """

    title: str
    text: str = ""
    asked: Money | None = None
    scene: str | None = None
    needs: Sequence[tuple[str, str]] = ()
    picture: Picture | None = None
    drop_picture: bool = False


def post(
    draft: Draft, *, area: Area, by: Actor | None, reach: Reach | None, now: datetime, key: str = ""
) -> Initiative:
    """Post an idea. Whoever is not signed in is called first; until then the idea is not shown.

    Signed in: shown at once. `by` with `reach`: one of the area's people writes it down for someone.
    The same `key` (a random text that the form carries) with the same sentence gives the idea that is
    there already: sending twice makes one.
    """
    stored = sealed(key, one_line(draft.title))
    try:
        with transaction.atomic():
            return _post(_tidy(draft), area=area, by=by, reach=reach, now=now, key=stored)
    except IntegrityError:
        twice = Initiative.objects.filter(key=stored).first() if stored else None
        if twice is None:
            raise
        return twice


def _post(
    draft: Draft, *, area: Area, by: Actor | None, reach: Reach | None, now: datetime, key: str | None
) -> Initiative:
    known = Initiative.objects.filter(key=key).first() if key else None
    if known is not None:
        return known
    _insist_on_fit(draft)
    starter = _starter(area=area, by=by, reach=reach, now=now)
    initiative = Initiative.objects.create(
        area=area,
        title=draft.title,
        text=draft.text,
        asked=draft.asked,
        picture=draft.picture,
        scene=draft.scene or scene_of(draft.title),
        starter=starter,
        entered_by=by if by != starter else None,
        posted_at=now,
        confirmed_at=now if by else None,
        confirmed_by=by,
        key=key,
    )
    Carrier.objects.create(initiative=initiative, actor=starter, since=now)
    _write_needs(initiative, draft)
    _own_picture(draft.picture, starter)
    record("initiative.posted", at=now, actor_id=by.pk if by else starter.pk, subject=initiative)
    return initiative


def _starter(*, area: Area, by: Actor | None, reach: Reach | None, now: datetime) -> Actor:
    if reach is None:
        return by or refuse(_("Leave your phone number or your e-mail address, so that we can reach you."))
    if by is not None:
        insist(access.may_enter_for_others(by, area, now=now))
    return met(reach, now=now)


@transaction.atomic
def confirm(initiative: Initiative, *, by: Actor, now: datetime) -> Initiative:
    """After a call, or by the starter who came in with a code: show the idea to everyone. Twice is once."""
    initiative = locked(initiative)
    insist(access.may_confirm_idea(by, initiative, now=now))
    if initiative.confirmed_at is None:
        initiative.confirmed_at, initiative.confirmed_by = now, by
        initiative.save(update_fields=["confirmed_at", "confirmed_by"])
        record("initiative.confirmed", at=now, actor_id=by.pk, subject=initiative)
    return initiative


@transaction.atomic
def change(initiative: Initiative, draft: Draft, *, by: Actor, now: datetime) -> Initiative:
    """Change the words, the amount, the needs or the picture.

    Refusal 409 for another sentence or amount while people vote on the idea or money lies ready for it:
    two pages would say two things.
    """
    initiative = locked(initiative)
    insist(access.may_change(by, initiative, now=now))
    draft = _tidy(draft)
    _insist_on_fit(draft)
    if (draft.title, draft.asked) != (initiative.title, initiative.asked):
        _insist_free(initiative)
    initiative.title, initiative.text, initiative.asked = draft.title, draft.text, draft.asked
    initiative.scene = draft.scene or scene_of(draft.title)
    _change_picture(initiative, draft)
    initiative.save()
    _change_needs(initiative, draft)
    record("initiative.changed", at=now, actor_id=by.pk, subject=initiative)
    return initiative


@transaction.atomic
def withdraw(initiative: Initiative, *, by: Actor, now: datetime) -> Initiative:
    """Take an idea back: from now on nobody sees it. What a round holds of it stays. Twice is once.

    Refusal 409 while a room keeps it: people vote on it, or money lies ready for it. The rooms are asked
    while the idea's row is held, so what would make them keep it has to hold that row too.
    """
    initiative = Initiative.objects.select_for_update(of=("self",)).get(pk=initiative.pk)
    insist(access.may_withdraw(by, initiative, now=now))
    if initiative.withdrawn_at is None:
        _insist_nobody_else_carries(initiative, by=by)
        if reason := rooms.kept(initiative.pk):
            refuse(reason)
        initiative.withdrawn_at = now
        initiative.save(update_fields=["withdrawn_at"])
        record("initiative.withdrawn", at=now, actor_id=by.pk, subject=initiative)
    return initiative


def _insist_nobody_else_carries(initiative: Initiative, *, by: Actor) -> None:
    """One of several can stop carrying it, and cannot take it away from the others."""
    carriers = [one.actor for one in initiative.carriers.now().select_related("actor")]
    others = [str(one) for one in carriers if one != by]
    if by in carriers and others:
        words = {"names": ", ".join(others)}
        refuse(_("Others carry this too: %(names)s. You can stop; they go on with it.") % words)


def _insist_free(initiative: Initiative) -> None:
    if reason := rooms.kept(initiative.pk):
        refuse(_("The sentence and the amount stay as they are now. %(reason)s") % {"reason": reason})


def _tidy(draft: Draft) -> Draft:
    needs = [(NeedKind(kind), one_line(words)) for kind, words in draft.needs]
    return replace(
        draft,
        title=one_line(draft.title),
        text=draft.text.strip(),
        needs=[(kind, words) for kind, words in needs if words],
    )


def _insist_on_fit(draft: Draft) -> None:
    words = [words for _kind, words in draft.needs]
    insist_on(rules.sentence_is_fit(draft.title))
    insist_on(rules.extras_are_fit(draft.text, needs=words, asked=draft.asked))


def _write_needs(initiative: Initiative, draft: Draft) -> None:
    """Always in the order in which they are asked: hands before money."""
    order = list(NeedKind)
    for kind, words in sorted(draft.needs, key=lambda need: order.index(NeedKind(need[0]))):
        Need.objects.create(initiative=initiative, kind=kind, words=words)


def _change_needs(initiative: Initiative, draft: Draft) -> None:
    """What is still looked for is said in other words, added or taken off; what was met stays.

    A need that is said otherwise stays the same need: people may have offered to help with it.
    """
    still = dict(draft.needs)
    for need in initiative.needs.open():
        words = still.pop(need.kind, "")
        if words and words != need.words:
            need.words = words
            need.save(update_fields=["words"])
        elif not words:
            need.offers.update(need=None)
            need.delete()
    _write_needs(initiative, replace(draft, needs=list(still.items())))


def _own_picture(picture: Picture | None, starter: Actor) -> None:
    if picture is not None:
        picture.owner_id = starter.pk
        picture.save(update_fields=["owner_id"])


def _change_picture(initiative: Initiative, draft: Draft) -> None:
    """The former picture goes when the change is certain: files are no part of a transaction."""
    former = initiative.picture
    if draft.picture is not None:
        _own_picture(draft.picture, initiative.starter)
        initiative.picture = draft.picture
    elif draft.drop_picture:
        initiative.picture = None
    if former is not None and former != initiative.picture:
        transaction.on_commit(partial(pictures.discard, former))
