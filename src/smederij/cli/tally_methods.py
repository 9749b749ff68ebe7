"""From the options of `smederij tally` to a method of the engine."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from fractions import Fraction
from typing import get_args

from smederij_tally import (
    EqualShares,
    MaxWelfare,
    Method,
    Phragmen,
    PickOne,
    RankAndFill,
    TallyError,
    Threshold,
)
from smederij_tally.amounts import decimal, rational, to_minor
from smederij_tally.comparing import COMPARISONS
from smederij_tally.equal_shares import Completion, Start, Stop
from smederij_tally.market import UTILITIES
from smederij_tally.phragmen import WhenMisfit
from smederij_tally.pick_one import By
from smederij_tally.threshold import Of

METHODS = ("rank-and-fill", "equal-shares", "phragmen", "max-welfare", "pick-one", "threshold")
OPTIONS = {
    "rank-and-fill": (
        "no_skip",
        "partial_last",
        "cap",
        "threshold",
        "minimum_turnout",
        "limits_by",
        "leftover",
    ),
    "phragmen": ("misfit",),
    "max-welfare": ("utility",),
    "equal-shares": ("utility", "completion", "stop", "start", "step", "comparison", "lacks"),
    "pick-one": ("by", "majority", "minimum_turnout"),
    "threshold": ("more_than", "at_least", "of", "minimum_yes", "minimum_turnout"),
}


def add_options(parser: argparse.ArgumentParser) -> None:
    """Declare the options that only some methods have."""
    fill = parser.add_argument_group("rank-and-fill")
    fill.add_argument("--no-skip", action="store_true", help="stop at the first entry that does not fit")
    fill.add_argument("--partial-last", action="store_true", help="the first that does not fit gets the rest")
    fill.add_argument("--cap", metavar="AMOUNT", help="no entry is granted more than this")
    fill.add_argument("--threshold", metavar="N", help="fewest votes to win, or a share such as 5%%")
    fill.add_argument("--limits-by", metavar="COLUMN", help="limits per theme or area, within one pot")
    fill.add_argument(
        "--leftover", action="store_true", help="what groups leave over goes by votes after all"
    )
    shares = parser.add_argument_group("equal-shares", "--utility is one of max-welfare too")
    shares.add_argument("--utility", choices=UTILITIES, help="what a win is worth to a voter; default: cost")
    shares.add_argument("--completion", choices=get_args(Completion), help="default: none")
    shares.add_argument("--stop", choices=get_args(Stop), help="default: exhaustive-or-overshoot")
    shares.add_argument("--start", choices=get_args(Start), help="the first share; default: exact")
    shares.add_argument("--step", metavar="AMOUNT", help="by how much a share grows; default: 1")
    shares.add_argument(
        "--comparison", choices=COMPARISONS, help="votes first if more are better off with it"
    )
    shares.add_argument("--lacks", action="store_true", help="with --json: what each loser lacked")
    phragmen = parser.add_argument_group("phragmen")
    phragmen.add_argument("--misfit", choices=get_args(WhenMisfit), help="default: stop")
    _add_votes(parser)


def _add_votes(parser: argparse.ArgumentParser) -> None:
    one = parser.add_argument_group("pick-one")
    one.add_argument("--by", choices=get_args(By), help="default: score")
    one.add_argument("--majority", action="store_true", help="nobody without more than half of the votes")
    yes = parser.add_argument_group("threshold", "yes or no per entry; 0 points is a no")
    yes.add_argument("--more-than", metavar="SHARE", help="adopted is what more say yes to; default: 50%%")
    yes.add_argument("--at-least", metavar="SHARE", help="adopted is what so many say yes to, such as 60%%")
    yes.add_argument("--of", choices=get_args(Of), help="of whom; default: said")
    yes.add_argument("--minimum-yes", metavar="N", type=int, help="fewest people to say yes")
    least = parser.add_argument_group("rank-and-fill, pick-one, threshold")
    least.add_argument("--minimum-turnout", metavar="N", type=int, help="with fewer ballots nothing wins")


def method(args: argparse.Namespace, *, scale: int) -> Method:
    """The method as asked; TallyError when an option is not one of the method, or makes no sense."""
    _refuse_others(args)
    make: dict[str, Callable[..., Method]] = {
        "rank-and-fill": _rank_and_fill,
        "equal-shares": _equal_shares,
        "phragmen": _phragmen,
        "max-welfare": _max_welfare,
        "pick-one": _pick_one,
        "threshold": _yes_or_no,
    }
    return make[args.method](args, scale=scale)


def _refuse_others(args: argparse.Namespace) -> None:
    known = {option for options in OPTIONS.values() for option in options}
    for option in sorted(known - set(OPTIONS[args.method])):
        if getattr(args, option) not in (None, False):
            raise TallyError(f"--{option.replace('_', '-')} is not an option of {args.method}")


def _rank_and_fill(args: argparse.Namespace, *, scale: int) -> RankAndFill:
    threshold, share = _threshold(args.threshold)
    cap = _amount("cap", args.cap)
    return RankAndFill(
        no_skip=args.no_skip,
        partial_last=args.partial_last,
        cap=None if cap is None else _minor("cap", cap, text=args.cap, scale=scale),
        threshold=threshold,
        threshold_share=share,
        minimum_turnout=args.minimum_turnout,
        ties=args.ties,
        seed=args.seed,
    )


def _equal_shares(args: argparse.Namespace, *, scale: int) -> EqualShares:
    asked = {name: getattr(args, name) for name in ("utility", "completion", "stop", "start", "comparison")}
    step = _amount("step", args.step)
    return EqualShares(
        **{name: value for name, value in asked.items() if value},
        step=None if step is None else step * scale,
        ties=args.ties,
        seed=args.seed,
    )


def _phragmen(args: argparse.Namespace, *, scale: int) -> Phragmen:
    return Phragmen(misfit=args.misfit or "stop", ties=args.ties, seed=args.seed)


def _max_welfare(args: argparse.Namespace, *, scale: int) -> MaxWelfare:
    return MaxWelfare(utility=args.utility or "cost", ties=args.ties, seed=args.seed)


def _pick_one(args: argparse.Namespace, *, scale: int) -> PickOne:
    return PickOne(
        by=args.by or "score",
        majority=args.majority,
        minimum_turnout=args.minimum_turnout,
        ties=args.ties,
        seed=args.seed,
    )


def _yes_or_no(args: argparse.Namespace, *, scale: int) -> Threshold:
    if args.more_than and args.at_least:
        raise TallyError("--more-than and --at-least are two ways to say one thing: choose one")
    option = "at-least" if args.at_least else "more-than"
    return Threshold(
        share=_share(option, args.at_least or args.more_than or "50%"),
        above=not args.at_least,
        of=args.of or "said",
        minimum_yes=args.minimum_yes,
        minimum_turnout=args.minimum_turnout,
        ties=args.ties,
        seed=args.seed,
    )


def _share(option: str, text: str) -> Fraction:
    """A part such as `60%` or `2/3`."""
    try:
        return decimal(text[:-1]) / 100 if text.endswith("%") else rational(text)
    except ValueError as error:
        raise TallyError(f"--{option} {text}: give a part such as 60% or 2/3") from error


def _amount(option: str, text: str | None) -> Fraction | None:
    try:
        return None if text is None else decimal(text)
    except ValueError as error:
        raise TallyError(f"--{option} {text}: {error}") from error


def _minor(option: str, amount: Fraction, *, text: str, scale: int) -> int:
    try:
        return to_minor(amount, scale=scale)
    except ValueError as error:
        raise TallyError(f"--{option} {text}: {error}") from error


def _threshold(text: str | None) -> tuple[Fraction | None, Fraction | None]:
    if text is None:
        return None, None
    try:
        number = decimal(text.removesuffix("%"))
    except ValueError as error:
        raise TallyError(f"--threshold {text}: give a number such as 25, or a share such as 5%") from error
    return (None, number / 100) if text.endswith("%") else (number, None)
