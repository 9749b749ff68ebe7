"""Whose turn it is among exact equals, for the methods that choose one entry after another."""

from __future__ import annotations

import hashlib
from fractions import Fraction

from smederij_tally.errors import NeedsSeed, TieRefused
from smederij_tally.market import Market
from smederij_tally.outcome import Settled
from smederij_tally.ties import Entry, TieRule, settled_by


def rank_of(market: Market, *, ties: TieRule, seed: str | None) -> list[int]:
    """Each entry's turn among equals, by the rule; a lot is drawn once, for the whole count."""
    order = sorted(range(len(market.costs)), key=lambda e: _key(market, e, ties=ties, seed=seed))
    rank = [0] * len(order)
    for turn, entry in enumerate(order):
        rank[entry] = turn
    return rank


def check(market: Market, tied: tuple[int, ...], *, ties: TieRule, seed: str | None) -> None:
    """NeedsSeed or TieRefused when the rule can't say which of these, in order of turn, goes first."""
    ids = [market.election.projects[entry].id for entry in tied]
    if ties == "refuse":
        raise TieRefused(ids)
    if seed is None and (ties == "lot" or (ties == "cost-votes-lot" and _alike(market, tied))):
        raise NeedsSeed(ids)


def settled(market: Market, tied: tuple[int, ...], *, ties: TieRule) -> tuple[Settled, ...]:
    """What told these apart."""
    listed = [
        Entry(
            market.election.projects[e].id,
            e,
            Fraction(1),
            market.support[e].voters,
            market.costs[e],
            market.costs[e],
        )
        for e in tied
    ]
    return settled_by(listed, rule=ties, lots=ties == "lot" or _alike(market, tied))


def _alike(market: Market, tied: tuple[int, ...]) -> bool:
    """Whether the first of these and the next cost the same and have as many supporters."""
    first, other = ((market.costs[entry], market.support[entry].voters) for entry in tied[:2])
    return first == other


def _key(market: Market, entry: int, *, ties: TieRule, seed: str | None) -> tuple[int | str | bytes, ...]:
    id = market.election.projects[entry].id
    drawn = b"" if seed is None else hashlib.sha256(f"{seed}\n{id}".encode()).digest()
    if ties == "cost-votes-lot":
        return (market.costs[entry], -market.support[entry].voters, drawn, id)
    if ties == "lot":
        return (drawn, id)
    return (entry,) if ties == "file" else (id,)
