"""A choice of one as text for a terminal."""

from __future__ import annotations

from smederij.cli.tally_text import aligned, names_of, shortened
from smederij_tally import Election, PickOutcome, PickStep
from smederij_tally.wording import number_text

_RULES = {
    "score": "One is chosen: the one with the most {kind}.",
    "run-off": "One is chosen in a run-off: the one with the fewest drops out, until one has more than half.",
    "duels": "One is chosen by duels: who wins most of them, a draw for half; then by margin.",
}
_SCORES = {"run-off": "ballots", "duels": "duels won"}
_DECISIONS = {
    "chosen": "chosen",
    "not_chosen": "",
    "dropped": "dropped after count {heat}",
    "no_majority": "no more than half",
    "too_dear": "asks too much",
    "no_votes": "no votes",
    "withdrawn": "withdrawn",
    "turnout_too_low": "turnout too low",
}


def rule(outcome: PickOutcome) -> str:
    """How was counted, in a line."""
    return _RULES[str(outcome.options["by"])].format(kind=outcome.kind)


def table(election: Election, outcome: PickOutcome) -> str:
    """A line for each entry, the chosen one first."""
    names = names_of(election)
    lines = [["entry", _SCORES.get(str(outcome.options["by"]), outcome.kind), ""]]
    lines += [_cells(step, names=names) for step in outcome.steps]
    return aligned(lines, left=(0, 2))


def _cells(step: PickStep, *, names: dict[str, str]) -> list[str]:
    said = _DECISIONS[step.decision].format(heat=step.heat)
    return [shortened(names[step.entry]), number_text(step.score), said]
