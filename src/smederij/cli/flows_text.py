"""The flows of an area as text for a terminal."""

from __future__ import annotations

from typing import Any

from smederij.cli.measures_text import number, percent, rows
from smederij_flows import FlowModel


def told(model: FlowModel, found: dict[str, Any]) -> str:
    """In and out first, then hands per euro with how sure it is, then what only an expert should read."""
    return "\n\n".join([_followed(model, found), _spent(model), rows(_expert(found)), _footing(model, found)])


def _followed(model: FlowModel, found: dict[str, Any]) -> str:
    second, third, fourth = (percent(part) for part in found["share_reaching_2nd_3rd_4th_hand"])
    low, average = (number(hands, digits=1) for hands in found["hands_range"])
    sources, largest = number(found["effective_sources"], digits=1), percent(found["largest_source_share"])
    facts = [
        ("boundary", model.boundary or "not said: without it the figures below say nothing"),
        ("comes in", f"{number(found['in_total'])} {model.unit}".rstrip()),
        ("", f"as varied as from {sources} equal sources; the largest is {largest}"),
        ("goes out", f"{number(found['out_total'])} {model.unit}".rstrip()),
        ("unexplained", percent(found["residual_share"])),
        ("hands", f"{average} on average before it is gone"),
        ("", f"{low} if one flow inside were in truth from and to outside"),
        ("gets to", f"a second hand {second}, a third {third}, a fourth {fourth}"),
        ("LM3", number(found["LM3_boundary_rounds"])),
    ]
    return rows(facts)


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


def _footing(model: FlowModel, found: dict[str, Any]) -> str:
    lines = ["A multiplier adds up turnover, not income: nothing here is worth so many times as much."]
    if found["doubtful_nodes"]:
        lines.append(f"More than 5% is unexplained at {', '.join(found['doubtful_nodes'])}: ask there first.")
    return "\n".join(lines)
