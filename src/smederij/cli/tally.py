"""`smederij tally FILE`: count an election from a file, exactly, without database or Django."""

from __future__ import annotations

import argparse
import json
import sys
from fractions import Fraction
from typing import Any

from smederij.cli import tally_choice_text, tally_shares_text, tally_text
from smederij.cli.main import Subparsers
from smederij.cli.tally_methods import METHODS, add_options, method
from smederij_tally import AnyOutcome, Election, Outcome, SharesOutcome, TallyError, count, read_pb
from smederij_tally.amounts import amount_text, rational_text
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
    parser.add_argument("--explain", action="store_true", help="say in sentences why each entry won or lost")
    parser.add_argument("--json", action="store_true", help="print one JSON object")


def run(args: argparse.Namespace) -> int:
    """Count and print; 0, or 2 with one line on stderr when that can't be done."""
    try:
        if args.explain and args.json:
            raise TallyError("--explain is text and --json is not: choose one of the two")
        method(args, scale=1)  # what can't be meant is said before a long file is read
        election = read_pb(args.file, keep_voters=False)
        outcome = count(election, method(args, scale=election.scale))
        shown = _json(outcome) if args.json else _text(election, outcome, args)
    except (TallyError, ValueError) as error:
        sys.stderr.write(f"smederij tally: {error}\n")
        return FAILED
    sys.stdout.write(shown + "\n")
    return 0


def as_json(outcome: AnyOutcome) -> dict[str, Any]:
    """The outcome as scripts get it; amounts are text in whole units, such as "1500" or "972679.04"."""

    def amount(minor: int) -> str:
        return amount_text(minor, scale=outcome.scale)

    return {
        "method": outcome.method,
        "options": {**outcome.options, **_whole(outcome)},
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
        **(_shares(outcome) if isinstance(outcome, SharesOutcome) else {}),
        "engine": outcome.engine,
        "input_sha256": outcome.input_sha256,
        "outcome_sha256": outcome.outcome_sha256,
    }


def _whole(outcome: AnyOutcome) -> dict[str, str | None]:
    """The options that are amounts, in whole units."""
    if isinstance(outcome, Outcome):
        cap = outcome.options["cap"]
        return {"cap": amount_text(cap, scale=outcome.scale) if isinstance(cap, int) else None}
    if "step" not in outcome.options:
        return {}
    step = outcome.options["step"]
    return {"step": None if step is None else rational_text(Fraction(str(step)) / outcome.scale)}


def _shares(outcome: SharesOutcome) -> dict[str, Any]:
    """What equal shares add: the share (an exact fraction of whole units) and each entry's steps."""

    def exact(amount: Fraction | None) -> str | None:
        return None if amount is None else rational_text(amount / outcome.scale)

    return {
        "share": exact(outcome.endowment),
        "voters": outcome.voters,
        "runs": outcome.runs,
        "ended": outcome.ended,
        "steps": [
            {
                "project": step.entry,
                "decision": step.decision,
                "supporters": step.supporters,
                "round": step.round,
                "price": exact(step.price),
                "effective": None if step.effective is None else rational_text(step.effective),
                "full": step.full,
                "last": step.last,
                "money": exact(step.money),
                "short": exact(step.short),
                "went": {entry: exact(paid) for entry, paid in step.went},
            }
            for step in outcome.steps
        ],
    }


def _json(outcome: AnyOutcome) -> str:
    return json.dumps(as_json(outcome), ensure_ascii=False)


def _text(election: Election, outcome: AnyOutcome, args: argparse.Namespace) -> str:
    if isinstance(outcome, Outcome):
        rule, table = tally_text.rule(outcome), tally_text.table(election, outcome)
    elif isinstance(outcome, SharesOutcome):
        rule, table = tally_shares_text.rule(election, outcome), tally_shares_text.table(election, outcome)
    else:
        rule, table = tally_choice_text.rule(outcome), tally_choice_text.table(election, outcome)
    parts = [tally_text.heading(election, outcome, rule=rule), table]
    parts += [tally_text.reasons(election, outcome)] if args.explain else []
    parts += [tally_text.footing(election, outcome)]
    return "\n\n".join(part for part in parts if part)
