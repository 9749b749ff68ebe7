"""What belongs to one machine is seen before it is shared."""

from pathlib import Path

import pytest

from tools import strangers

HOST = "registry." + "npmjs.org"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (f'"x": "https://{HOST}/a.tgz"', "a registry host"),
        ("--index" + "-url https://example.org/simple", "an index of packages"),
        ('"resolved"' + ': "https://example.org/a.tgz"', "a download address"),
        ("open('/" + "home/somebody/file')", "a path of one machine"),
        ("../shared/data/elections", None),
        ("https://example.org/home/page", None),
        ("<a href='/werk/'>", None),
    ],
)
def test_only_what_is_of_one_machine_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str, kind: str | None
) -> None:
    monkeypatch.setattr(strangers, "ROOT", tmp_path)
    file = tmp_path / "file.txt"
    file.write_text(f"first line\n{text}\n")
    found = strangers.strangers(file)
    assert [line.split(": ")[:2] for line in found] == ([["file.txt:2", kind]] if kind else [])
