"""English sentences for a count that takes each entry whole or not at all. It decides nothing."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from smederij_tally.choosing import ChoiceOutcome, ChoiceStep
from smederij_tally.wording import counted_text, money_text, number_text, share_text

_TURNS = {
    "free": "{entry} asked no money, so it can go ahead.",
    "left_out": "{opening} It is not in the set that is worth most to all together.",
    "no_support": "{entry} got no votes, so it gets no money.",
    "withdrawn": "{entry} was withdrawn, so it did not take part.",
    "after_stop": "{opening} The count had already ended, so it got nothing.",
}


def explain_choice(outcome: ChoiceOutcome, *, names: Mapping[str, str]) -> list[str]:
    """First how it was counted, then one piece of text per step; `names` say what to call an entry."""
    opening = (
        "Everybody earned at the same pace; supporters bought an entry as soon as they had its cost together."
        if outcome.welfare is None
        else f"Of all sets that fit, this one is worth most: {number_text(_welfare(outcome))} in all."
    )
    return [opening, *(_explained(step, outcome=outcome, names=names) for step in outcome.steps)]


def _welfare(outcome: ChoiceOutcome) -> Fraction:
    in_money = outcome.options["utility"] in ("cost", "points-cost")
    return (outcome.welfare or Fraction(0)) / (outcome.scale if in_money else 1)


def _explained(step: ChoiceStep, *, outcome: ChoiceOutcome, names: Mapping[str, str]) -> str:
    name, scale = names.get(step.entry, step.entry), outcome.scale
    people = counted_text(step.supporters, "person", "people")
    opening = f"{name} costs {money_text(step.cost, scale=scale)}; {people} voted for it."
    if step.decision in _TURNS:
        return _TURNS[step.decision].format(entry=name, opening=opening)
    when = (
        "" if step.at is None else f" Its turn came when each had earned {share_text(step.at, scale=scale)}."
    )
    if step.decision == "does_not_fit":
        limit = "was left" if when else "there was for all"
        return f"{opening}{when} It asks more than {limit}, so it got nothing."
    return f"{opening}{when}" if when else f"{opening} It is one of the set."
