"""What the two commands that measure have in common on a terminal."""

from __future__ import annotations

import sys

from smederij_flows import FlowsError

FAILED = 2


def failed(command: str, error: FlowsError) -> int:
    """Say on stderr, in one line, why it can't be done; gives the exit code."""
    sys.stderr.write(f"smederij {command}: {visible(str(error))}\n")
    return FAILED


def not_read(command: str, file: str, keys: tuple[str, ...]) -> None:
    """Say on stderr which keys of the file were left aside."""
    if keys:
        sys.stderr.write(visible(f"smederij {command}: {file}: not read: {', '.join(keys)}") + "\n")


def visible(text: str) -> str:
    """Nothing in a file that somebody else made may steer a terminal."""
    return "".join(sign if sign.isprintable() else "?" for sign in text)


def rows(facts: list[tuple[str, str]]) -> str:
    """A line for each fact: its name, and what it is."""
    width = max(len(name) for name, _ in facts)
    return "\n".join(visible(f"{name.ljust(width)}  {said}") for name, said in facts)


def number(value: float | None, *, digits: int = 2) -> str:
    """A figure for people; a dash where there is none."""
    return "-" if value is None else f"{value:,.{digits}f}"


def percent(value: float | None) -> str:
    """A part in whole percent, with a decimal where it is small."""
    return "-" if value is None else f"{value:.1%}" if value < 0.1 else f"{value:.0%}"
