"""A count with equal shares as text for a terminal."""

from __future__ import annotations

from smederij.cli.tally_text import aligned, money, names_of, shortened
from smederij_tally import Election, SharesOutcome, ShareStep
from smederij_tally.wording import money_text, number_text, share_text

_DECISIONS = {
    "bought": "",
    "free": "asks nothing",
    "filled": "from what was left",
    "by_votes": "by votes",
    "not_by_votes": "",
    "too_little": "too little money",
    "no_support": "no votes",
    "withdrawn": "withdrawn",
}
_ENDED = {
    "once": "",
    "full": "; raised until nothing else fitted",
    "overshoot": "; raised until more would cost too much",
    "all": "; raised until everything was bought",
}


def rule(election: Election, outcome: SharesOutcome) -> str:
    """How was counted, in a line."""
    share = share_text(outcome.endowment, scale=outcome.scale)
    first = money(outcome.budget, election)
    text = f"Equal shares of {first}: {share} for each of {outcome.voters:,} voters{_ENDED[outcome.ended]}."
    if outcome.compared is None:
        return text
    found = outcome.compared
    stands = "equal shares stand" if found.taken == "shares" else "the most votes go first"
    better = f"{found.for_shares:,} better off with this, {found.for_votes:,} with votes first"
    return f"{text}\nCompared: {better}; {stands}."


def table(election: Election, outcome: SharesOutcome) -> str:
    """A line for each entry, winners first."""
    names = names_of(election)
    lines = [["", "entry", outcome.kind, "effective", "price", "cost", "granted", ""]]
    lines += [_cells(step, outcome=outcome, names=names) for step in outcome.steps]
    return aligned(lines, left=(1, 7))


def _cells(step: ShareStep, *, outcome: SharesOutcome, names: dict[str, str]) -> list[str]:
    scale = outcome.scale
    return [
        "" if step.rank is None else str(step.rank),
        shortened(names[step.entry]),
        number_text(step.score),
        "-" if step.effective is None else number_text(step.effective),
        "-" if step.price is None else share_text(step.price, scale=scale).removeprefix("about "),
        money_text(step.cost, scale=scale) if step.decision != "withdrawn" else "-",
        money_text(step.granted, scale=scale) if step.won else "-",
        _DECISIONS[step.decision],
    ]
