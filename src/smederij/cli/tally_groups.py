"""Groups of entries with their own limits, as `smederij tally` is asked for them."""

from __future__ import annotations

import argparse
from dataclasses import replace

from smederij_tally import Election, Limits, Method, RankAndFill, TallyError
from smederij_tally.amounts import decimal, to_minor


def refuse_what_makes_no_sense(args: argparse.Namespace) -> None:
    """TallyError when groups are asked for in two ways, or limits without groups."""
    if args.apart and args.limits_by:
        raise TallyError("--apart and --limits-by are two ways with groups: choose one")
    if args.leftover and not args.limits_by:
        raise TallyError("--leftover needs limits: name the column of the groups with --limits-by")
    if args.limit and not (args.apart or args.limits_by):
        raise TallyError("--limit needs groups: name their column with --limits-by or --apart")


def limits(election: Election, args: argparse.Namespace, *, column: str) -> Limits:
    """The limits per group: those of the file, and of the command where it gives them."""
    given = dict(_limit(text, scale=election.scale) for text in args.limit or ())
    return Limits.by(election, column=column, most=given)


def grouped(method: Method, election: Election, args: argparse.Namespace) -> Method:
    """The method with limits within one pot, where those were asked for."""
    if not args.limits_by or not isinstance(method, RankAndFill):
        return method
    return replace(method, limits=limits(election, args, column=args.limits_by), leftover=args.leftover)


def _limit(text: str, *, scale: int) -> tuple[str, int]:
    name, _, amount = text.rpartition("=")
    try:
        return name.strip(), to_minor(decimal(amount), scale=scale)
    except ValueError as error:
        raise TallyError(f"--limit {text}: give a name and an amount, such as play=5000") from error
