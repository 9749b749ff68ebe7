"""English sentences for a choice of one. It decides nothing."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from smederij_tally.picking import Heat, PickOutcome, PickStep
from smederij_tally.wording import counted_text, listed_text, money_text, number_text, score_text

_OPENINGS = {
    "score": "The one with the most {kind} is chosen.",
    "run-off": "Each ballot counts for its highest entry that is still in. When nobody has more than half, "
    "the one with the fewest drops out, and its ballots count for the next on them.",
    "duels": "Every two were put side by side: who stands higher on more ballots wins that duel. Who wins "
    "most duels is chosen, a draw counting for half; of equals the one further ahead in all its duels.",
}
_MOST_LISTED = 6  # sums in one sentence
_ASIDE = {
    "too_dear": "{name} asks {cost}, more than there is, so it did not take part.",
    "no_votes": "{name} got no votes.",
    "withdrawn": "{name} was withdrawn, so it did not take part.",
    "turnout_too_low": "{name} was not chosen: too few people voted for this round to decide anything.",
}


def explain_pick(outcome: PickOutcome, *, names: Mapping[str, str]) -> list[str]:
    """First how it was counted, then the heats of a run-off, then a piece of text per entry."""
    by = str(outcome.options["by"])
    opening = _OPENINGS[by].format(kind="votes" if outcome.kind == "percent" else outcome.kind)
    if outcome.options["majority"]:
        opening += " It needs more than half of the ballots that name somebody."
    ways: Mapping[str, Callable[..., str]] = {"score": _scored, "run-off": _ran, "duels": _duelled}
    heats = [_heat(number, outcome, names) for number in range(len(outcome.heats))]
    steps = [_set_aside(step, outcome, names) or ways[by](step, outcome, names) for step in outcome.steps]
    return [opening, *heats, *steps]


def _set_aside(step: PickStep, outcome: PickOutcome, names: Mapping[str, str]) -> str:
    text, cost = _ASIDE.get(step.decision, ""), money_text(step.cost, scale=outcome.scale)
    return text.format(name=names.get(step.entry, step.entry), cost=cost)


def _scored(step: PickStep, outcome: PickOutcome, names: Mapping[str, str]) -> str:
    text = f"{names.get(step.entry, step.entry)} had {score_text(step.score, kind=outcome.kind)}"
    if step.decision == "no_majority":
        return f"{text}: the most, but not more than half. So nothing was chosen."
    if not step.gap:
        return f"{text}{_equal(step)}"
    gap = "less" if outcome.kind == "percent" else "fewer"
    best = names.get(outcome.steps[0].entry, outcome.steps[0].entry)
    return f"{text}: {number_text(step.gap)} {gap} than {best}."


def _equal(step: PickStep) -> str:
    if step.decision == "chosen":
        return (
            ": as many as another, and it was chosen."
            if step.tie is not None
            else ": the most, so it is chosen."
        )
    return ": as many as the one above it, which went first."


def _heat(number: int, outcome: PickOutcome, names: Mapping[str, str]) -> str:
    heat: Heat = outcome.heats[number]
    total = sum(votes for _, votes in heat.votes)
    silent = ""
    if heat.silent:
        silent = f" {counted_text(heat.silent, 'ballot names', 'ballots name')} none of these any more."
    if heat.dropped:
        who = listed_text([names.get(entry, entry) for entry in heat.dropped])
        verb = "drops" if len(heat.dropped) == 1 else "drop"
        end = f"Nobody has more than half of {total:,}: {who} {verb} out."
    else:
        first = heat.votes[0][0]
        end = f"{names.get(first, first)} has more than half of {total:,}: it is chosen."
    return f"Count {number + 1}: {_sums(heat, names)}.{silent} {end}"


def _sums(heat: Heat, names: Mapping[str, str]) -> str:
    """All sums of a heat or, of a long one, the highest and the lowest."""
    if len(heat.votes) <= _MOST_LISTED:
        return ", ".join(f"{names.get(entry, entry)} {votes:,}" for entry, votes in heat.votes)
    (first, most), (last, least) = heat.votes[0], heat.votes[-1]
    highest = f"{names.get(first, first)} has most of {len(heat.votes)} entries, {most:,}"
    return f"{highest}; {names.get(last, last)} has fewest, {least:,}"


def _ran(step: PickStep, outcome: PickOutcome, names: Mapping[str, str]) -> str:
    name, heat = names.get(step.entry, step.entry), step.heat or 0
    votes = counted_text(int(step.score), "ballot", "ballots")
    if step.decision == "chosen":
        return f"{name} was chosen in count {heat}, with {votes}."
    gap = int(step.gap or 0)
    if step.decision == "not_chosen":
        return f"{name} came through to count {heat}, with {votes}: {gap:,} fewer than the one chosen."
    if not gap:
        return f"{name} dropped out after count {heat}, with {votes}, as few as another that stayed in."
    return f"{name} dropped out after count {heat}, with {votes}: {gap:,} fewer than the next one up."


def _duelled(step: PickStep, outcome: PickOutcome, names: Mapping[str, str]) -> str:
    name = names.get(step.entry, step.entry)
    met = [(d.other, d.for_one, d.for_other) for d in outcome.duels if d.one == step.entry]
    met += [(d.one, d.for_other, d.for_one) for d in outcome.duels if d.other == step.entry]
    if not met:
        return f"{name} was the only one, so it is chosen."
    results = listed_text([_met(names.get(other, other), *votes) for other, *votes in met])
    won = number_text(step.score) if step.score.denominator == 1 else f"{step.score // 1 or ''}½"
    text = f"{name} won {won} of {counted_text(len(met), 'duel', 'duels')}: it {results}."
    if step.decision == "chosen" and step.score < len(met):
        text += f" Nobody won every duel; together it was {_ahead(step.margin or 0)}."
    return text + (" It is chosen." if step.decision == "chosen" else "")


def _met(other: str, mine: int, theirs: int) -> str:
    how = "beat" if mine > theirs else "drew with" if mine == theirs else "lost to"
    return f"{how} {other} {mine:,} to {theirs:,}"


def _ahead(margin: int) -> str:
    if not margin:
        return "as far ahead as behind"
    return counted_text(abs(margin), "ballot", "ballots") + (" ahead" if margin > 0 else " behind")
