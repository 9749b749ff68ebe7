"""Who else can do what takes two people, for somebody who stands there alone."""

from datetime import datetime
from typing import Any

from smederij.people.access import may_give
from smederij.people.models import Actor, HatKind
from smederij.people.queries import wearers
from smederij.rounds.models import Round


def helpers(round: Round, actor: Actor, *, kinds: tuple[HatKind, ...], now: datetime) -> dict[str, Any]:
    """What `parts/helpers.html` shows. Four queries."""
    area = round.pot.area
    return {
        "helpers": wearers(area, *kinds, but=actor, now=now),
        "may_give": bool(may_give(actor, HatKind.COUNTER, area=area, now=now)) and HatKind.COUNTER in kinds,
        "counters": HatKind.COUNTER in kinds,
    }
