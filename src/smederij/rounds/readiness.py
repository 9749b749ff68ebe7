"""Whether voting can open."""

from collections.abc import Iterable, Sequence

from django.db.models import Count, QuerySet

from smederij.base.money import ZERO, Money
from smederij.pots.queries import available_in
from smederij.rounds import guards, peppers
from smederij.rounds.models import Credential, Entry, Issue, Origin, Phase, RollEntry, Round
from smederij.rounds.rules import Readiness
from smederij.rounds.winnings import Claim, claims_on


def readiness(round: Round) -> Readiness:
    """What is there, of what must be there before voting opens."""
    return readiness_of([round])[round.pk]


def readiness_of(rounds: Sequence[Round]) -> dict[int, Readiness]:
    """The same by number, with as many queries for many rounds as for one."""
    numbers, pots = [round.pk for round in rounds], {round.pot_id for round in rounds}
    entries = _by_round(_nominated().filter(round__in=numbers))
    roll = _by_round(RollEntry.objects.filter(round__in=numbers).exclude(address=""))
    letters = _by_round(Credential.objects.filter(round__in=numbers))
    free, claimed, lost = available_in(pots), claims_on(pots), _lost(rounds, letters=letters)
    loose = tuple(guards.loose())
    return {
        round.pk: Readiness(
            nominated=entries.get(round.pk, 0),
            on_roll=roll.get(round.pk, 0),
            letters=letters.get(round.pk, 0),
            budget=round.budget,
            available=free.get(round.pot_id, ZERO),
            promised=_promised(claimed, but=round),
            loose=loose,
            keyed=round.pk not in lost,
        )
        for round in rounds
    }


def open_rounds() -> QuerySet[Round]:
    """Rounds held here that still have to decide."""
    undecided = Round.objects.filter(origin=Origin.OWN, called_off_at=None)
    return undecided.exclude(phase__in=[Phase.RESULT, Phase.DO])


def nominated(round: Round) -> QuerySet[Entry]:
    """The entries that go on the ballot: put there, and not taken back by their starter."""
    return _nominated().filter(round=round).select_related("initiative")


def _nominated() -> QuerySet[Entry]:
    return Entry.objects.exclude(nominated_at=None).filter(initiative__withdrawn_at=None)


def _by_round(rows: QuerySet[Entry] | QuerySet[RollEntry] | QuerySet[Credential]) -> dict[int, int]:
    return dict(rows.order_by().values_list("round_id").annotate(Count("pk")))


def _promised(claims: Iterable[Claim], *, but: Round) -> Money:
    """What other rounds of the same pot promised."""
    others = (one for one in claims if one.round.pot_id == but.pot_id and one.round.pk != but.pk)
    return sum((one.amount for one in others), ZERO)


def _lost(rounds: Sequence[Round], *, letters: dict[int, int]) -> set[int]:
    """The rounds whose letters nobody can vote with, for want of their key; see `peppers.is_lost`."""
    keyless = [one.pk for one in rounds if one.pepper_destroyed_at is None and peppers.at_hand(one) is None]
    if not keyless:
        return set()
    issued = Issue.objects.filter(roll__round__in=keyless).values_list("roll__round_id", flat=True).distinct()
    return {number for number in keyless if number in letters} | set(issued)
