"""What a ballot may say, per kind of ballot, and how it lies in the urn."""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from smederij.base.money import ZERO, Money
from smederij.base.refusals import Allowed, Answer, Refused
from smederij.rounds.models import BallotType


@dataclass(frozen=True)
class Choices:
    """What a voter chose: points by ballot number (1 each where ideas are chosen).

    `blank` only when the voter said in so many words that they choose nothing.
    """

    points: Mapping[int, int] = field(default_factory=dict)
    blank: bool = False


@dataclass(frozen=True)
class BallotRule:
    """What a ballot of a round may say; `numbers` are the ballot numbers that stand on it.

    `most_choices`: ideas, or points to divide; not asked where the pot is the limit. There `takes` says what
    each number takes from the pot and `pot` what there is.
    """

    kind: str
    most_choices: int
    most_per_idea: int
    numbers: frozenset[int]
    takes: Mapping[int, Money] = field(default_factory=dict)
    pot: Money = ZERO


def accept(choices: Choices, *, rule: BallotRule) -> Answer:
    """Whether a ballot says something that can be counted."""
    points = choices.points
    if choices.blank and points:
        return Refused(_("You chose ideas and also said you choose nothing. Change one of the two."))
    if not points:
        return Allowed() if choices.blank else Refused(_("You have not chosen anything yet."))
    if not set(points) <= rule.numbers:
        return Refused(_("One of the ideas does not stand on this ballot. Choose again."))
    if rule.kind != BallotType.POINTS and any(given != 1 for given in points.values()):
        return Refused(_("You can choose an idea once."))
    wrong = _LIMITS[rule.kind](points, rule)
    return Refused(wrong) if wrong else Allowed()


def most_it_can_get(asked: Money, *, pot: Money, cap: Money | None, partial: bool) -> Money:
    """The most an idea can get from a round: what it asks, the cap, or the whole pot as the last one."""
    most = asked if cap is None else min(asked, cap)
    return min(most, pot) if partial else most


def over_pot(numbers: Iterable[int], *, rule: BallotRule) -> Money:
    """By how much these ideas together ask more than there is; zero when they fit."""
    together = sum((rule.takes[number] for number in numbers), ZERO)
    return max(together - rule.pot, ZERO)


def body(choices: Choices, *, rule: BallotRule) -> str:
    """The ballot as it lies in the urn: canonical JSON, the same for the same choice."""
    if rule.kind != BallotType.POINTS:
        return json.dumps({"choices": sorted(choices.points)}, separators=(",", ":"))
    pairs = [[number, choices.points[number]] for number in sorted(choices.points)]
    return json.dumps({"points": pairs}, separators=(",", ":"))


def read_body(text: str) -> dict[int, int]:
    """Points by ballot number, from a ballot as it lies in the urn."""
    read = json.loads(text)
    if "points" in read:
        return {int(number): int(given) for number, given in read["points"]}
    return {int(number): 1 for number in read["choices"]}


def _one(points: Mapping[int, int], rule: BallotRule) -> str:
    return "" if len(points) == 1 else _("Choose one idea. You chose more than one.")


def _approve(points: Mapping[int, int], rule: BallotRule) -> str:
    fits = len(points) <= rule.most_choices
    return "" if fits else _("Choose at most %(most)d ideas.") % {"most": rule.most_choices}


def _budget(points: Mapping[int, int], rule: BallotRule) -> str:
    over = over_pot(points, rule=rule)
    if not over:
        return ""
    words = _("What you chose asks %(asked)s together. The pot holds %(pot)s: take off at least %(over)s.")
    return words % {"asked": rule.pot + over, "pot": rule.pot, "over": over}


def _points(points: Mapping[int, int], rule: BallotRule) -> str:
    if any(not 1 <= given <= rule.most_per_idea for given in points.values()):
        return _("Give an idea at most %(most)d points.") % {"most": rule.most_per_idea}
    if sum(points.values()) > rule.most_choices:
        return _("You can divide at most %(most)d points.") % {"most": rule.most_choices}
    return ""


_LIMITS: Mapping[str, Callable[[Mapping[int, int], BallotRule], str]] = {
    BallotType.ONE: _one,
    BallotType.APPROVE: _approve,
    BallotType.BUDGET: _budget,
    BallotType.POINTS: _points,
}
