"""`smederij tally FILE`: count an election from a file, exactly, without database or Django."""

from __future__ import annotations

import argparse
import json
import sys
from typing import Any

from smederij.cli import (
    tally_choice_text,
    tally_compare,
    tally_pick_text,
    tally_shares_text,
    tally_text,
    tally_yes_no_text,
)
from smederij.cli.main import Subparsers
from smederij.cli.tally_groups import grouped, limits, refuse_what_makes_no_sense
from smederij.cli.tally_json import apart_json, as_json, lacks_json
from smederij.cli.tally_methods import METHODS, add_options, method
from smederij_tally import (
    AnyOutcome,
    ChoiceOutcome,
    Election,
    Method,
    Outcome,
    PickOutcome,
    SharesOutcome,
    TallyError,
    apart,
    count,
    read_pb,
)
from smederij_tally.ties import TIE_RULES

FAILED = 2


def add_parser(subparsers: Subparsers) -> None:
    """Declare the arguments."""
    parser = subparsers.add_parser("tally", help="count an election from a .pb file")
    parser.add_argument("file", metavar="FILE", help="an election in the format of Pabulib: .pb or .pb.gz")
    parser.add_argument("--method", required=True, choices=METHODS)
    add_options(parser)
    parser.add_argument("--ties", choices=TIE_RULES, default="cost-votes-lot", help="default: %(default)s")
    parser.add_argument("--seed", metavar="TEXT", help="public text from which lots are drawn")
    parser.add_argument(
        "--apart", metavar="COLUMN", help="count each theme or area by itself, as a pot of its own"
    )
    parser.add_argument(
        "--limit", metavar="NAME=AMOUNT", action="append", help="the most for a group; else as the file says"
    )
    parser.add_argument(
        "--compare", action="store_true", help="also by the other methods, and whom each of them reaches"
    )
    parser.add_argument("--explain", action="store_true", help="say in sentences why each entry won or lost")
    parser.add_argument("--json", action="store_true", help="print one JSON object")


def run(args: argparse.Namespace) -> int:
    """Count and print; 0, or 2 with one line on stderr when that can't be done."""
    try:
        if args.explain and args.json:
            raise TallyError("--explain is text and --json is not: choose one of the two")
        if args.lacks and not args.json:
            raise TallyError("--lacks goes with --json; --explain says it in sentences")
        refuse_what_makes_no_sense(args)
        asked = method(args, scale=1)  # what can't be meant is said before a long file is read
        if args.compare:
            tally_compare.refuse_single(asked)
        election = read_pb(args.file, keep_voters=False)
        shown = _apart(election, args) if args.apart else _counted(election, args)
    except (TallyError, ValueError) as error:
        sys.stderr.write(f"smederij tally: {error}\n")
        return FAILED
    sys.stdout.write(shown + "\n")
    return 0


def _counted(election: Election, args: argparse.Namespace) -> str:
    outcome = count(election, _method(election, args))
    return _json(_object(election, outcome, args)) if args.json else _text(election, outcome, args)


def _method(election: Election, args: argparse.Namespace) -> Method:
    return grouped(method(args, scale=election.scale), election, args)


def _object(election: Election, outcome: AnyOutcome, args: argparse.Namespace) -> dict[str, Any]:
    found = as_json(outcome)
    if args.lacks and isinstance(outcome, SharesOutcome):
        found["lacks"] = lacks_json(election, outcome)
    if args.compare:
        found["compare"] = tally_compare.as_json(tally_compare.ways(election, _method(election, args)))
    return found


def _apart(election: Election, args: argparse.Namespace) -> str:
    parts = apart(election, limits(election, args, column=args.apart))
    outcomes = {name: count(part, method(args, scale=part.scale)) for name, part in parts.items()}
    if args.json:
        pots = {name: _object(parts[name], outcome, args) for name, outcome in outcomes.items()}
        return _json(apart_json(outcomes, pots, column=args.apart, budget=election.budget))
    return "\n\n\n".join(f"{name}\n\n{_text(parts[name], outcomes[name], args)}" for name in parts)


def _json(found: dict[str, Any]) -> str:
    return json.dumps(found, ensure_ascii=False)


def _text(election: Election, outcome: AnyOutcome, args: argparse.Namespace) -> str:
    rule, table = _told(election, outcome)
    parts = [tally_text.heading(election, outcome, rule=rule), table]
    parts += [tally_text.reasons(election, outcome)] if args.explain else []
    if args.compare:
        parts += [tally_compare.text(election, tally_compare.ways(election, _method(election, args)))]
    parts += [tally_text.footing(election, outcome)]
    return "\n\n".join(part for part in parts if part)


def _told(election: Election, outcome: AnyOutcome) -> tuple[str, str]:
    """How was counted, in a line, and a table."""
    if isinstance(outcome, Outcome):
        return tally_text.rule(outcome), tally_text.table(election, outcome)
    if isinstance(outcome, SharesOutcome):
        return tally_shares_text.rule(election, outcome), tally_shares_text.table(election, outcome)
    if isinstance(outcome, ChoiceOutcome):
        return tally_choice_text.rule(outcome), tally_choice_text.table(election, outcome)
    if isinstance(outcome, PickOutcome):
        return tally_pick_text.rule(outcome), tally_pick_text.table(election, outcome)
    return tally_yes_no_text.rule(outcome), tally_yes_no_text.table(election, outcome)
