"""Whose turn it is among exact equals, for the methods that choose one entry after another."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import NoReturn

from smederij_tally.errors import NeedsSeed, TieRefused
from smederij_tally.market import Market
from smederij_tally.outcome import Settled, Tie
from smederij_tally.ties import Entry, TieRule, settled_by

TurnKey = tuple[int | str | bytes, ...]


def turn_key(entry: Entry, *, ties: TieRule, seed: str | None) -> TurnKey:
    """What orders entries that are otherwise equal: the lowest goes first."""
    drawn = b"" if seed is None else hashlib.sha256(f"{seed}\n{entry.id}".encode()).digest()
    if ties == "cost-votes-lot":
        return (entry.cost, -(entry.in_favour or 0), drawn, entry.id)
    if ties == "lot":
        return (drawn, entry.id)
    return (entry.place,) if ties == "file" else (entry.id,)


def by_lot(tied: Sequence[Entry], *, ties: TieRule, like: Entry) -> list[Entry]:
    """Those that only a lot can tell from this one."""
    if ties == "lot":
        return list(tied)
    same = (like.cost, like.in_favour)
    return [e for e in tied if (e.cost, e.in_favour) == same] if ties == "cost-votes-lot" else []


@dataclass(frozen=True, slots=True)
class Settling:
    """A tie rule with its seed, for counts that know what each way of settling a tie leads to."""

    ties: TieRule
    seed: str | None

    def key(self, entry: Entry) -> TurnKey:
        """What orders equals: the lowest goes first."""
        return turn_key(entry, ties=self.ties, seed=self.seed)

    def tie(
        self, tied: Sequence[Entry], *, score: Fraction, taken: Entry, effects: Mapping[int, object]
    ) -> Tie:
        """The tie as it was settled, by taking one; `effects`, per place, is what taking that one would do.

        NeedsSeed or TieRefused only where it makes a difference.
        """
        mattered = len(set(effects.values())) > 1
        if mattered and self.ties == "refuse":
            raise TieRefused(entry.id for entry in tied)
        alike = by_lot(tied, ties=self.ties, like=taken)
        if self.seed is None and len({effects[entry.place] for entry in alike}) > 1:
            raise NeedsSeed(entry.id for entry in alike)
        drawn = len(alike) > 1 and self.seed is not None
        return Tie(
            entries=tuple(entry.id for entry in tied),
            score=score,
            settled_by=settled_by(tied, rule=self.ties, lots=drawn),
            mattered=mattered,
        )


def rank_of(market: Market, *, ties: TieRule, seed: str | None) -> list[int]:
    """Each entry's turn among equals, by the rule; a lot is drawn once, for the whole count."""
    entries = [_entry(market, place) for place in range(len(market.costs))]
    rank = [0] * len(entries)
    for turn, entry in enumerate(sorted(entries, key=lambda e: turn_key(e, ties=ties, seed=seed))):
        rank[entry.place] = turn
    return rank


def undecided(market: Market, tied: Sequence[int], *, ties: TieRule, seed: str | None) -> list[int]:
    """Those of a tie, in order of turn, among whom the rule can't choose; empty when it can."""
    if ties == "refuse":
        return list(tied)
    entries = [_entry(market, place) for place in tied]
    alike = by_lot(entries, ties=ties, like=entries[0]) if seed is None else []
    return [entry.place for entry in alike] if len(alike) > 1 else []


def alike_of(market: Market, *, ties: TieRule, seed: str | None) -> list[int]:
    """A number per entry, in order of turn, equal for those among whom the rule can't choose."""
    rank = rank_of(market, ties=ties, seed=seed)
    if ties in ("id", "file") or (ties != "refuse" and seed is not None):
        return rank
    if ties != "cost-votes-lot":
        return [0] * len(rank)
    first = dict[tuple[int, int], int]()
    for entry in sorted(range(len(rank)), key=rank.__getitem__):
        first.setdefault((market.costs[entry], market.support[entry].voters), rank[entry])
    return [first[cost, side.voters] for cost, side in zip(market.costs, market.support, strict=True)]


def refuse(market: Market, tied: Sequence[int], *, ties: TieRule) -> NoReturn:
    """NeedsSeed or TieRefused: this tie decides, and the rule can't."""
    ids = [market.election.projects[entry].id for entry in tied]
    raise TieRefused(ids) if ties == "refuse" else NeedsSeed(ids)


def settled(market: Market, tied: tuple[int, ...], *, ties: TieRule, seed: str | None) -> tuple[Settled, ...]:
    """What told these apart."""
    entries = [_entry(market, place) for place in tied]
    lots = seed is not None and len(by_lot(entries, ties=ties, like=entries[0])) > 1
    return settled_by(entries, rule=ties, lots=lots)


def _entry(market: Market, place: int) -> Entry:
    """An entry of the market, all with one score: they are compared only where they are equal."""
    project, voters = market.election.projects[place], market.support[place].voters
    return Entry(project.id, place, Fraction(1), voters, project.cost, project.cost)
