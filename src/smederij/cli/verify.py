"""`smederij verify RESULT.zip`: recount a published round from its files, without database or Django."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from smederij.cli.main import Subparsers
from smederij_tally.published import BadFile, Report, check, unpack

BAD_INPUT = 2


def add_parser(subparsers: Subparsers) -> None:
    """Declare the arguments."""
    parser = subparsers.add_parser("verify", help="recount a published round from its files alone")
    parser.add_argument("file", metavar="RESULT.zip", help="the file from the page of a result")
    parser.add_argument(
        "--head",
        metavar="HEAD",
        action="append",
        default=[],
        help="a seal that you kept: its 64 letters and digits, or a text file in which it stands",
    )
    parser.add_argument("--json", action="store_true", help="print one JSON object")


def run(args: argparse.Namespace) -> int:
    """0 all agrees; 1 something differs; 2 bad input; 3 not recountable from public files."""
    try:
        report = check(unpack(args.file), kept=[_kept(head) for head in args.head])
    except BadFile as error:
        sys.stderr.write(f"smederij verify: {error}\n")
        return BAD_INPUT
    sys.stdout.write((_json(report) if args.json else _text(report)) + "\n")
    return report.exit_code


def _kept(head: str) -> str:
    """What was kept: the text of a file by that name, or the seal itself."""
    path = Path(head)
    try:
        return path.read_text(encoding="utf-8", errors="replace") if path.is_file() else head
    except OSError as error:
        raise BadFile(f"{head} can't be opened: {error.strerror}") from error


def _json(report: Report) -> str:
    facts = {
        "agrees": report.exit_code == 0,
        "recountable": report.recountable,
        "round": dict(report.round),
        "checks": [{"what": one.what, "differences": list(one.differences)} for one in report.checks],
    }
    return json.dumps(facts, ensure_ascii=False)


def _text(report: Report) -> str:
    round = report.round
    lines = [f"{round.get('title', '?')} ({round.get('area', '?')}), round {round.get('number', '?')}", ""]
    for one in report.checks:
        lines.append(f"{'differs' if one.differences else 'agrees '}  {one.what}")
        lines += [f"           {said}" for said in one.differences]
    return "\n".join([*map(_visible, lines), "", _ending(report)])


def _ending(report: Report) -> str:
    endings = {
        0: "All agrees.",
        1: "Not everything agrees: see above.",
        3: "The seals agree, but this is not recountable from public files: only totals were published.",
    }
    return endings[report.exit_code]


def _visible(text: str) -> str:
    """Nothing in a file that somebody else made may steer a terminal."""
    return "".join(sign if sign.isprintable() else "?" for sign in text)
