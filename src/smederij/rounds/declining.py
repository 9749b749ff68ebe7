"""Who won and said “no, thank you”: their result stands, their money is in the pot again."""

from collections.abc import Collection

from smederij.pots.models import Grant
from smederij.rounds.models import Round


def declined(round_ids: Collection[int]) -> set[tuple[int, int]]:
    """By round and idea: who won and said “no, thank you”. One query, none without rounds."""
    if not round_ids:
        return set()
    pots = Round.objects.filter(pk__in=round_ids).values("pot")
    said = Grant.objects.filter(pot__in=pots, declined_at__isnull=False).values_list("key", "initiative_id")
    known = {f"round-{number}": number for number in round_ids}
    stems = [("-".join(key.split(":")[0].split("-")[:2]), idea) for key, idea in said]
    return {(known[stem], idea) for stem, idea in stems if stem in known}
