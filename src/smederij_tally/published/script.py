"""What goes along in every zip: a text that says how to look it over, and a second program to count with."""

from __future__ import annotations

from importlib.resources import files

from smederij_tally.published.names import README, SCRIPT


def script() -> bytes:
    """Its text. It needs Python's standard library and nothing else."""
    return files("smederij_tally.published").joinpath(SCRIPT).read_bytes()


def readme() -> bytes:
    """What is in the zip and how to look it over, for who opens it."""
    return files("smederij_tally.published").joinpath(README).read_bytes()
