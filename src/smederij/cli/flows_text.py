"""The flows of an area as text for a terminal."""

from __future__ import annotations

from typing import Any

from smederij.cli.measures_text import number, percent, rows, visible
from smederij_flows import FlowModel, basis


def told(model: FlowModel, found: dict[str, Any]) -> str:
    """In and out first; if there is enough to tell, hands per euro and what only an expert should read."""
    lacking = basis(model).lacking
    figures = [lacking] if lacking else [rows(_followed(found)), rows(_expert(found))]
    return "\n\n".join([rows(_counted(model, found)), _spent(model), *figures, _footing(found)])


def _counted(model: FlowModel, found: dict[str, Any]) -> list[tuple[str, str]]:
    sources, largest = number(found["effective_sources"], digits=1), percent(found["largest_source_share"])
    rests = basis(model)
    return [
        ("boundary", model.boundary or "not said: without it figures say nothing"),
        ("rests on", f"{rests.actors} nodes, {rests.lines} flows between them"),
        ("comes in", f"{number(found['in_total'])} {model.unit}".rstrip()),
        ("", f"as varied as from {sources} equal sources; the largest is {largest}"),
        ("goes out", f"{number(found['out_total'])} {model.unit}".rstrip()),
        ("unexplained", percent(found["residual_share"])),
    ]


def _followed(found: dict[str, Any]) -> list[tuple[str, str]]:
    second, third, fourth = (percent(part) for part in found["share_reaching_2nd_3rd_4th_hand"])
    low, average = (number(hands, digits=1) for hands in found["hands_range"])
    return [
        ("hands", f"{average} on average before it is gone"),
        ("", f"{low} if one flow inside were in truth from and to outside"),
        ("gets to", f"a second hand {second}, a third {third}, a fourth {fourth}"),
        ("LM3", number(found["LM3_boundary_rounds"])),
    ]


def _spent(model: FlowModel) -> str:
    facts = zip(model.nodes, model.arriving, model.leaving, strict=True)
    head = "what arrives, and what leaves"
    lines = [(name, f"{_money(a, model):>16}  {_money(b, model):>16}") for name, a, b in facts]
    return f"{head}\n{rows(lines)}"


def _money(amount: int, model: FlowModel) -> str:
    return number(amount / model.scale)


def _expert(found: dict[str, Any]) -> list[tuple[str, str]]:
    return [
        ("for the expert", "not to be compared between areas"),
        ("goes round (FCI)", percent(found["FCI"])),
        ("order (A/C)", number(found["alpha_A_over_C"], digits=3)),
        ("-a ln a", number(found["robustness_minus_a_ln_a"], digits=3)),
        ("links per node", number(found["effective_link_density_c"])),
        ("roles", number(found["effective_roles_n"])),
    ]


def _footing(found: dict[str, Any]) -> str:
    lines = ["A multiplier adds up turnover, not income: nothing here is worth so many times as much."]
    if found["doubtful_nodes"]:
        lines.append(f"More than 5% is unexplained at {', '.join(found['doubtful_nodes'])}: ask there first.")
    return "\n".join(map(visible, lines))
