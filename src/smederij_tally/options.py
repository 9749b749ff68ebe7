"""Whether what a method was asked makes sense."""

from __future__ import annotations

from fractions import Fraction

from smederij_tally.errors import TallyError
from smederij_tally.projects import is_amount


def one_of(what: str, given: str, known: tuple[str, ...]) -> None:
    """TallyError when an option is given a word it does not know."""
    if given not in known:
        raise TallyError(f'"{given}" is not a {what}: choose from {", ".join(known)}')


def whole_or_none(what: str, given: int | None) -> None:
    """TallyError when a limit is not a whole number, 1 or more."""
    if given is not None and not (is_amount(given) and given):
        raise TallyError(f"the {what} is {given!r}: give a whole number, 1 or more")


def exact(what: str, given: object) -> None:
    """TypeError for a float: it is not what somebody agreed."""
    if isinstance(given, float):
        raise TypeError(f"a {what} must be exact: give a whole number or a Fraction")


def a_share(what: str, given: Fraction) -> None:
    """TallyError when this is not above nothing and at most all."""
    exact(what, given)
    if not 0 < given <= 1:
        raise TallyError(f"the {what} is {given}: give a part, above 0 and at most 1")
