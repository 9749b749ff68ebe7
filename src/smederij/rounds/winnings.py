"""What a round means for its pot: promised while people vote, won at the count, not granted yet."""

from django.utils.translation import gettext as _

from smederij.base.money import ZERO, Money
from smederij.pots.actions import Award
from smederij.pots.models import Grant
from smederij.pots.queries import available
from smederij.rounds import papers
from smederij.rounds.models import Origin, Phase, Result, Round

PROMISES = (Phase.VOTE, Phase.COUNT)


def claims(pot_id: int, *, but: int = 0) -> Money:
    """What rounds of this pot promised and did not grant yet, but for one round.

    Whoever lets voting open or takes money out asks this under the pots' ledger lock, so that neither
    misses the other.
    """
    own = Round.objects.filter(pot=pot_id, origin=Origin.OWN).exclude(pk=but)
    voting = own.filter(phase__in=PROMISES)
    counted = own.filter(phase=Phase.RESULT).select_related("result")
    promised = sum((round.budget for round in voting), ZERO)
    return sum((not_granted(round.result) for round in counted), promised)


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
