"""Who benefits, who pays: outcomes by field of policy, each counted once. Instead of one ratio."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from smederij_flows.errors import FlowsError
from smederij_flows.splitting import split


@dataclass(frozen=True, slots=True, kw_only=True)
class Benefit:
    """An outcome: what changed, how well that is known, and what it is worth, if anybody dares say.

    Amounts in smallest units; both None where there is no price: such an outcome stays in sight and is never
    nought. `claims`: for each field of policy the part of it that this field counts as its own.
    """

    id: str
    what: str
    claims: Mapping[str, Fraction]
    low: int | None = None
    high: int | None = None
    evidence: str = ""

    def __post_init__(self) -> None:
        if (self.low is None) != (self.high is None):
            raise FlowsError(f"{self.id}: give both ends of what it is worth, or neither")
        if self.low is not None and self.high is not None and not 0 <= self.low <= self.high:
            raise FlowsError(
                f"{self.id}: what it is worth must go from a lower amount to a higher, from 0 up"
            )
        for name, share in self.claims.items():
            if not 0 <= share <= 1:
                raise FlowsError(f"{self.id}: {name} claims {share}, which is not a part from 0 to 1")

    @property
    def claimed(self) -> Fraction:
        """All claims together: above 1 somebody counts what another counts too."""
        return sum(self.claims.values(), Fraction(0))


@dataclass(frozen=True, slots=True)
class Range:
    """An amount between two ends, in smallest units."""

    low: int
    high: int


@dataclass(frozen=True, slots=True, kw_only=True)
class BenefitMatrix:
    """Outcomes (rows) by field of policy (columns). Every amount is counted once.

    `once` is all priced outcomes together, `if_all_claimed` what the fields would say if each counted its
    whole claim. `per_field` has the claims scaled so that they never exceed the outcome, `cells` the same per
    outcome. `pays` is what each field paid; `gap` per field what it gets less what it pays (the wrong
    pocket).
    """

    cells: Mapping[str, Mapping[str, Range]]
    once: Range
    if_all_claimed: Range
    per_field: Mapping[str, Range]
    overclaimed: tuple[str, ...]
    unpriced: tuple[str, ...]
    fields: tuple[str, ...]
    pays: Mapping[str, int] = field(default_factory=dict)

    @property
    def gap(self) -> dict[str, Range]:
        """Per field that gets or pays: what it gets less what it pays, below nought for who pays more."""
        names = dict.fromkeys((*self.per_field, *self.pays))
        nothing = Range(0, 0)
        return {
            name: Range(
                self.per_field.get(name, nothing).low - self.pays.get(name, 0),
                self.per_field.get(name, nothing).high - self.pays.get(name, 0),
            )
            for name in names
        }


def benefit_matrix(benefits: tuple[Benefit, ...], *, pays: Mapping[str, int] | None = None) -> BenefitMatrix:
    """Every outcome once, over the fields that claim it; claims above 1 together are flagged and scaled down.

    To the cent: the parts of an outcome, with what nobody claims, add up to it. No ratio of benefit to cost
    comes out: it hides what has no price and who pays. Double counting: Social Value UK, Guide to SROI.
    """
    ids = [one.id for one in benefits]
    if len(set(ids)) < len(ids):
        raise FlowsError(f"outcome {next(id for id in ids if ids.count(id) > 1)} is there twice")
    cells = {one.id: _cells(one) for one in benefits if one.low is not None}
    return BenefitMatrix(
        cells=cells,
        once=_total(benefits, lambda _: Fraction(1)),
        if_all_claimed=_total(benefits, lambda one: one.claimed),
        per_field=_per_field(cells),
        overclaimed=tuple(one.id for one in benefits if one.claimed > 1),
        unpriced=tuple(one.id for one in benefits if one.low is None),
        fields=tuple(dict.fromkeys(name for one in benefits for name, part in one.claims.items() if part)),
        pays=dict(pays or {}),
    )


def _cells(one: Benefit) -> dict[str, Range]:
    """The low end split, and on it what the high end has more: so no part is less at the high end."""
    low, high = one.low or 0, one.high or 0
    weights = [*one.claims.values(), max(1 - one.claimed, Fraction(0))]
    parts = zip(one.claims, split(low, weights), split(high - low, weights), strict=False)
    return {name: Range(least, least + more) for name, least, more in parts}


def _total(benefits: tuple[Benefit, ...], weight: Callable[[Benefit], Fraction]) -> Range:
    low = sum((weight(one) * (one.low or 0) for one in benefits), Fraction(0))
    high = sum((weight(one) * (one.high or 0) for one in benefits), Fraction(0))
    return Range(round(low), round(high))


def _per_field(cells: Mapping[str, Mapping[str, Range]]) -> dict[str, Range]:
    found: dict[str, Range] = {}
    for row in cells.values():
        for name, cell in row.items():
            was = found.get(name, Range(0, 0))
            found[name] = Range(was.low + cell.low, was.high + cell.high)
    return found
