"""The recount script that goes along in every zip: another program, so that two check each other."""

from __future__ import annotations

from importlib.resources import files

from smederij_tally.published.names import SCRIPT


def script() -> bytes:
    """Its text. It needs Python's standard library and nothing else."""
    return files("smederij_tally.published").joinpath(SCRIPT).read_bytes()
