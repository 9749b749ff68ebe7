"""An initiative in one picture, one sentence, one amount and one word on how it stands."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from smederij.base.models import Picture
from smederij.base.money import ZERO, Money
from smederij.initiatives.models import Initiative
from smederij.pots.models import Grant
from smederij.rounds.models import Entry, Phase
from smederij.stories.models import Story


class Standing(TextChoices):
    """How an idea stands; the value stands in addresses."""

    IDEA = "idee", _("an idea")
    ROUND = "in-de-ronde", _("in the round")
    BALLOT = "op-het-stembiljet", _("on the ballot")
    MAKING = "wordt-gemaakt", _("being made")
    DONE = "klaar", _("done")
    TOLD = "verteld", _("told")
    STOPPED = "gestopt", _("stopped")
    NOT_CHOSEN = "niet-gekozen", _("not chosen this time")


UNDECIDED = frozenset(Phase) - {Phase.RESULT, Phase.DO}


@dataclass(frozen=True)
class Card:
    """What a card shows; `state` is how it stands in a few words."""

    title: str
    line: str
    url: str
    picture: Picture | None
    scene: str
    amount: Money | None
    standing: Standing
    by: str

    @property
    def state(self) -> str:
        return str(self.standing.label)


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
            amount=_amount(one, granted=granted, entry=entries.get(one.pk)),
            standing=_standing(one, told=told, granted=granted, entry=entries.get(one.pk)),
            by=str(one.starter),
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
    found = (
        Entry.objects.filter(initiative__in=initiatives, round__called_off_at=None)
        .select_related("round")
        .order_by("round_id")
    )
    return {entry.initiative_id: entry for entry in found if entry.initiative_id}


def _granted(initiatives: list[Initiative]) -> dict[int, Money]:
    sums: dict[int, Money] = {}
    for grant in Grant.objects.filter(initiative__in=initiatives, declined_at=None):
        sums[grant.initiative_id] = sums.get(grant.initiative_id, ZERO) + grant.amount
    return sums


def _amount(one: Initiative, *, granted: dict[int, Money], entry: Entry | None) -> Money | None:
    """What it got; else what it asks on the ballot, which froze; else what it asks."""
    frozen = entry.asked if entry is not None and entry.nominated_at else None
    return granted.get(one.pk) or frozen or one.asked


def undecided(one: Initiative) -> bool:
    """Whether a round still has to decide about it."""
    open_to_vote = Entry.objects.filter(round__phase__in=UNDECIDED, round__called_off_at=None)
    return open_to_vote.filter(initiative=one).exists()


def voted_on(one: Initiative, *, now: datetime) -> bool:
    """Whether people vote on it at this moment."""
    on_ballot = Entry.objects.filter(initiative=one, round__phase=Phase.VOTE, round__called_off_at=None)
    return on_ballot.filter(
        nominated_at__isnull=False, round__vote_at__lte=now, round__closes_at__gt=now
    ).exists()


def _standing(one: Initiative, *, told: set[int], granted: dict[int, Money], entry: Entry | None) -> Standing:
    if entry is not None and entry.round.phase in UNDECIDED:
        on_ballot = entry.nominated_at is not None and entry.round.settling_at is None
        return Standing.BALLOT if on_ballot else Standing.ROUND
    if one.stopped_at is not None:
        return Standing.STOPPED
    if one.pk in told:
        return Standing.TOLD
    if one.finished_at is not None:
        return Standing.DONE
    if one.begun_at is not None or one.pk in granted:
        return Standing.MAKING
    return Standing.IDEA if entry is None else Standing.NOT_CHOSEN
