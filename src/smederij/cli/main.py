"""The console script: one command, and only what it needs is imported."""

from __future__ import annotations

import argparse
import importlib
import sys
from dataclasses import dataclass
from typing import Protocol, cast


class Subparsers(Protocol):
    """What a command adds its own parser to."""

    def add_parser(self, name: str, *, help: str = "", add_help: bool = True) -> argparse.ArgumentParser: ...


class CommandModule(Protocol):
    """What every module of a command offers."""

    def add_parser(self, subparsers: Subparsers) -> None:
        """Declare the command's arguments."""

    def run(self, args: argparse.Namespace) -> int:
        """Do it, and return the exit code."""


@dataclass(frozen=True, slots=True)
class Command:
    """A command by its module; `raw` ones read their own arguments, as `args.rest`."""

    module: str
    help: str
    raw: bool = False


COMMANDS = {
    "tally": Command("smederij.cli.tally", "count an election from a .pb file"),
    "verify": Command("smederij.cli.verify", "recount a published round from its files alone"),
    "flows": Command("smederij.cli.flows", "measure flows of value within an area, from a .json file"),
    "network": Command("smederij.cli.network", "measure the network of an initiative, from a .json file"),
    "demo": Command("smederij.cli.demo", "load the example municipality"),
    "serve": Command("smederij.cli.serve", "serve the site, with its clock"),
    "work": Command("smederij.cli.work", "run the clock and the jobs"),
    "manage": Command("smederij.cli.manage", "Django's own commands", raw=True),
}


def main(argv: list[str] | None = None) -> int:
    """Run the command that the arguments name and return its exit code."""
    args = sys.argv[1:] if argv is None else argv
    command = COMMANDS.get(args[0]) if args else None
    if command and command.raw:
        return _load(command).run(argparse.Namespace(rest=args[1:]))
    parsed = _parser(args[0] if args else "").parse_args(args)
    return _load(COMMANDS[parsed.command]).run(parsed)


def entry() -> None:
    """What the installed script calls."""
    sys.exit(main())


def _load(command: Command) -> CommandModule:
    return cast(CommandModule, importlib.import_module(command.module))


def _parser(chosen: str) -> argparse.ArgumentParser:
    """A parser that knows all names, but only the chosen command's arguments."""
    parser = argparse.ArgumentParser(
        prog="smederij", description="Neighbourhoods and villages decide over pots of money."
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name, command in COMMANDS.items():
        if name == chosen:
            _load(command).add_parser(commands)
        else:
            commands.add_parser(name, help=command.help)
    return parser


if __name__ == "__main__":
    entry()
