"""`smederij verify`: a published round agrees, and whatever is changed in it is told."""

from __future__ import annotations

import io
import json
import random
import subprocess
import sys
import zipfile
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from smederij.cli.main import main
from smederij_tally import Election, RankAndFill, Totals, count, read_pb
from smederij_tally.published import (
    body_of,
    head_of,
    leaf_of,
    manifest_sha256,
    pack,
    plain_json,
    root_of,
    script,
    seal_lines,
    unpack,
    votes_file,
)

IDEAS = (("1", 60_00), ("2", 50_00), ("3", 40_00))
VOTES = ("1,2", "1", "3", "1,3", "")
CODES = {"issued": 9, "revoked": 1, "left": 3, "web": 5}
PAPER = dict.fromkeys(("handed_out", "in_box", "entered", "valid", "blank", "invalid"), 0)
SHEET = [{"channel": "letter", **CODES, **PAPER}]


def _election() -> Election:
    projects = "".join(f"{id};{cost // 100};Idea {id}\r\n" for id, cost in IDEAS)
    ballots = "".join(f"{place:032x};{vote}\r\n" for place, vote in enumerate(VOTES))
    text = (
        f"META\r\nkey;value\r\ndescription;Street\r\nnum_projects;3\r\nnum_votes;{len(VOTES)}\r\nbudget;100\r\n"
        f"vote_type;approval\r\nrule;greedy\r\nPROJECTS\r\nproject_id;cost;name\r\n{projects}"
        f"VOTES\r\nvoter_id;vote\r\n{ballots}"
    )
    return read_pb(text.encode())


def _chain(says: dict[str, Any], *, budget: int, leaves: list[bytes]) -> list[dict[str, Any]]:
    chain: list[dict[str, Any]] = []

    def head(kind: str, **more: object) -> None:
        previous = chain[-1]["head"] if chain else ""
        said = {"kind": kind, "number": len(chain), "round": 7, "previous": previous, **more}
        chain.append({"says": said, "head": head_of(said)})

    entries = [{"id": id, "name": f"Idea {id}", "asked": cost} for id, cost in IDEAS]
    head("opening", entries=entries, budget=budget, method=says["method"], options=says["options"])
    for first in (0, 3):
        mine = leaves[first : first + 3]
        head("night", night="2026-11-01", batch=len(mine), ballots=first + len(mine), root=root_of(mine))
    head(
        "closing",
        **{name: says[name] for name in ("ballots", "blank", "outcome_sha256", "sheet", "urn_root")},
    )
    return chain


def _published(votes: Election | Totals) -> bytes:
    method = RankAndFill(seed="street")
    outcome = json.loads(json.dumps(count(votes, method).to_dict()))
    ids = [place.to_bytes(16) for place in range(len(VOTES))]
    salts = [sha256(id).digest() for id in ids]
    leaves = [leaf_of(*at[:2], body_of(at[2], None)) for at in zip(ids, salts, VOTES, strict=True)]
    says: dict[str, Any] = {
        "round": {"number": 7, "title": "Street", "area": "Hamerveen"},
        "method": outcome["method"],
        "options": outcome["options"],
        "input_sha256": outcome["input_sha256"],
        "outcome_sha256": outcome["outcome_sha256"],
        "ballots": len(VOTES),
        "blank": 1,
        "sheet": SHEET,
        "urn_root": root_of(leaves),
    }
    chain = _chain(says, budget=votes.budget, leaves=leaves)
    nights = ["1", "1", "1", "2", "2"]
    whole = isinstance(votes, Election)
    rows = [
        [id.hex(), salt.hex(), night] if whole else [leaf.hex(), night]
        for id, salt, leaf, night in zip(ids, salts, leaves, nights, strict=True)
    ]
    name, data = votes_file(votes)
    files = {
        name: data,
        "uitslag.json": plain_json(outcome),
        "zegels.csv": seal_lines(rows, ballots=whole),
        "nachtzegels.json": plain_json(chain),
        "hertel.py": script(),
    }
    return pack(files, says=says)


def _again(files: Mapping[str, bytes]) -> bytes:
    """Packed anew, with a manifest that names the digests of what is there now: a careful forger."""
    says = json.loads(files["manifest.json"])
    rest = {name: data for name, data in files.items() if name != "manifest.json"}
    return pack(rest, says={name: value for name, value in says.items() if name not in ("files", "format")})


def _verify(tmp_path: Path, data: bytes, *more: str) -> int:
    path = tmp_path / "result.zip"
    path.write_bytes(data)
    return main(["verify", str(path), *more])


@pytest.fixture(scope="module")
def zipped() -> bytes:
    return _published(_election())


