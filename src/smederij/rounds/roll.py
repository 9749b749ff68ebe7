"""Who on the roll still waits for a letter, and which letters lie unused."""

from django.db.models import Count, F, Max, QuerySet

from smederij.rounds.models import Credential, LetterBatch, RollEntry, Round


def without_letter(round: Round) -> QuerySet[RollEntry]:
    """Who on the roll was never given a letter, or had every letter taken back unused.

    Someone whose credential is gone without a revocation has voted, and never gets another one.
    """
    counted = round.roll.annotate(
        given=Count("issues", distinct=True), taken=Count("revocations", distinct=True)
    )
    return counted.filter(given=F("taken")).order_by("number")


def unused_of(batch: LetterBatch) -> list[Credential]:
    """The credentials that were made in this batch and were not used."""
    newest = Max("roll__issues__batch_id")
    return list(
        Credential.objects.filter(round=batch.round_id).annotate(newest=newest).filter(newest=batch.pk)
    )
