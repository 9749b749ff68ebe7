"""Whether voting can open."""

from django.db.models import QuerySet

from smederij.base import sql
from smederij.base.money import ZERO
from smederij.pots.queries import available
from smederij.rounds.models import Credential, Entry, Origin, Phase, Round
from smederij.rounds.rules import Readiness


def readiness(round: Round) -> Readiness:
    """What is there, of what must be there before voting opens."""
    others = Round.objects.filter(pot=round.pot, phase=Phase.VOTE, origin=Origin.OWN).exclude(pk=round.pk)
    return Readiness(
        nominated=nominated(round).count(),
        on_roll=round.roll.count(),
        letters=Credential.objects.filter(round=round).count(),
        budget=round.budget,
        available=available(round.pot),
        promised=sum((other.budget for other in others), ZERO),
        guarded=_guarded(),
    )


def nominated(round: Round) -> QuerySet[Entry]:
    """The entries that go on the ballot: put there, and not taken back by their starter."""
    return (
        round.entries.exclude(nominated_at=None)
        .filter(initiative__withdrawn_at=None)
        .select_related("initiative")
    )


def _guarded() -> bool:
    try:
        sql.assert_guards()
    except sql.GuardsMissing:
        return False
    return True
