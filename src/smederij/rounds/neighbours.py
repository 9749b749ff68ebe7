"""Who carries the ideas of entries, and how many neighbours support them: a few queries for any number."""

from collections.abc import Iterable

from smederij.rounds.models import Entry


def carriers(entries: Iterable[Entry]) -> dict[int, frozenset[int]]:
    """By entry: who carried its idea when its round closed, or now."""
    return {entry.pk: frozenset() for entry in entries}


def supporters(entries: Iterable[Entry]) -> dict[int, int]:
    """By entry: how many neighbours support its idea."""
    return {entry.pk: 0 for entry in entries}
