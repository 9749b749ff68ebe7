"""English sentences for every step, that someone of twelve could tell on. It decides nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from smederij_tally.choosing import ChoiceOutcome
from smederij_tally.counting import AnyOutcome
from smederij_tally.explain_choice import explain_choice
from smederij_tally.explain_pick import explain_pick
from smederij_tally.explain_shares import explain_shares
from smederij_tally.explain_yes_no import explain_yes_no
from smederij_tally.lacking import ShareLack
from smederij_tally.outcome import Decision, Outcome, Settled, Step, Tie
from smederij_tally.picking import PickOutcome
from smederij_tally.shares import SharesOutcome
from smederij_tally.wording import money_text, number_text, score_text
from smederij_tally.yes_no import YesNoOutcome

_TURNS: dict[Decision, str] = {
    "fits": "{entry}, with {score}, asked {asked}. There was {before} left, so it got all of it.",
    "free": "{entry}, with {score}, asked no money, so it can go ahead.",
    "partly": "{entry}, with {score}, asked {asked}. There was {before} left. It got that, and that was all.",
    "does_not_fit": "{entry}, with {score}, asked {asked}. There was {only} left, so it got nothing.",
    "leftover": "{entry}, with {score}, asked {asked}. {group} had too little left, but in the end "
    "{before} was left of the whole, so it got all of it.",
    "over_limit": "{entry}, with {score}, asked {asked}. {group} had too little left, so it got nothing.",
    "after_stop": "{entry}, with {score}, asked {asked}, but the count had already ended. It got nothing.",
    "below_threshold": "{entry} had {score}. It needed {threshold} to take part: {short} more.",
    "no_votes": "{entry} got no votes, so it gets no money.",
    "withdrawn": "{entry} was withdrawn, so it did not take part.",
    "turnout_too_low": "{entry} gets nothing: too few people voted for this round to decide anything.",
}
_SETTLED: dict[Settled, str] = {
    "cost": "the one that asks less goes first",
    "votes": "the one with more people in favour goes first",
    "lot": "a lot was drawn",
    "id": "the order of their numbers decides",
    "file": "the order of the list decides",
    "not_needed": "nothing had to be decided",
}


def explain(
    outcome: AnyOutcome, *, names: Mapping[str, str] | None = None, lacks: Sequence[ShareLack] = ()
) -> list[str]:
    """One piece of text per step, in the order of the count; `names` say what to call an entry.

    `lacks`, of equal shares only, adds with what an entry would have won.
    """
    if isinstance(outcome, Outcome):
        return [_explained(step, outcome=outcome, names=names or {}) for step in outcome.steps]
    if isinstance(outcome, SharesOutcome):
        return explain_shares(outcome, names=names or {}, lacks=lacks)
    if isinstance(outcome, ChoiceOutcome):
        return explain_choice(outcome, names=names or {})
    if isinstance(outcome, PickOutcome):
        return explain_pick(outcome, names=names or {})
    return explain_yes_no(outcome, names=names or {})


def tied(outcome: AnyOutcome, *, names: Mapping[str, str] | None = None) -> list[str]:
    """One sentence per tie: who, how it was settled, and whether it made a difference."""
    found = []
    for tie in outcome.ties:
        who = ", ".join((names or {}).get(id, id) for id in tie.entries)
        how = ", then ".join(_SETTLED[rule] for rule in tie.settled_by)
        found.append(f"{who} {_equal(tie, outcome=outcome)}: {how}. {_effect(tie, outcome=outcome)}")
    return found


def _equal(tie: Tie, *, outcome: AnyOutcome) -> str:
    if isinstance(outcome, Outcome):
        return f"had the same score, {score_text(tie.score, kind=outcome.kind)}"
    if isinstance(outcome, YesNoOutcome):
        return f"had the same part of yes, {score_text(tie.score, kind='percent')}"
    return "stood exactly equal"


def _effect(tie: Tie, *, outcome: AnyOutcome) -> str:
    what = "which one was chosen" if isinstance(outcome, PickOutcome) else "who got money"
    return f"It made a difference to {what}." if tie.mattered else "It made no difference."


def _explained(step: Step, *, outcome: Outcome, names: Mapping[str, str]) -> str:
    text = _TURNS[step.decision].format(
        entry=names.get(step.entry, step.entry),
        score=score_text(step.score, kind=outcome.kind),
        asked=_asked(step, scale=outcome.scale),
        before=money_text(step.left_before, scale=outcome.scale),
        only=f"only {money_text(step.left_before, scale=outcome.scale)}" if step.left_before else "nothing",
        threshold=number_text(outcome.threshold or Fraction(0)),
        short=number_text(step.threshold_short or Fraction(0)),
        group=step.group,
    )
    return f"{text} {_lacked(step, outcome=outcome, names=names)}".rstrip()


def _asked(step: Step, *, scale: int) -> str:
    if step.asked == step.cost:
        return money_text(step.cost, scale=scale)
    cost, cap = money_text(step.cost, scale=scale), money_text(step.asked, scale=scale)
    return f"{cost} (no entry can get more than {cap})"


def _lacked(step: Step, *, outcome: Outcome, names: Mapping[str, str]) -> str:
    """What would have been needed; empty for who got everything or did not take part."""
    if step.money_short is None:
        return ""
    short = ""
    if step.money_short and (step.left_before or step.decision == "over_limit"):
        short = f"It was {money_text(step.money_short, scale=outcome.scale)} short. "
    if step.behind is None or step.score_gap is None:
        return short + ("It asked more than there was for all." if step.asked > outcome.budget else "")
    more = f"more than {score_text(step.score_gap, kind=outcome.kind)} extra"
    if outcome.kind == "votes":
        needed = step.score_gap // 1 + 1
        more = f"at least {needed:,} more {'vote' if needed == 1 else 'votes'}"
    above = names.get(step.behind, step.behind)
    return f"{short}For the full amount it needed to finish above {above}: {more}."
