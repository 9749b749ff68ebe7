"""Who carries the ideas of entries, and how many neighbours support them: one query for any number."""

from collections.abc import Iterable

from smederij.initiatives.models import Carrier, Support
from smederij.rounds.models import Entry


def carriers(entries: Iterable[Entry]) -> dict[int, frozenset[int]]:
    """By entry: who carried its idea when its round closed, or carries it now when that is still to come."""
    listed = list(entries)
    if not listed:
        return {}
    rows = Carrier.objects.filter(initiative__in={entry.initiative_id for entry in listed})
    found: dict[int | None, list[Carrier]] = {}
    for row in rows:
        found.setdefault(row.initiative_id, []).append(row)
    return {
        entry.pk: frozenset(
            row.actor_id
            for row in found.get(entry.initiative_id, ())
            if row.until is None or row.until >= entry.round.closes_at
            if row.since < entry.round.closes_at
        )
        for entry in listed
    }


def supporters(entries: Iterable[Entry]) -> dict[int, int]:
    """By entry: how many neighbours stand behind its idea. Who started or carries it does not count."""
    listed = list(entries)
    own = {entry.pk: entry.initiative.starter_id for entry in listed if entry.initiative is not None}
    carried = carriers(listed)
    rows = Support.objects.filter(initiative__in={entry.initiative_id for entry in listed})
    behind: dict[int | None, set[int]] = {}
    for initiative, actor in rows.values_list("initiative_id", "actor_id"):
        behind.setdefault(initiative, set()).add(actor)
    return {
        entry.pk: len(behind.get(entry.initiative_id, set()) - carried[entry.pk] - {own.get(entry.pk, 0)})
        for entry in listed
    }
