"""Networks and flows of value in, measures out, each with when not to trust it. See README.md."""

from smederij_flows.ascendency import Ascendency, ascendency
from smederij_flows.balance import Balance, balance
from smederij_flows.basis import Basis, basis
from smederij_flows.benefits import Benefit, BenefitMatrix, Range, benefit_matrix
from smederij_flows.between import (
    constraint,
    cores,
    effective_size,
    efficiency,
    local_bridges,
    mean_strength,
    strength,
    transitivity,
    triangles,
)
from smederij_flows.cycling import cycling_index
from smederij_flows.errors import FlowsError, InputError, NeverLeaves
from smederij_flows.flow_model import Flow, FlowModel
from smederij_flows.graph import Graph, Groups, groups
from smederij_flows.growth import Growth, Offspring, Period, growth, offspring
from smederij_flows.hands import Hands, Link, unroll
from smederij_flows.holding import fewest_between
from smederij_flows.input_output import InputOutput, input_output
from smederij_flows.leaning import Leaning, cut_points, fragmentation, leaning, sole_suppliers
from smederij_flows.network import Actor, Contribution, Initiative, Network, Tie
from smederij_flows.pairs import SharedPairs, newman_weight, only_through, pair_weight, shared_pairs
from smederij_flows.reading import read_benefits, read_flows, read_network
from smederij_flows.remains import NewTies, TakenAway, new_ties, take_away
from smederij_flows.rounds import (
    HandsRange,
    closed_form,
    hands_per_unit,
    hands_range,
    keynes,
    knock_out,
    lm3,
    rounds,
)
from smederij_flows.sides import crossing, external_internal, external_internal_by_chance, mixing
from smederij_flows.sources import Sources, sources
from smederij_flows.variety import blau, blau_normalised, blau_unbiased, effective_number, largest_share

__all__ = [
    "Actor",
    "Ascendency",
    "Balance",
    "Basis",
    "Benefit",
    "BenefitMatrix",
    "Contribution",
    "Flow",
    "FlowModel",
    "FlowsError",
    "Graph",
    "Groups",
    "Growth",
    "Hands",
    "HandsRange",
    "Initiative",
    "InputError",
    "InputOutput",
    "Leaning",
    "Link",
    "Network",
    "NeverLeaves",
    "NewTies",
    "Offspring",
    "Period",
    "Range",
    "SharedPairs",
    "Sources",
    "TakenAway",
    "Tie",
    "ascendency",
    "balance",
    "basis",
    "benefit_matrix",
    "blau",
    "blau_normalised",
    "blau_unbiased",
    "closed_form",
    "constraint",
    "cores",
    "crossing",
    "cut_points",
    "cycling_index",
    "effective_number",
    "effective_size",
    "efficiency",
    "external_internal",
    "external_internal_by_chance",
    "fewest_between",
    "fragmentation",
    "groups",
    "growth",
    "hands_per_unit",
    "hands_range",
    "input_output",
    "keynes",
    "knock_out",
    "largest_share",
    "leaning",
    "lm3",
    "local_bridges",
    "mean_strength",
    "mixing",
    "new_ties",
    "newman_weight",
    "offspring",
    "only_through",
    "pair_weight",
    "read_benefits",
    "read_flows",
    "read_network",
    "rounds",
    "shared_pairs",
    "sole_suppliers",
    "sources",
    "strength",
    "take_away",
    "transitivity",
    "triangles",
    "unroll",
]
