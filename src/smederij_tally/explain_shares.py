"""English sentences for a count with equal shares. It decides nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from smederij_tally.lacking import ShareLack
from smederij_tally.shares import SharesOutcome, ShareStep
from smederij_tally.wording import counted_text, money_text, number_text, share_text

_MOST_NAMED = 3  # of the winners to which a loser's money went


def explain_shares(
    outcome: SharesOutcome, *, names: Mapping[str, str], lacks: Sequence[ShareLack] = ()
) -> list[str]:
    """First what everybody had, then one piece of text per step; `names` say what to call an entry."""
    lacked = {lack.entry: _lacked(lack, outcome=outcome) for lack in lacks}
    return [
        _shared(outcome),
        *_compared(outcome),
        *(
            f"{_explained(step, outcome=outcome, names=names)} {lacked.get(step.entry, '')}".rstrip()
            for step in outcome.steps
        ),
    ]


def _lacked(lack: ShareLack, *, outcome: SharesOutcome) -> str:
    """With what it would have won; only where the share is raised can a still lower cost have done harm."""
    said = []
    if lack.cost is not None:
        less = " or less" if outcome.options["completion"] in ("none", "greedy") else ""
        said.append(f"At a cost of {money_text(lack.cost, scale=outcome.scale)}{less} it would have won.")
    if lack.voters is not None:
        people = counted_text(lack.voters, "more person", "more people")
        least = ", not with fewer" if lack.fewest and lack.voters > 1 else ""
        said.append(f"It would have won with {people} voting for it alone{least}.")
    return " ".join(said)


def _shared(outcome: SharesOutcome) -> str:
    share, scale = share_text(outcome.endowment, scale=outcome.scale), outcome.scale
    text = f"Each of the {outcome.voters:,} voters had {share} to spend on what they voted for."
    if outcome.options["completion"] in ("none", "greedy"):
        return text
    fair = share_text(Fraction(outcome.budget, max(1, outcome.voters)), scale=scale)
    why = {
        "full": "nothing else fitted in what was left",
        "overshoot": "the winners would have cost more than there is",
        "all": "everything people voted for was bought",
        "once": "nobody voted",
    }[outcome.ended]
    return f"{text} An equal part is {fair}; it was raised step by step until {why}."


def _compared(outcome: SharesOutcome) -> list[str]:
    if outcome.compared is None:
        return []
    found = outcome.compared
    what = "some winner they voted for, and not" if outcome.options["comparison"] == "coverage" else "more"
    than = "otherwise" if outcome.options["comparison"] == "coverage" else "winners they voted for"
    shares = counted_text(found.for_shares, "voter has", "voters have")
    votes = counted_text(found.for_votes, "voter", "voters")
    ends = "So equal shares stand." if found.taken == "shares" else "So the most votes go first after all."
    return [f"With equal shares {shares} {what} {than}; with the most votes first {votes}. {ends}"]


def _explained(step: ShareStep, *, outcome: SharesOutcome, names: Mapping[str, str]) -> str:
    name, scale = names.get(step.entry, step.entry), outcome.scale
    people = counted_text(step.supporters, "person", "people")
    opening = f"{name} costs {money_text(step.cost, scale=scale)}; {people} voted for it."
    if step.decision == "bought":
        return f"{opening} {_paid(step, outcome=outcome)}"
    if step.decision == "too_little":
        return f"{opening} {_missed(step, scale=scale, names=names)}"
    return {
        "free": f"{name} asked no money, so it can go ahead.",
        "by_votes": f"{opening} With the most votes first it got all of it.",
        "not_by_votes": f"{opening} With the most votes first there was too little left for it.",
        "filled": f"{opening} Its voters could not pay it, but it fits in what was left over.",
        "no_support": f"{name} got no votes, so it gets no money.",
        "withdrawn": f"{name} was withdrawn, so it did not take part.",
    }[step.decision]


def _paid(step: ShareStep, *, outcome: SharesOutcome) -> str:
    assert step.price is not None
    assert step.effective is not None
    price = share_text(step.price, scale=outcome.scale)
    if outcome.kind == "points":
        text = f"They paid {price} for each point they gave it."
    else:
        text = f"They paid {price} each."
    if step.last:
        who = "1 of them had less and gave that" if step.last == 1 else f"{step.last:,} of them had less"
        text += f" {who}" + ("." if step.last == 1 else " and gave that.")
    if outcome.kind == "votes" and step.last:
        text += f" So it counts as {number_text(step.effective)} full votes."
    return text


def _missed(step: ShareStep, *, scale: int, names: Mapping[str, str]) -> str:
    assert step.money is not None
    assert step.short is not None
    short = f"{share_text(step.short, scale=scale)} too little"
    if not step.round:
        return f"Together they had {share_text(step.money, scale=scale)}: {short}."
    most = [f"{share_text(paid, scale=scale)} to {names.get(id, id)}" for id, paid in step.went[:_MOST_NAMED]]
    others = len(step.went) - len(most)
    went = ", ".join(most) + (f" and the rest to {others} more" if others else "")
    left = share_text(step.money, scale=scale)
    text = f"Together they had enough at first, but money went elsewhere: {went}."
    return f"{text} Then they had {left}: {short}."
