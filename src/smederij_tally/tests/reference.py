"""Rank and fill once more, slowly and with nothing shared, to hold the engine against."""

from fractions import Fraction


def scores_of(votes: list[dict[str, Fraction]], ids: list[str]) -> dict[str, Fraction]:
    """Every ballot is a mapping from entry to its worth."""
    return {id: sum((ballot.get(id, Fraction(0)) for ballot in votes), Fraction(0)) for id in ids}


def fill(
    asks: dict[str, int],
    scores: dict[str, Fraction],
    *,
    budget: int,
    ending: str = "skip",
    cap: int | None = None,
    threshold: Fraction = Fraction(0),
) -> dict[str, Fraction]:
    """What each winner gets, by order of score, then of the list. Endings: skip, stop, part."""
    left, going, granted = Fraction(budget), True, {}
    waiting = [id for id in asks if scores[id] > 0 and scores[id] >= threshold]
    while waiting:
        best = waiting[0]
        for id in waiting:
            if scores[id] > scores[best]:
                best = id
        waiting.remove(best)
        ask = Fraction(min(asks[best], cap or asks[best]))
        if ask == 0:
            granted[best] = ask
        elif going and ask <= left:
            granted[best] = ask
            left = left - ask
        elif going and ending != "skip":
            granted[best] = left if ending == "part" else Fraction(0)
            left, going = left - granted[best], False
    return {id: got for id, got in granted.items() if got or not asks[id]}
