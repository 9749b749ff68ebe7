"""`smederij flows` and `smederij network`, as people and scripts meet them."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from smederij.cli.main import main
from smederij_flows.tests.references import EXAMPLES

SRC = Path(__file__).parents[3]
SPOILED: tuple[Any, ...] = (
    None, True, 0, -1, 5, 0.005, 1e300, "x", "", "\x1b[0m", [], {}, [[]], ["Arie", "Arie"],
)  # fmt: skip
FILES = {"flows": EXAMPLES / "neighbourhood_money.json", "network": EXAMPLES / "bmx_track.json"}
NETWORK_KEYS = {
    "possible_pairs", "possible_new_pairs", "reported_new", "confirmed_new", "confirmation_rate",
    "components_before", "components_after", "EI_before", "EI_after", "EI_expected_if_random",
    "cross_corner_after", "mixing_after", "articulation_points_after", "fragmentation_without",
    "newman_weight_per_pair", "blau_kinds", "effective_number_kinds", "blau_corners",
    "effective_number_corners", "sole_supplier_kinds", "effective_size_after", "transitivity_after",
    "max_core_after",
}  # fmt: skip


def measured(capsys: pytest.CaptureFixture[str], command: str, file: Path) -> dict[str, Any]:
    assert main([command, str(file), "--json"]) == 0
    out, err = capsys.readouterr()
    assert (err, out.count("\n")) == ("", 1)
    return dict(json.loads(out))


def given(folder: Path, **changes: object) -> Path:
    path = folder / "given.json"
    path.write_text(json.dumps(json.loads(FILES["network"].read_text()) | changes))
    return path


def test_network_gives_exactly_the_keys_that_scripts_depend_on(capsys: pytest.CaptureFixture[str]) -> None:
    found = measured(capsys, "network", FILES["network"])
    assert set(found) == NETWORK_KEYS
    assert (found["possible_new_pairs"], found["reported_new"], found["confirmed_new"]) == (31, 6, 5)
    assert found["mixing_after"]["gemeenschap-markt"] == 3
    assert found["sole_supplier_kinds"]["ruimte"] == "Corporatie"


def test_flows_gives_hands_and_the_cents_that_add_up(capsys: pytest.CaptureFixture[str]) -> None:
    found = measured(capsys, "flows", FILES["flows"])
    assert (found["boundary_in"], found["APL"], found["residual_share"]) == (40_000, 2.675, 0)
    assert found["hands_range"] == [pytest.approx(1.8448, abs=1e-4), 2.675]
    assert (found["hands"]["gone"], found["hands"]["going_round"]) == (3_362_892, 637_108)
    assert sum(amount for *_, amount, how in found["hands"]["links"] if how == "goes on") == 637_108
    assert found["sankey_unrolled_4_hands"]["leaked"] == pytest.approx(33_628.91709, abs=1e-5)


def test_what_is_not_defined_is_null_and_not_nought(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    path = tmp_path / "alone.json"
    path.write_text('{"actors": {"Arie": "residents"}}')
    found = measured(capsys, "network", path)
    assert [found[key] for key in ("EI_after", "blau_kinds", "confirmation_rate", "transitivity_after")] == [
        None
    ] * 4
    assert found["effective_size_after"] == found["fragmentation_without"] == {"Arie": None}
    assert (found["components_after"], found["max_core_after"]) == (1, 0)
    path.write_text('{"actors": {}}')
    assert measured(capsys, "network", path)["components_after"] == 0


def test_as_text_for_people(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["network", str(FILES["network"])]) == 0
    said = capsys.readouterr().out
    assert "could have met  36 pairs, 31 of them strangers" in said
    assert "Arie: without, 75% of the others' pairs are apart" in said
    assert main(["flows", str(FILES["flows"])]) == 0
    said = capsys.readouterr().out
    assert "2.7 on average before it is gone" in said
    assert "a second hand 55%, a third 39%, a fourth 27%" in said
    assert "the neighbourhood and those who live there" in said


def test_below_five_actors_only_what_was_counted_is_told(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    path = tmp_path / "two.json"
    path.write_text('{"actors": {"Arie": "residents", "Bram": "firms"}, "ties_before": [["Arie", "Bram"]]}')
    assert main(["network", str(path)]) == 0
    said = capsys.readouterr().out
    assert "too little to tell: 2 actors" in said
    assert "leans on" not in said


def test_below_five_contributions_nothing_is_said_of_kinds(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    assert main(["network", str(given(tmp_path, contributions=[["Arie", "tijd"]]))]) == 0
    said = capsys.readouterr().out
    assert "too little to tell: 1 contributions, at least 5 are needed" in said
    assert "leans on" in said


def test_whoever_hides_a_command_in_a_name_has_no_use_of_it(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    path = tmp_path / "steering.json"
    path.write_text(
        FILES["flows"]
        .read_text()
        .replace("Winkel", "\\u001b[2JWinkel")
        .replace("[0.0, 0.0, 0.0, 3000.0, 0.0]", "[0, 0, 0, 0, 0]")
    )
    assert main(["flows", str(path)]) == 0
    said = capsys.readouterr().out
    assert "unexplained at Bewoners, ?[2JWinkel" in said
    assert "\x1b" not in said


def test_a_key_nobody_reads_is_said_and_does_no_harm(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    path = given(tmp_path, ties_befor=[])
    assert main(["network", str(path), "--json"]) == 0
    assert capsys.readouterr().err == f"smederij network: {path}: not read: ties_befor\n"


@pytest.mark.parametrize("command", FILES)
@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '{"nodes": 1, "actors": 1}', '{"nodes": [], "actors": {"": ""}}']
)
def test_a_wrong_file_is_one_line_on_stderr(
    command: str, text: str, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    path = tmp_path / "wrong.json"
    path.write_text(text)
    assert main([command, str(path), "--json"]) == 2
    out, err = capsys.readouterr()
    assert (out, err.count("\n")) == ("", 1)
    assert err.startswith(f"smederij {command}: {path}")


@pytest.mark.parametrize("command", FILES)
def test_whatever_stands_in_a_file_it_is_told_in_one_line_or_measured(
    command: str, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    path, codes = tmp_path / "changed.json", set()
    for seed in range(150):
        path.write_text(json.dumps(_spoiled(json.loads(FILES[command].read_text()), random.Random(seed))))
        codes.add(code := main([command, str(path), *(["--json"] if seed % 2 else [])]))
        out, err = capsys.readouterr()
        assert (code, out, err.count("\n")) == (2, "", 1) if code else out, seed
        assert "\x1b" not in out + err
    assert codes == {0, 2}


def _spoiled(found: Any, chance: random.Random) -> Any:
    """The same with one value somewhere in it replaced."""
    if not isinstance(found, dict | list) or not found or chance.random() < 0.1:
        return chance.choice(SPOILED)
    key = chance.choice(list(found) if isinstance(found, dict) else range(len(found)))
    found[key] = _spoiled(found[key], chance)
    return found


def test_a_name_in_a_file_does_not_steer_the_terminal(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    assert main(["network", str(given(tmp_path, ties_before=[["\x1b[31mArie", "Arie"]]))]) == 2
    assert "\x1b" not in capsys.readouterr().err


@pytest.mark.parametrize("command", FILES)
def test_both_run_without_django_and_write_the_same_bytes(command: str) -> None:
    script = (
        "import sys\n"
        "class Refuse:\n"
        "    def find_spec(self, name, path=None, target=None):\n"
        "        if name.partition('.')[0] in ('django', 'smederij_tally', 'networkx'): raise ImportError\n"
        "sys.meta_path.insert(0, Refuse())\n"
        "from smederij.cli.main import main\n"
        f"sys.exit(main([{command!r}, {str(FILES[command])!r}, '--json']))\n"
    )
    runs = [
        subprocess.run(
            [sys.executable, "-c", script], capture_output=True, check=True,
            env={**os.environ, "PYTHONPATH": str(SRC), "PYTHONHASHSEED": seed},
        ).stdout
        for seed in ("1", "2")
    ]  # fmt: skip
    assert runs[0] == runs[1] != b""


@pytest.mark.parametrize("command", FILES)
def test_help_says_what_the_file_holds(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main([command, "--help"])
    assert stopped.value.code == 0
    assert "FILE.json" in capsys.readouterr().out
