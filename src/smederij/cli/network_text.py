"""The network of an initiative as text for a terminal."""

from __future__ import annotations

from typing import Any

from smederij.cli.measures_text import number, percent, rows
from smederij_flows import Network, basis
from smederij_flows.basis import FEWEST

REMEMBER = "With what is known now: a tie that was forgotten makes somebody look indispensable."


def told(network: Network, found: dict[str, Any]) -> str:
    """What remains first; figures only when there is enough to tell."""
    parts = [rows(_counted(network, found))]
    lacking = basis(network).lacking
    parts += [lacking] if lacking else [rows(_measured(network, found)), REMEMBER]
    return "\n\n".join(parts)


def _counted(network: Network, found: dict[str, Any]) -> list[tuple[str, str]]:
    rests = basis(network)
    return [
        ("rests on", f"{rests.actors} actors, {rests.lines} ties, {rests.unsure} named by one side only"),
        (
            "could have met",
            f"{found['possible_pairs']} pairs, {found['possible_new_pairs']} of them strangers",
        ),
        ("named as new", f"{found['reported_new']} ties"),
        ("remains", f"{found['confirmed_new']} ties that both confirm"),
        ("groups", f"{found['components_before']} before, {found['components_after']} now"),
    ]


def _measured(network: Network, found: dict[str, Any]) -> list[tuple[str, str]]:
    before, after, chance = (
        number(found[f"EI_{when}"]) for when in ("before", "after", "expected_if_random")
    )
    knit = number(found["transitivity_after"])
    return [
        (
            "between sides",
            f"{found['cross_corner_after']} lines; E-I {before} before, {after} now, {chance} by chance",
        ),
        ("kinds of help", _kinds(network, found)),
        ("only one brings", _pairs(found["sole_supplier_kinds"])),
        *_leaning(found),
        ("for the expert", f"transitivity {knit}, largest core {found['max_core_after']}"),
    ]


def _kinds(network: Network, found: dict[str, Any]) -> str:
    brought = len(network.contributions)
    if brought < FEWEST:
        return f"too little to tell: {brought} contributions, at least {FEWEST} are needed"
    return f"as varied as {number(found['effective_number_kinds'], digits=1)} equal kinds"


def _pairs(kinds: dict[str, str]) -> str:
    return ", ".join(f"{kind} ({name})" for kind, name in kinds.items()) or "nothing"


def _leaning(found: dict[str, Any]) -> list[tuple[str, str]]:
    """In the order of the file: nobody is ranked."""
    without, cut = found["fragmentation_without"], found["articulation_points_after"]
    said = [f"{name}: without, {percent(without[name])} of the others' pairs are apart" for name in cut]
    names = ["leans on", *[""] * len(said)]
    return list(zip(names, said or ["nobody"], strict=False))
