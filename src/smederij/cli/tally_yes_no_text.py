"""A vote of yes or no per entry as text for a terminal."""

from __future__ import annotations

from smederij.cli.tally_text import aligned, names_of, shortened
from smederij_tally import Election, YesNoOutcome, YesNoStep, explain
from smederij_tally.wording import money_text, number_text

_DECISIONS = {
    "adopted": "adopted",
    "rejected": "",
    "too_few_yes": "too few people",
    "does_not_fit": "does not fit",
    "no_votes": "no votes",
    "withdrawn": "withdrawn",
    "turnout_too_low": "turnout too low",
}


def rule(outcome: YesNoOutcome) -> str:
    """What was needed, in a line."""
    return explain(outcome)[0]


def table(election: Election, outcome: YesNoOutcome) -> str:
    """A line for each entry, adopted ones first."""
    names = names_of(election)
    lines = [["", "entry", "yes", "no", "of", "part", "granted", ""]]
    lines += [_cells(step, outcome=outcome, names=names) for step in outcome.steps]
    return aligned(lines, left=(1, 7))


def _cells(step: YesNoStep, *, outcome: YesNoOutcome, names: dict[str, str]) -> list[str]:
    return [
        str(step.rank) if step.won else "",
        shortened(names[step.entry]),
        f"{step.yes:,}",
        "-" if step.no is None else f"{step.no:,}",
        f"{step.voters:,}",
        "-" if step.share is None else f"{number_text(step.share * 100)}%",
        money_text(step.granted, scale=outcome.scale) if step.won else "-",
        _DECISIONS[step.decision],
    ]
