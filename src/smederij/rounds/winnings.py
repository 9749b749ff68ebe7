"""What a round means for its pot: promised while people vote, won at the count, not granted yet."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.db.models import Q
from django.utils.translation import gettext as _

from smederij.base.money import ZERO, Money
from smederij.base.rooms import Promise
from smederij.pots.actions import Award
from smederij.pots.models import Grant
from smederij.pots.queries import available
from smederij.rounds import papers
from smederij.rounds.models import Entry, Origin, Phase, Result, Round
from smederij.rounds.rules import BEFORE_VOTE

PROMISES = (Phase.VOTE, Phase.COUNT)
SIGNING = Q(phase__in=BEFORE_VOTE, settling_at__isnull=False, called_off_at=None)


@dataclass(frozen=True)
class Claim:
    """What a round promised, or what was won in it and not granted yet."""

    round: Round
    amount: Money


def claims(pot_id: int) -> Money:
    """What rounds of this pot promised and did not grant yet.

    Whoever lets voting open or takes money out asks this under the pots' ledger lock, so that neither
    misses the other.
    """
    return sum((one.amount for one in claims_on([pot_id])), ZERO)


def claims_on(pot_ids: Collection[int]) -> list[Claim]:
    """The same per round of these pots; three queries at most, whatever their number."""
    own = Round.objects.filter(pot__in=pot_ids, origin=Origin.OWN)
    running = own.filter(Q(phase__in=(*PROMISES, Phase.RESULT)) | SIGNING)
    rounds = list(running.select_related("result").order_by("pk"))
    waits = not_granted_of([one for one in rounds if one.phase == Phase.RESULT])
    found = [Claim(one, waits.get(one.pk, one.budget)) for one in rounds]
    return [one for one in found if one.amount]


def promises(pot_ids: Sequence[int]) -> list[Promise]:
    """The same in words."""
    return [
        Promise(one.round.pot_id, one.amount, one.round.title, one.round.get_absolute_url())
        for one in claims_on(pot_ids)
    ]


def key_prefix(result: Result) -> str:
    """What the grants of a result are known by in their pot."""
    return f"round-{result.round_id}-{result.outcome_sha256[:24]}"


def won(result: Result) -> list[Award]:
    """Who gets what, in the order of the count."""
    by_id = {papers.project_id(entry): entry for entry in papers.on_ballot(result.round)}
    return [
        Award(initiative, Money(grant["granted"]))
        for grant in result.outcome["selected"]
        if (initiative := by_id[grant["entry"]].initiative) is not None
    ]


def has_won(entry: Entry) -> bool:
    """Whether an idea got something in its round. No query when the round came with its result."""
    result: Result | None = getattr(entry.round, "result", None)
    known = {one["entry"] for one in result.outcome["selected"]} if result else set()
    return papers.project_id(entry) in known


def not_granted(result: Result) -> Money:
    """What was won and stands reserved for nobody yet; nothing when all is well."""
    return not_granted_of([result.round])[result.round_id]


def not_granted_of(rounds: Sequence[Round]) -> dict[int, Money]:
    """The same for several counted rounds by number: two queries, none without rounds. Results at hand."""
    if not rounds:
        return {}
    winners = _winners(rounds)
    initiatives = [initiative for won in winners.values() for initiative, _cents in won]
    granted: Counter[str] = Counter()
    for key, amount in Grant.objects.filter(initiative__in=initiatives).values_list("key", "amount"):
        granted[key.rpartition(":")[0]] += amount.cents
    return {
        one.pk: Money(sum(cents for _id, cents in winners[one.pk]) - granted[key_prefix(one.result)])
        for one in rounds
    }


def _winners(rounds: Sequence[Round]) -> dict[int, list[tuple[int, int]]]:
    """By round: which idea of ours won how many cents."""
    entries = Entry.objects.filter(round__in=[one.pk for one in rounds], number__isnull=False)
    known = {(one.round_id, papers.project_id(one)): one.initiative_id for one in entries}
    won = {
        one.pk: [
            (known[one.pk, grant["entry"]], grant["granted"]) for grant in one.result.outcome["selected"]
        ]
        for one in rounds
    }
    return {
        number: [(initiative, cents) for initiative, cents in pairs if initiative is not None]
        for number, pairs in won.items()
    }


def obstacles(result: Result) -> list[str]:
    """Why winners have nothing yet, in a sentence; empty when all was granted."""
    waits = not_granted(result)
    return short_words(waits, left=available(result.round.pot)) if waits else []


def short_words(waits: Money, *, left: Money) -> list[str]:
    """Why so much waits, where so much is left in the pot; empty when nothing waits."""
    if not waits:
        return []
    short = waits - left
    if short > ZERO:
        words = _("The result stands, but the pot falls %(short)s short.") % {"short": short}
        now = _("Call who fills the pot. As soon as the money is in, it is set ready by itself.")
        return [f"{words} {now}"]
    return [_("The result stands, but the money is not reserved yet. Call the administrator.")]
