"""An initiative in one picture, one sentence, one amount and one word on how it stands."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from smederij.base.models import Picture
from smederij.base.money import ZERO, Money
from smederij.initiatives.models import Initiative
from smederij.pots.models import Grant
from smederij.rounds.models import Entry, Phase
from smederij.stories.models import Story

BEFORE_VOTING = (Phase.COLLECT, Phase.CHECK, Phase.NOMINATE, Phase.PRESENT)


@dataclass(frozen=True)
class Card:
    """What a card shows; `state` is a few words."""

    title: str
    line: str
    url: str
    picture: Picture | None
    scene: str
    amount: Money | None
    state: str
    by: str


def cards(initiatives: Iterable[Initiative]) -> list[Card]:
    """Cards in the same order, with three queries whatever their number."""
    listed = list(initiatives)
    entries = _latest_entries(listed)
    granted = _granted(listed)
    told = set(
        Story.objects.filter(initiative__in=listed, withdrawn_at=None).values_list("initiative", flat=True)
    )
    return [
        Card(
            title=one.title,
            line=first_sentence(one.text),
            url=one.get_absolute_url(),
            picture=one.picture,
            scene=one.scene,
            amount=granted.get(one.pk) or one.asked,
            state=_state(one, told=told, granted=granted, entry=entries.get(one.pk)),
            by=one.starter.name,
        )
        for one in listed
    ]


def first_sentence(text: str) -> str:
    """The first sentence, or the first 120 characters of it."""
    sentence = text.strip().split(". ")[0].split("\n")[0].rstrip(".")
    if len(sentence) > 120:
        return sentence[:119].rsplit(" ", 1)[0] + "…"
    return f"{sentence}." if sentence and sentence[-1] not in "?!" else sentence


def _latest_entries(initiatives: list[Initiative]) -> dict[int, Entry]:
    found = Entry.objects.filter(initiative__in=initiatives).select_related("round").order_by("round_id")
    return {entry.initiative_id: entry for entry in found if entry.initiative_id}


def _granted(initiatives: list[Initiative]) -> dict[int, Money]:
    sums: dict[int, Money] = {}
    for grant in Grant.objects.filter(initiative__in=initiatives):
        sums[grant.initiative_id] = sums.get(grant.initiative_id, ZERO) + grant.amount
    return sums


def _state(one: Initiative, *, told: set[int], granted: dict[int, Money], entry: Entry | None) -> str:
    if one.pk in told:
        return _("told")
    if one.pk in granted:
        return _("being made")
    if entry is None:
        return _("an idea")
    if entry.round.phase == Phase.VOTE and entry.nominated_at:
        return _("on the ballot")
    return _("in the round") if entry.round.phase in BEFORE_VOTING else _("not chosen this time")
