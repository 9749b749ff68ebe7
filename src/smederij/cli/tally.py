"""`smederij tally FILE`: count an election from a file, exactly, without database or Django."""

from __future__ import annotations

import argparse
import json
import sys
from fractions import Fraction
from typing import Any

from smederij.cli import tally_text
from smederij.cli.main import Subparsers
from smederij_tally import Election, Outcome, RankAndFill, TallyError, count, read_pb
from smederij_tally.amounts import amount_text, decimal, rational_text, to_minor
from smederij_tally.ties import TIE_RULES

METHODS = ("rank-and-fill", "equal-shares", "phragmen", "max-welfare")
NOT_OURS = ("utility", "completion", "stop", "start", "step", "misfit")  # options of the other methods
FAILED = 2


def add_parser(subparsers: Subparsers) -> None:
    """Declare the arguments."""
    parser = subparsers.add_parser("tally", help="count an election from a .pb file")
    parser.add_argument("file", metavar="FILE", help="an election in the format of Pabulib: .pb or .pb.gz")
    parser.add_argument("--method", required=True, choices=METHODS)
    parser.add_argument("--no-skip", action="store_true", help="stop at the first entry that does not fit")
    parser.add_argument(
        "--partial-last", action="store_true", help="the first that does not fit gets the rest"
    )
    parser.add_argument("--cap", metavar="AMOUNT", help="no entry is granted more than this")
    parser.add_argument("--threshold", metavar="N", help="fewest votes to win, or a share such as 5%%")
    parser.add_argument("--ties", choices=TIE_RULES, default="cost-votes-lot", help="default: %(default)s")
    parser.add_argument("--seed", metavar="TEXT", help="public text from which lots are drawn")
    parser.add_argument("--explain", action="store_true", help="say in sentences why each entry won or lost")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    for option in NOT_OURS:
        parser.add_argument(f"--{option}", help=argparse.SUPPRESS)


def run(args: argparse.Namespace) -> int:
    """Count and print; 0, or 2 with one line on stderr when that can't be done."""
    try:
        _refuse_what_is_not_there(args)
        election = read_pb(args.file, keep_voters=False)
        outcome = count(election, _method(args, scale=election.scale))
        shown = _json(outcome) if args.json else _text(election, outcome, args)
    except (TallyError, ValueError) as error:
        sys.stderr.write(f"smederij tally: {error}\n")
        return FAILED
    sys.stdout.write(shown + "\n")
    return 0


def as_json(outcome: Outcome) -> dict[str, Any]:
    """The outcome as scripts get it; amounts are text in whole units, such as "1500" or "972679.04"."""

    def amount(minor: int) -> str:
        return amount_text(minor, scale=outcome.scale)

    cap = outcome.options["cap"]
    return {
        "method": outcome.method,
        "options": {**outcome.options, "cap": amount(cap) if isinstance(cap, int) else None},
        "budget": amount(outcome.budget),
        "selected": [
            {"project": grant.entry, "granted": amount(grant.granted), "cost": amount(grant.cost)}
            for grant in outcome.selected
        ],
        "spent": amount(outcome.spent),
        "ties": [
            {
                "projects": list(tie.entries),
                "score": rational_text(tie.score),
                "settled_by": list(tie.settled_by),
                "mattered": tie.mattered,
            }
            for tie in outcome.ties
        ],
        "engine": outcome.engine,
        "input_sha256": outcome.input_sha256,
        "outcome_sha256": outcome.outcome_sha256,
    }


def _json(outcome: Outcome) -> str:
    return json.dumps(as_json(outcome), ensure_ascii=False)


def _refuse_what_is_not_there(args: argparse.Namespace) -> None:
    if args.method != RankAndFill.name:
        raise TallyError(f"the method {args.method} is not available yet; rank-and-fill is")
    for option in NOT_OURS:
        if getattr(args, option) is not None:
            raise TallyError(f"--{option} is not an option of {args.method}")
    if args.explain and args.json:
        raise TallyError("--explain is text and --json is not: choose one of the two")


def _method(args: argparse.Namespace, *, scale: int) -> RankAndFill:
    threshold, share = _threshold(args.threshold)
    return RankAndFill(
        no_skip=args.no_skip,
        partial_last=args.partial_last,
        cap=_cap(args.cap, scale=scale),
        threshold=threshold,
        threshold_share=share,
        ties=args.ties,
        seed=args.seed,
    )


def _cap(text: str | None, *, scale: int) -> int | None:
    try:
        return None if text is None else to_minor(decimal(text), scale=scale)
    except ValueError as error:
        raise TallyError(f"--cap {text}: {error}") from error


def _threshold(text: str | None) -> tuple[Fraction | None, Fraction | None]:
    if text is None:
        return None, None
    try:
        number = decimal(text.removesuffix("%"))
    except ValueError as error:
        raise TallyError(f"--threshold {text}: give a number such as 25, or a share such as 5%") from error
    return (None, number / 100) if text.endswith("%") else (number, None)


def _text(election: Election, outcome: Outcome, args: argparse.Namespace) -> str:
    parts = [tally_text.heading(election, outcome), tally_text.table(election, outcome)]
    parts += [tally_text.reasons(election, outcome)] if args.explain else []
    parts += [tally_text.footing(election, outcome)]
    return "\n\n".join(part for part in parts if part)
