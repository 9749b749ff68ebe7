"""A published round as one file: packing it, sealing it, and checking it from the file alone."""

from smederij_tally.published.chain import CLOSING, NIGHT, OPENING
from smederij_tally.published.checking import Check, Report, check
from smederij_tally.published.packing import BadFile, manifest_sha256, pack, plain_json, unpack
from smederij_tally.published.script import readme, script
from smederij_tally.published.seals import head_of, leaf_of, root_of, seal_lines
from smederij_tally.published.votes import body_of, votes_file

__all__ = [
    "CLOSING",
    "NIGHT",
    "OPENING",
    "BadFile",
    "Check",
    "Report",
    "body_of",
    "check",
    "head_of",
    "leaf_of",
    "manifest_sha256",
    "pack",
    "plain_json",
    "readme",
    "root_of",
    "script",
    "seal_lines",
    "unpack",
    "votes_file",
]
