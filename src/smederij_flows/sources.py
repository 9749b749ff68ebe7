"""Where what comes in comes from: one giver or many."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from smederij_flows.variety import effective_number, largest_share


@dataclass(frozen=True, slots=True)
class Sources:
    """`effective`: so many equally large givers would be as varied; `largest_share`: the part of one."""

    effective: float | None
    largest: str | None
    largest_share: float | None


def sources(inflow: Mapping[str, int]) -> Sources:
    """1 / Σ (z_j / z)², and who gives most, for amounts by giver (or by node where it comes in).

    Unit: sources. Source: Hill 1973, order 2. None where nothing comes in. Givers who are one party in truth
    (two desks of one town hall) make it look safer than it is: name them once.
    """
    given = {name: amount for name, amount in inflow.items() if amount > 0}
    return Sources(
        effective_number(given.values()),
        max(given, key=given.__getitem__, default=None),
        largest_share(given.values()),
    )
