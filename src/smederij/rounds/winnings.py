"""What a round means for its pot: promised while people vote, won at the count, not granted yet."""

from collections import Counter
from collections.abc import Mapping, Sequence

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


def claims(pot_id: int, *, but: int = 0) -> Money:
    """What rounds of this pot promised and did not grant yet, but for one round.

    Whoever lets voting open or takes money out asks this under the pots' ledger lock, so that neither
    misses the other.
    """
    own = Round.objects.filter(pot=pot_id, origin=Origin.OWN).exclude(pk=but)
    voting = own.filter(phase__in=PROMISES)
    counted = own.filter(phase=Phase.RESULT).select_related("result")
    signing = own.filter(SIGNING)
    promised = sum((round.budget for round in [*voting, *signing]), ZERO)
    return sum((not_granted(round.result) for round in counted), promised)


def promises(pot_ids: Sequence[int]) -> list[Promise]:
    """The same in words, per round of these pots; two queries, whatever their number."""
    own = Round.objects.filter(pot__in=pot_ids, origin=Origin.OWN)
    running = own.filter(Q(phase__in=(*PROMISES, Phase.RESULT)) | SIGNING)
    rounds = list(running.select_related("result").order_by("pk"))
    grants = Grant.objects.filter(pot__in=pot_ids, key__startswith="round-")
    granted: Counter[str] = Counter()
    for key, amount in grants.values_list("key", "amount"):
        granted[key.rpartition(":")[0]] += amount.cents
    told = [Promise(one.pot_id, _promised(one, granted), one.title, one.get_absolute_url()) for one in rounds]
    return [one for one in told if one.amount]


def _promised(round: Round, granted: Mapping[str, int]) -> Money:
    if round.phase != Phase.RESULT:
        budget: Money = round.budget
        return budget
    won = sum(grant["granted"] for grant in round.result.outcome["selected"])
    return Money(won - granted.get(key_prefix(round.result), 0))


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
    """Whether an idea got something in its round."""
    result = Result.objects.filter(round=entry.round_id).first()
    known = {one["entry"] for one in result.outcome["selected"]} if result else set()
    return papers.project_id(entry) in known


def not_granted(result: Result) -> Money:
    """What was won and stands reserved for nobody yet; nothing when all is well."""
    grants = Grant.objects.filter(key__startswith=f"{key_prefix(result)}:")
    granted = sum((grant.amount for grant in grants), ZERO)
    return sum((one.amount for one in won(result)), ZERO) - granted


def obstacles(result: Result) -> list[str]:
    """Why winners have nothing yet, in a sentence; empty when all was granted."""
    waits = not_granted(result)
    if not waits:
        return []
    short = waits - available(result.round.pot)
    if short > ZERO:
        return [_("The result stands, but the pot falls %(short)s short.") % {"short": short}]
    return [_("The result stands, but the money is not reserved yet. Call the administrator.")]
