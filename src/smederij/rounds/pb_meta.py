"""What the head of an election file (Pabulib) says of a round, and a round of what a head says."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.timezone import localtime

from smederij.base.money import Money
from smederij.rounds import papers
from smederij.rounds.models import BallotType, Entry, Round
from smederij_tally import Election, VoteType

POINTED: frozenset[VoteType] = frozenset({"cumulative", "scoring", "ordinal"})
MOST_SMALL = 32_767
# Ours, beside the format's own keys, so that a file of ours read back is counted as it was.
PARTIAL, CAP = "partial_last", "max_project_grant"


def meta(round: Round, entries: Iterable[Entry]) -> dict[str, str]:
    """The head of a round's file: where and when, how people voted, how it was counted."""
    held = {"date_begin": localtime(round.vote_at), "date_end": localtime(round.closes_at)}
    return {
        "description": round.title,
        "country": "Netherlands",
        "unit": round.pot.area.name,
        "instance": str(round.pk),
        "rule": _rule(round),
        **{name: f"{day:%d.%m.%Y}" for name, day in held.items()},
        **_limits(round, entries),
        **({"min_project_score_threshold": str(round.threshold)} if round.threshold > 1 else {}),
        **({PARTIAL: "1"} if round.partial_last else {}),
        **({CAP: _euros(round.cap)} if round.cap else {}),
        "language": "nl",
        "currency": "EUR",
    }


def facts(election: Election) -> dict[str, Any]:
    """How people voted and how it is counted, as fields of a round, by what a file says."""
    said = dict(election.meta)
    kind = _kind(election, said)
    pointed = kind == BallotType.POINTS
    partial = said.get(PARTIAL) == "1"
    return {
        "ballot_type": kind,
        "most_choices": _most(said, election, kind=kind),
        "most_per_idea": min(MOST_SMALL, int(said.get("max_points") or MOST_SMALL)) if pointed else 1,
        "skip_misfit": said.get("rule") != "greedy-no-skip" and not partial,
        "partial_last": partial,
        "cap": _cents(said[CAP]) if said.get(CAP) else None,
        "threshold": int(said.get("min_project_score_threshold") or 1),
    }


def _rule(round: Round) -> str:
    if round.partial_last or round.cap:
        return "greedy-custom"
    if not round.skip_misfit:
        return "greedy-no-skip"
    return "greedy-threshold" if round.threshold > 1 else "greedy"


def _limits(round: Round, entries: Iterable[Entry]) -> Mapping[str, str]:
    """What a ballot could hold. The sum of costs only where every idea takes its whole cost."""
    if round.ballot_type == BallotType.APPROVE:
        return {"max_length": str(round.most_choices)}
    if round.ballot_type == BallotType.POINTS:
        return {"max_points": str(round.most_per_idea), "max_sum_points": str(round.most_choices)}
    whole = all(papers.takes(round, entry.asked) == entry.asked for entry in entries)
    return {"max_sum_cost": _euros(round.budget)} if round.ballot_type == BallotType.BUDGET and whole else {}


def _kind(election: Election, said: Mapping[str, str]) -> BallotType:
    if election.vote_type in POINTED:
        return BallotType.POINTS
    if election.vote_type == "choose-1":
        return BallotType.ONE
    return BallotType.BUDGET if "max_sum_cost" in said else BallotType.APPROVE


def _most(said: Mapping[str, str], election: Election, *, kind: BallotType) -> int:
    if kind == BallotType.ONE:
        return 1
    pointed = kind == BallotType.POINTS
    given = said.get("max_sum_points" if pointed else "max_length")
    fallback = MOST_SMALL if pointed else len(election.projects)
    return min(MOST_SMALL, int(given) if given and given.isdigit() else fallback)


def _euros(amount: Money) -> str:
    whole, cents = divmod(amount.cents, 100)
    return f"{whole}.{cents:02}" if cents else str(whole)


def _cents(text: str) -> Money:
    whole, _, cents = text.partition(".")
    return Money(int(whole) * 100 + int((cents or "0").ljust(2, "0")[:2]))
