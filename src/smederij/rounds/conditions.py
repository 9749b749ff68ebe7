"""On what condition an idea goes to the vote: the obstacles it takes along."""

from collections import defaultdict

from smederij.rounds.models import Look, Round


def conditions(round: Round) -> dict[int, tuple[Look, ...]]:
    """By entry: the obstacles it went to the vote with, solved since or not."""
    found: dict[int, list[Look]] = defaultdict(list)
    looks = Look.objects.filter(entry__round=round, free=False)
    for look in looks.exclude(solved_at__lt=round.vote_at).select_related("owner").order_by("aspect"):
        found[look.entry_id].append(look)
    return {entry: tuple(some) for entry, some in found.items()}
