"""Taking a round for oneself."""

from smederij.rounds import urn
from smederij.rounds.models import Round


def locked(round: Round) -> Round:
    """The round as it is now, held alone until the transaction ends: first its number, then its row."""
    urn.lock(round.pk)
    return Round.objects.select_related("pot__area").select_for_update(of=("self",)).get(pk=round.pk)
