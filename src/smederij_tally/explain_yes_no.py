"""English sentences for a vote of yes or no per entry. It decides nothing."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from smederij_tally.wording import money_text, score_text
from smederij_tally.yes_no import YesNoOutcome, YesNoStep

_OTHERS = {
    "no_votes": "{name}: nobody said anything about it, so it is not adopted.",
    "withdrawn": "{name} was withdrawn, so it did not take part.",
    "turnout_too_low": "{name} is not adopted: too few people voted for this round to decide anything.",
}


def explain_yes_no(outcome: YesNoOutcome, *, names: Mapping[str, str]) -> list[str]:
    """First what was needed, then a piece of text per entry; `names` say what to call an entry."""
    return [_needed(outcome), *(_explained(step, outcome=outcome, names=names) for step in outcome.steps)]


def _needed(outcome: YesNoOutcome) -> str:
    options, share = outcome.options, Fraction(str(outcome.options["share"]))
    part = "half" if share == Fraction(1, 2) else score_text(share * 100, kind="percent")
    known = any(step.no is not None for step in outcome.steps)
    voted = "those who said something about it" if known else "those who voted for anything"
    whom = "all ballots" if options["of"] == "all" else voted
    least = f"{'more than' if options['above'] else 'at least'} {part} of {whom}"
    text = f"Adopted is what {least} said yes to"
    text += f", when those are at least {options['minimum_yes']:,} people." if options["minimum_yes"] else "."
    if options["minimum_turnout"]:
        least = f"{options['minimum_turnout']:,} people"
        text += f" It counts only when at least {least} voted; {outcome.cast:,} did."
    return text


def _explained(step: YesNoStep, *, outcome: YesNoOutcome, names: Mapping[str, str]) -> str:
    name = names.get(step.entry, step.entry)
    if step.decision in _OTHERS:
        return _OTHERS[step.decision].format(name=name)
    share = score_text((step.share or Fraction(0)) * 100, kind="percent")
    text = f"{name}: {step.yes:,} of {step.voters:,} said yes, {share}."
    if step.decision == "adopted":
        return f"{text} It is adopted{_cost(step, outcome)}."
    if step.decision == "does_not_fit":
        left = money_text(step.left_before or 0, scale=outcome.scale)
        asked, short = (money_text(n or 0, scale=outcome.scale) for n in (step.cost, step.money_short))
        return f"{text} That is enough, but it asks {asked} and there was {left} left: {short} too little."
    needed = "1 more yes was needed" if step.short == 1 else f"{step.short or 0:,} more had to say yes"
    return f"{text} {needed}."


def _cost(step: YesNoStep, outcome: YesNoOutcome) -> str:
    return f" and gets {money_text(step.granted, scale=outcome.scale)}" if step.granted else ""
