"""`smederij network FILE.json`: what remains between people, without database or Django."""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from typing import Any

from smederij.cli.main import Subparsers
from smederij.cli.measures_text import failed, not_read
from smederij.cli.network_text import told
from smederij_flows import (
    FlowsError,
    Network,
    blau,
    cores,
    crossing,
    cut_points,
    effective_number,
    effective_size,
    external_internal,
    external_internal_by_chance,
    groups,
    leaning,
    mixing,
    new_ties,
    newman_weight,
    read_network,
    sole_suppliers,
    transitivity,
)


def add_parser(subparsers: Subparsers) -> None:
    """Declare the arguments."""
    parser = subparsers.add_parser("network", help="measure the network of an initiative, from a .json file")
    parser.add_argument(
        "file",
        metavar="FILE.json",
        help="an object with actors, contributions, and the ties before, reported new, and confirmed by both",
    )
    parser.add_argument("--json", action="store_true", help="print one JSON object")


def run(args: argparse.Namespace) -> int:
    """Measure and print; 0, or 2 with one line on stderr when that can't be done."""
    try:
        network, rest = read_network(args.file)
    except FlowsError as error:
        return failed("network", error)
    not_read("network", args.file, rest)
    found = as_json(network)
    sys.stdout.write((json.dumps(found, ensure_ascii=False) if args.json else told(network, found)) + "\n")
    return 0


def as_json(network: Network) -> dict[str, Any]:
    """Every measure under the name that scripts depend on; null where it is not defined."""
    return {**_ties(network), **_sides(network), **_people(network), **_help(network)}


def _ties(network: Network) -> dict[str, Any]:
    ties = new_ties(network)
    contributors = {one.actor for one in network.contributions}
    return {
        "possible_pairs": ties.possible,
        "possible_new_pairs": ties.possible_new,
        "reported_new": ties.reported,
        "confirmed_new": ties.confirmed,
        "confirmation_rate": ties.confirmation,
        "components_before": len(groups(network.graph("before"))),
        "components_after": len(groups(network.graph())),
        "newman_weight_per_pair": newman_weight(len(contributors)),
    }


def _sides(network: Network) -> dict[str, Any]:
    before, after, side = network.graph("before"), network.graph(), network.side
    return {
        "EI_before": external_internal(before, side),
        "EI_after": external_internal(after, side),
        "EI_expected_if_random": external_internal_by_chance(side),
        "cross_corner_after": crossing(after, side),
        "mixing_after": {"-".join(pair): lines for pair, lines in mixing(after, side).items()},
    }


def _people(network: Network) -> dict[str, Any]:
    after = network.graph()
    return {
        "articulation_points_after": list(cut_points(after)),
        "fragmentation_without": {one.name: one.fragmentation for one in leaning(after)},
        "effective_size_after": effective_size(after),
        "transitivity_after": transitivity(after),
        "max_core_after": max(cores(after).values(), default=0),
    }


def _help(network: Network) -> dict[str, Any]:
    kinds = Counter(one.kind for one in network.contributions).values()
    sides = Counter(network.side.values()).values()
    return {
        "blau_kinds": blau(kinds),
        "effective_number_kinds": effective_number(kinds),
        "blau_corners": blau(sides),
        "effective_number_corners": effective_number(sides),
        "sole_supplier_kinds": sole_suppliers(network.contributions),
    }
