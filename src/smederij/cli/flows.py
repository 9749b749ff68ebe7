"""`smederij flows FILE.json`: hands per euro, what is unexplained, and more, without database or Django."""

from __future__ import annotations

import argparse
import json
import sys
from typing import Any

from smederij.cli.flows_text import told
from smederij.cli.main import Subparsers
from smederij.cli.measures_text import failed, not_read
from smederij_flows import (
    FlowModel,
    FlowsError,
    ascendency,
    balance,
    cycling_index,
    hands_per_unit,
    hands_range,
    lm3,
    read_flows,
    rounds,
    sources,
    unroll,
)

ROUNDS, HANDS = 9, 4


def add_parser(subparsers: Subparsers) -> None:
    """Declare the arguments."""
    parser = subparsers.add_parser("flows", help="measure flows of value within an area, from a .json file")
    parser.add_argument(
        "file",
        metavar="FILE.json",
        help="an object with nodes, flow_from_row_to_col, inflow, and, if any, export and dissipation",
    )
    parser.add_argument("--json", action="store_true", help="print one JSON object")


def run(args: argparse.Namespace) -> int:
    """Measure and print; 0, or 2 with one line on stderr when that can't be done."""
    try:
        model, rest = read_flows(args.file)
        found = as_json(model)
    except FlowsError as error:
        return failed("flows", error)
    not_read("flows", args.file, rest)
    sys.stdout.write((json.dumps(found, ensure_ascii=False) if args.json else told(model, found)) + "\n")
    return 0


def as_json(model: FlowModel) -> dict[str, Any]:
    """Every measure under the name that scripts depend on. Money in whole units; cents only under `hands`."""
    return {**_followed(model), **_information(model), **_checked(model), "hands": _hands(model)}


def _followed(model: FlowModel) -> dict[str, Any]:
    each = rounds(model, count=ROUNDS)
    average = hands_per_unit(model)
    reach = [amount / each[0] for amount in each[1:HANDS]]
    return {
        "boundary_in": sum(model.inflow) / model.scale,
        "TST_throughflow": sum(model.arriving) / model.scale,
        "APL": average,
        "LMinf_equals_APL": average,
        "hands_per_euro": average,
        "hands_range": [hands_range(model).lowest, average],
        "LM3_boundary_rounds": lm3(model),
        "FCI": cycling_index(model),
        "T_node": [amount / model.scale for amount in model.arriving],
        "rounds_first_9": list(each),
        "share_reaching_2nd_3rd_4th_hand": reach,
        "sankey_unrolled_4_hands": {
            "inflow": each[0],
            "leaked": each[0] - each[HANDS],
            "still_circulating": each[HANDS],
        },
    }


def _information(model: FlowModel) -> dict[str, Any]:
    web = ascendency(model)
    return {
        "TSTp_throughput": web.throughput,
        "H_bits": web.diversity,
        "AMI_bits": web.mutual,
        "Hc_bits": web.conditional,
        "capacity_C": web.capacity,
        "ascendency_A": web.ascendency,
        "overhead_Phi": web.overhead,
        "alpha_A_over_C": web.alpha,
        "robustness_minus_a_ln_a": web.robustness,
        "effective_link_density_c": web.links_per_node,
        "effective_roles_n": web.roles,
    }


def _checked(model: FlowModel) -> dict[str, Any]:
    checked, given = balance(model), sources(dict(zip(model.nodes, model.inflow, strict=True)))
    return {
        "in_total": sum(model.inflow) / model.scale,
        "out_total": (sum(model.export) + sum(model.dissipation)) / model.scale,
        "residual_share": checked.share,
        "residual_node": [amount / model.scale for amount in checked.unexplained],
        "doubtful_nodes": list(checked.doubtful),
        "effective_sources": given.effective,
        "largest_source_share": given.largest_share,
        "nodes": list(model.nodes),
        "unit": model.unit,
        "boundary": model.boundary,
        "period": model.period,
    }


def _hands(model: FlowModel) -> dict[str, Any]:
    """Amounts in smallest units, so that they add up: came_in = gone + going_round."""
    followed = unroll(model, hands=HANDS)
    return {
        "smallest_units_per_unit": model.scale,
        "came_in": followed.came_in,
        "gone": followed.gone,
        "going_round": followed.going_round,
        "links": [[one.hand, one.source, one.target, one.amount, one.how] for one in followed.links],
    }