def _recount(path: Path) -> subprocess.CompletedProcess[str]:
    alone = path.parent / "hertel.py"
    alone.write_bytes(script())
    return subprocess.run(
        [sys.executable, "-I", str(alone), str(path)], capture_output=True, text=True, check=False
    )


def test_what_was_published_agrees_and_is_the_same_bytes_when_made_twice(
    tmp_path: Path, zipped: bytes, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _verify(tmp_path, zipped) == 0, capsys.readouterr().out
    assert "All agrees." in capsys.readouterr().out
    assert _published(_election()) == zipped
    assert len(manifest_sha256(zipped)) == 64


def test_the_script_in_the_zip_counts_the_same_with_python_alone(tmp_path: Path, zipped: bytes) -> None:
    path = tmp_path / "result.zip"
    path.write_bytes(zipped)
    told = _recount(path)
    assert told.returncode == 0, told.stdout
    assert "Idee 1: 3 stemmen" in told.stdout
    forged = {**unpack(zipped)}
    forged["stemmen.pb"] = forged["stemmen.pb"].replace(b";1,2\r\n", b";2,3\r\n")
    path.write_bytes(_again(forged))
    assert _recount(path).returncode == 1


def test_totals_of_a_small_round_are_recounted_from_the_totals(tmp_path: Path) -> None:
    data = _published(_election().totals())
    assert "stemmen.pb" not in unpack(data)
    assert _verify(tmp_path, data) == 0
    assert _recount(tmp_path / "result.zip").returncode == 0


def test_a_changed_character_in_any_file_is_told_even_with_a_new_manifest(
    tmp_path: Path, zipped: bytes
) -> None:
    """Not the script itself: it is not evidence, and anyone can fetch it from the source."""
    files, chance = unpack(zipped), random.Random(7)
    for name in ("stemmen.pb", "uitslag.json", "zegels.csv", "nachtzegels.json"):
        digits = [at for at, sign in enumerate(files[name]) if chr(sign) in "123456789"]
        start = files[name].find(b"PROJECTS") if name == "stemmen.pb" else 0
        for at in chance.sample([digit for digit in digits if digit > start], 12):
            changed = bytearray(files[name])
            changed[at] = ord("1") + (changed[at] - ord("1") + 1) % 9
            assert _verify(tmp_path, _again({**files, name: bytes(changed)})) in (1, 2), (
                name,
                at,
                changed[at - 30 : at + 9],
            )


def test_a_flipped_byte_of_the_zip_never_passes_with_other_contents(tmp_path: Path, zipped: bytes) -> None:
    chance = random.Random(11)
    for at in chance.sample(range(len(zipped)), 80):
        changed = bytearray(zipped)
        changed[at] ^= 1 << chance.randrange(8)
        if _verify(tmp_path, bytes(changed)) == 0:
            assert unpack(bytes(changed)) == unpack(zipped), at


@pytest.mark.parametrize("name", ["stemmen.pb", "uitslag.json", "zegels.csv", "nachtzegels.json"])
def test_a_missing_file_is_told(tmp_path: Path, zipped: bytes, name: str) -> None:
    files = {other: data for other, data in unpack(zipped).items() if other != name}
    assert _verify(tmp_path, _again(files)) == 1


def test_a_kept_head_must_stand_in_the_file(tmp_path: Path, zipped: bytes) -> None:
    heads = json.loads(unpack(zipped)["nachtzegels.json"])
    assert _verify(tmp_path, zipped, "--head", heads[1]["head"]) == 0
    assert _verify(tmp_path, zipped, "--head", "0" * 64) == 1


def test_what_is_no_published_round_is_bad_input(tmp_path: Path) -> None:
    outside = io.BytesIO()
    with zipfile.ZipFile(outside, "w") as packed:
        packed.writestr("manifest.json", "{}")
        packed.writestr("../elsewhere", "x")
    for data in (b"no zip", pack({}, says={})[:50], outside.getvalue()):
        assert _verify(tmp_path, data) == 2
    assert main(["verify", str(tmp_path / "nowhere.zip")]) == 2


def test_a_zip_that_says_it_is_huge_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("smederij_tally.published.packing.MOST_BYTES", 1000)
    assert _verify(tmp_path, pack({"a": b"0" * 2000}, says={})) == 2


def test_a_method_that_is_not_known_is_not_said_to_agree(tmp_path: Path, zipped: bytes) -> None:
    files = unpack(zipped)
    says = json.loads(files["manifest.json"])
    says["method"] = "by-hand"
    assert _verify(tmp_path, _again({**files, "manifest.json": plain_json(says)})) != 0


def test_the_table_of_ideas_is_that_of_the_opening(tmp_path: Path) -> None:
    files = unpack(_published(_election()))
    files["stemmen.pb"] = files["stemmen.pb"].replace(b"2;50;", b"2;10;")
    assert _verify(tmp_path, _again(files)) == 1
