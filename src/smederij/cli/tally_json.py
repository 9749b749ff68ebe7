"""An outcome as one JSON object for scripts; amounts are text in whole units, such as "1500"."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from fractions import Fraction
from typing import Any

from smederij_tally import AnyOutcome, Election, Outcome, PickOutcome, SharesOutcome, YesNoOutcome, lacks
from smederij_tally.amounts import amount_text, rational_text


def as_json(outcome: AnyOutcome) -> dict[str, Any]:
    """The outcome as scripts get it."""

    def amount(minor: int) -> str:
        return amount_text(minor, scale=outcome.scale)

    return {
        "method": outcome.method,
        "options": {**outcome.options, **_whole(outcome)},
        "budget": amount(outcome.budget),
        "selected": [
            {"project": grant.entry, "granted": amount(grant.granted), "cost": amount(grant.cost)}
            for grant in outcome.selected
        ],
        "spent": amount(outcome.spent),
        "ties": [
            {
                "projects": list(tie.entries),
                "score": rational_text(tie.score),
                "settled_by": list(tie.settled_by),
                "mattered": tie.mattered,
            }
            for tie in outcome.ties
        ],
        **_more(outcome),
        "engine": outcome.engine,
        "input_sha256": outcome.input_sha256,
        "outcome_sha256": outcome.outcome_sha256,
    }


def apart_json(
    outcomes: Mapping[str, AnyOutcome], pots: Mapping[str, dict[str, Any]], *, column: str, budget: int
) -> dict[str, Any]:
    """Counts of groups by themselves, with who won in all of them."""
    scale = next((outcome.scale for outcome in outcomes.values()), 1)
    return {
        "apart": column,
        "budget": amount_text(budget, scale=scale),
        "selected": [grant for pot in pots.values() for grant in pot["selected"]],
        "spent": amount_text(sum(outcome.spent for outcome in outcomes.values()), scale=scale),
        "pots": dict(pots),
    }


def lacks_json(election: Election, outcome: SharesOutcome) -> list[dict[str, Any]]:
    """What each entry that did not win lacked; empty where that is not looked for."""
    return [
        {
            "project": lack.entry,
            "cost": None if lack.cost is None else amount_text(lack.cost, scale=outcome.scale),
            "largest": lack.largest,
            "voters": lack.voters,
            "fewest": lack.fewest,
        }
        for lack in lacks(election, outcome)
    ]


def _whole(outcome: AnyOutcome) -> dict[str, Any]:
    """The options that are amounts, in whole units."""
    if isinstance(outcome, Outcome):
        cap, limits = outcome.options["cap"], outcome.options.get("limits")
        whole: dict[str, Any] = {
            "cap": amount_text(cap, scale=outcome.scale) if isinstance(cap, int) else None
        }
        if limits is None:
            return whole
        most = json.loads(str(limits))
        return whole | {"limits": {name: amount_text(n, scale=outcome.scale) for name, n in most.items()}}
    if "step" not in outcome.options:
        return {}
    step = outcome.options["step"]
    return {"step": None if step is None else rational_text(Fraction(str(step)) / outcome.scale)}


def _more(outcome: AnyOutcome) -> dict[str, Any]:
    """What only some methods have."""
    if isinstance(outcome, SharesOutcome):
        return _shares(outcome)
    if isinstance(outcome, PickOutcome):
        return _pick(outcome)
    return _yes_no(outcome) if isinstance(outcome, YesNoOutcome) else {}


def _shares(outcome: SharesOutcome) -> dict[str, Any]:
    """What equal shares add: the share (an exact fraction of whole units) and each entry's steps."""

    def exact(amount: Fraction | None) -> str | None:
        return None if amount is None else rational_text(amount / outcome.scale)

    return {
        "share": exact(outcome.endowment),
        "voters": outcome.voters,
        "runs": outcome.runs,
        "ended": outcome.ended,
        "compared": asdict(outcome.compared) if outcome.compared else None,
        "steps": [
            {
                "project": step.entry,
                "decision": step.decision,
                "supporters": step.supporters,
                "round": step.round,
                "price": exact(step.price),
                "effective": None if step.effective is None else rational_text(step.effective),
                "full": step.full,
                "last": step.last,
                "money": exact(step.money),
                "short": exact(step.short),
                "went": {entry: exact(paid) for entry, paid in step.went},
            }
            for step in outcome.steps
        ],
    }


def _pick(outcome: PickOutcome) -> dict[str, Any]:
    """What was chosen, how each entry fared, and the heats or duels."""
    return {
        "chosen": outcome.chosen,
        "steps": [
            {
                "project": step.entry,
                "decision": step.decision,
                "supporters": step.supporters,
                "score": rational_text(step.score),
                "gap": None if step.gap is None else rational_text(step.gap),
                "heat": step.heat,
                "margin": step.margin,
            }
            for step in outcome.steps
        ],
        "heats": [
            {"votes": dict(heat.votes), "silent": heat.silent, "dropped": list(heat.dropped)}
            for heat in outcome.heats
        ],
        "duels": [asdict(duel) for duel in outcome.duels],
    }


def _yes_no(outcome: YesNoOutcome) -> dict[str, Any]:
    """How each entry fared."""
    return {
        "steps": [
            {
                "project": step.entry,
                "decision": step.decision,
                "yes": step.yes,
                "no": step.no,
                "voters": step.voters,
                "share": None if step.share is None else rational_text(step.share),
                "short": step.short,
            }
            for step in outcome.steps
        ],
    }
