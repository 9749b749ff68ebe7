"""Files people hand in: what is wrong is said with the file and the place; nothing is guessed."""

from __future__ import annotations

import json
import pickle
from pathlib import Path
from typing import Any

import pytest

from smederij_flows import InputError, read_benefits, read_flows, read_network
from smederij_flows.tests.references import EXAMPLES

FLOWS: dict[str, Any] = {"nodes": ["a", "b"], "flow_from_row_to_col": [[0, 1], [0, 0]], "inflow": [1, 0]}
NETWORK: dict[str, Any] = {
    "actors": {"Arie": "residents", "Garage": "firms"},
    "contributions": [["Arie", "time"]],
}


def written(folder: Path, found: object) -> Path:
    path = folder / "given.json"
    path.write_text(found if isinstance(found, str) else json.dumps(found), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("change", "where", "what"),
    [
        ({"nodes": None}, "", "nodes is missing"),
        ({"nodes": ["a", 2]}, "nodes[1]", "2 is not a text"),
        ({"nodes": ["a", " "]}, "nodes[1]", '" " is not a text'),
        ({"nodes": ["a", "a"]}, "", "a is there twice among the nodes"),
        ({"flow_from_row_to_col": [[0, 1]]}, "flow_from_row_to_col", "1 rows where 2 are needed"),
        ({"flow_from_row_to_col": [[0], [0, 0]]}, "flow_from_row_to_col[0]", "1 amounts where 2 are needed"),
        ({"flow_from_row_to_col": [[0, -1], [0, 0]]}, "flow_from_row_to_col[0][1]", "-1 is below nought"),
        ({"inflow": [True, 0]}, "inflow[0]", "true is not a number"),
        ({"inflow": ["1", 0]}, "inflow[0]", '"1" is not a number'),
        ({"inflow": None}, "", "inflow is missing"),
        ({"export": 5}, "export", "5 is not a list"),
        ({"inflow": [1e-12, 0]}, "", "an amount has 12 decimals, at most 9 are counted"),
        ({"inflow": [1e300, 0]}, "inflow[0]", "more than 1,000,000,000,000"),
        ({"inflow": [10**15, 0]}, "inflow[0]", "more than 1,000,000,000,000"),
    ],
)
def test_flows_that_cannot_be_read(tmp_path: Path, change: dict[str, Any], where: str, what: str) -> None:
    path = written(tmp_path, FLOWS | change)
    with pytest.raises(InputError) as error:
        read_flows(path)
    assert error.value.where == where
    assert what in str(error.value)
    assert str(error.value).startswith(f"{path}, {where}: " if where else f"{path}: ")
    assert str(pickle.loads(pickle.dumps(error.value))) == str(error.value)


@pytest.mark.parametrize(
    ("change", "where", "what"),
    [
        ({"actors": ["Arie"]}, "actors", '["Arie"] is not an object'),
        ({"actors": {"Arie": "firms", "Arie ": "firms"}}, "actors", "Arie is there twice"),
        ({"actors": {"": "firms"}}, "actors", "a name is empty"),
        ({"actors": {"Arie": 1}}, "actors.Arie", "1 is not a text"),
        (
            {"contributions": [["Arie"]]},
            "contributions[0]",
            "1 names: an actor and a kind where 2 are needed",
        ),
        ({"contributions": [["Bram", "time"]]}, "contributions[0][0]", "Bram is not among the actors"),
        ({"ties_before": [["Arie", "Bram"]]}, "ties_before[0][1]", "Bram is not among the actors"),
        ({"ties_before": [["Arie", "Arie"]]}, "ties_before[0]", "Arie is tied to itself"),
        (
            {"ties_before": [["Arie", "Garage"]], "ties_confirmed_both_sides": [["Garage", "Arie"]]},
            "ties_confirmed_both_sides[0]",
            "Arie and Garage knew each other before, so their tie is not new",
        ),
    ],
)
def test_networks_that_cannot_be_read(tmp_path: Path, change: dict[str, Any], where: str, what: str) -> None:
    with pytest.raises(InputError) as error:
        read_network(written(tmp_path, NETWORK | change))
    assert error.value.where == where
    assert what in str(error.value)


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("", "line 1: not JSON"),
        ("[1]", "[1] is not an object with names"),
        ('{"nodes": ["a"], "nodes": ["b"]}', "nodes is there twice in one object"),
        ('{"inflow": [NaN]}', "NaN is not a number"),
        ('{"inflow": [1' + "0" * 5000 + "]}", "digits"),
        ("[" * 100_000, "too many lists in lists"),
        ('{"nodes": ["a"], "flow_from_row_to_col": [[0]], "inflow": [1e999999999]}', "inflow[0]: more than"),
    ],
)
def test_what_is_no_object(tmp_path: Path, text: str, what: str) -> None:
    with pytest.raises(InputError) as error:
        read_flows(written(tmp_path, text))
    assert what in str(error.value)


