"""Counting a published round again, and saying in plain words what comes out differently."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction
from typing import Any

from smederij_tally.amounts import amount_text
from smederij_tally.counting import AnyOutcome, Method, count
from smederij_tally.election import Election
from smederij_tally.equal_shares import EqualShares
from smederij_tally.errors import TallyError
from smederij_tally.max_welfare import MaxWelfare
from smederij_tally.phragmen import Phragmen
from smederij_tally.rank_and_fill import RankAndFill
from smederij_tally.totals import Totals

METHODS: dict[str, Callable[..., Method]] = {
    method.name: method for method in (RankAndFill, EqualShares, Phragmen, MaxWelfare)
}
EXACT = {"threshold", "threshold_share", "step"}


def possible(votes: Election | Totals, method: str, options: Mapping[str, Any]) -> bool:
    """Whether the files hold enough to count: every ballot, or a method that needs only totals.

    Which entry belongs to which group does not stand in the files, so limits of groups can't be counted.
    """
    return (
        not options.get("limits")
        and method in METHODS
        and (isinstance(votes, Election) or method == RankAndFill.name)
    )


def method_of(name: str, options: Mapping[str, Any]) -> Method:
    """The method with its options, as a manifest names them; TallyError when there is no such method."""
    if name not in METHODS:
        raise TallyError(f"the method “{name}” is not known here")
    given = {
        option: Fraction(value) if option in EXACT and value is not None else value
        for option, value in options.items()
    }
    try:
        return METHODS[name](**given)
    except TypeError as error:
        raise TallyError(f"the options of the method can't be read: {error}") from error


def differences(votes: Election | Totals, method: Method, *, published: Mapping[str, Any]) -> Iterator[str]:
    """What a new count gives otherwise than what was published.

    A small round was counted from its totals, so ballots and totals of one round are counted alike.
    """
    outcome: AnyOutcome = count(votes, method)
    again = {grant.entry: grant.granted for grant in outcome.selected}
    then = {grant["entry"]: grant["granted"] for grant in published["selected"]}
    names = {project.id: project.name for project in votes.projects}

    def amount(minor: int) -> str:
        return amount_text(minor, scale=outcome.scale)

    for entry in sorted(again.keys() | then.keys()):
        told = f"{entry} {names.get(entry, '')}".strip()
        if again.get(entry) != then.get(entry):
            yield (
                f"{told}: {_got(then.get(entry), amount)} was published; "
                f"counting again gives {_got(again.get(entry), amount)}"
            )
    yield from _scores(outcome.to_dict()["steps"], published["steps"], names=names)
    if list(again) != list(then):
        yield "the winners stand in another order than counting again gives"
    if outcome.input_sha256 != published["input_sha256"]:
        yield "the votes are not those that were counted: their seal is another one"
    if outcome.outcome_sha256 != published["outcome_sha256"]:
        yield "the steps of the count are not those that counting again gives"


def _scores(
    again: list[dict[str, Any]], then: list[dict[str, Any]], *, names: Mapping[str, str]
) -> Iterator[str]:
    published = {step["entry"]: step.get("score") for step in then}
    for step in again:
        entry, score = step["entry"], step.get("score")
        if entry in published and published[entry] != score:
            told = f"{entry} {names.get(entry, '')}".strip()
            yield f"{told}: {published[entry]} votes were published, the files give {score}"


def _got(minor: int | None, amount: Any) -> str:
    return "nothing" if minor is None else amount(minor)
