"""A count that takes each entry whole or not at all, as text for a terminal."""

from __future__ import annotations

from smederij.cli.tally_text import aligned, names_of, shortened
from smederij_tally import ChoiceOutcome, ChoiceStep, Election
from smederij_tally.wording import money_text, number_text

_DECISIONS = {
    "chosen": "",
    "free": "asks nothing",
    "does_not_fit": "does not fit",
    "after_stop": "after the end",
    "left_out": "not in the best set",
    "no_support": "no votes",
    "withdrawn": "withdrawn",
}


def rule(outcome: ChoiceOutcome) -> str:
    """How was counted, in a line."""
    if outcome.welfare is not None:
        return "Maximum welfare: the set of entries that fits and is worth most to all voters together."
    ending = "is the end" if outcome.options["misfit"] == "stop" else "is skipped"
    return f"Sequential Phragmén: whose supporters have its cost first, wins; one that does not fit {ending}."


def table(election: Election, outcome: ChoiceOutcome) -> str:
    """A line for each entry, winners first."""
    names = names_of(election)
    lines = [["", "entry", outcome.kind, "cost", "granted", ""]]
    lines += [_cells(step, outcome=outcome, names=names) for step in outcome.steps]
    return aligned(lines, left=(1, 5))


def _cells(step: ChoiceStep, *, outcome: ChoiceOutcome, names: dict[str, str]) -> list[str]:
    return [
        "" if step.rank is None else str(step.rank),
        shortened(names[step.entry]),
        number_text(step.score),
        money_text(step.cost, scale=outcome.scale) if step.decision != "withdrawn" else "-",
        money_text(step.granted, scale=outcome.scale) if step.won else "-",
        _DECISIONS[step.decision],
    ]
