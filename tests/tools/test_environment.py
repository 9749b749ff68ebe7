"""A second start does nothing twice, and a broken step says why."""

import sys
from pathlib import Path

import pytest

from tools import environment


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name, folder in (("ROOT", "."), ("MADE", "made"), ("LOGS", "log")):
        monkeypatch.setattr(environment, name, tmp_path / folder)
    return tmp_path


def test_a_step_is_made_until_its_sources_change(root: Path) -> None:
    source = root / "a.txt"
    source.write_text("one")
    first = environment.digest([source])
    assert not environment.is_made("step", first)
    environment.mark_made("step", first)
    assert environment.is_made("step", environment.digest([source]))
    source.write_text("two")
    assert not environment.is_made("step", environment.digest([source]))


def test_a_file_with_another_name_is_another_source(root: Path) -> None:
    (root / "a.txt").write_text("one")
    first = environment.digest([root / "a.txt"])
    (root / "a.txt").rename(root / "b.txt")
    assert environment.digest([root / "b.txt"]) != first


def test_a_step_that_fails_shows_the_end_of_what_it_said(root: Path) -> None:
    with pytest.raises(environment.Stopped, match="disk is full"):
        environment.run("a step", [sys.executable, "-c", "print('disk is full'); raise SystemExit(3)"])


def test_a_long_step_gives_signs_of_life(
    root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(environment, "HEARTBEAT", 0.05)
    environment.run("a step", [sys.executable, "-c", "import time; time.sleep(0.3)"])
    assert "a step ... still busy" in capsys.readouterr().out
