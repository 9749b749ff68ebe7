"""Who on the roll still waits for a letter, and which letters lie unused."""

import json
from datetime import datetime
from hashlib import sha256

from django.db.models import Count, F, Max, Q, QuerySet
from django.utils.translation import gettext as _

from smederij.base.refusals import Allowed, Answer, Refused
from smederij.rounds.models import Credential, LetterBatch, Phase, Revocation, RollEntry, Round
from smederij.rounds.rules import BEFORE_VOTE

SHARE = 100  # while people vote, one in so many on the roll can have an unused code taken back
SHOWN_PEOPLE = 25
IN_USE = {*BEFORE_VOTE, Phase.VOTE}


def printed(round: Round) -> str:
    """A digest of what letters say that can still change: the dates, the evening, the ideas."""
    evening = round.gathering if round.gathering and round.gathering.called_off_at is None else None
    ideas = round.entries.exclude(nominated_at=None).filter(initiative__withdrawn_at=None)
    said = [
        round.vote_at.timestamp(),
        round.closes_at.timestamp(),
        [evening.starts_at.timestamp(), evening.place] if evening else None,
        sorted(ideas.values_list("title", "asked")),
    ]
    return sha256(json.dumps(said, default=str).encode()).hexdigest()


def letters_differ(round: Round) -> str:
    """A sentence when letters that can still be used say something else than the round does, or nothing."""
    if round.phase not in IN_USE:
        return ""
    old = set(round.batches.exclude(printed=printed(round)).values_list("pk", flat=True))
    if not old:
        return ""
    newest = Credential.objects.filter(round=round).annotate(newest=Max("roll__issues__batch_id"))
    if not newest.filter(newest__in=old).exists():
        return ""
    return _("The letters name another day or other ideas. Make them anew, or let people know.")


def people(round: Round) -> QuerySet[RollEntry]:
    """Who stands on the roll. Of whoever was taken off only the number is kept, so that the sums hold."""
    return round.roll.exclude(address="").order_by("number")


def found(round: Round, words: str) -> list[RollEntry]:
    """The first few people on the roll with these words in their name or address."""
    here = people(round)
    for word in words.replace("\0", " ").split()[:6]:
        here = here.filter(Q(name__icontains=word) | Q(address__icontains=word) | Q(postcode__icontains=word))
    return list(here[:SHOWN_PEOPLE])


def without_letter(round: Round) -> QuerySet[RollEntry]:
    """Who on the roll was never given a letter, or had every letter taken back unused.

    Someone whose credential is gone without a revocation has voted, and never gets another one.
    """
    counted = people(round).annotate(
        given=Count("issues", distinct=True), taken=Count("revocations", distinct=True)
    )
    return counted.filter(given=F("taken"))


def unused_of(batch: LetterBatch) -> list[Credential]:
    """The credentials that were made in this batch and were not used."""
    newest = Max("roll__issues__batch_id")
    return list(
        Credential.objects.filter(round=batch.round_id).annotate(newest=newest).filter(newest=batch.pk)
    )


def taken_back(round: Round) -> int:
    """How many unused codes were taken back since voting began."""
    return Revocation.objects.filter(roll__round=round, at__gte=round.vote_at).count()


def few_enough(batch: LetterBatch, more: int, *, now: datetime) -> Answer:
    """Whether so many more unused codes of a batch can be taken back.

    Who makes new codes for many people who have not voted yet could vote for them. So while people vote it
    is done for a few only. A batch made at this very moment never left the house: that can always go.
    """
    round = batch.round
    if round.phase != Phase.VOTE or batch.made_at == now or not more:
        return Allowed()
    if taken_back(round) + more <= max(1, round.roll.count() // SHARE):
        return Allowed()
    words = _("While people vote only a few letters at once can be taken back: these are too many letters.")
    return Refused(f"{words} {misprint_now()}")


def misprint_now() -> str:
    """What to do about letters with a mistake once people vote."""
    return _(
        "Does something wrong stand in them? The codes work all the same: tell people what should have stood "
        "there. Whoever has no letter gets a new code at the table."
    )
