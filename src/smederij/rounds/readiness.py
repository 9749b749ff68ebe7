"""Whether voting can open."""

from django.db.models import QuerySet

from smederij.base import sql
from smederij.pots.queries import available
from smederij.rounds import peppers
from smederij.rounds.models import Credential, Entry, Origin, Phase, Round
from smederij.rounds.roll import people
from smederij.rounds.rules import Readiness
from smederij.rounds.winnings import claims


def readiness(round: Round) -> Readiness:
    """What is there, of what must be there before voting opens."""
    return Readiness(
        nominated=nominated(round).count(),
        on_roll=people(round).count(),
        letters=Credential.objects.filter(round=round).count(),
        budget=round.budget,
        available=available(round.pot),
        promised=claims(round.pot_id, but=round.pk),
        guarded=_guarded(),
        keyed=not peppers.is_lost(round),
    )


def open_rounds() -> QuerySet[Round]:
    """Rounds held here that still have to decide."""
    undecided = Round.objects.filter(origin=Origin.OWN, called_off_at=None)
    return undecided.exclude(phase__in=[Phase.RESULT, Phase.DO])


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
