"""An outcome as text for a terminal."""

from __future__ import annotations

from collections.abc import Sequence

from smederij_tally import AnyOutcome, Election, Outcome, SharesOutcome, Step, explain, lacks, tied
from smederij_tally.wording import money_text, score_text

_WIDEST = 44
_DECISIONS = {
    "fits": "",
    "free": "asks nothing",
    "partly": "in part",
    "does_not_fit": "does not fit",
    "leftover": "from what was left",
    "over_limit": "over the limit",
    "after_stop": "after the end",
    "below_threshold": "below the threshold",
    "no_votes": "no votes",
    "withdrawn": "withdrawn",
    "turnout_too_low": "turnout too low",
}
_NOTES = {
    "repeated_entry": "Ballots that name an entry twice, counted once",
    "blank_ballot": "Blank ballots",
    "too_many_entries": "Ballots that name more entries than allowed, counted",
    "too_few_entries": "Ballots that name fewer entries than allowed, counted",
    "too_many_points": "Ballots that give more points than allowed, counted",
}


def heading(election: Election, outcome: AnyOutcome, *, rule: str) -> str:
    """What was counted, and how."""
    meta = dict(election.meta)
    title = meta.get("description") or "An election"
    facts = (
        f"{money(outcome.budget, election)} to give, {outcome.cast:,} ballots, {len(outcome.steps):,} entries"
    )
    return f"{_plain(title)}\n{facts}\n{rule}"


def table(election: Election, outcome: Outcome) -> str:
    """A line for each entry, in the order of the count."""
    names = names_of(election)
    lines = [["", "entry", outcome.kind, "asked", "granted", ""]]
    lines += [_cells(step, outcome=outcome, names=names) for step in outcome.steps]
    return aligned(lines, left=(1, 5))


def reasons(election: Election, outcome: AnyOutcome) -> str:
    """Why, in sentences."""
    names = names_of(election)
    found = lacks(election, outcome) if isinstance(outcome, SharesOutcome) else []
    return "\n".join([*explain(outcome, names=names, lacks=found), *tied(outcome, names=names)])


def footing(election: Election, outcome: AnyOutcome) -> str:
    """What it comes to, what was odd in the file, and the digests."""
    won = len(outcome.selected)
    spent, left = money(outcome.spent, election), money(outcome.left, election)
    lines = [f"{won:,} of {len(outcome.steps):,} entries won. {spent} granted, {left} left."]
    mattered = sum(tie.mattered for tie in outcome.ties)
    if outcome.ties:
        lines.append(f"{len(outcome.ties)} tied scores; {mattered or 'none'} made a difference.")
    lines += [f"{_NOTES[note.code]}: {note.count} (the first on {note.example})." for note in election.notes]
    said = dict(election.meta).get("min_project_score_threshold")
    if said and isinstance(outcome, Outcome) and outcome.threshold is None:
        lines.append(f"The file speaks of a threshold of {said}; it counts only with --threshold {said}.")
    lines += [
        f"input   {outcome.input_sha256}",
        f"outcome {outcome.outcome_sha256}",
        f"engine  {outcome.engine}",
    ]
    return "\n".join(lines)


def rule(outcome: Outcome) -> str:
    """How was counted, in a line."""
    options = outcome.options
    ending = "an entry that does not fit is skipped"
    if options["partial_last"]:
        ending = "the first that does not fit gets what is left, and that is the end"
    elif options["no_skip"]:
        ending = "the first that does not fit is the end"
    most = f"; at most {money_text(int(options['cap']), scale=outcome.scale)} each" if options["cap"] else ""
    least = f"; at least {score_text(outcome.threshold, kind=outcome.kind)}" if outcome.threshold else ""
    groups = "; each group within its own limit" if options.get("limits") else ""
    return f"Most {outcome.kind} first; {ending}{most}{least}{groups}."


def _cells(step: Step, *, outcome: Outcome, names: dict[str, str]) -> list[str]:
    return [
        "" if step.rank is None else str(step.rank),
        shortened(names[step.entry]),
        score_text(step.score, kind=outcome.kind).split()[0],
        money_text(step.cost, scale=outcome.scale) if step.decision != "withdrawn" else "-",
        money_text(step.granted, scale=outcome.scale) if step.won else "-",
        "up to the most" if step.decision == "fits" and step.asked < step.cost else _DECISIONS[step.decision],
    ]


def aligned(lines: Sequence[Sequence[str]], *, left: tuple[int, ...]) -> str:
    """A table of text; the columns in `left` begin at the left, all others end at the right."""
    widths = [max(len(line[column]) for line in lines) for column in range(len(lines[0]))]
    return "\n".join(_line(line, widths=widths, left=left) for line in lines)


def _line(cells: Sequence[str], *, widths: list[int], left: tuple[int, ...]) -> str:
    padded = [
        cell.ljust(width) if column in left else cell.rjust(width)
        for column, (cell, width) in enumerate(zip(cells, widths, strict=True))
    ]
    return "  ".join(padded).rstrip()


def names_of(election: Election) -> dict[str, str]:
    """What to call each entry: its id and its name."""
    return {p.id: _plain(f"{p.id} {p.name}".strip()) for p in election.projects}


def _plain(text: str) -> str:
    """Without control characters: a file must not be able to steer someone's terminal."""
    return "".join(sign if sign.isprintable() else " " for sign in text)


def shortened(text: str) -> str:
    """At most as wide as a column of a table."""
    return text if len(text) <= _WIDEST else text[: _WIDEST - 1].rstrip() + "…"


def money(minor: int, election: Election) -> str:
    """An amount with its currency."""
    currency = _plain(dict(election.meta).get("currency", ""))
    return f"{money_text(minor, scale=election.scale)} {currency}".rstrip()
