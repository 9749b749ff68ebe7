"""`smederij tally --compare`: the same ballots by every way to share out a pot, and whom each reaches."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from smederij.cli.tally_text import aligned, money
from smederij_tally import (
    Beside,
    Election,
    EqualShares,
    MaxWelfare,
    Method,
    Phragmen,
    RankAndFill,
    TallyError,
    Undecided,
    beside,
)
from smederij_tally.amounts import amount_text, rational_text
from smederij_tally.ties import TieRule
from smederij_tally.wording import money_text, number_text

_NAMES = {
    "rank-and-fill": "most votes first",
    "equal-shares": "equal shares",
    "phragmen": "Phragmén",
    "max-welfare": "maximum welfare",
}
_HEADS = ("", "winners", "spent", "reached", "with nothing", "own winners", "money for own", "Gini", "claims")


def refuse_single(method: Method) -> None:
    """TallyError for a method that shares out no pot."""
    if method.name not in _NAMES:
        raise TallyError(f"--compare holds ways to share out a pot side by side; {method.name} is none")


def ways(election: Election, asked: Method) -> list[Beside | Undecided]:
    """The method that was asked, as asked, then the others."""
    rules: dict[str, Any] = {"ties": asked.ties, "seed": asked.seed}
    return beside(election, [asked, *_others(election, asked, **rules)])


def _others(election: Election, asked: Method, *, ties: TieRule, seed: str | None) -> list[Method]:
    """Each other method in the way that leaves little of the pot; with points where ballots have them."""
    naming = election.vote_type in ("approval", "choose-1")
    found: list[Method] = [
        RankAndFill(ties=ties, seed=seed),
        EqualShares(utility="cost" if naming else "points", completion="add1u", ties=ties, seed=seed),
        Phragmen(misfit="skip", ties=ties, seed=seed),
        MaxWelfare(utility="cardinality" if naming else "points", ties=ties, seed=seed),
    ]
    return [method for method in found if method.name != asked.name]


def text(election: Election, found: Sequence[Beside | Undecided]) -> str:
    """A table with a line for each way, and what its columns say."""
    lines = [list(_HEADS), *(_cells(election, one) for one in found)]
    stopped = [f"{_NAMES[one.method.name]}: {one.why}" for one in found if isinstance(one, Undecided)]
    reading = (
        "Reached: voters with a winner among their choices. Own winners, money for own: mean per voter.\n"
        "Gini: of the money for own; 0 is the same for all. Claims: losing entries whose supporters got\n"
        "less than their part of the money buys (none: EJR+ up to one entry)."
    )
    return "\n\n".join([aligned(lines, left=(0,)), "\n".join([*stopped, reading])])


def _cells(election: Election, one: Beside | Undecided) -> list[str]:
    name = _NAMES[one.method.name]
    if isinstance(one, Undecided):
        return [name, *["-"] * (len(_HEADS) - 1)]
    found = one.satisfaction
    return [
        name,
        f"{len(one.outcome.selected):,}",
        money(one.outcome.spent, election),
        f"{found.reached:,} of {found.voters:,}",
        f"{number_text(found.excluded * 100)}%",
        number_text(found.spreads["cardinality"].mean),
        money_text(round(found.spreads["cost"].mean), scale=one.outcome.scale),
        number_text(found.spreads["cost"].gini),
        f"{len(one.claims):,}",
    ]


def as_json(found: Sequence[Beside | Undecided]) -> list[dict[str, Any]]:
    """The same for scripts: amounts in whole units, everything exact."""
    return [_refused(one) if isinstance(one, Undecided) else _object(one) for one in found]


def _refused(one: Undecided) -> dict[str, Any]:
    return {"method": one.method.name, "undecided": one.why}


def _object(one: Beside) -> dict[str, Any]:
    outcome, found = one.outcome, one.satisfaction
    per = {"cost": outcome.scale, "points-cost": outcome.scale}
    return {
        "method": outcome.method,
        "options": dict(outcome.options),
        "selected": [grant.entry for grant in outcome.selected],
        "spent": amount_text(outcome.spent, scale=outcome.scale),
        "voters": found.voters,
        "reached": found.reached,
        "excluded": rational_text(found.excluded),
        "with_winners": list(found.with_winners),
        "satisfaction": {
            name: {
                "mean": rational_text(Fraction(spread.mean, per.get(name, 1))),
                "gini": rational_text(spread.gini),
            }
            for name, spread in found.spreads.items()
        },
        "claims": [{"project": claim.entry, "voters": claim.voters} for claim in one.claims],
        "outcome_sha256": outcome.outcome_sha256,
    }