def test_what_is_no_text_and_what_is_no_file(tmp_path: Path) -> None:
    path = tmp_path / "given.json"
    path.write_bytes(b'{"nodes": ["\xff"]}')
    with pytest.raises(InputError, match="not text in UTF-8"):
        read_flows(path)
    for missing in (tmp_path / "nothing.json", tmp_path):
        with pytest.raises(InputError):
            read_flows(missing)
    with pytest.raises(InputError):
        read_flows("\0")


def test_a_key_that_nobody_reads_is_named(tmp_path: Path) -> None:
    assert read_flows(written(tmp_path, FLOWS | {"exports": [0, 1], "unit": "EUR"}))[1] == ("exports",)
    assert read_network(written(tmp_path, NETWORK | {"ties": []}))[1] == ("ties",)


def test_amounts_are_what_is_written_to_the_last_decimal(tmp_path: Path) -> None:
    found, _ = read_flows(
        written(tmp_path, '{"nodes": ["a"], "flow_from_row_to_col": [[0]], "inflow": [0.1]}')
    )
    assert (found.inflow, found.scale) == ((10,), 100)
    fine, _ = read_flows(written(tmp_path, FLOWS | {"inflow": [0.0007, 1]}))
    assert (fine.inflow, fine.scale) == ((7, 10_000), 10_000)


def test_who_is_confirmed_counts_as_reported_and_a_pair_twice_is_one_tie(tmp_path: Path) -> None:
    given = NETWORK | {"ties_confirmed_both_sides": [["Arie", "Garage"], ["Garage", "Arie"]]}
    network, _ = read_network(written(tmp_path, given))
    assert [(tie.pair, tie.state) for tie in network.ties] == [(("Arie", "Garage"), "confirmed")]


def test_data_under_input_is_read_too(tmp_path: Path) -> None:
    found, not_read = read_flows(written(tmp_path, {"id": "x", "input": FLOWS, "expected": {}}))
    assert (found.nodes, not_read) == (("a", "b"), ())


def test_outcomes_with_a_range_and_without_a_price(tmp_path: Path) -> None:
    given = {
        "benefits": [
            {
                "id": "a",
                "benefit": "x",
                "eur_low": 1,
                "eur_high": 2.5,
                "claims": {"youth": 0.1},
                "colour": "red",
            },
            {"id": "b", "benefit": "y", "eur": None, "evidence": "told by four"},
            {"id": "c", "benefit": "z", "eur": 0},
        ],
        "pays": {"youth": 3},
    }
    (first, second, third), pays, not_read = read_benefits(written(tmp_path, given))
    assert (first.low, first.high, float(first.claims["youth"])) == (100, 250, 0.1)
    assert (second.low, second.high, second.evidence) == (None, None, "told by four")
    assert (third.low, third.high) == (0, 0)
    assert (pays, not_read) == ({"youth": 300}, ("benefits[0].colour",))
    with pytest.raises(InputError, match="more than two decimals"):
        read_benefits(written(tmp_path, {"benefits": [{"id": "a", "benefit": "x", "eur": 0.001}]}))


def test_the_examples_of_this_package_are_read_whole() -> None:
    assert read_flows(EXAMPLES / "neighbourhood_money.json")[1] == ()
    assert read_network(EXAMPLES / "bmx_track.json")[1] == ()
